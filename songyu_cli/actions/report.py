"""The report is put together from its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.dates import Date, covers_up_to
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.figures import rates
from songyu_cli.domain.followups import followup_figures
from songyu_cli.domain.report import Kept, Rate, Report, Said, Silent, Total, progress_of, share, still_owed
from songyu_cli.domain.silence import silences
from songyu_cli.storage import batches, demands, followups, heads, reports, settings

if TYPE_CHECKING:
    import datetime

    from songyu_cli.domain.batches import Batch
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.figures import Figure
    from songyu_cli.storage.connection import Database


def draw_up_report(db: Database, today: datetime.date) -> Report:
    """Return the main report as of a day."""
    with db.reading():
        day = Date.of(today)
        up_to = covers_up_to(day)
        target = int(settings.get(db, "target"))
        found = batches.everything(db)
        counted, sources = reports.counted(db, up_to)
        total, coverage, kept = _total(found, target), reports.coverage(db, up_to), _kept(db, today)
        return Report(
            community=settings.get(db, "community"),
            programme=settings.get(db, "programme"),
            as_of=str(day),
            target=target,
            batches=tuple(progress_of(batch) for batch in found),
            total=total,
            coverage=coverage,
            promise=kept,
            owed=still_owed(total, coverage, kept, reports.open_repairs(db)),
            bare=reports.bare(db, up_to),
            counted=counted,
            sources=sources,
            note=settings.get(db, "note") or None,
            log=heads.head(db),
        )


def _total(found: list[Batch], target: int) -> Total:
    in_use = sum(batch.in_use for batch in found)
    return Total(
        planned=sum(batch.planned for batch in found),
        allocated=sum(batch.allocated for batch in found),
        installed=sum(batch.installed for batch in found),
        in_use=in_use,
        out_of_use=sum(batch.out_of_use for batch in found),
        retired=sum(batch.retired for batch in found),
        open=sum(batch.open for batch in found),
        left_to_target=max(target - in_use, 0),
        progress_to_target=share(in_use, target),
    )


def _kept(db: Database, today: datetime.date) -> Kept:
    there = demands.everything(db)
    after = int(settings.get(db, "silent_after"))
    waiting = [one.waiting_for for one in silences(there, reports.old_stools(db), today, after)]
    reply, response, result, on_time = map(_rate, rates(there, today))
    return Kept(
        demands=len(there),
        open=sum(one.state not in CLOSED for one in there),
        reply_rate=reply,
        response_rate=response,
        result_rate=result,
        on_time_rate=on_time,
        silent=Silent(waiting.count("reply"), waiting.count("result"), waiting.count("old_stool"), after),
        said=_said(db, there),
    )


def _said(db: Database, there: list[Demand]) -> Said:
    fair = settings.get(db, "fair_counts") == "yes"
    found = followup_figures(there, followups.everything(db), fair_counts=fair)
    return Said(found.asked.n, found.reached.n, found.graded.n, fair, *map(_rate, found.figures))


def _rate(figure: Figure) -> Rate:
    return Rate(figure.numerator, figure.denominator, figure.rate)
