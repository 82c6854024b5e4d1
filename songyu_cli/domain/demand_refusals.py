"""What can be done with a demand in each state, and the refusals of the steps that cannot be taken.

The table here is the only one: a refusal names the commands that do make sense from it, and so does the demand's story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import DEMAND_STATES
from songyu_cli.domain.demands import CLOSED, Demand
from songyu_cli.domain.errors import AllOrNone, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from songyu_cli.domain.dates import Date

_ALWAYS_OPEN = ("withdraw", "edit", "merge")
# State -> the commands that make sense in it, those that bring it on first. A reply is owed in every state.
POSSIBLE: dict[str, tuple[str, ...]] = {
    "registered": ("review", "decide", "reply", "result", "extend", *_ALWAYS_OPEN),
    "reviewed": ("decide", "reply", "result", "extend", "review", *_ALWAYS_OPEN),
    "accepted": ("result", "reply", "extend", "decide", "review", *_ALWAYS_OPEN),
    "in_progress": ("result", "reply", "extend", "decide", "review", *_ALWAYS_OPEN, "followup"),
    "declined": ("decide", "reopen", "reply", "followup"),
    "done": ("followup", "reopen", "reply"),
    "withdrawn": ("reopen", "reply"),
    "merged": ("unmerge", "reply"),
}
_NAMES = {
    "review": Phrase("审核", "reviewed"),
    "decide": Phrase("决定", "decided"),
    "reply": Phrase("答复", "replied to"),
    "result": Phrase("记落实", "carried out"),
    "extend": Phrase("延期", "extended"),
    "withdraw": Phrase("撤回", "withdrawn"),
    "reopen": Phrase("重开", "reopened"),
    "followup": Phrase("回访", "followed up"),
    "edit": Phrase("修改", "edited"),
    "merge": Phrase("归并", "merged"),
    "unmerge": Phrase("拆分", "unmerged"),
}
_WORDS = {
    "review": Phrase("--reasonable 是 --feasible 是", "--reasonable yes --feasible yes"),
    "decide": verbatim("--accept"),
    "extend": Phrase("--to 日期 --reason 理由", "--to DATE --reason WHY"),
    "reopen": Phrase("--reason 理由", "--reason WHY"),
    "followup": verbatim("--resolved …"),
    "merge": Phrase("--into 编号", "--into DEMAND"),
}
_SHOWN = 3


def possible(demand: Demand) -> Phrase:
    """Return the commands that bring a demand on, as they are typed."""
    return joined([typed(demand, command) for command in POSSIBLE[demand.state][:_SHOWN]])


def typed(demand: Demand, command: str) -> Phrase:
    """Return what to type for a command about a demand; a bench is carried out by installing it."""
    if command == "result" and demand.kind == "bench":
        return verbatim(f"songyu bench install {demand.unit.phrase().zh}")
    line = f"songyu demand {command} {demand.demand}"
    more = _WORDS.get(command)
    return Phrase(f"{line} {more.zh}", f"{line} {more.en}") if more else verbatim(line)


def check_possible(demand: Demand, command: str) -> None:
    """Refuse a command that makes no sense in a demand's state, or asks about a plan alone. Raises NotInThisState."""
    only_planned = demand.state == "in_progress" and not demand.carried_out
    if command not in POSSIBLE[demand.state] or (command == "followup" and only_planned):
        raise NotInThisState(demand, command)


class NotInThisState(RuleForbids):
    """A command that makes no sense in the state that a demand is in."""

    sentence = Phrase(
        "第 {demand} 号需求{state}，不能{command}。", "Demand {demand} is {state} and cannot be {command}."
    )
    hint = Phrase("可以：{possible}。", "Possible: {possible}.")

    def __init__(self, demand: Demand, command: str) -> None:
        said = DEMAND_STATES.phrase(demand.state)
        state = Phrase("已{state}" if demand.state in CLOSED else "现在是“{state}”", "{state}").format(state=said)
        super().__init__(demand=demand.demand, state=state, command=_NAMES[command], possible=possible(demand))


class StepTooEarly(RuleForbids):
    """A step that is certainly earlier than what it follows: the registering, a reopening, the last decision."""

    sentence = Phrase(
        "{on} 早于第 {demand} 号需求的{what}（{since}）。",
        "{on} is before demand {demand} was {what} ({since}).",
    )
    hint = Phrase(
        "核对 --on；看它的来龙去脉：songyu demand show {demand}。",
        "Check --on; its story: songyu demand show {demand}.",
    )

    def __init__(self, demand: Demand, on: Date, what: Phrase, since: Date) -> None:
        super().__init__(demand=demand.demand, on=on.phrase(), what=what, since=since.phrase())


class ReasonMissing(UsageRefused):
    """A step that must be explained to those who asked was given no reason."""

    sentence = Phrase("{what}要写理由。", "{what} needs a reason.")
    hint = Phrase("写上 --reason，如 --reason 楼道太窄", "Say it: --reason 'the entrance is too narrow'.")


class NothingJudged(UsageRefused):
    """A review without any judgement."""

    sentence = Phrase("没有写审核意见。", "Neither judgement was given.")
    hint = Phrase(
        "合理、可行至少写一项：--reasonable 是 --feasible 否 --reason 理由。",
        "Give one or both: --reasonable yes --feasible no --reason WHY.",
    )


class OneVerdict(UsageRefused):
    """A decision is exactly one of two."""

    sentence = Phrase("要写采纳还是不予采纳，只写一个。", "A decision is either to accept or to decline.")
    hint = Phrase("用 --accept，或 --decline --reason 理由。", "Use --accept, or --decline --reason WHY.")


class MeetingOnAnotherDay(RuleForbids):
    """What a meeting decides is decided on the meeting's day."""

    sentence = Phrase("第 {meeting} 号会议在{held}，不在{on}。", "Meeting {meeting} was held on {held}, not on {on}.")
    hint = Phrase("不写 --on，就用会议的日期。", "Leave --on out: the meeting's day is taken.")


class DeclinedPartlyDone(RuleForbids):
    """What was carried out already cannot be declined any more."""

    sentence = Phrase(
        "第 {demand} 号需求已落实 {carried_out}/{quantity}，不能再不予采纳。",
        "Demand {demand} has {carried_out} of {quantity} carried out and cannot be declined.",
    )
    hint = Phrase(
        "其余的不做了，就把数量改成已落实的：songyu demand edit {demand} -n {carried_out}。",
        "To leave the rest undone, ask for what was carried out: songyu demand edit {demand} -n {carried_out}.",
    )


class BenchesAreInstalled(RuleForbids):
    """A demand for a bench is carried out by a bench."""

    sentence = Phrase(
        "第 {demand} 号需求要的是凳子，装了凳子才算落实。",
        "Demand {demand} asks for a bench: installing one carries it out.",
    )
    hint = Phrase("装好后记：{install}。", "Once it stands: {install}.")

    def __init__(self, demand: Demand) -> None:
        super().__init__(demand=demand.demand, install=typed(demand, "result"))


class MoreThanLeft(RuleForbids):
    """More cannot be carried out than was asked for."""

    sentence = Phrase(
        "第 {demand} 号需求只剩 {left} 没有落实，写的是 {quantity}。",
        "Demand {demand} has {left} left to carry out, not {quantity}.",
    )
    hint = Phrase(
        "最多 -n {left}；要的数量记少了，先改：songyu demand edit {demand} -n …。",
        "At most -n {left}; if more was asked for, first: songyu demand edit {demand} -n ….",
    )


class NothingPromised(RuleForbids):
    """A demand without a promised day has none to put off."""

    sentence = Phrase(
        "第 {demand} 号需求没有落实期限，不用延期。", "Demand {demand} has no promised day that could be put off."
    )
    hint = Phrase(
        "登记日期只写了年或月的需求没有期限；看它：songyu demand show {demand}。",
        "A demand without a day of registering has none; see songyu demand show {demand}.",
    )


class DueDayVague(UsageRefused):
    """A promise is kept until a day, not until a month."""

    sentence = Phrase("延到哪一天要写到日，写的是{to}。", "The new day must be a day, not {to}.")
    hint = Phrase("例如 --to {example}。", "For example --to {example}.")


class DueDayNotLater(RuleForbids):
    """A promise is put off, never moved closer."""

    sentence = Phrase(
        "第 {demand} 号需求的落实期限已是{due}，{to} 不比它晚。",
        "Demand {demand} is due by {due} already; {to} is not later.",
    )
    hint = Phrase("--to 写 {due} 以后的日期。", "Give a day after {due} with --to.")


class DueDayPast(RuleForbids):
    """A promise is put off to a day that is still to come."""

    sentence = Phrase(
        "第 {demand} 号需求不能在{on}延到{to}，那天已经过去了。",
        "On {on}, demand {demand} cannot be put off to {to}: that day had passed.",
    )
    hint = Phrase(
        "--to 写 {on} 以后的日期；以前就说好延期的，用 --on 写是哪天。",
        "Give a day after {on} with --to; if it was put off earlier, say when with --on.",
    )


class NoDemandsNamed(UsageRefused):
    """It was not said which demands are replied to."""

    sentence = Phrase("没有写答复哪些需求。", "It was not said which demands are replied to.")
    hint = Phrase(
        "写编号：songyu demand reply 17 18；或按条件：songyu demand reply --silent --how 公示。",
        "By number: songyu demand reply 17 18; or by what they are like: songyu demand reply --silent --how notice.",
    )


class NumbersAndFilters(UsageRefused):
    """Demands are chosen by their numbers or by filters."""

    sentence = Phrase("编号和筛选条件不能一起写。", "Numbers and filters exclude each other.")
    hint = Phrase("只写编号，或只写条件。", "Give the numbers alone, or the filters alone.")


class NotConfirmed(UsageRefused):
    """A reply to demands chosen by filters must be confirmed, and nobody can be asked here."""

    sentence = Phrase(
        "按条件选出 {n}需求，没有人确认，什么都没有写入。",
        "The filters choose {n}; nobody confirmed them, and nothing was written.",
    )
    hint = Phrase("先看一看：--dry-run；确认就加 --yes。", "Look first: --dry-run; to confirm: --yes.")


class SeveralRefused(AllOrNone):
    """Several of the demands named cannot take the step; nothing was done with any."""

    sentence = Phrase(
        "{n} 条里有 {bad} 条不行，一条都没有写入。", "{bad} of {n} demands are refused; nothing was written for any."
    )
    hint = Phrase(
        "去掉这几条再写一次；看清单：songyu demand list。", "Leave these out and try again; see songyu demand list."
    )
