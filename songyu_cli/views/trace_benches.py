"""What happened to benches, as people read it: given, planned, put up, moved, inspected, mended, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import FINDINGS, INSPECTION_ITEMS, INSPECTION_RESULTS
from songyu_cli.domain.money import money_phrase
from songyu_cli.domain.plan import PINNED
from songyu_cli.domain.stairwells import address_of
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.plan_explained import RULES
from songyu_cli.views.trace_lines import words
from songyu_cli.views.words import benches_phrase, date_phrase, dotted, maybe, numbered, typed_unit

if TYPE_CHECKING:
    from typing import Any

    from songyu_cli.domain.trace import Event
    from songyu_cli.views.trace_lines import Known, Said

NOT_STATED = Phrase("未载明", "not stated")
_SITING = {
    "exit_clear": Phrase("挡出口或消防通道", "in the way of an exit or fire lane"),
    "firm_ground": Phrase("地面不坚实", "not on firm ground"),
}


def _place(key: str, known: Known) -> str:
    return typed_unit(address_of(key), known.home)


def _tagged(zh: str, en: str, event: Event, **values: object) -> Phrase:
    return Phrase(zh, en).format(**{**event.facts, **values})


def _allocated(event: Event, _: Known) -> Phrase:
    facts = event.facts
    if facts["plan"] is None:
        said = _tagged(
            "第{batch}批安排 {n}", "Batch {batch} plans {n} here", event, n=benches_phrase(facts["quantity"])
        )
        return dotted(said, words(event, "reason"))
    said = _tagged(
        "第{batch}批规划安排 {n}（第 {rank} 位：{why}）",
        "Batch {batch} plans {n} here (no. {rank}: {why})",
        event,
        n=benches_phrase(facts["quantity"]),
        why=_rule(facts["rule"]),
    )
    return dotted(said, words(event, "reason"))


def _rule(stored: str, *, short: bool = False) -> Phrase:
    """Return the rule of a plan by which benches were given, as the plan itself says it."""
    stage = int(stored[-1]) if stored.startswith("stage_") else PINNED if stored == "pinned" else None
    if not stage:
        return verbatim(stored) if stage is None else RULES[PINNED]
    said = Phrase("规则 {stage}", "rule {stage}").format(stage=stage)
    return said if short else Phrase("{said} {rule}", "{said}, {rule}").format(said=said, rule=RULES[stage])


def _skipped(event: Event, _: Known) -> Phrase:
    return dotted(_tagged("第{batch}批规划跳过这里", "Batch {batch}'s plan skips it", event), words(event, "reason"))


def gift(facts: dict[str, Any]) -> Phrase:
    """Return what was given, as far as it is stated."""
    if facts["kind"] == "benches":
        return numbered(facts["benches"], "张凳子", "bench", "benches")
    if facts["kind"] == "money":
        return money_phrase(facts["fen"])
    if facts["kind"] == "labour":
        days = numbered(facts["days"], "个工日", "day", "days") if facts["days"] else NOT_STATED
        return Phrase("人力（{days}）", "labour ({days})").format(days=days)
    return Phrase("内容和数额未载明", "what and how much is not stated")


def _given(zh: str, en: str) -> Said:
    def said(event: Event, _: Known) -> Phrase:
        line = _tagged(zh, en, event, gift=gift(event.facts))
        return dotted(line, maybe("用于第{value}批", "for batch {value}", event.facts["batch"]), words(event, "note"))

    return said


def _installed(event: Event, _: Known) -> Phrase:
    facts = event.facts
    return dotted(
        _tagged("安装 {bench}（第{batch}批）", "{bench} installed (batch {batch})", event),
        words(event, "spot"),
        maybe("换下 {value}", "in place of {value}", facts["replaces"]),
        maybe("落实 #{value}", "carries out #{value}", event.demand),
        *(said for fact, said in _SITING.items() if facts[fact] == "no"),
        words(event, "reason"),
    )


def _used(zh: str, en: str) -> Said:
    def said(event: Event, _: Known) -> Phrase:
        taken = maybe("由 {value} 替换", "replaced by {value}", event.facts.get("replaced_by"))
        return dotted(_tagged(zh, en, event), taken, words(event, "reason"))

    return said


def _moved(event: Event, known: Known) -> Phrase:
    facts = event.facts
    here, there = (_place(facts[name], known) for name in ("from_unit", "to_unit"))
    if event.what == "moved_here":
        said = _tagged("{bench} 从 {here} 移来", "{bench} moved here from {here}", event, here=here)
    elif event.what == "moved_away":
        said = _tagged("{bench} 移到 {there}", "{bench} moved away to {there}", event, there=there)
    elif here == there:
        spots = [verbatim(facts[name]) if facts[name] else NOT_STATED for name in ("from_spot", "to_spot")]
        said = _tagged("{bench} 换位置：{a}→{b}", "{bench} moved within: {a} → {b}", event, a=spots[0], b=spots[1])
        return dotted(said, words(event, "reason"))
    else:
        said = _tagged(
            "{bench} 从 {here} 移到 {there}", "{bench} moved from {here} to {there}", event, here=here, there=there
        )
    spot = words(event, "to_spot") if event.what != "moved_away" else None
    return dotted(said, spot, maybe("落实 #{value}", "carries out #{value}", event.demand), words(event, "reason"))


def _inspected(event: Event, _: Known) -> Phrase:
    faults = joined([INSPECTION_ITEMS.phrase(item) for item in event.facts["faults"]])
    said = _tagged(
        "巡查 {bench}：{result}{faults}",
        "{bench} inspected: {result}{faults}",
        event,
        result=INSPECTION_RESULTS.phrase(event.facts["result"]),
        faults=Phrase("（{faults}）", " ({faults})").format(faults=faults) if faults.zh else verbatim(""),
    )
    return dotted(said, words(event, "text"))


def _mended(zh: str, en: str) -> Said:
    def said(event: Event, _: Known) -> Phrase:
        fen = event.facts.get("fen")
        cost = None if fen is None else money_phrase(fen)
        return dotted(_tagged(zh, en, event), words(event, "what"), words(event, "by_whom"), cost)

    return said


def _audited(event: Event, known: Known) -> Phrase:
    line = Phrase("第 {audit} 次核对（{unit}）：{seen}", "Audit {audit} at {unit}: {seen}")
    seen = []
    for finding in FINDINGS.keys:
        those = [one for one in event.facts["findings"] if one["finding"] == finding]
        if not those:
            continue
        named = joined([verbatim(one["bench"] or one["tag"]) for one in those if one["bench"] or one["tag"]])
        nameless = sum(one["quantity"] for one in those if not (one["bench"] or one["tag"]))
        more = [named] if named.zh else []
        more += [benches_phrase(nameless)] if nameless else []
        seen.append(Phrase("{f} {n}", "{f} {n}").format(f=FINDINGS.phrase(finding), n=joined(more)))
    nothing = Phrase("没有凳，也不该有", "no bench, as the ledger has it")
    said = line.format(
        audit=event.facts["audit"],
        unit=_place(event.facts["unit"], known),
        seen=Phrase("；".join(one.zh for one in seen), "; ".join(one.en for one in seen)) if seen else nothing,
    )
    return dotted(said, words(event, "remark"))


def _planned(event: Event, known: Known) -> Phrase:
    facts = event.facts
    rules = [
        Phrase("{rule}：{n} 张", "{rule}: {n}").format(rule=_rule(rule, short=True), n=n)
        for rule, n in facts["rules"].items()
    ]
    named = [
        line.format(unit=typed_unit(one.unit, known.home), n=one.quantity, why=one.reason)
        for some, line in (
            ("pinned", Phrase("指定 {unit}（{n} 张，{why}）", "{unit} pinned ({n}, {why})")),
            ("skipped", Phrase("跳过 {unit}（{why}）", "{unit} skipped ({why})")),
        )
        for one in facts[some]
    ]
    said = _tagged(
        "第 {plan} 号规划：安排 {n}{rules}",
        "Plan {plan}: {n} allocated{rules}",
        event,
        n=benches_phrase(facts["allocated"]),
        rules=Phrase("（{rules}）", " ({rules})").format(rules=joined(rules)) if rules else verbatim(""),
    )
    less = facts["benches"] - facts["allocated"]
    taken = maybe("要的是 {value} 张", "{value} were asked for", facts["benches"] if less else None)
    return dotted(said, taken, joined(named) if named else None)


DONE: dict[str, Said] = {
    "batch_opened": lambda event, _: dotted(
        _tagged("第{batch}批开始，计划 {planned} 张", "Batch {batch} opened, {planned} planned", event),
        words(event, "note"),
    ),
    "batch_closed": lambda event, _: _tagged("第{batch}批关闭", "Batch {batch} closed", event),
    "pledged": _given("{partner}认捐：{gift}", "{partner} pledged: {gift}"),
    "received": _given("收到{partner}捐赠：{gift}", "Received from {partner}: {gift}"),
    "planned": _planned,
    "skipped": _skipped,
    "allocated": _allocated,
    "installed": _installed,
    "in_use": _used("{bench} 投入使用", "{bench} put to use"),
    "in_use_again": _used("{bench} 重新投用", "{bench} in use again"),
    "out_of_use": _used("{bench} 停用", "{bench} out of use"),
    "retired": _used("{bench} 拆除", "{bench} retired"),
    "moved_here": _moved,
    "moved": _moved,
    "moved_away": _moved,
    "inspected": _inspected,
    "repair_opened": _mended("第 {repair} 号工单：{bench} 要修", "Work order {repair}: {bench} needs repair"),
    "repaired": _mended("{bench} 修好了（第 {repair} 号工单）", "{bench} repaired (work order {repair})"),
    "audited": _audited,
}


def repair_owed(bench: str | None, repair: int | None, since: str | None) -> Phrase:
    """Say that a repair is still to be done."""
    line = Phrase(
        "{bench} 还没有修好（第 {repair} 号工单，{since}开）", "{bench} is not repaired (work order {repair}, {since})"
    )
    return line.format(bench=bench, repair=repair, since=date_phrase(since))
