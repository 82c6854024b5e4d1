"""The answer sheet is put together from the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.care import draw_up_care
from songyu_cli.actions.reconciliation import draw_up_reconciliation
from songyu_cli.actions.report import draw_up_report
from songyu_cli.domain.report import AnswerSheet
from songyu_cli.domain.windows import Window
from songyu_cli.storage import settings

if TYPE_CHECKING:
    import datetime

    from songyu_cli.storage.connection import Database


def draw_up_answer_sheet(db: Database, today: datetime.date) -> AnswerSheet:
    """Return the main report with the gifts and the care of benches, as of a day."""
    with db.reading():
        return AnswerSheet(
            settings.get(db, "subdistrict"),
            draw_up_report(db, today),
            draw_up_reconciliation(db, today),
            draw_up_care(db, Window(), today),
        )
