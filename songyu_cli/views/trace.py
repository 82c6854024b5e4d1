"""The story of a stairwell or a demand as people read it: a line for each thing that happened, then what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.bands import BAND_WORDS, BANDS
from songyu_cli.domain.choices import (
    CHANNELS,
    DEMAND_STATES,
    HAZARD_KINDS,
    MEETING_KINDS,
    REPLY_WAYS,
    ROLES,
    SEVERITIES,
    VERDICTS,
    YES_NO,
)
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.demand import about as demand_about
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Table
from songyu_cli.views.words import benches_phrase, date_phrase, dotted, maybe, typed_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from songyu_cli.domain.choices import Choices
    from songyu_cli.domain.trace import DemandTrace, Event, Owed, UnitTrace

    Said = Callable[[Event, Choices], Phrase]

_NOTHING_OWED = Phrase("没有欠着的。", "Nothing is owed.")
_ALL_DONE = Phrase(
    "没有欠着的：该答复的答复了，该落实的落实了。", "Nothing is owed: what was asked is answered and carried out."
)


def unit_page(told: UnitTrace, kinds: Choices, home: str) -> list[Drawing]:
    """Draw a stairwell's story; `home` is the estate in which a short address is enough to type."""
    place = typed_unit(told.unit.unit, home)
    if not told.events:
        empty = Phrase(
            "还没有记过什么。记人数：songyu unit count {unit} --elderly 11；登记需求：songyu demand add {unit}",
            "Nothing was written down yet. Count: songyu unit count {unit} --elderly 11; "
            "register a demand: songyu demand add {unit}",
        )
        return [told.unit.unit.phrase(), empty.format(unit=place)]
    head = dotted(told.unit.unit.phrase(), maybe("{value}", "{value}", told.unit.grid))
    return [Heading(head), _table(told.events, kinds), *(_owed(told.owed, place, kinds) or [Aside(_NOTHING_OWED)])]


def demand_page(told: DemandTrace, kinds: Choices, home: str) -> list[Drawing]:
    """Draw a demand's story; `home` is the estate in which a short address is enough to type."""
    demand = told.demand
    head = Phrase("第 {n} 号需求（{state}）：{about}", "Demand {n} ({state}): {about}").format(
        n=demand.demand, state=DEMAND_STATES.phrase(demand.state), about=demand_about(demand, kinds)
    )
    settled = _ALL_DONE if demand.state == "done" and demand.replies else _NOTHING_OWED
    owed = _owed(told.owed, typed_unit(demand.unit, home), kinds)
    page: list[Drawing] = [Heading(head), _table(told.events, kinds), *(owed or [Aside(settled)])]
    if demand.merged_into:
        line = Phrase("并入之后：songyu trace {n}", "What came of it there: songyu trace {n}")
        page.append(line.format(n=demand.merged_into))
    return page


def _table(events: Sequence[Event], kinds: Choices) -> Table:
    columns = (
        Column(Phrase("日期", "When"), lambda event: event.on or date_phrase(None), keep=True),
        Column(Phrase("发生了什么", "What happened"), lambda event: SAID[event.what](event, kinds)),
        Column(Phrase("角色", "By"), lambda event: ROLES.phrase(event.role) if event.role else verbatim("")),
    )
    return Table(columns, events)


def _owed(owed: Sequence[Owed], unit: str, kinds: Choices) -> list[Drawing]:
    if not owed:
        return []
    debts: list[Drawing] = [Heading(Phrase("还欠着的", "Still owed"))]
    for one in owed:
        said, command = _clearing(one) if one.what == "clearing" else _debt(one, unit, kinds)
        debts += [said, Phrase("  {command}", "  {command}").format(command=command)]  # a line that can be copied whole
    return debts


def _clearing(one: Owed) -> tuple[Phrase, Phrase]:
    said = Phrase("隐患 {n}（{kind}）还没有消除", "Hazard {n} ({kind}) is not cleared")
    command = Phrase("songyu hazard clear {n} --how 已消除", "songyu hazard clear {n} --how cleared")
    return said.format(n=one.hazard, kind=HAZARD_KINDS.phrase(one.kind)), command.format(n=one.hazard)


def _debt(one: Owed, unit: str, kinds: Choices) -> tuple[Phrase, Phrase]:
    if one.what == "reply":
        missing, command = (
            Phrase("还没有答复", "has no reply"),
            Phrase("songyu demand reply {n} --how 上门", "songyu demand reply {n} --how visit"),
        )
    elif one.state in ("registered", "reviewed"):
        missing, command = (
            Phrase("还没有决定和落实", "is neither decided nor carried out"),
            verbatim("songyu demand decide {n} --accept"),
        )
    else:
        missing = Phrase("还没有落实", "is not carried out")
        command = verbatim("songyu bench install {unit}" if one.kind == "bench" else "songyu demand result {n}")
    overdue = Phrase("（应在{due}前，已超期）", " (was due by {due})")
    due = {"overdue": overdue, "waiting": Phrase("（应在{due}前）", " (due by {due})")}.get(one.standing, verbatim(""))
    said = Phrase("第 {n} 号（{kind}）{missing}{due}", "Demand {n} ({kind}) {missing}{due}").format(
        n=one.demand, kind=kinds.phrase(one.kind), missing=missing, due=due.format(due=date_phrase(one.due))
    )
    return said, command.format(n=one.demand, unit=unit)


def _step(said: Phrase, event: Event, *more: Phrase | None, **values: object) -> Phrase:
    """Return a line about a demand's step: its number, what was done, and what else is known of it."""
    line = Phrase(f"#{event.demand} {said.zh}", f"#{event.demand} {said.en}")
    return dotted(line.format(**{**event.facts, **values}), *more)


def _wanted(event: Event, kinds: Choices) -> Phrase:
    count = event.facts["quantity"]
    if event.facts["kind"] == "bench":
        return Phrase(f"凳 {count} 张", benches_phrase(count).en)
    times = f" ×{count}" if count > 1 else ""
    return Phrase("{kind}{times}", "{kind}{times}").format(kind=kinds.phrase(event.facts["kind"]), times=times)


def _words(event: Event, name: str) -> Phrase | None:
    return maybe("{value}", "{value}", event.facts[name])


def _people(event: Event) -> Phrase | None:
    known = [
        Phrase("{band} {n} 人", "{n} {band}").format(band=BAND_WORDS[band], n=event.facts[band])
        for band in BANDS
        if event.facts.get(band) is not None
    ]
    return joined(known) if known else None


def _counted(event: Event, _: Choices) -> Phrase:
    people = _people(event) or Phrase("人数没有记", "no number known")
    return dotted(Phrase("人数：{people}", "Counted: {people}").format(people=people), _words(event, "source"))


def _visited(event: Event, _: Choices) -> Phrase:
    return dotted(Phrase("上门走访", "Visited"), _people(event), _words(event, "remark"))


def _hazard_found(event: Event, _: Choices) -> Phrase:
    facts = event.facts
    line = Phrase("发现隐患 {hazard}：{kind}{times}（{severity}）", "Hazard {hazard} found: {kind}{times} ({severity})")
    said = line.format(
        hazard=facts["hazard"],
        kind=HAZARD_KINDS.phrase(facts["kind"]),
        times=f" ×{facts['quantity']}" if facts["quantity"] > 1 else "",
        severity=SEVERITIES.phrase(facts["severity"]),
    )
    return dotted(said, _words(event, "text"), maybe("关联需求 #{value}", "about demand #{value}", event.demand))


def _hazard_cleared(event: Event, _: Choices) -> Phrase:
    line = Phrase("隐患 {hazard} 已消除：{kind}", "Hazard {hazard} cleared: {kind}")
    return dotted(
        line.format(hazard=event.facts["hazard"], kind=HAZARD_KINDS.phrase(event.facts["kind"])), _words(event, "how")
    )


def _screened(event: Event, _: Choices) -> Phrase:
    line = Phrase(
        "第 {selection} 次筛选选中，{picked} 个单元里第 {rank}", "Picked by screening {selection}: {rank} of {picked}"
    )
    return dotted(line.format(**event.facts), _people(event))


def _registered(event: Event, kinds: Choices) -> Phrase:
    facts = event.facts
    dues = [
        phrase.format(due=date_phrase(facts[name]))
        for name, phrase in (
            ("reply_due", Phrase("{due}前答复", "reply due {due}")),
            ("result_due", Phrase("{due}前落实", "result due {due}")),
        )
        if facts[name] and (name == "result_due" or facts["channel"] != "screening")  # nobody asked, nobody is answered
    ]
    return _step(
        Phrase("登记：{wanted}", "registered: {wanted}"),
        event,
        CHANNELS.phrase(facts["channel"]),
        _words(event, "text"),
        maybe("又一次提出，上次是 #{value}", "asked again, after #{value}", facts["repeat_of"]),
        joined(dues) if dues else None,
        wanted=_wanted(event, kinds),
    )


def _reviewed(event: Event, _: Choices) -> Phrase:
    judged = [
        phrase.format(answer=YES_NO.phrase(event.facts[name]))
        for name, phrase in (
            ("reasonable", Phrase("合理：{answer}", "reasonable: {answer}")),
            ("feasible", Phrase("可行：{answer}", "feasible: {answer}")),
        )
        if event.facts[name]
    ]
    return _step(Phrase("审核，{judged}", "reviewed, {judged}"), event, _words(event, "reason"), judged=joined(judged))


def _discussed(event: Event, _: Choices) -> Phrase:
    return _step(
        Phrase("上会：{kind}（第 {meeting} 号会议）", "on the agenda: {kind} (meeting {meeting})"),
        event,
        _words(event, "topic"),
        _words(event, "outcome"),
        kind=MEETING_KINDS.phrase(event.facts["kind"]),
    )


def _decided(event: Event, _: Choices) -> Phrase:
    return _step(
        Phrase("决定：{verdict}", "decided: {verdict}"),
        event,
        maybe("第 {value} 号会议", "meeting {value}", event.facts["meeting"]),
        _words(event, "reason"),
        verdict=VERDICTS.phrase(event.facts["verdict"]),
    )


def _replied(event: Event, _: Choices) -> Phrase:
    how = REPLY_WAYS.phrase(event.facts["how"])
    return _step(Phrase("答复（{how}）", "answered ({how})"), event, _words(event, "text"), how=how)


def _result(event: Event, _: Choices) -> Phrase:
    if event.facts["bench"]:
        return _step(Phrase("落实：安装 {bench}", "carried out: {bench} installed"), event, _words(event, "text"))
    return _step(Phrase("落实 {quantity}", "carried out: {quantity}"), event, _words(event, "text"))


def _allocated(event: Event, _: Choices) -> Phrase:
    line = Phrase("第{batch}批安排 {n}", "Batch {batch} plans {n} here")
    said = line.format(batch=event.facts["batch"], n=benches_phrase(event.facts["quantity"]))
    return dotted(said, _words(event, "reason"))


def _bench(line: Phrase) -> Said:
    def said(event: Event, _: Choices) -> Phrase:
        place = _words(event, "spot") if event.what == "installed" else None
        answers = maybe("落实 #{value}", "carries out #{value}", event.demand)
        return dotted(line.format(**event.facts), place, answers, _words(event, "reason"))

    return said


SAID: dict[str, Said] = {
    "counted": _counted,
    "visited": _visited,
    "hazard_found": _hazard_found,
    "hazard_cleared": _hazard_cleared,
    "screened": _screened,
    "registered": _registered,
    "merged": lambda event, _: _step(Phrase("并入 #{merged_into}", "merged into #{merged_into}"), event),
    "reviewed": _reviewed,
    "discussed": _discussed,
    "decided": _decided,
    "on_menu": lambda event, _: _step(
        Phrase("列入 {year} 年实事菜单：{title}", "on the menu of {year}: {title}"), event
    ),
    "menu_closed": lambda event, _: _step(
        Phrase("菜单项结束：{title}", "its menu item was closed: {title}"), event, _words(event, "outcome")
    ),
    "replied": _replied,
    "allocated": _allocated,
    "extended": lambda event, _: _step(
        Phrase("延期到{day}", "put off until {day}"),
        event,
        _words(event, "reason"),
        day=date_phrase(event.facts["due"]),
    ),
    "result": _result,
    "installed": _bench(Phrase("安装 {bench}（第{batch}批）", "{bench} installed (batch {batch})")),
    "in_use": _bench(Phrase("{bench} 投入使用", "{bench} put to use")),
    "out_of_use": _bench(Phrase("{bench} 停用", "{bench} out of use")),
    "retired": _bench(Phrase("{bench} 拆除", "{bench} retired")),
    "withdrawn": lambda event, _: _step(Phrase("撤回", "withdrawn"), event, _words(event, "reason")),
    "reopened": lambda event, _: _step(Phrase("重新打开", "reopened"), event, _words(event, "reason")),
}
