"""Hazards as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import HAZARD_KINDS, ROLES, SEVERITIES
from songyu_cli.domain.hazards import Hazard
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Column, Drawing, Listing, Table
from songyu_cli.views.words import date_phrase, dotted, foot, number_column, numbered, text_column, unit_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.hazards import Clearing, OldStools


def listing(found: Sequence[Hazard]) -> Listing:
    """Return hazards as a listing."""
    empty = Phrase(
        "没有符合条件的隐患。登记一处：songyu hazard add 12-3 --kind 旧凳",
        "No such hazards. To register one: songyu hazard add 12-3 --kind old-stool",
    )
    return Listing(found, Hazard, empty)


def table(found: Listing) -> list[Drawing]:
    """Draw the hazards with their number at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        number_column("编号", "No.", "hazard"),
        text_column("发现", "Found", "found_on", keep=True),
        unit_column(found.rows),
        Column(Phrase("隐患", "Hazard"), lambda hazard: HAZARD_KINDS.phrase(hazard.kind)),
        number_column("数量", "How many", "quantity"),
        Column(Phrase("等级", "Severity"), lambda hazard: SEVERITIES.phrase(hazard.severity)),
        text_column("消除", "Cleared", "cleared_on", keep=True),
        text_column("说明", "In words", "text"),
    )
    still = sum(hazard.cleared_on is None for hazard in found.rows)
    summary = Phrase("{n}隐患，没有消除的 {still} 处", "{n}, {still} not cleared")
    summary = summary.format(n=numbered(len(found.rows), "处", "hazard"), still=still)
    return [Table(columns, found.rows), foot(found.rows, summary)]


def about(hazard: Hazard) -> Phrase:
    """Return a hazard in one line: where, what, how bad, when it was found."""
    times = Phrase(" {n} 个", " ×{n}").format(n=hazard.quantity) if hazard.quantity > 1 else Phrase("", "")
    return dotted(
        hazard.unit.phrase(),
        Phrase("{kind}{times}", "{kind}{times}").format(kind=HAZARD_KINDS.phrase(hazard.kind), times=times),
        SEVERITIES.phrase(hazard.severity),
        Phrase("{on}发现", "found {on}").format(on=date_phrase(hazard.found_on)),
        verbatim(hazard.text) if hazard.text else None,
    )


def added(hazard: Hazard) -> list[Drawing]:
    """Say which hazard was registered."""
    said = Phrase("已登记第 {n} 号隐患：{about}", "Registered hazard {n}: {about}")
    return [said.format(n=hazard.hazard, about=about(hazard))]


def story(hazard: Hazard) -> list[Drawing]:
    """Draw a hazard, who found it, and how it was cleared or can be."""
    head = Phrase("第 {n} 号隐患：{about}", "Hazard {n}: {about}").format(n=hazard.hazard, about=about(hazard))
    found = dotted(
        Phrase("{role}发现", "Found by: {role}").format(role=ROLES.phrase(hazard.role)),
        Phrase("第 {n} 次走访", "visit {n}").format(n=hazard.visit) if hazard.visit else None,
        Phrase("关联第 {n} 号需求", "about demand {n}").format(n=hazard.demand) if hazard.demand else None,
    )
    if hazard.cleared_on is None:
        return [head, found, how_to_clear([hazard.hazard])]
    gone = Phrase("{on}由{role}消除：{how}", "Cleared on {on} by: {role}; {how}")
    role = ROLES.phrase(hazard.cleared_role or "")
    return [head, found, gone.format(on=date_phrase(hazard.cleared_on), role=role, how=hazard.cleared_how)]


def how_to_clear(numbers: Sequence[int]) -> Phrase:
    """Return what to type once hazards are gone."""
    said = Phrase(
        "消除以后：songyu hazard clear {numbers} --how 已收走",
        "Once that is gone: songyu hazard clear {numbers} --how 'taken away'",
    )
    return said.format(numbers=" ".join(map(str, numbers)))


def cleared(done: Clearing) -> list[Drawing]:
    """Say which hazards are gone, and how."""
    head = Phrase("已消除 {n}隐患（{on}）：{how}", "{n} cleared ({on}): {how}").format(
        n=numbered(len(done.hazards), "处", "hazard"), on=date_phrase(done.cleared_on), how=done.cleared_how
    )
    line = Phrase("  第 {n} 号：{about}", "  {n}: {about}")
    return [head, *(line.format(n=hazard.hazard, about=about(hazard)) for hazard in done.hazards)]


def old_stools(found: Sequence[OldStools]) -> list[Drawing]:
    """Say where old stools still stand beside a new bench, and how to clear them."""
    if not found:
        return []
    line = Phrase(
        "旧凳还在：{unit} {n} 张（{on}发现，第 {hazard} 号隐患）",
        "Old stools still at {unit}: {n} (found {on}, hazard {hazard})",
    )
    said: list[Drawing] = [
        line.format(unit=one.unit.phrase(), n=one.quantity, on=date_phrase(one.found_on), hazard=one.hazard)
        for one in found
    ]
    return [*said, how_to_clear([one.hazard for one in found])]


TAKEN_AWAY = Phrase("装新凳后收走", "taken away after the installation")


def removed_now(one: OldStools) -> Phrase:
    """Return the question whether old stools have gone."""
    line = Phrase(
        "{unit} 的旧凳（{n} 张，{on}发现）：现在收走了吗？",
        "The old stools at {unit} ({n}, found {on}): removed now?",
    )
    return line.format(unit=one.unit.short, n=one.quantity, on=date_phrase(one.found_on))
