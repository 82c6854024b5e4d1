"""What a step of a bench says when it is taken, and what it leaves for a person to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.bench_changes import FACTS
from songyu_cli.domain.choices import YES_NO
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.bench_install import FACTS as FACT_WORDS
from songyu_cli.views.bench_install import settled
from songyu_cli.views.hazard import old_stools
from songyu_cli.views.words import benches_phrase, date_phrase, enumerated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.bench_changes import Answered, Changes, Edits, FactChange, Moved, Replaced
    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.stairwells import Address
    from songyu_cli.views.drawing import Drawing

_NAMED = 10
_UNKNOWN = Phrase("不详", "unknown")


def used(done: Changes) -> list[Drawing]:
    """Say which benches are in use now."""
    head = Phrase("已投用 {which}（{on}）", "In use now: {which} ({on})")
    return [
        *_said(head, done),
        *_already(done, Phrase("已经在用，没有再写：{tags}", "In use already, nothing more to write: {tags}")),
        *_unmended(done.unmended),
    ]


def stopped(done: Changes) -> list[Drawing]:
    """Say which benches are out of use, and where nobody can sit now."""
    head = Phrase("已停用 {which}（{on}）：{reason}", "Out of use: {which} ({on}): {reason}")
    back = Phrase("恢复以后：songyu bench use {tags}", "Once they can be used again: songyu bench use {tags}")
    tags = " ".join(bench.tag for bench in done.benches)
    return [
        *_said(head, done),
        *_already(done, Phrase("已经停用，没有再写：{tags}", "Out of use already, nothing more to write: {tags}")),
        *_bare(done.bare),
        *([back.format(tags=tags)] if 0 < len(done.benches) <= _NAMED else []),
    ]


def retired(done: Changes) -> list[Drawing]:
    """Say which benches were retired, where nobody can sit now, and which demands they had carried out."""
    head = Phrase("已拆除 {which}（{on}）：{reason}", "Retired {which} ({on}): {reason}")
    return [
        *_said(head, done),
        *_already(done, Phrase("早已拆除，没有再写：{tags}", "Retired already, nothing more to write: {tags}")),
        *_bare(done.bare),
        *_reopen(done.answered, Phrase("凳子拆了", "'the bench is gone'")),
    ]


def moved(done: Moved) -> list[Drawing]:
    """Say from where to where a bench went, which demand that settles, and what it leaves behind."""
    bench = done.bench
    head = Phrase("已移动 {tag}：{old} -> {new}（{on}）：{reason}", "Moved {tag}: {old} -> {new} ({on}): {reason}")
    if done.from_unit == bench.unit:
        old, new = (verbatim(spot or "—") for spot in (done.from_spot, bench.spot))
        at = Phrase("{unit}，{old}", "{unit}, {old}")
        old = at.format(unit=bench.unit.phrase(), old=old)
    else:
        old, new = _place(done.from_unit, done.from_spot), _place(bench.unit, bench.spot)
    later = Phrase(
        "登记或重开在移动之后、仍未落实的需求：{list}", "Asked for there after that, and still open: demand {list}"
    )
    still = Phrase(
        "它现在没有在用；能用了就记：songyu bench use {tag}", "It is not in use; once it is: songyu bench use {tag}"
    )
    return [
        head.format(tag=bench.tag, old=old, new=new, on=date_phrase(done.on), reason=done.reason),
        *(Phrase("  {said}", "  {said}").format(said=settled(one)) for one in done.settled),
        *([later.format(list=enumerated(done.asked_later))] if done.asked_later else []),
        *([still.format(tag=bench.tag)] if bench.state != "in_use" else []),
        *_site(bench),
        *_bare(done.bare),
        *_reopen(done.answered, Phrase("凳子移走了", "'the bench went elsewhere'")),
        *old_stools(done.old_stools),
    ]


def _site(bench: Bench) -> list[Drawing]:
    """Say what is wrong with the place that a bench has come to, or how to write down what it is like."""
    look = Phrase(
        "新地方的出口、地面看过就记：songyu bench edit {tag} --exit-clear 是 --firm 是",
        "Once somebody looked at the place: songyu bench edit {tag} --exit-clear yes --firm yes",
    )
    wrong = [FACT_WORDS[name]["no"] for name in ("exit_clear", "firm_ground") if getattr(bench, name) == "no"]
    if wrong:
        return [Phrase("注意：{wrong}", "Mind: {wrong}").format(wrong=joined(wrong))]
    return [look.format(tag=bench.tag)] if None in (bench.exit_clear, bench.firm_ground) else []


def replaced(done: Replaced) -> list[Drawing]:
    """Say which bench took another one's place, and which demand opened again that settles."""
    head = Phrase(
        "已更换 {old} -> {new}（{place}，{on}）：{reason}", "Replaced {old} by {new} ({place}; {on}): {reason}"
    )
    donor = Phrase("捐赠单位：{name}", "Given by {name}")
    later = Phrase("重开在更换之后、仍未落实的需求：{list}", "Opened again after that, and still open: demand {list}")
    unknown = Phrase(
        "新凳子是谁给的、座面多高，知道了就补记：songyu bench edit {new} --partner 单位 --height 450",
        "Once its donor and its seat are known: songyu bench edit {new} --partner NAME --height 450",
    )
    return [
        head.format(
            old=done.old.tag,
            new=done.new.tag,
            place=_place(done.new.unit, done.new.spot),
            on=date_phrase(done.on),
            reason=done.reason,
        ),
        *(Phrase("  {said}", "  {said}").format(said=settled(one)) for one in done.settled),
        *([later.format(list=enumerated(done.asked_later))] if done.asked_later else []),
        (donor if done.new.partner else unknown).format(name=done.new.partner, new=done.new.tag),
    ]


def edited(done: Edits) -> list[Drawing]:
    """Say what is known now that was not, once for all benches of which it is the same."""
    groups: dict[tuple[FactChange, ...], list[str]] = {}
    for one in done.benches:
        groups.setdefault(one.changes, []).append(one.tag)
    line = Phrase("{which}：{changes}", "{which}: {changes}")
    said: list[Drawing] = [
        line.format(which=_tags(tags), changes=joined([_difference(one) for one in changes]))
        for changes, tags in groups.items()
    ]
    same = Phrase("本来就是这样：{tags}", "Read so already: {tags}")
    return [*said, *([same.format(tags=_named(done.same))] if done.same else [])]


def _difference(change: FactChange) -> Phrase:
    line = Phrase("{fact} {old} -> {new}", "{fact} {old} -> {new}")
    return line.format(
        fact=FACTS[change.fact], old=_value(change.fact, change.old), new=_value(change.fact, change.new)
    )


def _value(fact: str, value: str | int | None) -> Phrase:
    if value is None:
        return _UNKNOWN
    if fact == "height_mm":
        return Phrase("{n} 毫米", "{n} mm").format(n=value)
    return YES_NO.phrase(str(value)) if value in YES_NO.keys else verbatim(str(value))


def _said(head: Phrase, done: Changes) -> list[Drawing]:
    """Return the line about what was done; one bench is named with its place."""
    if not done.benches:
        return []
    which = _tags([bench.tag for bench in done.benches])
    if len(done.benches) == 1:
        bench = done.benches[0]
        which = Phrase("{tag}（{place}）", "{tag}, {place}").format(tag=bench.tag, place=_place(bench.unit, bench.spot))
    return [head.format(which=which, on=date_phrase(done.on), reason=done.reason)]


def _tags(tags: Sequence[str]) -> Phrase:
    if len(tags) == 1:
        return verbatim(tags[0])
    return Phrase("{n}（{tags}）", "{n} ({tags})").format(n=benches_phrase(len(tags)), tags=_named(tags))


def _named(tags: Iterable[str]) -> Phrase:
    found = list(tags)
    more = Phrase("{tags}…", "{tags}…") if len(found) > _NAMED else Phrase("{tags}", "{tags}")
    return more.format(tags=joined([verbatim(tag) for tag in found[:_NAMED]]))


def _place(unit: Address, spot: str | None) -> Phrase:
    return Phrase("{unit} {spot}", "{unit}, {spot}").format(unit=unit.phrase(), spot=spot) if spot else unit.phrase()


def _already(done: Changes, line: Phrase) -> list[Drawing]:
    return [line.format(tags=_named(done.already))] if done.already else []


def _bare(places: Sequence[Address]) -> list[Drawing]:
    if not places:
        return []
    line = Phrase("没有在用的凳子了：{places}", "No bench in use is left at: {places}")
    more = [verbatim("…")] if len(places) > _NAMED else []
    return [line.format(places=joined([*(place.phrase() for place in places[:_NAMED]), *more]))]


def _reopen(answered: Sequence[Answered], why: Phrase) -> list[Drawing]:
    """Say which demands had been carried out by what is gone; whether they open again is for a person to decide."""
    ask = Phrase(
        "第 {n} 号需求是它落实的（{unit}）；居民还需要就重开：songyu demand reopen {n} --reason {why}",
        "It had carried out demand {n} ({unit}); if that is needed again: songyu demand reopen {n} --reason {why}",
    )
    part = Phrase(
        "第 {n} 号需求还没有办结，已落实的 {done}/{of} 里有它",
        "Demand {n} is still open; its {done} of {of} carried out count what is gone",
    )
    said: list[Drawing] = [
        (ask if one.state == "done" else part).format(
            n=one.demand, unit=one.unit.short, why=why, done=one.carried_out, of=one.quantity
        )
        for one in answered[:_NAMED]
    ]
    left = Phrase("…还有 {n} 条：songyu bench show 凳号", "…and {n} more: songyu bench show TAG")
    return [*said, *([left.format(n=len(answered) - _NAMED)] if len(answered) > _NAMED else [])]


def _unmended(tags: Sequence[str]) -> list[Drawing]:
    line = Phrase(
        "维修单还开着：{tags}；修好了就记：songyu bench repair {first}",
        "The repair is still open of: {tags}; once mended: songyu bench repair {first}",
    )
    return [line.format(tags=_named(tags), first=tags[0])] if tags else []
