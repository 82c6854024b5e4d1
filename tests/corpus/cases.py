"""What a file of the corpus is: its name, its trouble, the command that takes it, and what must come of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.files import Error, Formula, Table, csv_bytes, write_ods, write_xls, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Rows = list[list[Any]]

COMMANDS = {
    "底账": ("unit", "import", "{file}"),
    "需求": ("demand", "import", "{file}"),
    "安装": ("bench", "import", "{file}"),
    "走访": ("visit", "import", "{file}"),
    "核对": ("bench", "audit", "--file", "{file}"),
    "检查": ("bench", "inspect", "--file", "{file}"),
}
_DAY = re.compile(r"@(\d{4})-(\d\d)-(\d\d)")
_CORNER = re.compile(r"([A-Z])(\d+):([A-Z])(\d+)")


@dataclass(frozen=True)
class Case:
    """A file and what must come of it.

    `about` is the place in the documents: 6b.5, S8 (SETTLED, Spreadsheets), A12 (Addresses), 6c, 7. `tables` are
    written by the file's ending unless `write` does it. `counts` are new, changed, same and bad rows, None where the
    file is refused as a whole; `faults` are `row kind`; `says` stands in what is told, `silent` does not. `stored` is
    what the ledger has gained, with --skip-bad where there are faults; None: not looked at.
    """

    file: str
    about: str
    trouble: str
    tables: tuple[Table, ...] = ()
    words: tuple[str, ...] = ()
    code: int = 0
    counts: tuple[int, int, int, int] | None = None
    faults: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    stored: tuple[str, ...] | None = None
    write: Callable[[Path], object] | None = None

    @property
    def kind(self) -> str:
        """The kind of table, which begins the file's name."""
        return self.file[:2]

    @property
    def line(self) -> list[str]:
        """The words of the command line that takes the file."""
        return [word.format(file=self.file) for word in COMMANDS[self.kind]] + list(self.words)

    @property
    def outcome(self) -> str:
        """What must come of it, in a short line."""
        said = [f"退出码 {self.code}"]
        if self.counts:
            said.append("新增 {} 更改 {} 相同 {} 有问题 {}".format(*self.counts))
        said += [f"第 {fault.replace(' ', ' 行 ')}" for fault in self.faults]
        return "；".join([*said, *(f"“{words}”" for words in self.says)])


@dataclass(frozen=True)
class Plain:
    """A sound table of a kind, from which its generic cases are made.

    `titles` stand above the header. 幢 and 单元 are columns next to each other, the first at `place`; rows come in
    pairs of one building. `summed` is the column that a total row adds up; `again` is the outcome of a second import:
    the number of the same rows, or the kind of the refusal.
    """

    kind: str
    titles: Rows
    header: list[str]
    rows: Rows
    stored: tuple[str, ...]
    place: int
    summed: int | None
    again: int | str
    words: tuple[str, ...] = ()

    @property
    def table(self) -> Rows:
        """All rows, the titles with them."""
        return [*self.titles, self.header, *self.rows]

    @property
    def top(self) -> int:
        """The row of the header, from 1."""
        return len(self.titles) + 1

    def case(self, name: str, about: str, trouble: str, *tables: Table | Rows, **expected: Any) -> Case:
        """Return a case that brings the same rows as the plain table, unless `expected` says otherwise."""
        made = tuple(one if isinstance(one, Table) else Table("Sheet1", one) for one in tables)
        words = (*self.words, *expected.pop("words", ()))
        outcome = {"counts": (len(self.rows), 0, 0, 0), "stored": self.stored} | expected
        return Case(f"{self.kind}-{name}", about, trouble, made, words, **outcome)


def laid(text: str) -> Rows:
    """Return rows from lines of cells between `|`.

    12 is a number, "12" a text, @2021-03-05 a date, =A1 -> 5 a formula with its value, =A1 one without, #REF! an error.
    """
    return [[_cell(cell.strip(" ")) for cell in line.split("|")] for line in text.strip("\n").splitlines()]


def _cell(text: str) -> Any:
    if not text or (text.isascii() and text.isdigit()):
        return int(text) if text else None
    if re.fullmatch(r"-?\d+\.\d+(E\+\d+)?", text):
        return float(text)
    if day := _DAY.fullmatch(text):
        return date(*map(int, day.groups()))
    if text.startswith("="):
        formula, _, value = text[1:].partition(" -> ")
        return Formula(formula, int(value) if value.isdigit() else value)
    if text.startswith("#") and text.endswith("!"):
        return Error(text)
    return (text[1:-1] if text[0] == text[-1] == '"' and len(text) > 1 else text).replace("\\n", "\n")


def merged(*ranges: str) -> tuple[tuple[int, int, int, int], ...]:
    """Return merges as a Table has them from what Excel calls them: B2:B4."""
    found = []
    for one in ranges:
        left, first, right, last = _CORNER.fullmatch(one).groups()  # type: ignore[union-attr]
        found.append((int(first), int(last), ord(left) - ord("A"), ord(right) - ord("A")))
    return tuple(found)


def own(
    kind: str, name: str, about: str, trouble: str, text: str, *, counts: tuple[int, int, int, int], **more: Any
) -> Case:
    """Return a case written out by hand; a file without an ending is an .xlsx."""
    table = Table(more.pop("sheet", "Sheet1"), laid(text), merged(*more.pop("merges", ())), more.pop("hidden_rows", ()))
    file = f"{kind}-{name}" if "." in name[-5:] else f"{kind}-{name}.xlsx"
    code = 5 if more.get("faults") else 0
    return Case(file, about, trouble, (table,), counts=counts, **({"code": code} | more))


def refused(kind: str, name: str, about: str, trouble: str, text: str, says: str, **more: Any) -> Case:
    """Return a case that is refused as a whole: its header cannot be taken."""
    return replace(
        own(kind, name, about, trouble, text, counts=(0, 0, 0, 0), code=5, says=(says,), **more), counts=None
    )


def write_case(case: Case, folder: Path) -> Path:
    """Write a case's file into a folder."""
    path = folder / case.file
    if case.write:
        case.write(path)
    else:
        WRITERS[path.suffix](path, case.tables)
    return path


def shown(rows: Sequence[Sequence[Any]]) -> list[list[str]]:
    """Return rows as WPS saves them as text."""
    return [[_shown(cell) for cell in row] for row in rows]


def _shown(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case Formula() | Error():
            return str(cell.value)
        case date():
            return f"{cell.year}/{cell.month}/{cell.day}"
        case _:
            return str(cell)


def text_writer(**how: str) -> Callable[[Path, Sequence[Table]], object]:
    """Return a writer of delimited text."""
    return lambda path, tables: path.write_bytes(csv_bytes(shown(tables[0].rows), **how))


WRITERS: dict[str, Callable[[Path, Sequence[Table]], object]] = {
    ".xlsx": lambda path, tables: write_xlsx(path, *tables),
    ".xls": lambda path, tables: write_xls(path, *tables),
    ".et": lambda path, tables: write_xls(path, *tables),
    ".ods": lambda path, tables: write_ods(path, *tables),
    ".csv": text_writer(encoding="gb18030"),  # what WPS saves
    ".tsv": text_writer(delimiter="\t"),
    ".txt": text_writer(encoding="utf-16", delimiter="\t"),
}
