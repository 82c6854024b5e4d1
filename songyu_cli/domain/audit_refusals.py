"""Why an audit is refused, and what to type instead."""

from __future__ import annotations

from songyu_cli.domain.errors import FileRefused, NotFound, RowsRefused, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase


class AuditNotFound(NotFound):
    """The ledger has no audit of that number."""

    sentence = Phrase("没有第 {audit} 次核对。", "There is no audit {audit}.")
    hint = Phrase("看有哪些：songyu bench audit --list。", "See the audits: songyu bench audit --list.")


class AuditNowhere(UsageRefused):
    """What was seen is said, and not where."""

    sentence = Phrase("没有写是哪个单元，先写了“{given}”。", "The stairwell is missing before “{given}”.")
    hint = Phrase(
        "单元在前，看到的凳号在后：songyu bench audit 12-3 B1-001。",
        "The stairwell first, then the tags seen there: songyu bench audit 12-3 B1-001.",
    )


class SightingMissing(UsageRefused):
    """A stairwell is named and not what was seen there: nothing is assumed to be missing."""

    sentence = Phrase("没有写在 {unit} 看到了什么。", "What was seen at {unit} is missing.")
    hint = Phrase(
        "写看到的凳号；都在：--all；一张都没有：--none；只知道几张：--seen 2。",
        "Give the tags seen; all are there: --all; none is: --none; only their number is known: --seen 2.",
    )


class OneWayOfSeeing(UsageRefused):
    """What was seen is said in two ways that may contradict each other."""

    sentence = Phrase("{one} 和 {other} 只能写一种。", "{one} and {other} are two ways of saying what was seen.")
    hint = Phrase(
        "留一种：凳号（可加 --all）、--none，或 --seen 张数。",
        "Keep one: tags (--all may go with them), --none, or --seen NUMBER.",
    )


class OneStairwellOnly(UsageRefused):
    """A number or a remark belongs to one stairwell."""

    sentence = Phrase("{option} 一次只能用在一个单元。", "{option} is about one stairwell at a time.")
    hint = Phrase("分开写，一个单元一次：songyu bench audit 12-3 …。", "One by one: songyu bench audit 12-3 …")


class OptionOutOfPlace(UsageRefused):
    """An option that says nothing about what is asked for."""

    sentence = Phrase("{what}用不着 {option}。", "{option} says nothing here: {what}.")
    hint = Phrase("去掉它；看用法：songyu bench audit --help。", "Leave it out; see: songyu bench audit --help.")


class SeenFewer(UsageRefused):
    """Fewer benches were seen than should stand there: which one is missing cannot be guessed."""

    sentence = Phrase(
        "{unit} 应有 {due} 张，看到 {count} 张，不知道缺的是哪一张。",
        "{unit} should have {due} benches and {count} seen: which are missing is not known.",
    )
    hint = Phrase(
        "写看到的那几张的凳号（应有 {tags}），如 songyu bench audit 12-3 {first}。",
        "Name those seen (there should be {tags}), as in: songyu bench audit 12-3 {first}.",
    )


class SeenTwice(UsageRefused):
    """One bench cannot have been seen at two places in one audit."""

    sentence = Phrase("凳号 {tag} 写了两次：{first}、{second}。", "{tag} stands there twice: {first} and {second}.")
    hint = Phrase("核对凳号，一张凳子写一次。", "Check the tags: a bench is seen once.")


class SeenBeforeInstalled(RuleForbids):
    """A bench was seen on a day that is certainly earlier than its installation."""

    sentence = Phrase(
        "{tag} 在 {installed} 才安装，{on} 不会看到。", "{tag} was installed on {installed}; {on} is earlier."
    )
    hint = Phrase(
        "核对日期和凳号；看它：songyu bench show {tag}。", "Check the day and the tag; see: songyu bench show {tag}."
    )


class AnswersDisagree(UsageRefused):
    """Two rows of a sheet say of one bench that it was there and that it was not."""

    sentence = Phrase("{tag} 在第 {row} 行写的是另一个答案。", "Row {row} gives the other answer for {tag}.")
    hint = Phrase("核对后只留一行。", "Find out which is right, and keep that row only.")


class NothingToAudit(NotFound):
    """The register has no stairwell to look at."""

    sentence = Phrase("底账里还没有单元，核对表没有内容。", "The register has no stairwell yet, so there is no sheet.")
    hint = Phrase(
        "先导入底账：songyu unit import 底账.xlsx；或加一个：songyu unit add 12-3。",
        "Take the register in first: songyu unit import REGISTER.xlsx; or add one: songyu unit add 12-3.",
    )


class AuditSheetThere(FileRefused):
    """The sheet would be written over a file."""

    sentence = Phrase("已经有 {path}，没有覆盖。", "{path} is there already and was not written over.")
    hint = Phrase(
        "换个名字：--sheet 另一个.xlsx；不要原来的就加 --yes；要导入填好的表用 --file。",
        "Choose another name after --sheet, or write over it with --yes; to take in a filled-in sheet: --file.",
    )


class AuditSheetEnding(UsageRefused):
    """The sheet is a workbook, whatever its name says."""

    sentence = Phrase("核对表写成 xlsx，“{path}”的后缀不对。", "The sheet is an .xlsx file; “{path}” ends otherwise.")
    hint = Phrase("写成 --sheet 核对.xlsx。", "Write --sheet AUDIT.xlsx.")


class AuditTaken(RuleForbids):
    """The very same file was taken as an audit before."""

    sentence = Phrase("{file} 已经导入过（日志第 {command} 号）。", "{file} was taken already (log entry {command}).")
    hint = Phrase(
        "看那一次：songyu log show {command}；要重来先撤销它：songyu undo {command}。",
        "See it: songyu log show {command}; to take it anew, undo it first: songyu undo {command}.",
    )


class AuditUndated(RowsRefused):
    """A filled-in sheet does not say when the audit was."""

    sentence = Phrase("表“{sheet}”没有写是哪一天核对的。", "“{sheet}” does not say on which day the audit was.")
    hint = Phrase(
        "加 --on 日期，或在表头上方“核对日期”后面填上年月日。",
        "Add --on DATE, or fill in the date beside 核对日期 (Audited on) above the header.",
    )


class AuditDayUnread(RowsRefused):
    """What a filled-in sheet says of its day is no date."""

    sentence = Phrase("表“{sheet}”上核对的日期没法用：{why}", "The day of the audit in “{sheet}” cannot be used: {why}")
    hint = Phrase(
        "加 --on 日期，或把表头上方“核对日期”后面改成年月日，如 2022-11-20。",
        "Add --on DATE, or write year, month and day beside Audited on (核对日期) above the header: 2022-11-20.",
    )
