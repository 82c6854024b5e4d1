"""Installations as a table: its columns, and what makes one of its rows a record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.benches import TagMalformed, TagOfAnotherBatch, UsedBeforeInstalled, parsed_tag
from songyu_cli.domain.choices import BENCH_STATES
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.quantities import read_count
from songyu_cli.domain.tables.cells import dated, free_text, wording, written
from songyu_cli.domain.tables.columns import Column, Fault, Kind
from songyu_cli.domain.tables.places import PLACE, read_place
from songyu_cli.domain.tables.shares import NOT_EACH, one_row_each, read_each
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Hashable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Sight, Values

NO_INSTALLATION_DATE = Fault(
    "installed_on",
    "no_date",
    Phrase("没有安装日期。", "There is no date of installation."),
    Phrase(
        "每一行都填上安装日期，只知道年月也可以：2021-09；合并的单元格先取消合并。",
        "Give each row its date, 2021-09 will do; unmerge merged cells first.",
    ),
)
NO_BATCH = Fault(
    "batch",
    "no_batch",
    Phrase("没有写是第几批。", "It does not say which batch."),
    Phrase("填上批次，或把工作表改名为“第二批”这样。", "Fill in 批次, or name the sheet like 第二批."),
)
TAG_FOR_SEVERAL = Fault(
    "tag",
    "tag_for_several",
    Phrase("一个凳号只能是一张凳子，这一行不止一张。", "A tag is one bench's, and this row has more than one."),
    Phrase("一张凳子写一行，或不写凳号。", "Give each bench its own row, or leave the tag out."),
)

_NOT_KNOWN = frozenset({"未载明", "不详", "不明", "未知"})


class ZeroBenches(UsageRefused):
    """A row that installs nothing."""

    sentence = Phrase("数量是 0，没有装凳子的不用登记。", "A quantity of 0: what was not installed is not entered.")
    hint = Phrase("填实际装了几张，或删去这一行。", "Give the number installed, or leave the row out.")


class BatchUnread(UsageRefused):
    """A batch that is no number."""

    sentence = Phrase("批次“{text}”看不出是第几批。", "“{text}” does not tell the number of a batch.")
    hint = Phrase("写成 2 或 第二批。", "Write 2 or 第二批.")


@dataclass(frozen=True, slots=True)
class BenchRow:
    """Benches put up at a stairwell. Text is masked; `in_use_on` and `state` are None where the file does not say."""

    unit: Address
    batch: int
    tag: str | None
    quantity: int
    spot: str | None
    installed_on: Date
    in_use_on: Date | None
    state: str | None = None
    note: str | None = None
    partner: str | None = None  # as written: the ledger knows which partner that is


def _quantity(cell: Cell, _: Sight) -> int | None:
    number = read_each(cell)
    if number == 0:
        raise ZeroBenches
    return number


def _batch(cell: Cell, _: Sight) -> int:
    text = folded(written(cell))
    named = re.search("第(.{1,4}?)批", text) or re.fullmatch("(.{1,4}?)批?次?", text)
    number = read_count(named[1]) if named else None
    if not number:
        raise BatchUnread(text=quoted(text))
    return number


def _tag(cell: Cell, _: Sight) -> str | None:
    text = wording(cell)
    try:
        return parsed_tag(folded(text))[0] if text else None
    except TagMalformed:
        raise TagMalformed(tag=quoted(text)) from None


def _state(cell: Cell, _: Sight) -> str | None:
    text = wording(cell)
    return BENCH_STATES.read(text) if text else None


def _donor(cell: Cell, _: Sight) -> str:
    text = wording(cell)
    return "" if text in _NOT_KNOWN else text


def _bench_row(values: Values, sight: Sight) -> BenchRow | list[Fault]:
    get = values.get
    unit = read_place(values, sight)
    faults = [unit] if isinstance(unit, Fault) else []
    batch, tag, quantity = get("batch") or sight.batch, get("tag"), get("quantity") or 1
    installed, in_use = get("installed_on"), get("in_use_on")
    if not batch:
        faults.append(NO_BATCH)
    elif tag and parsed_tag(tag)[1] != batch:
        faults.append(Fault.of("tag", TagOfAnotherBatch(tag=tag, batch=batch)))
    if tag and quantity > 1:
        faults.append(TAG_FOR_SEVERAL)
    if not installed:
        faults.append(NO_INSTALLATION_DATE)
    elif in_use and in_use.certainly_before(installed):
        faults.append(Fault.of("in_use_on", UsedBeforeInstalled(used=in_use.phrase(), installed=installed.phrase())))
    spot, note = (free_text(values, field, sight) for field in ("spot", "note"))
    partner = free_text(values, "partner", sight, people=False)
    if faults or isinstance(unit, Fault) or not batch or not installed:
        return faults
    state = get("state")
    return BenchRow(unit, batch, tag, int(quantity), spot, installed, in_use, state, note, partner)


def _one_row_each(values: Values, sight: Sight) -> list[Values] | Fault:
    """Make one row of each stairwell, where the row has a number of benches and no tag."""
    rows = one_row_each(values, sight)
    if not isinstance(rows, Fault) and values.get("quantity") is None:
        rows = NOT_EACH
    return TAG_FOR_SEVERAL if values.get("tag") and (rows is NOT_EACH or isinstance(rows, list)) else rows


def _same_bench(row: BenchRow) -> Hashable | None:
    return row.tag


BENCHES = Kind(
    "benches",
    Phrase("安装台账", "table of installations"),
    (
        Column(
            "batch",
            Phrase("批次", "Batch"),
            ("批", "安装批次", "第几批"),
            _batch,
            required=True,
            fill_down=True,
            note=Phrase(
                "第几批，写数字；要先开批次：songyu batch open。", "A number; open it first: songyu batch open."
            ),
            example=1,
        ),
        Column(
            "tag",
            Phrase("凳号", "Tag"),
            ("凳子编号", "凳编号", "座椅编号", "长凳编号", "凳子号", "座椅号"),
            _tag,
            note=Phrase("如 B2-034；不填就自动编号。", "Such as B2-034; blank gets the next one."),
        ),
        *PLACE,
        Column(
            "spot",
            Phrase("位置", "Spot"),
            ("安装位置", "安装地点", "安装点位", "具体位置", "点位", "点位名称", "摆放位置", "放置位置"),
            wording,
            note=Phrase("在这个单元的哪里。", "Where at this entrance."),
            example=Phrase("楼道口", "entrance"),
        ),
        Column(
            "quantity",
            Phrase("数量", "Benches"),
            ("张数", "数量张", "安装数量", "安装张数", "安装数", "凳数", "凳子数量", "长凳数量", "座椅数量"),
            _quantity,
            summed=True,
            blank=1,
            note=Phrase("几张；不填是 1，有凳号的只能是 1。", "How many; blank is 1, and a tag is one bench's."),
            example=1,
        ),
        Column(
            "installed_on",
            Phrase("安装日期", "Installed on"),
            ("安装时间", "安装年月", "安装完成日期", "安装完成时间"),
            dated,
            required=True,
            note=Phrase(
                "要带年份；只知道年月，先把单元格设成文本，再写 2021-09。",
                "With its year; for a month alone set the cell to text first: 2021-09.",
            ),
            example="2022-09-05",
        ),
        Column(
            "in_use_on",
            Phrase("投入使用日期", "In use on"),
            ("启用日期", "投用日期", "投入使用时间", "启用时间", "投用时间", "投入使用年月", "使用日期"),
            dated,
            note=Phrase("不填就是安装那一天。", "Blank is the day of installation."),
        ),
        Column(
            "state",
            Phrase("状态", "State"),
            ("使用状态", "凳子状态", "使用情况", "现状", "目前状态"),
            _state,
            note=Phrase("不填就是在用。", "Blank is in use."),
            example=BENCH_STATES.phrase("in_use"),
            offers=BENCH_STATES,
        ),
        Column(
            "partner",
            Phrase("捐赠单位", "Donor"),
            ("捐赠方", "捐赠单位名称", "认捐单位", "赞助单位", "共建单位"),
            _donor,
            note=Phrase(
                "要先登记：songyu partner add；不知道写“未载明”。",
                "Register it first: songyu partner add.",
            ),
        ),
        Column(
            "note",
            Phrase("备注", "Note"),
            ("备注说明", "说明", "情况说明"),
            wording,
            note=Phrase("不写人名、电话。", "No names or phone numbers."),
        ),
    ),
    _bench_row,
    _same_bench,
    _one_row_each,
)
"""安装台账: one row a bench, or several benches at one stairwell."""
