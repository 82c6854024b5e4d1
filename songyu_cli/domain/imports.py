"""What an import did, or would do: for the user to read before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from songyu_cli.domain.batches import BatchClosed
from songyu_cli.domain.benches import InstalledBeforeBatchOpened
from songyu_cli.domain.errors import RowsRefused, RuleForbids, SongyuError
from songyu_cli.domain.inspections import CareTooEarly
from songyu_cli.domain.repairs import RepairUnsaid
from songyu_cli.domain.tables.rows import RowError
from songyu_cli.domain.wording import Phrase, verbatim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.tables.samples import Sample
    from songyu_cli.domain.tables.sheet_readings import Mapped, Unknown
    from songyu_cli.domain.tables.totals import TotalCheck

_MOST_SAID = 50  # faults on a screen; programs and --errors-to get all


@dataclass(frozen=True)
class SheetRead:
    """How one sheet was read: where its header stands, which column is which field, and what its first rows say."""

    sheet: str
    header_row: int | None
    columns: tuple[Mapped, ...]
    samples: tuple[Sample, ...]
    left_out: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    rows: int


@dataclass(frozen=True)
class Changed:
    """A row that changes what the ledger says."""

    sheet: str
    row: int
    what: Phrase


@dataclass
class Tally:
    """Rows by what they did to the ledger."""

    added: int = 0
    same: int = 0
    changed: list[Changed] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    notices: list[Phrase] = field(default_factory=list)


@dataclass(frozen=True)
class Imported:
    """What an import did; with `dry_run` nothing was written. `bad` rows were left out.

    `errors_to` is the file that was asked for the bad rows, which is written where there are any; `mend` is what to
    type once they are mended. `map` is what --save-map keeps, and None where it was not said.
    """

    file: str
    kind: str
    encoding: str | None
    dry_run: bool
    sheets: tuple[SheetRead, ...]
    added: int
    changed: int
    same: int
    bad: int
    changes: tuple[Changed, ...]
    totals: tuple[TotalCheck, ...]
    errors: tuple[RowError, ...]
    notices: tuple[Phrase, ...]
    errors_to: str | None = None
    mend: str | None = None
    map: str | None = None


class BadRows(RowsRefused):
    """Rows that cannot be taken; nothing was written."""

    sentence = Phrase("{file} 有 {count} 处问题，什么都没有写入：", "{file} has faults ({count}); nothing was written:")
    hint = Phrase(
        "改好文件再导入；或加 --skip-bad 跳过有问题的行，导入其余。",
        "Mend the file and import it again, or add --skip-bad to leave these rows out and take the rest.",
    )

    def __init__(self, file: str, errors: Sequence[RowError]) -> None:
        self.errors = tuple(errors)
        super().__init__(file=file, count=len(errors))

    @property
    def lines(self) -> list[Phrase]:
        """One line for each fault: where, why, and how to mend it."""
        return [fault_line(error) for error in self.errors]

    @property
    def rows(self) -> list[object]:
        """The faults themselves."""
        return list(self.errors)


class BadTable(BadRows):
    """Rows of a spreadsheet that cannot be taken; `kept` is what of an earlier --map was used in reading them."""

    hint = Phrase(
        "改好文件再导入；或加 --errors-to 问题.xlsx 把这些行写成一张表来改；或加 --skip-bad 跳过它们，导入其余。",
        "Mend the file and import it again; or add --errors-to problems.xlsx to get these rows in a workbook to mend; "
        "or add --skip-bad to leave them out and take the rest.",
    )

    def __init__(
        self,
        file: str,
        errors: Sequence[RowError],
        *,
        kept: Sequence[Phrase] = (),
        errors_to: object = None,
        mend: str = "",
    ) -> None:
        super().__init__(file, errors)
        self.kept = tuple(kept)
        self.errors_to = None if errors_to is None else str(errors_to)
        if self.errors_to:
            self.advice = mending(self.errors_to, mend, rest=True)

    @property
    def kind(self) -> str:
        """The refusal's name for programs, that of lines of text."""
        return "bad_rows"

    @property
    def lines(self) -> list[Phrase]:
        """What was assumed, and the faults."""
        return [*self.kept, *fault_lines(self.errors, self.errors_to)]


def mending(path: object, mend: str, *, rest: bool) -> Phrase:
    """Say where the bad rows were written and what to type when they are mended; `rest`: the others are still out."""
    line = Phrase(
        "有问题的行写到了 {path}：照“问题”一列改好、存好，再导入：{mend}",
        "The bad rows are in {path}: mend them as the column “Problem” says, save, and import: {mend}",
    ).format(path=path, mend=mend)
    others = Phrase(
        "{line}。其余的行还没有导入：原来的命令加 --skip-bad。",
        "{line}. The other rows are still to be imported: the same command with --skip-bad.",
    )
    return others.format(line=line) if rest else line


def fault_lines(errors: Sequence[RowError], errors_to: str | None = None) -> list[Phrase]:
    """Return a line for each fault, of many for the first, and where the others are."""
    lines = [fault_line(error) for error in errors[:_MOST_SAID]]
    if len(errors) > _MOST_SAID:
        more = Phrase(
            "  还有 {n} 处；加 --errors-to 问题.xlsx 把有问题的行写成一张表（--json 列出全部）",
            "  and {n} more; add --errors-to problems.xlsx to get all these rows in a workbook (--json lists them)",
        )
        if errors_to:
            more = Phrase("  还有 {n} 处，都写在 {path} 里", "  and {n} more, all of them in {path}")
        lines.append(more.format(n=len(errors) - _MOST_SAID, path=errors_to))
    return lines


def fault_line(error: RowError) -> Phrase:
    """Return a fault in one line: sheet, row as Excel numbers it, column, why, and how to mend it."""
    where = Phrase("  {sheet} 第 {row} 行", "  {sheet}, row {row}").format(sheet=error.sheet, row=error.row)
    at = Phrase("{where}，{column} 列", "{where}, column {column}").format(where=where, column=error.column)
    line = Phrase("{at}：{why}", "{at}: {why}").format(at=at if error.column else where, why=error.why)
    return Phrase("{line}{hint}", "{line} {hint}").format(line=line, hint=error.hint) if error.hint else line


class NoFloors(RuleForbids):
    """A register that gives a stairwell no floor at all."""

    sentence = Phrase("层数不能是 0。", "A stairwell has at least one floor.")
    hint = Phrase("填实际层数，不知道就留空。", "Give the number of floors, or leave the cell blank.")


class BenchGoesBack(RuleForbids):
    """A row names a state that the bench has left behind."""

    sentence = Phrase(
        "凳号 {tag} 在账本里已是“{state}”，这一行写的是“{said}”。",
        "The ledger has {tag} as “{state}” already; this row says “{said}”.",
    )
    hint = Phrase(
        "核对这一行的状态；换了新凳子就给它一个新凳号。",
        "Check the state in this row; a new bench in its place gets a tag of its own.",
    )


class MovedSince(RuleForbids):
    """A row names a place from which its bench was moved: it is no new bench, and does not go back."""

    sentence = Phrase(
        "这一行的凳子是 {tag}，已于 {on} 移到 {unit}{spot}。",
        "The bench of this row is {tag}, which was moved to {unit}{spot} on {on}.",
    )
    hint = Phrase(
        "把这一行的单元和位置改成现在的（几张写一行的先拆开）；确是另一张就写上它自己的凳号。",
        "Give the place where it is now, in a row of its own; if this is another bench, give that one's tag.",
    )


class ReplacedSince(RuleForbids):
    """A row tells of a bench that another took the place of as if it still stood."""

    sentence = Phrase("凳号 {tag} 已拆除，{on}换成了 {new}。", "{tag} was retired; {new} took its place on {on}.")
    hint = Phrase(
        "这一行说的是旧凳子，状态就写“拆除”；说的是新凳子，就写凳号 {new}、安装日期 {on}（几张写一行的先拆开）。",
        "If this row is about the old bench, its state is retired; if about the new one, give the tag {new} and the "
        "date {on}, in a row of its own.",
    )


class UsedSinceAnotherDay(RuleForbids):
    """A row says that a bench was put to use on another day than the ledger says."""

    sentence = Phrase(
        "凳号 {tag} 在账本里是 {known} 投入使用，这一行写的是 {said}。",
        "The ledger has {tag} in use since {known}; this row says {said}.",
    )
    hint = Phrase("核对这一行的投入使用日期；不改就留空。", "Check the date in this row, or leave the cell blank.")


# What a row can do about it: the keyboard's hints name options that an import does not have or need.
_ROW_HINTS: dict[type[SongyuError], Phrase] = {
    InstalledBeforeBatchOpened: Phrase(
        "核对这一行的安装日期和批次；批次日期不对就用 songyu batch edit {batch} --on 日期。",
        "Check the date and the batch in this row; if the batch's date is wrong: songyu batch edit {batch} --on DATE.",
    ),
    BatchClosed: Phrase(
        "核对这一行的批次；确是新的一批就先开：songyu batch open。",
        "Check the batch in this row; if it is a new one, open it first: songyu batch open.",
    ),
    CareTooEarly: Phrase(
        "核对这一行的日期；凳子的经过：songyu bench show {tag}。",
        "Check the dates in this row; the bench's story: songyu bench show {tag}.",
    ),
    RepairUnsaid: Phrase(
        "没有修就清空修复日期；修了就在“处理措施”写修了什么。",
        "Clear the date if nothing was repaired; else say in this row what was done.",
    ),
}


def refused(sheet: str, row: int, refusal: SongyuError, *, place: Address | str) -> RowError:
    """Return a row that the ledger does not take, though it reads well; `place` is what it is about."""
    hint = _ROW_HINTS.get(type(refusal))
    advice = hint.format(**refusal.values) if hint else refusal.advice
    return RowError(
        sheet, row, None, refusal.kind, refusal.message, advice, place if isinstance(place, str) else place.key
    )


def difference(name: Phrase, old: object, new: object) -> Phrase:
    """Return what a row changes: the name of it, how it stood, and how it stands now."""
    line = Phrase("{name} {old} -> {new}", "{name} {old} -> {new}")
    return line.format(name=name, old=verbatim("—" if old is None else str(old)), new=verbatim(str(new)))
