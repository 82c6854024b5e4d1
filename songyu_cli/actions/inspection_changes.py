"""What a row changes of an inspection and of a repair that the ledger has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import ROLES, SEVERITIES
from songyu_cli.domain.cleaning import same_words
from songyu_cli.domain.dates import Date
from songyu_cli.domain.imports import difference
from songyu_cli.domain.inspection_refusals import RepairedOtherwise
from songyu_cli.domain.inspection_words import measure, taken_apart
from songyu_cli.domain.inspections import STEPS, CareTooEarly, fault_words
from songyu_cli.domain.money import yuan
from songyu_cli.domain.repairs import noted
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import inspections

if TYPE_CHECKING:
    from songyu_cli.domain.inspections import Inspection
    from songyu_cli.domain.repairs import Repair
    from songyu_cli.domain.tables.inspection_rows import InspectionRow
    from songyu_cli.storage.connection import Database

_NAMES = {
    "role": Phrase("巡查人", "inspected by"),
    "faults": Phrase("检查项", "items"),
    "words": Phrase("存在问题", "what is wrong"),
    "severity": Phrase("隐患等级", "severity"),
    "recheck": Phrase("复查", "looked at again"),
    "what": Phrase("处理措施", "measures"),
    "by_whom": Phrase("维修单位", "repaired by"),
    "fen": Phrase("费用", "cost"),
    "opened_on": Phrase("报修日期", "reported on"),
    "done_on": Phrase("修复日期", "repaired on"),
}
_BECAME = Phrase("{name} {old} -> {new}", "{name} {old} -> {new}")


def became(field: str, old: object, new: object) -> Phrase:
    """Return what a row changes in a field: how it stood, and how it stands now."""
    if isinstance(new, Phrase):
        return _BECAME.format(name=_NAMES[field], old=old or "—", new=new)
    return difference(_NAMES[field], old, new)


def change_inspection(db: Database, inspection: Inspection, repair: Repair | None, row: InspectionRow) -> list[Phrase]:
    """Write what a row says otherwise, or beyond, of an inspection with the same result; return what changed.

    `repair` is its own work order, which repeats the inspection's text.
    """
    said, columns = [], {}
    old = taken_apart(inspection.text)
    words = {
        name: new
        for name, known, new in zip(old._fields, old, row.said, strict=True)
        if new and not same_words(known, new)
    }
    for name, new in words.items():
        shown = SEVERITIES.phrase(new) if name == "severity" else new
        known = getattr(old, name)
        said.append(became(name, SEVERITIES.phrase(known) if name == "severity" and known else known, shown))
    if words:
        columns["text"] = old._replace(**words).text
    if row.role and row.role != inspection.role:
        columns["role"] = row.role
        said.append(became("role", ROLES.phrase(inspection.role), ROLES.phrase(row.role)))
    if row.faults and row.faults != inspection.faults:
        known_faults = fault_words(inspection.faults) if inspection.faults else None
        said.append(became("faults", known_faults, fault_words(row.faults)))
        inspections.set_items(db, inspection.inspection, row.faults)
    if columns:
        db.update("inspections", inspection.inspection, **columns)
    if words and repair and measure(inspection.text, repair.what) != repair.what:
        db.update("repairs", repair.repair, what=noted(columns["text"], measure(inspection.text, repair.what)))
    return said


def change_repair(db: Database, repair: Repair, row: InspectionRow, text: str | None, *, own: bool) -> list[Phrase]:
    """Write what a row says otherwise, or beyond, of a repair; return what changed.

    `text` is that of the inspection behind it. One that is not the row's `own` is added to only. A repair that the
    row completes is left to the repairing itself. Raises RepairedOtherwise and CareTooEarly.
    """
    if repair.done_on and row.done_on and not _compatible(repair.done_on, row.done_on):
        raise RepairedOtherwise(tag=repair.tag, known=Date(repair.done_on).phrase(), said=row.done_on.phrase())
    columns: dict[str, object] = {}
    said = []
    if own and row.opened_on and not _compatible(repair.opened_on, row.opened_on):
        if repair.done_on and Date(repair.done_on).certainly_before(row.opened_on):
            on = Date(repair.done_on).phrase()
            raise CareTooEarly(tag=repair.tag, step=STEPS["order"], day=row.opened_on.phrase(), on=on)
        columns["opened_on"] = str(row.opened_on)
        said.append(became("opened_on", repair.opened_on, row.opened_on))
    if repair.done_on or not row.done_on:
        known = measure(text, repair.what)
        if new := unsaid(known, row.measure):
            columns["what"] = noted(text, new) if own else noted(repair.what, new)
            said.append(became("what", known, new))
        if row.by_whom and not same_words(repair.by_whom, row.by_whom) and (own or not repair.by_whom):
            columns["by_whom"] = row.by_whom
            said.append(became("by_whom", repair.by_whom, row.by_whom))
        if row.fen is not None and row.fen != repair.fen and (own or repair.fen is None):
            columns["fen"] = row.fen
            said.append(became("fen", None if repair.fen is None else yuan(repair.fen), yuan(row.fen)))
    if columns:
        db.update("repairs", repair.repair, **columns)
    return said


def unsaid(known: str | None, said: str | None) -> str | None:
    """Return what was done as a row says it, or None where every part of that is known already."""
    parts = (known or "").split("；")
    if not said or all(any(same_words(part, one) for part in parts) for one in said.split("；")):
        return None
    return said


def _compatible(one: str, other: str) -> bool:
    """Tell whether two dates may be the same day, one of them perhaps known less exactly."""
    return one.startswith(other) or other.startswith(one)
