"""The story of a stairwell, a demand or a bench: a line for each thing that happened, then what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import BENCH_STATES, DEMAND_STATES, HAZARD_KINDS, ROLES
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.demand import about as demand_about
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Table
from songyu_cli.views.trace_benches import DONE, repair_owed
from songyu_cli.views.trace_lines import ASKED, Known
from songyu_cli.views.words import date_phrase, dotted, maybe, typed_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from songyu_cli.domain.trace import BenchTrace, DemandTrace, Event, Owed, UnitTrace
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.views.trace_lines import Said

SAID: Mapping[str, Said] = {**ASKED, **DONE}
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
    return [
        Heading(head),
        events_table(told.events, Known(kinds, home, told.unit.unit.key)),
        *(_owed(told.owed, place, kinds) or [Aside(_NOTHING_OWED)]),
    ]


def demand_page(told: DemandTrace, kinds: Choices, home: str) -> list[Drawing]:
    """Draw a demand's story; `home` is the estate in which a short address is enough to type."""
    demand = told.demand
    head = Phrase("第 {n} 号需求（{state}）：{about}", "Demand {n} ({state}): {about}").format(
        n=demand.demand, state=DEMAND_STATES.phrase(demand.state), about=demand_about(demand, kinds)
    )
    settled = _ALL_DONE if demand.state == "done" and demand.replies else _NOTHING_OWED
    owed = _owed(told.owed, typed_unit(demand.unit, home), kinds)
    page: list[Drawing] = [
        Heading(head),
        events_table(told.events, Known(kinds, home, demand.unit.key)),
        *(owed or [Aside(settled)]),
    ]
    if demand.merged_into:
        line = Phrase("并入之后：songyu trace {n}", "What came of it there: songyu trace {n}")
        page.append(line.format(n=demand.merged_into))
    return page


def bench_page(told: BenchTrace, kinds: Choices, home: str) -> list[Drawing]:
    """Draw a bench's story; `home` is the estate in which a short address is enough to type."""
    bench = told.bench
    head = dotted(
        Phrase("{tag}（{state}）", "{tag} ({state})").format(tag=bench.tag, state=BENCH_STATES.phrase(bench.state)),
        bench.unit.phrase(),
        Phrase("第{batch}批", "batch {batch}").format(batch=bench.batch),
        maybe("{value}捐赠", "given by {value}", bench.partner),
    )
    place = typed_unit(bench.unit, home)
    page: list[Drawing] = [Heading(head), events_table(told.events, Known(kinds, home, bench.unit.key))]
    page += _owed(told.owed, place, kinds) or [Aside(_NOTHING_OWED)]
    return page + [Aside(line) for line in _not_known(told)] + _replaced(told)


def _not_known(told: BenchTrace) -> list[Phrase]:
    """Say which links of the chain are not written down."""
    bench, gaps = told.bench, []
    if not told.demands:
        gaps.append(Phrase("没有它落实的需求。", "It answers no demand."))
    if bench.partner is None:
        line = Phrase(
            "捐赠单位：未载明。知道了就记：songyu bench edit {tag} --partner 单位",
            "Who gave it: not stated. Once known: songyu bench edit {tag} --partner PARTNER",
        )
        gaps.append(line.format(tag=bench.tag))
    elif not any(event.what in ("pledged", "received") for event in told.events):
        line = Phrase("{partner}捐了什么、什么时候：未载明。", "What {partner} gave, and when: not stated.")
        gaps.append(line.format(partner=bench.partner))
    return gaps


def _replaced(told: BenchTrace) -> list[Drawing]:
    both = (
        (told.bench.replaces, Phrase("它换下的凳：songyu trace {tag}", "What it replaced: songyu trace {tag}")),
        (told.bench.replaced_by, Phrase("替换它的凳：songyu trace {tag}", "What replaced it: songyu trace {tag}")),
    )
    return [line.format(tag=tag) for tag, line in both if tag]


def events_table(events: Sequence[Event], known: Known, said: Mapping[str, Said] = SAID) -> Table:
    """Return what happened as a table, each event in the words that `said` has for it."""

    def here(event: Event) -> Phrase:
        return said[event.what](event, known)

    def outside(event: Event) -> Phrase:
        return said[event.what](event, known._replace(leaving=True))

    columns = (
        Column(Phrase("日期", "When"), lambda event: event.on or date_phrase(None), keep=True),
        Column(Phrase("发生了什么", "What happened"), here, outside=outside),
        Column(Phrase("角色", "By"), lambda event: ROLES.phrase(event.role) if event.role else verbatim("")),
    )
    return Table(columns, events)


def _owed(owed: Sequence[Owed], unit: str, kinds: Choices) -> list[Drawing]:
    if not owed:
        return []
    debts: list[Drawing] = [Heading(Phrase("还欠着的", "Still owed"))]
    for one in owed:
        said, command = _clearing(one) if one.hazard else _mending(one) if one.repair else _debt(one, unit, kinds)
        debts += [said, Phrase("  {command}", "  {command}").format(command=command)]  # a line that can be copied whole
    return debts


def _mending(one: Owed) -> tuple[Phrase, Phrase]:
    return repair_owed(one.bench, one.repair, one.since), verbatim(f"songyu bench repair {one.bench}")


def _clearing(one: Owed) -> tuple[Phrase, Phrase]:
    said = Phrase("隐患 {n}（{kind}）还没有消除", "Hazard {n} ({kind}) is not cleared")
    command = Phrase("songyu hazard clear {n} --how 已消除", "songyu hazard clear {n} --how cleared")
    return said.format(n=one.hazard, kind=HAZARD_KINDS.phrase(one.kind or "")), command.format(n=one.hazard)


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
        n=one.demand, kind=kinds.phrase(one.kind or ""), missing=missing, due=due.format(due=date_phrase(one.due))
    )
    return said, command.format(n=one.demand, unit=unit)
