"""What a plan refuses."""

from __future__ import annotations

from songyu_cli.domain.batches import WhichBatch
from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase


class WhichBatchToPlan(WhichBatch):
    """Several batches are open, and none was named to plan."""

    hint = Phrase("写上第几批：songyu batch plan {first}。", "Name one: songyu batch plan {first}.")


class PlanWithoutBatch(NotFound):
    """A plan is saved into a batch that was opened."""

    sentence = Phrase("第{batch}批还没有开，规划存不进去。", "Batch {batch} is not open yet; its plan cannot be saved.")
    hint = Phrase(
        "先新开：songyu batch open {batch} -n {benches}；再加 --save。",
        "Open it first: songyu batch open {batch} -n {benches}; then --save again.",
    )


class HowManyBenches(UsageRefused):
    """A batch that is not open yet has no planned number to go by."""

    sentence = Phrase(
        "第{batch}批还没有开，要说规划几张。", "Batch {batch} is not open yet; say how many benches to plan."
    )
    hint = Phrase("如 songyu batch plan {batch} -n 80。", "Such as songyu batch plan {batch} -n 80.")


class NothingFree(RuleForbids):
    """Everything that the batch plans is allocated."""

    sentence = Phrase(
        "第{batch}批计划 {planned} 张，已分配 {allocated} 张，没有可规划的。",
        "Batch {batch} plans {planned} and has {allocated} allocated; there is nothing left to plan.",
    )
    hint = Phrase(
        "重排还没装的加 --anew；加大计划：songyu batch edit {batch} -n 数量；"
        "规划下一批：songyu batch plan {next} -n 80。",
        "To plan anew what is not up yet: --anew; a larger batch: songyu batch edit {batch} -n NUMBER; "
        "the next batch: songyu batch plan {next} -n 80.",
    )


class PlanBeyondBatch(RuleForbids):
    """More benches than the batch has left to allocate."""

    sentence = Phrase(
        "第{batch}批只剩 {free} 张没有分配，规划要 {benches} 张。",
        "Batch {batch} has {free} left to allocate, and the plan is of {benches}.",
    )
    hint = Phrase(
        "少排一些：-n {free}；重排还没装的加 --anew；确实要超就加 --over。",
        "Plan fewer: -n {free}; to plan anew what is not up yet: --anew; if it is to be more, add --over.",
    )


class PlanBeforeOpened(RuleForbids):
    """A plan of a batch cannot be certainly earlier than the batch."""

    sentence = Phrase(
        "第{batch}批 {opened} 才开，规划的日期不能是 {on}。",
        "Batch {batch} opened on {opened}; its plan cannot be of {on}.",
    )
    hint = Phrase("核对 --on；批次的日期用 songyu batch edit 改。", "Check --on, or the batch: songyu batch edit.")


class PlanEmpty(RuleForbids):
    """A plan that gives nobody a bench is not saved."""

    sentence = Phrase("这次规划一张也没有排出去，没有可保存的。", "This plan gives no bench; there is nothing to save.")
    hint = Phrase(
        "看底账有没有单元和人数：songyu unit list；或少用 --skip、放宽 --max-per-unit。",
        "See whether the register has stairwells and counts: songyu unit list; or skip fewer, or raise --max-per-unit.",
    )


class ReasonMissing(UsageRefused):
    """A stairwell was pinned or skipped without saying why."""

    sentence = Phrase("{option} {unit} 没有说明理由。", "{option} {unit} lacks a reason.")
    hint = Phrase(
        "写 {option} '{unit}=理由'，或用 --reason 给一个共同的理由。",
        "Write {option} '{unit}=REASON', or give one for all with --reason.",
    )


class ReasonUnused(UsageRefused):
    """A reason is about the stairwells that a person pins or skips."""

    sentence = Phrase("--reason 没有用上。", "--reason is about nothing here.")
    hint = Phrase(
        "它说明 --pin、--skip 的理由：--skip 12-3 --reason 门口在施工。",
        "It says why stairwells are pinned or skipped: --skip 12-3 --reason 'building works'.",
    )


class PinnedAndSkipped(UsageRefused):
    """A stairwell cannot get its benches first and get none."""

    sentence = Phrase("{unit} 又指定又跳过。", "{unit} is both pinned and skipped.")
    hint = Phrase("--pin 和 --skip 只留一个。", "Keep one of --pin and --skip.")


class PinsBeyondPlan(RuleForbids):
    """More benches are pinned than the plan has."""

    sentence = Phrase(
        "指定了 {pinned} 张，规划一共只有 {benches} 张。", "{pinned} are pinned, and the plan has {benches} in all."
    )
    hint = Phrase("少用几个 --pin，或加大 -n。", "Pin fewer, or raise -n.")


class PinBeyondMost(RuleForbids):
    """A pinned bench would be more than one stairwell is to have."""

    sentence = Phrase(
        "{unit} 已有 {benches} 张（含没装的），再指定 {pinned} 张就超过 --max-per-unit {most}。",
        "{unit} has {benches}, counting those on their way; {pinned} more would be above --max-per-unit {most}.",
    )
    hint = Phrase("去掉这个 --pin，或放宽 --max-per-unit。", "Leave that --pin out, or raise --max-per-unit.")
