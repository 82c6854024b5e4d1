"""What happened, as people read it: a line for each thing that was asked, decided, answered or said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.bands import BAND_WORDS, BANDS, INTERNAL
from songyu_cli.domain.choices import (
    CHANNELS,
    GRADES,
    HAZARD_KINDS,
    MEETING_KINDS,
    REPLY_WAYS,
    SEVERITIES,
    VERDICTS,
    YES_NO,
)
from songyu_cli.domain.stairwells import address_of
from songyu_cli.domain.wording import Phrase, joined
from songyu_cli.views.words import benches_phrase, date_phrase, dotted, maybe, typed_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from songyu_cli.domain.trace import Event
    from songyu_cli.domain.vocabulary import Choices

    Said = Callable[[Event, "Known"], Phrase]

RESOLVED = {"yes": Phrase("已解决", "resolved"), "no": Phrase("没有解决", "not resolved")}


class Known(NamedTuple):
    """What lines are written with: the ledger's kinds of demand, and the estate in which a short address is enough.

    `here` is the key of the stairwell that a page is about, which its lines need not name. Lines that are `leaving`
    the office have no counts of 65+ or 80+.
    """

    kinds: Choices
    home: str
    here: str | None = None
    leaving: bool = False

    def elsewhere(self, event: Event) -> Phrase | None:
        """Return where something happened, unless the whole page is about that stairwell."""
        key = event.facts["unit"]
        if key == self.here:
            return None
        return Phrase("在 {unit}", "at {unit}").format(unit=typed_unit(address_of(key), self.home))


def step(said: Phrase, event: Event, *more: Phrase | None, **values: object) -> Phrase:
    """Return a line about a demand's step: its number, what was done, and what else is known of it."""
    line = Phrase(f"#{event.demand} {said.zh}", f"#{event.demand} {said.en}")
    return dotted(line.format(**{**event.facts, **values}), *more)


def _wanted(event: Event, known: Known) -> Phrase:
    count = event.facts["quantity"]
    if event.facts["kind"] == "bench":
        return Phrase(f"凳 {count} 张", benches_phrase(count).en)
    times = f" ×{count}" if count > 1 else ""
    return Phrase("{kind}{times}", "{kind}{times}").format(kind=known.kinds.phrase(event.facts["kind"]), times=times)


def words(event: Event, name: str) -> Phrase | None:
    """Return a fact that is text, or None where there is none."""
    return maybe("{value}", "{value}", event.facts[name])


def _people(event: Event, known: Known) -> Phrase | None:
    said = [
        Phrase("{band} {n} 人", "{n} {band}").format(band=BAND_WORDS[band], n=event.facts[band])
        for band in BANDS
        if event.facts.get(band) is not None and not (known.leaving and band in INTERNAL)
    ]
    return joined(said) if said else None


def _counted(event: Event, known: Known) -> Phrase:
    people = _people(event, known) or Phrase("人数没有记", "no number known")
    return dotted(
        Phrase("人数：{people}", "Counted: {people}").format(people=people),
        known.elsewhere(event),
        words(event, "source"),
    )


def _visited(event: Event, known: Known) -> Phrase:
    return dotted(Phrase("上门走访", "Visited"), known.elsewhere(event), _people(event, known), words(event, "remark"))


def _hazard_found(event: Event, _: Known) -> Phrase:
    facts = event.facts
    line = Phrase("发现隐患 {hazard}：{kind}{times}（{severity}）", "Hazard {hazard} found: {kind}{times} ({severity})")
    said = line.format(
        hazard=facts["hazard"],
        kind=HAZARD_KINDS.phrase(facts["kind"]),
        times=f" ×{facts['quantity']}" if facts["quantity"] > 1 else "",
        severity=SEVERITIES.phrase(facts["severity"]),
    )
    return dotted(said, words(event, "text"), maybe("关联需求 #{value}", "about demand #{value}", event.demand))


def _hazard_cleared(event: Event, _: Known) -> Phrase:
    line = Phrase("隐患 {hazard} 已消除：{kind}", "Hazard {hazard} cleared: {kind}")
    return dotted(
        line.format(hazard=event.facts["hazard"], kind=HAZARD_KINDS.phrase(event.facts["kind"])), words(event, "how")
    )


def _screened(event: Event, known: Known) -> Phrase:
    line = Phrase(
        "第 {selection} 次筛选选中，{picked} 个单元里第 {rank}", "Picked by screening {selection}: {rank} of {picked}"
    )
    return dotted(line.format(**event.facts), known.elsewhere(event), _people(event, known))


def _registered(event: Event, known: Known) -> Phrase:
    facts = event.facts
    dues = [
        phrase.format(due=date_phrase(facts[name]))
        for name, phrase in (
            ("reply_due", Phrase("{due}前答复", "reply due {due}")),
            ("result_due", Phrase("{due}前落实", "result due {due}")),
        )
        if facts[name] and (name == "result_due" or facts["channel"] != "screening")  # nobody asked, nobody is answered
    ]
    return step(
        Phrase("登记：{wanted}", "registered: {wanted}"),
        event,
        known.elsewhere(event),
        CHANNELS.phrase(facts["channel"]),
        words(event, "text"),
        maybe("又一次提出，上次是 #{value}", "asked again, after #{value}", facts["repeat_of"]),
        joined(dues) if dues else None,
        wanted=_wanted(event, known),
    )


def _reviewed(event: Event, _: Known) -> Phrase:
    judged = [
        phrase.format(answer=YES_NO.phrase(event.facts[name]))
        for name, phrase in (
            ("reasonable", Phrase("合理：{answer}", "reasonable: {answer}")),
            ("feasible", Phrase("可行：{answer}", "feasible: {answer}")),
        )
        if event.facts[name]
    ]
    return step(Phrase("审核，{judged}", "reviewed, {judged}"), event, words(event, "reason"), judged=joined(judged))


def _discussed(event: Event, _: Known) -> Phrase:
    return step(
        Phrase("上会：{kind}（第 {meeting} 号会议）", "on the agenda: {kind} (meeting {meeting})"),
        event,
        words(event, "topic"),
        words(event, "outcome"),
        kind=MEETING_KINDS.phrase(event.facts["kind"]),
    )


def _decided(event: Event, _: Known) -> Phrase:
    return step(
        Phrase("决定：{verdict}", "decided: {verdict}"),
        event,
        maybe("第 {value} 号会议", "meeting {value}", event.facts["meeting"]),
        words(event, "reason"),
        verdict=VERDICTS.phrase(event.facts["verdict"]),
    )


def _replied(event: Event, _: Known) -> Phrase:
    how = REPLY_WAYS.phrase(event.facts["how"])
    return step(Phrase("答复（{how}）", "answered ({how})"), event, words(event, "text"), how=how)


def _result(event: Event, _: Known) -> Phrase:
    if event.facts["bench"] and event.facts["repair"]:
        return step(Phrase("落实：修好 {bench}", "carried out: {bench} repaired"), event, words(event, "text"))
    if event.facts["bench"]:
        return step(Phrase("落实：安装 {bench}", "carried out: {bench} installed"), event, words(event, "text"))
    return step(Phrase("落实 {quantity}", "carried out: {quantity}"), event, words(event, "text"))


def _followed_up(event: Event, _: Known) -> Phrase:
    facts = event.facts
    if facts["reached"] == "no":
        said = Phrase("回访：没有联系上", "followed up: nobody was reached")
        return step(said, event, words(event, "text"))
    known = [
        RESOLVED[facts["resolved"]] if facts["resolved"] else None,
        GRADES.phrase(facts["grade"]) if facts["grade"] else None,
    ]
    answer = joined([phrase for phrase in known if phrase])
    return step(Phrase("回访：{answer}", "followed up: {answer}"), event, words(event, "text"), answer=answer)


ASKED: dict[str, Said] = {
    "counted": _counted,
    "visited": _visited,
    "hazard_found": _hazard_found,
    "hazard_cleared": _hazard_cleared,
    "screened": _screened,
    "registered": _registered,
    "merged": lambda event, _: step(Phrase("并入 #{merged_into}", "merged into #{merged_into}"), event),
    "unmerged": lambda event, _: step(Phrase("从 #{merged_into} 拆出", "parted from #{merged_into}"), event),
    "reviewed": _reviewed,
    "discussed": _discussed,
    "decided": _decided,
    "on_menu": lambda event, _: step(
        Phrase("列入 {year} 年实事菜单：{title}", "on the menu of {year}: {title}"), event
    ),
    "menu_closed": lambda event, _: step(
        Phrase("菜单项结束：{title}", "its menu item was closed: {title}"), event, words(event, "outcome")
    ),
    "replied": _replied,
    "extended": lambda event, _: step(
        Phrase("延期到{day}", "put off until {day}"),
        event,
        words(event, "reason"),
        day=date_phrase(event.facts["due"]),
    ),
    "result": _result,
    "followed_up": _followed_up,
    "withdrawn": lambda event, _: step(Phrase("撤回", "withdrawn"), event, words(event, "reason")),
    "reopened": lambda event, _: step(Phrase("重新打开", "reopened"), event, words(event, "reason")),
}
