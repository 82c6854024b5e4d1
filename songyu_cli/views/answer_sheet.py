"""The answer sheet (民生答卷): the main report with the gifts and the care of benches, on one page to send up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.money import money_phrase
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views import reconciliation
from songyu_cli.views.drawing import Column, Drawing, Heading, Table
from songyu_cli.views.report import body, foot
from songyu_cli.views.words import date_phrase

if TYPE_CHECKING:
    from songyu_cli.domain.care import CareReport
    from songyu_cli.domain.reconciliation import Reconciliation
    from songyu_cli.domain.report import AnswerSheet

_TITLE = Phrase("民生答卷：{programme}", "The answer sheet (民生答卷): {programme}")
_BY = Phrase("填报单位：{unit}；截至{day}", "From {unit}, as of {day}")
_GIFTS = Phrase("捐赠：认捐、收到、已装、在用（张）", "Gifts: pledged, received, installed, in use (benches)")
_NO_PARTNER = Phrase("还没有登记捐赠单位。", "No partners yet.")
_CARE = Phrase("凳子养护（本工具的延伸，不见于原项目）", "The care of benches (our own extension of the programme)")
_CARED = (
    Column(verbatim(""), lambda row: row[0]),
    Column(Phrase("数量", "How many"), lambda row: row[1], number=True),
)


def answer_sheet_page(sheet: AnswerSheet) -> list[Drawing]:
    """Draw everything that was promised, done and is still owed; counts of 80+ by stairwell stay in the office."""
    report = sheet.report
    unit = sheet.subdistrict + report.community
    return [
        Heading(_TITLE.format(programme=report.programme)),
        _BY.format(unit=unit, day=date_phrase(report.as_of)),
        *body(report, leaving=True),
        *_gifts(sheet.gifts),
        *_care(sheet.care),
        *foot(report),
    ]


def _gifts(found: Reconciliation) -> list[Drawing]:
    if all(line.partner is None for line in found.lines):
        return [Heading(_GIFTS), _NO_PARTNER]
    return [
        Heading(_GIFTS),
        *reconciliation.tables(found.lines, found.total),
        *(reconciliation.difference_phrase(one) for one in found.differences),
    ]


def _care(found: CareReport) -> list[Drawing]:
    if not found.benches:
        return []
    rows = [
        (Phrase("在管的凳子（张）", "Benches cared for"), found.benches),
        (
            Phrase("每 {n} 天巡查一次，超期的（张）", "Inspections overdue, every {n} days").format(
                n=found.inspect_every
            ),
            found.overdue.n,
        ),
        (Phrase("从未巡查（张）", "Never inspected"), found.never_inspected.n),
        (Phrase("停用（张）", "Out of use"), len(found.out_of_use)),
        (Phrase("没有修好的工单（张）", "Open repairs"), len(found.open_repairs)),
        (Phrase("修好（次）", "Repairs done"), found.mended.n),
        (Phrase("维修费用", "Cost of repairs"), money_phrase(found.mended.fen)),
    ]
    return [Heading(_CARE), Table(_CARED, rows)]
