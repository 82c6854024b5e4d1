"""Hostile text through every place that takes a word, and out of every page and file; what did harm is counted.

    python tests/hostile_survey.py [--whole]

prints the counts (minutes); the suite tries a part of it (tests/commands/test_hostile.py).
"""

from __future__ import annotations

import contextlib
import csv
import inspect
import io
import json
import re
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from html.parser import HTMLParser
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from xml.etree import ElementTree as ET

import pytest
from conftest import NOW, Stream, ledger
from hostile import HOSTILE, PACKS
from hostile_lines import lines, shared_slots, slots
from ready import town

from songyu_cli import cli
from songyu_cli.context import Stage
from songyu_cli.domain.cleaning import storable
from songyu_cli.domain.log import Actor
from songyu_cli.storage.database import open_ledger
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hostile_lines import Slot

LEDGER = Path("songyu.db")
HARMS = ("control", "formulas", "tags", "tracebacks", "failed")
_SGR = re.compile("\x1b\\[[0-9;]*m")
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FORMULA = re.compile("^[\\s\u200b\ufeff]*[=+\\-@＝＋－＠﹦﹢﹣﹫]")
_NUMBER = re.compile(r"-?[0-9][0-9.,]*( ?%)?|[-—]")
_OURS = re.compile(r"(SUM|SUBTOTAL)\((109,)?\$?[A-Z]+\$?[0-9]+:\$?[A-Z]+\$?[0-9]+\)")


FREE_COLUMNS = {  # by table, what holds text as somebody typed it
    "settings": "key, value",
    "programmes": "name",
    "units": "grid",
    "headcounts": "source",
    "batches": "note",
    "allocations": "reason",
    "benches": "spot, note",
    "bench_events": "reason",
    "demands": "text, withdrawn_reason",
    "results": "text",
    "imports": "file_name",
    "visits": "grid",
    "visit_units": "remark",
    "selections": "grid, note",
    "selection_units": "source",
    "menu_items": "title, outcome",
    "meetings": "place, topic",
    "meeting_items": "question, outcome",
    "reviews": "reason",
    "decisions": "reason",
    "replies": "text",
    "extensions": "reason",
    "reopenings": "reason, withdrawn_reason",
    "hazards": "text, cleared_how",
    "partners": "name, note",
    "contributions": "note",
    "plan_units": "reason",
    "moves": "from_spot, to_spot, reason",
    "inspections": "text",
    "repairs": "what, by_whom",
    "audits": "grid",
    "audit_units": "remark",
    "followups": "text",
}
WRITE = (  # what writes a file by itself, with the ending that is tried
    "export units",
    "export units --internal",
    "export demands",
    "export benches",
    "export inspections --internal",
    "export visits",
    "export menu",
    "template units",
    "template demands",
    "template benches",
    "template inspections",
    "visit sheet --yes",
)

FILES = {  # header, good rows, and a row with a fault; * is a text
    "units.csv": (
        ["幢", "单元", "户数", "60岁以上", "网格"],
        [["12", "3", "10", "9", "*"]],
        ["*", "1", "x*", "*", "*"],
    ),
    "demands.csv": (
        ["地址", "需求类别", "数量", "来源", "登记日期", "需求内容"],
        [["12-3", "扶手", "1", "来访", "2022-12-01", "*"]],
        ["*", "*", "*", "*", "*", "*"],
    ),
    "benches.csv": (
        ["地址", "批次", "安装日期", "具体位置", "备注"],
        [["2-1", "2", "2022-12-01", "*", "*"]],
        ["*", "*", "*", "*", "*"],
    ),
    "visits.csv": (
        ["地址", "走访日期", "60岁以上", "需求", "备注"],
        [["12-3", "2022-12-01", "9", "凳", "*"]],
        ["*", "*", "*", "*", "*"],
    ),
    "inspections.csv": (
        ["凳号", "巡查日期", "结果", "说明"],
        [["B1-003", "2022-12-01", "完好", "*"]],
        ["*", "*", "*", "*"],
    ),
    "audits.csv": (
        ["地址", "凳号", "看到了吗", "核对日期", "备注"],
        [["12-3", "B1-003", "是", "2022-12-01", "*"]],
        ["*"] * 5,
    ),
}
IMPORTS = {
    "units.csv": "unit import --on 2022-12",
    "demands.csv": "demand import",
    "benches.csv": "bench import",
    "visits.csv": "visit import",
    "inspections.csv": "bench inspect --file",
    "audits.csv": "bench audit --on 2022-12-01 --file",
}


class Shown(NamedTuple):
    """What a line printed and how it ended."""

    code: int
    out: str
    err: str


FORMS: tuple[tuple[str, ...], ...] = (
    ("--format", "table", "--lang", "zh", "tty=80"),
    ("--format", "table", "--lang", "en", "gbk"),
    ("--format", "table", "--lang", "zh", "tty=20"),
    ("--json", "--lang", "en"),
    ("--format", "jsonl", "--lang", "zh"),
    ("--format", "csv"),
    ("--format", "tsv"),
)
ENDINGS = ("xlsx", "csv", "tsv", "json", "jsonl", "txt")


def typed(*words: str, terminal: int | None = None, encoding: str = "utf-8") -> Shown:
    """Run a command line on this folder's ledger, on a terminal of so many columns or into a pipe."""
    out, err = Stream(terminal=terminal is not None, encoding=encoding), Stream(terminal=False, encoding=encoding)
    stage = Stage(clock=lambda: NOW, env={"TERM": "xterm"})
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setenv("COLUMNS", str(terminal or 80))
        code = cli.main(list(words), stage)
    return Shown(code, out.text(), err.text())


class Survey:
    """A folder with a ledger that is put back before each line, and what was counted of all that came out of it."""

    def __init__(self, ledger: bytes) -> None:
        self.ledger = ledger
        self.counts: Counter[str] = Counter(dict.fromkeys(HARMS, 0))
        self.harms: list[str] = []  # which they were, for whoever has to mend them
        self.newest = "1"

    # in

    def put_in(
        self,
        texts: Sequence[str],
        free_texts: Sequence[str] = (),
        *,
        every: bool = True,
        after: Callable[[Slot, str], None] | None = None,
    ) -> None:
        """Type a text in every place of every command, and the free texts too where it is free text.

        Each place gets the next one of `texts`; unless `every` one, only where it is free text. `after` looks at the
        ledger after each line.
        """
        turn = cycle(texts)
        places = [*slots(), *shared_slots("demand list"), *shared_slots("demand edit 3 --text x")]
        for slot in places if every else [place for place in places if place.free]:
            for text in (*(free_texts if slot.free else ()), next(turn)):
                self.counts["typed"] += 1
                shown = self.type(slot.line(text))
                if slot.free and shown.code and text.strip():
                    self.note("failed", slot.line(text), shown)
                if after:
                    after(slot, text)

    def type(self, line: Sequence[str], form: Sequence[str] = ()) -> Shown:
        """Run a line on the ledger as it was at first, and look at all that it printed and how it ended."""
        if not LEDGER.exists() or LEDGER.read_bytes() != self.ledger:
            LEDGER.write_bytes(self.ledger)
        for made in ("new.db", "new.db.json"):
            Path(made).unlink(missing_ok=True)
        words = [word.replace("{newest}", self.newest) for word in line]
        arguments = words.index("--") if "--" in words else len(words)
        words[arguments:arguments] = [word for word in form if word != "gbk" and not word.startswith("tty=")]
        columns = next((int(word[4:]) for word in form if word.startswith("tty=")), None)
        try:
            shown = typed(*words, terminal=columns, encoding="gbk" if "gbk" in form else "utf-8")
        except Exception as error:  # noqa: BLE001  it is counted
            self.note("tracebacks", words, error)
            return Shown(70, "", "")
        self.look(words, shown, coloured=columns is not None)
        return shown

    def look(self, words: Sequence[str], shown: Shown, *, coloured: bool) -> None:
        """Count what a line did that none may do."""
        self.counts["pages"] += 1
        if shown.code == 70 or "Traceback" in shown.out + shown.err:
            self.note("tracebacks", words, shown)
        elif shown.code not in (0, 1, 2, 3, 4, 5, 6, 7) or (shown.code and not shown.err):
            self.note("failed", words, shown)
        out = _SGR.sub("", shown.out) if coloured else shown.out.replace("\t", " ")
        self.plain(out, words)
        self.plain(shown.err, words)
        for form, read in (("--json", json.loads), ("jsonl", lambda text: [*map(json.loads, text.splitlines())])):
            if form in words and not shown.code:
                try:
                    read(shown.out)
                except ValueError as error:
                    self.note("control", words, error)

    def lay_files(self, texts: Sequence[str]) -> None:
        """Write the files that the lines import: good rows and bad ones, with texts in all their free places."""
        Path("旧.db").write_bytes(self.ledger)
        held = [storable(text).replace("\r", " ") for text in texts]
        for name, (header, good, bad) in FILES.items():
            turn = cycle(held)
            rows = [[*header, f"{next(turn)}列"], *([cell.replace("*", next(turn)) for cell in row] for row in good)]
            rows += [[cell.replace("*", text) for cell in bad] for text in held]
            with Path(name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        lines = [f"12-4 扶手 {' '.join(text.split())}" for text in held]
        Path("走访.txt").write_text("\n".join(["12-3 9/1 凳", *lines]), encoding="utf-8")

    def hand_back(self) -> None:
        """Import the files with their bad rows, and look at what is said of them and at what comes back in a file."""
        for name, line in IMPORTS.items():
            for ending in ("xlsx", "csv"):
                self.written([*line.split(), name], "--errors-to", Path(f"问题.{ending}"))
            for form in (FORMS[0], FORMS[3], FORMS[1]):
                self.type([*line.split(), name], form)
                taken = self.type([*line.split(), name, "--skip-bad"], form)
                if taken.code:
                    self.note("failed", line, taken)

    # out

    def paint(self, texts: Iterable[str]) -> None:
        """Put texts into every place of the ledger that holds free text, another one in each."""
        LEDGER.write_bytes(self.ledger)
        turn = cycle([text for text in texts if len(text) < 1_000])
        with contextlib.closing(open_ledger(LEDGER)) as db:
            at = Actor(role="clerk", at=NOW, alias=next(turn), typed=storable(" ".join(islice(turn, 9))))
            with transaction(db, "hostile", at) as newest:
                for table, columns in FREE_COLUMNS.items():
                    for row in db.all(f"SELECT id, {columns} FROM {table}"):
                        if table == "settings" and row["key"] not in ("community", "note"):
                            continue
                        told = {name: storable(f"{next(turn)} {row['id']}") for name in _painted(row)}
                        db.update(table, row["id"], **told)
            db.execute("UPDATE programmes SET name = name")
            self.newest = str(newest)
        self.ledger = LEDGER.read_bytes()

    def take_out(self, step: int = 1, part: int = 0) -> None:
        """Run every line in every form, or in each `step`-th of them, the next line and the next part in others."""
        for place, (_, words) in enumerate(lines()):
            for form in FORMS[(place + part) % step :: step] if words[0] != "demo" else ():
                self.counts["shown"] += 1
                shown = self.type(words, form)
                # One line a row, whatever line breaks people typed.
                if form[-1] in ("csv", "tsv") and words[0] != "export" and not shown.code:
                    table = csv.reader(io.StringIO(shown.out), delimiter="," if form[-1] == "csv" else "\t")
                    if len(list(table)) != len(shown.out.splitlines()):
                        self.note("control", words, "a line break")

    def write_out(self, step: int = 1) -> None:
        """Write every page and every list to a file of every kind, or every `step`-th, and look into the file."""
        for place, (_, words) in enumerate(lines()):
            own = "--out" in words or "--sheet" in words or words[0] in ("demo", "init")
            for ending in ENDINGS[place % step :: step] if not own else ():
                kept = words[: words.index("--format")] if "--format" in words else words
                self.written(kept, "--out", Path(f"页.{ending}"))
        for line in WRITE:
            for ending in ("xlsx", "csv"):
                self.written(line.split(), "--out", Path(f"单.{ending}"))
        self.written(["bench", "audit", "--yes"], "--sheet", Path("核对.xlsx"))

    def written(self, words: Sequence[str], option: str, out: Path) -> None:
        """Run a line that writes a file, and look into it."""
        out.unlink(missing_ok=True)
        shown = self.type([*words, option, str(out)])
        if out.exists() and (shown.code == 0) is (option != "--errors-to"):
            self.file(out)
        elif out.exists() or not shown.code:
            self.note("failed", words, shown)

    # what is found in it

    def file(self, path: Path) -> None:
        """Look into a written file."""
        self.counts["files"] += 1
        if path.suffix == ".xlsx":
            self._workbook(path)
            return
        text = path.read_bytes().decode("utf-8-sig" if path.suffix in (".csv", ".tsv") else "utf-8")
        self.plain(text.replace("\t", " ").replace("\r\n", "\n"), path, carried=path.suffix in (".csv", ".tsv"))
        if path.suffix in (".csv", ".tsv"):
            rows = csv.reader(io.StringIO(text), delimiter="," if path.suffix == ".csv" else "\t")
            for cell in (cell for row in rows for cell in row):
                if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
                    self.note("formulas", path, cell)
        elif path.suffix == ".json":
            json.loads(text)
        elif path.suffix == ".html":
            page = _Tags()
            page.feed(text)
            for tag in page.found:
                self.note("tags", path, tag)

    def _workbook(self, path: Path) -> None:
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                content = book.read(name)
                for node in ET.fromstring(content).iter():  # noqa: S314  our own file
                    kind, text = node.tag.rpartition("}")[2], node.text or ""
                    if (kind == "f" and not _OURS.fullmatch(text)) or kind in ("hyperlink", "externalReference"):
                        self.note("formulas", path, (kind, text, node.attrib))
                    if node.get("TargetMode") == "External":
                        self.note("tags", path, node.attrib)
                    if kind == "t":
                        self.plain(_unescaped(text).replace("\t", " "), path, carried=True)

    def plain(self, text: str, where: object, *, carried: bool = False) -> None:
        """Count what could do anything to a terminal; a file for spreadsheets may hold invisible marks that do not."""
        self.counts["characters"] += len(text)
        if text.isprintable():
            return
        for char in set(text) - {"\n"}:
            kind = unicodedata.category(char)
            if kind in ("Cc", "Cs") or char in _TURNING or (kind in _UNSAFE and not carried):
                self.note("control", where, (char, text[max(0, text.index(char) - 30) :][:60]))

    def note(self, harm: str, where: object, what: object) -> None:
        """Count one harm."""
        self.counts[harm] += 1
        self.harms.append(f"{harm}: {where!r}: {what!r}"[:600])


class _Tags(HTMLParser):
    """The tags of a page that none of our pages has, and whatever would run or load something."""

    ALLOWED = re.compile("html|head|meta|title|style|body|h[1-6]|p|div|span|table|thead|tbody|tfoot|tr|th|td")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.ALLOWED.fullmatch(tag) or any(
            name.startswith("on") or name in ("src", "href") for name, _ in attrs
        ):
            self.found.append(f"{tag} {attrs}")


def _unescaped(text: str) -> str:
    """Return a workbook's text as spreadsheets read it: _x001B_ is a character."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _painted(row: Any) -> list[str]:
    """Return the columns of a row that get a text: of what a meeting spoke about only one is filled."""
    names = [name for name in row.keys() if name not in ("id", "key")]  # noqa: SIM118  a row is no mapping
    return [name for name in names if name not in ("question", "from_spot") or row[name] is not None]


class _Fixtures:
    """What ready.town asks pytest for."""

    def __init__(self, folder: Path) -> None:
        self.values: dict[str, Any] = {"run": self.run}
        self.values["ledger"] = inspect.unwrap(cast("Any", ledger))(self.run, folder)

    def getfixturevalue(self, name: str) -> Any:
        return self.values[name]

    def run(self, *words: str) -> Shown:
        shown = typed(*words)
        assert shown.code == 0, (words, shown)
        return shown


def figures(*, whole: bool = False) -> tuple[dict[str, int], list[str]]:
    """Try the corpus in a folder of its own, and return what was counted and what did harm: nothing should.

    Each place of free text gets a quarter of the texts, every other place some: two minutes. With `whole` every text
    goes into every place of every command and into every file that is imported: a quarter of an hour.
    """
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        survey = Survey(town(cast("Any", _Fixtures(Path(name))), Path(name)).read_bytes())
        for place in range(0, len(HOSTILE), 1 if whole else 4):
            survey.lay_files([HOSTILE[place]])
            turned = [HOSTILE[place]] if whole else [*HOSTILE[place:], *HOSTILE[:place]]
            survey.put_in(turned, every=whole or place % 16 == 0)
            if whole or place % 16 == 0:
                survey.hand_back()
        for painted in (PACKS, HOSTILE):
            survey.paint(painted)
            survey.take_out()
            survey.write_out()
        return dict(survey.counts), survey.harms


if __name__ == "__main__":
    counted, harmful = figures(whole="--whole" in sys.argv)
    sys.stdout.write("".join(f"{harm}\n" for harm in harmful))
    sys.stdout.write("".join(f"{name}: {number:,}\n" for name, number in counted.items()))
