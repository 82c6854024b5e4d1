"""Rounds from door to door: the stairwells called at, what was heard and seen there, and what a round came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.cleaning import same_words
from songyu_cli.domain.errors import FileRefused, NotFound, RowsRefused, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.tables.rows import RowError
    from songyu_cli.domain.visit_lines import VisitLine

SOURCE = "走访"  # of a headcount taken at the door


class Asked(NamedTuple):
    """A demand heard on a round; without a number in a dry run."""

    demand: int | None
    kind: str
    quantity: int


class Seen(NamedTuple):
    """A hazard seen on a round; without a number in a dry run."""

    hazard: int | None
    kind: str
    quantity: int
    severity: str


class Call(NamedTuple):
    """A stairwell called at: the people counted, what was asked for, what is dangerous, and what else was said."""

    unit: Address
    elderly_60: int | None
    elderly_80: int | None
    needs: tuple[Asked, ...]
    hazards: tuple[Seen, ...]
    remark: str | None

    def unnumbered(self) -> Call:
        """Return it without the numbers of what was not written after all."""
        return self._replace(
            needs=tuple(one._replace(demand=None) for one in self.needs),
            hazards=tuple(one._replace(hazard=None) for one in self.hazards),
        )


class MadeCall(NamedTuple):
    """A call with its day, its round, and the stairwell's id and grid."""

    visited_on: str
    visit: int
    unit_id: int
    grid: str | None
    call: Call


def whole_call(calls: Sequence[Call]) -> Call:
    """Return several calls at one stairwell on one day as one: the last counts, and all that was heard and seen."""
    counts = {
        band: next((n for call in reversed(calls) if (n := getattr(call, band)) is not None), None)
        for band in ("elderly_60", "elderly_80")
    }
    remark = "；".join(dict.fromkeys(call.remark for call in calls if call.remark)) or None
    needs, hazards = tuple(n for call in calls for n in call.needs), tuple(h for call in calls for h in call.hazards)
    return Call(calls[0].unit, **counts, needs=needs, hazards=hazards, remark=remark)


def same_call(line: VisitLine, call: Call) -> bool:
    """Tell whether a line says what a call does; a count or a remark that it leaves out says nothing else."""
    counts = ((line.elderly_60, call.elderly_60), (line.elderly_80, call.elderly_80))
    needs = [(one.kind, one.quantity) for one in call.needs]
    hazards = [(one.kind, one.quantity, one.severity) for one in call.hazards]
    return (
        all(said in (None, known) for said, known in counts)
        and sorted((one.kind, one.quantity) for one in line.needs) == sorted(needs)
        and sorted((one.kind, one.quantity, one.severity) for one in line.hazards) == sorted(hazards)
        and (line.remark is None or same_words(line.remark, call.remark))
    )


class Visit(NamedTuple):
    """A round: when, by whom, and what it came to. `grid` is the stated one, else the one that all its calls are in.

    That of a dry run has no number.
    `stairwells` were called at, `counted` of them had their people counted, with so many aged 60+ and 80+.
    """

    visit: int | None
    visited_on: str
    grid: str | None
    role: str
    stairwells: int
    counted: int
    elderly_60: int | None
    elderly_80: int | None
    needs: int
    hazards: int


class VisitStory(NamedTuple):
    """A round and its calls, in the order in which they were made."""

    visit: Visit
    calls: tuple[Call, ...]


class FileTaken(NamedTuple):
    """What came of a file of lines; `visit` is None where nothing was written. `bad` lines were left out."""

    file: str
    dry_run: bool
    visit: Visit | None
    calls: tuple[Call, ...]
    bad: int
    errors: tuple[RowError, ...]
    notices: tuple[Phrase, ...]


class SheetLine(NamedTuple):
    """A stairwell as it stands in a sheet to carry: the key that tells it, and its last 60+."""

    key: str
    address: str
    elderly_60: int | None


class SheetWritten(NamedTuple):
    """A sheet to carry, of one grid or of all, and where it is."""

    file: str
    grid: str | None
    stairwells: int


class VisitNotFound(NotFound):
    """The ledger has no round of that number."""

    sentence = Phrase("没有第 {visit} 次走访。", "There is no round {visit}.")
    hint = Phrase("看有哪些：songyu visit list。", "See the rounds: songyu visit list.")


class OnlyForFiles(UsageRefused):
    """`--skip-bad`, `--dry-run` and `--again` say nothing about lines that are typed one by one."""

    sentence = Phrase(
        "{option} 只用于读文件，现在是一行一行地记。", "{option} is for files; here lines are typed one by one."
    )
    hint = Phrase(
        "去掉它；或读文件：songyu visit --file 走访.txt。", "Leave it out, or read a file: songyu visit --file FILE."
    )


class NothingToRead(FileRefused):
    """There is neither a person at a terminal nor a text."""

    sentence = Phrase("没有读到一行走访记录。", "Not one line of a round was found to read.")
    hint = Phrase(
        "在终端里运行 songyu visit 逐行输入；或写进文件：songyu visit --file 走访.txt。",
        "Run songyu visit in a terminal and type line by line, or read a file: songyu visit --file FILE.",
    )


class SpreadsheetGiven(FileRefused):
    """A spreadsheet where lines of text are read."""

    sentence = Phrase("{file} 是表格，不是一行一行的文字。", "{file} is a spreadsheet, not lines of text.")
    hint = Phrase("导入走访表：songyu visit import {file}。", "To take it in: songyu visit import {file}.")


class NothingBefore(UsageRefused):
    """A `u` in a file of lines takes the last good line back, and there was none."""

    sentence = Phrase("“{text}”前面没有可以撤回的行。", "There is no line before “{text}” to take back.")
    hint = Phrase("删去这一行。", "Delete this line.")


class AlreadyTaken(RuleForbids):
    """The very same file was taken as a round before."""

    sentence = Phrase(
        "{file} 已经导入过（日志第 {command} 号），再导入需求会重复。",
        "{file} was taken already (log entry {command}); its demands would be there twice.",
    )
    hint = Phrase(
        "看那一次：songyu log show {command}；确实要再记一遍就加 --again。",
        "See it: songyu log show {command}; to take it once more all the same, add --again.",
    )


class CalledAlready(RuleForbids):
    """A row of a file is about a stairwell that another round called at on the same day."""

    sentence = Phrase("第 {visit} 次走访（{on}）已经记了 {unit}。", "Round {visit} ({on}) has {unit} already.")
    hint = Phrase(
        "改记过的：先 songyu undo 那一次，再导入；确实又去了一趟就加 --again。",
        "To mend it, undo that round first (songyu log, songyu undo); if it was called at twice, add --again.",
    )


class VisitUndated(RowsRefused):
    """A filled-in sheet does not say when the round was."""

    sentence = Phrase("表“{sheet}”没有写走访是哪一天的。", "“{sheet}” does not say on which day the round was.")
    hint = Phrase(
        "加 --on 日期，或在表头上方“走访日期”后面填上年月日。",
        "Add --on DATE, or fill in the date beside 走访日期 (Visited on) above the header.",
    )


class VisitDayUnread(RowsRefused):
    """What a filled-in sheet says of its day is no date."""

    sentence = Phrase("表“{sheet}”上走访的日期没法用：{why}", "The day of the round in “{sheet}” cannot be used: {why}")
    hint = Phrase(
        "加 --on 日期，或把表头上方“走访日期”后面改成年月日，如 {example}。",
        "Add --on DATE, or write year, month and day beside Visited on (走访日期) above the header: {example}.",
    )


class NothingToCarry(NotFound):
    """The register has no stairwell to call at."""

    sentence = Phrase("底账里还没有单元，走访表没有内容。", "The register has no stairwell yet, so there is no sheet.")
    hint = Phrase(
        "先导入底账：songyu unit import 底账.xlsx；或加一个：songyu unit add 12-3。",
        "Take the register in first: songyu unit import REGISTER.xlsx; or add one: songyu unit add 12-3.",
    )


class SheetThere(FileRefused):
    """The sheet would be written over a file."""

    sentence = Phrase("已经有 {path}，没有覆盖。", "{path} is there already and was not written over.")
    hint = Phrase(
        "换个名字：--out 另一个.xlsx；不要原来的就加 --yes。",
        "Choose another name with --out, or write over it with --yes.",
    )


class SheetEnding(UsageRefused):
    """The sheet is a workbook, whatever its name says."""

    sentence = Phrase("走访表写成 xlsx，“{path}”的后缀不对。", "The sheet is an .xlsx file; “{path}” ends otherwise.")
    hint = Phrase("写成 --out 走访.xlsx。", "Write --out ROUND.xlsx.")


class KeyUnread(UsageRefused):
    """The key at the end of a row is not what was printed."""

    sentence = Phrase("编号“{text}”不对。", "The key “{text}” is not right.")
    hint = Phrase(
        "照表上原来的编号填（如 {example}），或清空这一格，只按地址认。",
        "Give the key as the sheet had it (such as {example}), or clear the cell and let the address tell.",
    )


class KeyOfAnotherLedger(RuleForbids):
    """The key of a row is none of this ledger's."""

    sentence = Phrase("编号“{text}”不是这本账本里的单元。", "The key “{text}” is no stairwell's of this ledger.")
    hint = Phrase(
        "核对用的是不是这本账本的表；是就清空这一格，只按地址认。",
        "See whether the sheet is of this ledger; if so, clear the cell and let the address tell.",
    )


class KeyDisagrees(RuleForbids):
    """The key and the address of a row are two stairwells."""

    sentence = Phrase(
        "编号“{text}”是 {keyed}，地址写的是 {addressed}。", "The key “{text}” is {keyed}, the address says {addressed}."
    )
    hint = Phrase(
        "看这一行记的是哪个单元：地址对就清空编号，编号对就改回地址。",
        "Find out which it is: clear the key, or put the address right.",
    )
