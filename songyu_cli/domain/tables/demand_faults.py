"""What can be wrong with a row of a needs list, and what of it is assumed or left out and told."""

from __future__ import annotations

from songyu_cli.domain.errors import RuleForbids
from songyu_cli.domain.tables.columns import Fault
from songyu_cli.domain.wording import Phrase

NO_DAY = Fault(
    "registered_on",
    "no_date",
    Phrase("没有登记日期。", "There is no date of registering."),
    Phrase("每一行都填上登记日期，或加 --on 日期。", "Give each row its date, or add --on DATE."),
)
NOTHING_ASKED = Fault(
    "quantity",
    "zero_quantity",
    Phrase("数量是 0，没有要什么。", "A quantity of 0 asks for nothing."),
    Phrase("填要几张、几处，或删去这一行。", "Give how many are asked for, or leave the row out."),
)
NO_REASON = Fault(
    "reason",
    "no_reason",
    Phrase("不合理、不可行或不予采纳，没有写理由。", "It says no, or declines, and gives no reason."),
    Phrase("在“理由”一列写明。", "Say why in the column 理由 (reason)."),
)
NO_REPLY_DAY = Fault(
    "replied_on",
    "no_reply_date",
    Phrase("写了怎样答复，没有写回音日期。", "It says how somebody was answered, but not when."),
    Phrase(
        "填上回音日期；还没有答复就不写方式和内容。", "Give the date of the reply, or leave the rest of it out too."
    ),
)
EARLY = Phrase("早于登记日期 {on}。", "It is before the date of registering, {on}.")
CHECK_DAYS = Phrase("核对两个日期。", "Check the two dates.")
NO_CHANNEL = Phrase("没有写来源的，按上门走访登记", "without a channel, taken as heard at the door")
NO_WAY = Phrase("没有写答复方式的，按上门记", "without a way of replying, taken as a visit")
NO_STEP_DAY = Phrase(
    "审核、决定没有写日期的，按回音日期，没有回音的按登记日期记；可加“审核日期”“决定日期”两列",
    "reviewed or decided without a date, taken as on the day of the reply, or else of registering; columns for these: "
    "审核日期, 决定日期",
)
NOT_TAKEN = {
    "note": Phrase("备注没有采用", "the remark (备注) was left out"),
    "plan": Phrase(
        "处理意见不是采纳或不予采纳，没有采用",
        "what is to be done (处理意见) is neither 采纳 nor 不予采纳 and was left out",
    ),
}
NO_KIND = Phrase("没有写类别的，按凳登记", "without a kind, taken for a bench")
KIND_UNCLEAR = Phrase(
    "没有写类别，内容里说的像是“{kind}”。", "There is no kind, and the text seems to speak of “{kind}”."
)
GIVE_KIND = Phrase("在“类别”一列写明。", "Say what it is in the column 类别 (kind).")


class SaidOtherwise(RuleForbids):
    """A row says the opposite of what the ledger was told already."""

    sentence = Phrase(
        "账本里的{name}是“{known}”，这一行写的是“{said}”。",
        "The ledger has “{known}” as {name}; this row says “{said}”.",
    )
    hint = Phrase(
        "核对这一行；确实改了主意就用 songyu demand review、songyu demand decide。",
        "Check this row; where a mind was changed: songyu demand review, songyu demand decide.",
    )
