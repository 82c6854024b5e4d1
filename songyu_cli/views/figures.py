"""How the promise is kept: the rates with what they are made of, and on request the demands behind each number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import ATTENDEES, CHANNELS
from songyu_cli.domain.figures import Figure
from songyu_cli.domain.wording import Phrase, joined
from songyu_cli.views.drawing import Aside, Drawing, Heading, Listing, Table
from songyu_cli.views.explaining import compressed, explained, parts, reasons, short
from songyu_cli.views.followup_figures import followups_explained, followups_part
from songyu_cli.views.report import NO_DEMAND, RATE_COLUMNS
from songyu_cli.views.words import date_phrase, numbered

if TYPE_CHECKING:
    from songyu_cli.domain.figures import PromiseReport

_OUR_OWN = Phrase(
    "公式是本账本自己的口径，不是哪个部门的考核公式。", "The formulas are this ledger's own, not an authority's."
)


def rows(kept: PromiseReport) -> Listing:
    """Return the figures alone, a row each, those of the follow-ups at the end."""
    return Listing((*kept.figures, *kept.followups.figures), Figure, NO_DEMAND)


def promise_page(kept: PromiseReport, *, explain: bool) -> list[Drawing]:
    """Draw the rates and what stands beside them; with `explain` also how each is worked out, and its demands."""
    things: list[Drawing] = [Heading(_title(kept)), *_unsure(kept)]
    if not kept.demands:
        empty = Phrase("这个范围内没有登记的需求。", "No demands were registered within this range.")
        things.append(empty if kept.unsure.n or kept.grid or any(kept.window.values()) else NO_DEMAND)
        things += [*_roles(kept), *followups_part(kept.followups, kept.grid)]
        return [*things, *(followups_explained(kept.followups) if explain and kept.followups.asked.n else [])]
    rows = [(figure.key, figure) for figure in kept.figures]
    things += [Table(RATE_COLUMNS, rows), *_beside(kept), *_roles(kept), *_left_out(kept)]
    things += followups_part(kept.followups, kept.grid)
    return [*things, *(_explained(kept) if explain else [_SEE_MORE])]


_SEE_MORE = Aside(Phrase("公式和编号：加 --explain", "Formulas and demands: add --explain"))


def _title(kept: PromiseReport) -> Phrase:
    grid = Phrase("{grid}，", "{grid}, ").format(grid=kept.grid) if kept.grid else Phrase("", "")
    line = Phrase("承诺兑现：{grid}{window}，截至{day}", "The promise: {grid}{window}, as of {day}")
    return line.format(grid=grid, window=_window(kept), day=date_phrase(kept.as_of))


def _window(kept: PromiseReport) -> Phrase:
    first, last = (kept.window[end] for end in ("from", "to"))
    if first and last:
        line = Phrase("{a}到{b}登记的需求 {n}", "{n} registered from {a} to {b}")
    elif first:
        line = Phrase("{a}以来登记的需求 {n}", "{n} registered since {a}")
    elif last:
        line = Phrase("到{b}为止登记的需求 {n}", "{n} registered up to {b}")
    else:
        line = Phrase("全部需求 {n}", "{n} in all")
    return line.format(n=numbered(kept.demands, "件", "demand"), a=date_phrase(first), b=date_phrase(last))


def _unsure(kept: PromiseReport) -> list[Drawing]:
    if not kept.unsure.n:
        return []
    line = Phrase(
        "另有 {n} 件登记日期不够具体，分不清在不在这个时段，没有算：{ids}",
        "{n} more left out, registered on a date too vague to tell whether it is within: {ids}",
    )
    return [Aside(line.format(n=kept.unsure.n, ids=compressed(kept.unsure.ids)))]


def _beside(kept: PromiseReport) -> list[Drawing]:
    days = kept.days_to_first_reply
    line = Phrase("首次答复用时：—", "Days to the first reply: —")
    if days.median is not None:
        line = Phrase("首次答复用时：中位数 {median} 天（{n} 件）", "Days to the first reply: median {median}, of {n}")
        line = line.format(median=days.median, n=days.n)
    ways = [
        Phrase("{channel} {n}", "{channel} {n}").format(channel=CHANNELS.phrase(one.channel), n=one.n)
        for one in kept.channels
        if one.n
    ]
    counts = Phrase("合并 {merged} 件，延期 {extended} 件", "{merged} merged, {extended} extended")
    return [
        line,
        Phrase("来源：{ways}", "Channels: {ways}").format(ways=joined(ways)),
        counts.format(merged=kept.merged.n, extended=kept.extended.n),
    ]


def _roles(kept: PromiseReport) -> list[Drawing]:
    return [*_took_part(kept), *_unsure_meetings(kept)]


def _unsure_meetings(kept: PromiseReport) -> list[Drawing]:
    if not kept.unsure_meetings.n:
        return []
    line = Phrase(
        "另有 {n} 次会日期不够具体，分不清在不在这个时段，没有算：{ids}",
        "Meetings left out, held on a date too vague to tell whether it is within, {n}: {ids}",
    )
    return [Aside(line.format(n=kept.unsure_meetings.n, ids=compressed(kept.unsure_meetings.ids)))]


def _took_part(kept: PromiseReport) -> list[Drawing]:
    if not kept.participation:
        return []
    roles = [
        Phrase("{role} {people} 人次（{meetings} 次会）", "{role} {people} ({meetings})").format(
            role=ATTENDEES.phrase(one.role), people=one.people, meetings=one.meetings
        )
        for one in kept.participation
    ]
    line = Phrase("参与议事：{roles}", "Took part, people (meetings): {roles}")
    if kept.grid:
        line = Phrase("参与议事（全社区）：{roles}", "Took part in the whole community, people (meetings): {roles}")
    return [line.format(roles=joined(roles))]


def _left_out(kept: PromiseReport) -> list[Drawing]:
    """Say what each figure could not count."""
    notes: list[Drawing] = []
    if kept.screening.n:
        line = Phrase(
            "筛选登记的 {n} 件没有人提出，不算进回音率和响应率",
            "{n} from screening, asked for by nobody, not in the two reply rates",
        )
        notes.append(Aside(line.format(n=kept.screening.n)))
    for figure in kept.figures:
        if figure.left_out:
            line = Phrase("{name}没有算：{reasons}", "{name}, left out: {reasons}")
            notes.append(Aside(line.format(name=short(figure.key), reasons=reasons(figure, ids=False))))
    if kept.days_to_first_reply.left_out:
        line = Phrase("首次答复用时没有算：日期不到日的 {n} 件", "Days to the first reply, left out: {n} dated vaguely")
        notes.append(Aside(line.format(n=len(kept.days_to_first_reply.left_out))))
    return notes


def _explained(kept: PromiseReport) -> list[Drawing]:
    things: list[Drawing] = [
        Heading(Phrase("怎么算的（括号内是需求编号）", "How they are worked out, with the demands"))
    ]
    for figure in kept.figures:
        things += explained(figure)
    days = kept.days_to_first_reply
    things.append(
        Phrase(
            "首次答复用时：登记到首次答复的天数，取中位数；两个日期都到日的才算",
            "Days to the first reply: from registering, the median; only where both days are known",
        )
    )
    things += parts((Phrase("算的", "counted"), days.ids), (Phrase("没有算", "left out"), days.left_out))
    things += followups_explained(kept.followups)
    things.append(Phrase("其他", "Besides"))
    channels = [(CHANNELS.phrase(one.channel), one.ids) for one in kept.channels if one.n]
    things += parts(
        *channels,
        (Phrase("合并", "merged"), kept.merged.ids),
        (Phrase("延期", "extended"), kept.extended.ids),
    )
    return [*things, Aside(_OUR_OWN)]
