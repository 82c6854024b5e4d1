"""A bench's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import BENCH_STATES, INSPECTION_ITEMS, INSPECTION_RESULTS, ROLES
from songyu_cli.domain.settings import KEYS
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.bench_install import FACTS
from songyu_cli.views.words import date_phrase, dotted, maybe

if TYPE_CHECKING:
    from songyu_cli.domain.bench_story import Age, BenchEvent, BenchInspection, BenchMove, BenchRepair, BenchStory, Seat
    from songyu_cli.views.drawing import Drawing

_SHOWN = 5  # steps, inspections and repairs that are named one by one, the newest
_HAPPENED = {
    "installed": Phrase("安装", "installed"),
    "in_use": Phrase("投用", "put to use"),
    "out_of_use": Phrase("停用", "taken out of use"),
    "retired": Phrase("拆除", "retired"),
}
_FITS = {
    "within": Phrase("座面高 {n} 毫米，在参考的 {range} 之内", "Seat {n} mm high, within the reference of {range}"),
    "below": Phrase("座面高 {n} 毫米，低于参考的 {range}", "Seat {n} mm high, below the reference of {range}"),
    "above": Phrase("座面高 {n} 毫米，高于参考的 {range}", "Seat {n} mm high, above the reference of {range}"),
}
_SOURCE = Phrase(
    "  参考：英国 Inclusive Mobility 470–480、加拿大失智友好指南 430–480；不是中国标准",
    "  Reference: UK Inclusive Mobility 470–480, Canadian dementia guide 430–480; no Chinese code",
)
_OWN_SOURCE = Phrase(
    "  参考：账本的设置 seat_height；不是中国标准", "  Reference: this ledger's setting seat_height; no Chinese code"
)


def story(bench: BenchStory) -> list[Drawing]:
    """Draw one bench: what it is, and what happened to it."""
    state = dotted(
        Phrase("第{batch}批", "Batch {batch}").format(batch=bench.batch),
        BENCH_STATES.phrase(bench.state),
        maybe("{value}捐赠", "given by {value}", bench.partner),
        maybe("更换了 {value}", "in place of {value}", bench.replaces),
        maybe("已换成 {value}", "replaced by {value}", bench.replaced_by),
    )
    place = dotted(
        bench.unit.phrase(), maybe("{value}", "{value}", bench.grid), maybe("{value}", "{value}", bench.spot)
    )
    since = Phrase("安装 {on}，投入使用 {used}", "Installed {on}, in use since {used}").format(
        on=date_phrase(bench.installed_on), used=date_phrase(bench.in_use_on)
    )
    return [
        Phrase("{tag}：{place}", "{tag}: {place}").format(tag=bench.tag, place=place),
        state,
        dotted(since, _age(bench.age_years, retired=bench.state == "retired")),
        *_known(bench),
        *_answered(bench),
        *([Phrase("备注：{note}", "Note: {note}").format(note=bench.note)] if bench.note else []),
        *_life(bench),
        *_inspected(bench.inspections),
        *_repaired(bench.repairs, retired=bench.state == "retired"),
    ]


def _age(age: Age | None, *, retired: bool) -> Phrase | None:
    if age is None:
        return None
    if age.most == 0:
        return Phrase("不到 1 年", "less than a year")
    number = verbatim(str(age.most) if age.least == age.most else f"{age.least}–{age.most}")
    line = Phrase("用了 {n} 年", "{n} years old when retired") if retired else Phrase("已 {n} 年", "{n} years old")
    if age.most == 1 == age.least:
        line = Phrase(line.zh, line.en.replace("years", "year"))
    return line.format(n=number)


def _known(bench: BenchStory) -> list[Drawing]:
    """Return the facts that somebody looked at, or how to write them down."""
    known = [words[answer] for name, words in FACTS.items() if (answer := getattr(bench, name))]
    seat = _seat(bench.seat) if bench.seat else []
    if not (known or seat):
        ask = Phrase(
            "还没有记座面高、靠背、扶手等：songyu bench edit {tag} --height 450 --back 是",
            "Nothing is known of its seat, back or armrests yet: songyu bench edit {tag} --height 450 --back yes",
        )
        return [] if bench.state == "retired" else [ask.format(tag=bench.tag)]
    return [*seat, *([_capital(joined(known))] if known else [])]


def _seat(seat: Seat) -> list[Drawing]:
    span = verbatim(seat.reference.replace("-", "–"))
    source = _SOURCE if seat.reference == KEYS["seat_height"].start else _OWN_SOURCE
    return [_FITS[seat.fit].format(n=seat.height_mm, range=span), source]


def _answered(bench: BenchStory) -> list[Drawing]:
    """Return the demand that it answers where it stands, and what it or the bench before it carried out besides."""
    here = Phrase("回应第 {n} 号需求", "Answers demand {n}")
    if bench.state == "retired":
        here = Phrase("回应过第 {n} 号需求", "Answered demand {n}")
    away = Phrase("在 {unit} 落实了第 {n} 号需求", "Carried out demand {n} at {unit}")
    before = Phrase("更换前的凳子落实了第 {n} 号需求", "The bench before it carried out demand {n}")
    return [
        *([here.format(n=bench.demand)] if bench.demand else []),
        *(
            (before if one.unit == bench.unit else away).format(n=one.demand, unit=one.unit.short)
            for one in bench.carried_out
            if one.demand != bench.demand
        ),
    ]


def _life(bench: BenchStory) -> list[Drawing]:
    """Return what happened since it was installed and first put to use, oldest first."""
    later = list(bench.events)
    for kind in ("installed", "in_use"):
        first = next((one for one in later if one.kind == kind), None)
        if first:
            later.remove(first)
    steps = [(one.happened_on or "", _event(one)) for one in later]
    steps += [(one.moved_on, _move(one)) for one in bench.moves]
    steps.sort(key=lambda step: step[0])
    if not steps:
        return []
    more = Phrase("经过（最近 {n} 件，共 {all} 件）：", "What happened, the newest {n} of {all}:")
    head = Phrase("经过：", "What happened:") if len(steps) <= _SHOWN else more.format(n=_SHOWN, all=len(steps))
    return [head, *(step[1] for step in steps[-_SHOWN:])]


def _event(event: BenchEvent) -> Phrase:
    line = Phrase("  {on} {what}{why}{role}", "  {on} {what}{why}{role}")
    return line.format(
        on=date_phrase(event.happened_on), what=_HAPPENED[event.kind], why=_why(event.reason), role=_role(event.role)
    )


def _move(move: BenchMove) -> Phrase:
    line = Phrase("  {on} 移动：{old} -> {new}{why}{role}", "  {on} moved: {old} -> {new}{why}{role}")
    if move.from_unit == move.to_unit:
        old, new = verbatim(move.from_spot or "—"), verbatim(move.to_spot or "—")
    else:
        old, new = verbatim(move.from_unit.short), verbatim(move.to_unit.short)
    return line.format(on=date_phrase(move.moved_on), old=old, new=new, why=_why(move.reason), role=_role(move.role))


def _why(reason: str | None) -> Phrase:
    return Phrase("：{reason}", ": {reason}").format(reason=verbatim(reason)) if reason else Phrase("", "")


def _role(role: str | None) -> Phrase:
    return Phrase("（{role}）", " ({role})").format(role=ROLES.phrase(role)) if role else Phrase("", "")


def _inspected(found: tuple[BenchInspection, ...]) -> list[Drawing]:
    if not found:
        return []
    last = max(found, key=lambda one: one.inspected_on)
    faults = joined([INSPECTION_ITEMS.phrase(item) for item in last.faults])
    line = Phrase("巡查过 {n} 次，最近 {on}：{result}", "Inspected {n}×, last on {on}: {result}").format(
        n=len(found), on=date_phrase(last.inspected_on), result=INSPECTION_RESULTS.phrase(last.result)
    )
    return [dotted(line, faults, verbatim(last.text) if last.text else None)]


def _repaired(found: tuple[BenchRepair, ...], *, retired: bool) -> list[Drawing]:
    waiting = Phrase("等待维修（{on}起）{what}", "Awaiting repair since {on}{what}")
    if retired:
        waiting = Phrase("没修就拆了（{on}报修）{what}", "To be repaired since {on}, and retired instead{what}")
    mended = Phrase("维修过 {n} 次，最近 {on}{what}", "Mended {n}×, last on {on}{what}")
    said: list[Drawing] = []
    done = [one for one in found if one.done_on]
    if done:
        last = max(done, key=lambda one: one.done_on or "")
        said.append(mended.format(n=len(done), on=date_phrase(last.done_on), what=_work(last)))
    still = (one for one in found if not one.done_on)
    return [*said, *(waiting.format(on=date_phrase(one.opened_on), what=_work(one)) for one in still)]


def _work(repair: BenchRepair) -> Phrase:
    said = dotted(maybe("{value}", "{value}", repair.what), maybe("{value}", "{value}", repair.by_whom))
    return Phrase("：{said}", ": {said}").format(said=said) if said.zh else said


def _capital(phrase: Phrase) -> Phrase:
    return Phrase(phrase.zh, phrase.en[:1].upper() + phrase.en[1:])
