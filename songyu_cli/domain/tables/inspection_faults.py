"""What may be wrong with a row of a sheet of inspections as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.tables.columns import Fault
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.errors import SongyuError

NO_DAY = Fault(
    "inspected_on",
    "no_date",
    Phrase("没有写是哪天巡查的。", "It does not say on which day it was inspected."),
    Phrase("填上日期，或加 --on 日期。", "Give the date, or add --on DATE."),
)
NO_RESULT = Fault(
    "result",
    "no_result",
    Phrase("没有写结果，看不出是好是坏。", "There is no result: whether it was good or bad cannot be told."),
    Phrase(
        "写完好、需维修、停用或缺失；只是一次维修就写报修日期和修复日期，日期一格留空。",
        "Write good, needs-repair, out-of-use or missing; for a repair alone clear the date of the inspection.",
    ),
)
NO_BENCH = Fault(
    "tag",
    "no_bench",
    Phrase("没有写是哪张凳子。", "It does not say which bench."),
    Phrase("写凳号，或写幢和单元。", "Give its tag, or its stairwell."),
)
COST_BEFORE_DONE = Fault(
    "cost",
    "cost_before_done",
    Phrase("写了费用，没有修复日期。", "There is a cost, and no date of the repair."),
    Phrase("修好了就写修复日期；还没修，费用先留空。", "Give the date once it is done; till then clear the cost."),
)
GOOD_AND_ORDERED = Fault(
    "result",
    "good_and_ordered",
    Phrase("写了完好，又报修，没有修复日期。", "It is called good, and reported for repair, and not repaired."),
    Phrase(
        "要修就把结果写成需维修；修好了就写修复日期。",
        "If it needs repair, say so as the result; if it is done, give the date.",
    ),
)
REPAIR_OF_SEVERAL = Fault(
    "done_on",
    "repair_of_several",
    Phrase("一行写了几个单元，维修只能是一张凳子的。", "The row names several stairwells; a repair is of one bench."),
    Phrase("一张凳子写一行。", "Give each bench its own row."),
)
_SAID = Phrase("{late}（{day}）比{early}（{first}）还早。", "{late} ({day}) is before {early} ({first}).")
_STEPS = {
    "inspected_on": Phrase("巡查日期", "The date of the inspection"),
    "opened_on": Phrase("报修日期", "the date of reporting"),
    "done_on": Phrase("修复日期", "the date of the repair"),
}
_EARLIER = Phrase(
    "核对日期；报修在巡查以前的，另写一行，只写凳号、报修日期和修复日期。",
    "Check the dates; what was reported before the inspection is a row of its own, with the tag and its dates only.",
)
_MEND = {
    "faults_on_good": Phrase(
        "完好就清空检查项（只写有毛病的项）；有毛病就写需维修或停用。",
        "If it is good clear the items, which are faults only; else write needs-repair or out-of-use.",
    ),
    "missing_with_faults": Phrase(
        "凳子不在了就清空检查项；还在就写需维修或停用。",
        "If it is gone clear the items; if it is there write needs-repair or out-of-use.",
    ),
    "moved_or_missing": Phrase(
        "还在、只是挪了地方，结果写需维修；不见了写缺失。", "Still there: needs-repair as the result; gone: missing."
    ),
}


def out_of_order(inspected: Date | None, opened: Date | None, done: Date | None) -> list[Fault]:
    """Return a fault for each day of a row that is certainly before one that it follows."""
    days = {"inspected_on": inspected, "opened_on": opened, "done_on": done}
    faults: list[Fault] = []
    for late, early in (("opened_on", "inspected_on"), ("done_on", "opened_on"), ("done_on", "inspected_on")):
        day, first = days[late], days[early]
        if day and first and day.certainly_before(first) and late not in {fault.field for fault in faults}:
            said = _SAID.format(late=_STEPS[late], day=day.phrase(), early=_STEPS[early], first=first.phrase())
            faults.append(Fault(late, "dates_backwards", Phrase(said.zh, said.en[0].upper() + said.en[1:]), _EARLIER))
    return faults


def result_refused(refusal: SongyuError) -> Fault:
    """Return what the result and the faults of a row say against each other, with what a row can do about it."""
    return Fault("result", refusal.kind, refusal.message, _MEND[refusal.kind])
