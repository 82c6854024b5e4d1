"""The report is put together from its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.dates import Date, covers_up_to
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.figures import rates
from songyu_cli.domain.report import Kept, Rate, Report, Silent, Total, progress_of, share
from songyu_cli.domain.silence import silences
from songyu_cli.storage import batches, demands, reports, settings

if TYPE_CHECKING:
    import datetime

    from songyu_cli.domain.batches import Batch
    from songyu_cli.storage.connection import Database


def draw_up_report(db: Database, today: datetime.date) -> Report:
    """Return the main report as of a day."""
    with db.reading():
        day = Date.of(today)
        up_to = covers_up_to(day)
        target = int(settings.get(db, "target"))
        found = batches.everything(db)
        counted, sources = reports.counted(db, up_to)
        return Report(
            community=settings.get(db, "community"),
            programme=settings.get(db, "programme"),
            as_of=str(day),
            target=target,
            batches=tuple(progress_of(batch) for batch in found),
            total=_total(found, target),
            coverage=reports.coverage(db, up_to),
            promise=_kept(db, today),
            bare=reports.bare(db, up_to),
            counted=counted,
            sources=sources,
            note=settings.get(db, "note") or None,
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
    reply, response, result, on_time = (
        Rate(figure.numerator, figure.denominator, figure.rate) for figure in rates(there, today)
    )
    return Kept(
        demands=len(there),
        open=sum(one.state not in CLOSED for one in there),
        reply_rate=reply,
        response_rate=response,
        result_rate=result,
        on_time_rate=on_time,
        silent=Silent(waiting.count("reply"), waiting.count("result"), waiting.count("old_stool"), after),
    )
