"""Troubles of shape that a table of any kind may have: titles, merges, totals, notes, hidden things, other columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.corpus.cases import Rows, merged
from tests.files import Formula, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.cases import Case, Plain

SEEDS = ("13812345678", "32052419450101123X", "孙桂芳", "402室", "sun_guifang45", "62812345")
"""A phone, an identity card, a name in a column of names, a flat, a WeChat name, a landline: nothing may say them."""


def column(plain: Plain, at: int) -> str:
    """Return the letter of a column."""
    return chr(ord("A") + at)


def pair_merges(plain: Plain, at: int) -> tuple[tuple[int, int, int, int], ...]:
    """Return merges over a column for the first and the second pair of rows."""
    first, name = plain.top + 1, column(plain, at)
    return merged(f"{name}{first}:{name}{first + 1}", f"{name}{first + 2}:{name}{first + 3}")


def once(plain: Plain, at: int) -> Rows:
    """Return the rows with each value of a column only in the first row of its pair."""
    return [[None if n % 2 and i == at else cell for i, cell in enumerate(row)] for n, row in enumerate(plain.rows)]


def total(plain: Plain, label: str = "合计", off: int = 0, rows: Rows | None = None) -> list[Any]:
    """Return a total row, wrong by `off`."""
    row: list[Any] = [None] * len(plain.header)
    row[0] = label
    if plain.summed is not None:
        row[plain.summed] = off + sum(int(one[plain.summed] or 0) for one in rows or plain.rows)
    return row


def titles(plain: Plain) -> Case:
    above: Rows = [["淞泽家园九区台账（2022年）"], [], ["填报单位：淞渔社区", None, "填报人：孙桂芳", None, "共4行"]]
    return plain.case("三行标题.xlsx", "6b.3", "表头上面三行标题、填报单位、空行", [*above, *plain.table])


def two_levels(plain: Plain) -> Case:
    at, width = plain.place, len(plain.header)
    parents = [None if i == at + 1 else "所在位置" if i == at else name for i, name in enumerate(plain.header)]
    children = [name if i in (at, at + 1) else None for i, name in enumerate(plain.header)]
    top = plain.top
    upright = [f"{column(plain, i)}{top}:{column(plain, i)}{top + 1}" for i in range(width) if i not in (at, at + 1)]
    across = f"{column(plain, at)}{top}:{column(plain, at + 1)}{top}"
    rows = [*plain.titles, parents, children, *plain.rows]
    return plain.case(
        "两层表头.xlsx", "6b.4", "“所在位置”下面分幢和单元，其余竖着合并", Table("表", rows, merged(across, *upright))
    )


def merged_building(plain: Plain) -> Case:
    rows = [*plain.titles, plain.header, *once(plain, plain.place)]
    table = Table("表", rows, pair_merges(plain, plain.place))
    return plain.case("幢合并.xlsx", "6b.5", "幢合并两行，往下填", table)


def merged_building_ods(plain: Plain) -> Case:
    rows = [*plain.titles, plain.header, *once(plain, plain.place)]
    table = Table("表", rows, pair_merges(plain, plain.place))
    return plain.case("幢合并.ods", "6b.5", "ods 里幢合并两行", table)


def building_once(plain: Plain) -> Case:
    rows = [*plain.titles, plain.header, *once(plain, plain.place)]
    return plain.case("幢只写一次.csv", "6b.5", "csv 丢了合并，幢下面是空的", rows)


def spelled(plain: Plain) -> Case:
    header = [f" {name[:1]}\n{name[1:]}＊" if len(name) > 1 else f"{name}　*" for name in plain.header]
    return plain.case("表头换行带星号.xlsx", "6b.6", "表头里有空格、换行、＊", [*plain.titles, header, *plain.rows])


def brackets(plain: Plain) -> Case:
    header = [f"{name}（必填）" if i in (plain.place, plain.place + 1) else name for i, name in enumerate(plain.header)]
    return plain.case("表头带括号.xlsx", "6b.6", "表头后面有（必填）", [*plain.titles, header, *plain.rows])


def blanks(plain: Plain) -> Case:
    rows = [[], *plain.titles, [], plain.header, [], *plain.rows[:2], [], [], *plain.rows[2:], []]
    return plain.case("空行.xlsx", "6b.7", "标题、表头、数据之间有空行", rows)


def blank_columns(plain: Plain) -> Case:
    rows = [[None, *row[:3], None, *row[3:]] for row in plain.table]
    return plain.case("左边空一列中间空一列.xlsx", "6b.7", "左边空一列，中间也空一列", rows)


def printed_again(plain: Plain) -> Case:
    rows = [*plain.table[: plain.top + 2], *plain.titles, plain.header, *plain.rows[2:]]
    return plain.case("页眉重复.xlsx", "6b.7", "第二页又印了标题和表头", rows)


def totalled(plain: Plain) -> Case:
    return plain.case("合计.xlsx", "6b.8", "最下面有合计，和明细一致", [*plain.table, total(plain)], silent=("不符",))


def subtotals(plain: Plain) -> Case:
    first, second = plain.rows[:2], plain.rows[2:]
    rows = [
        *(*plain.titles, plain.header, *first, total(plain, "小计", rows=first)),
        *(*second, total(plain, "小 计", rows=second), total(plain, "总　计")),
    ]
    return plain.case("小计和总计.xlsx", "6b.8", "每幢小计，最后总计，都一致", rows, silent=("不符",))


def wrong_total(plain: Plain) -> Case:
    said = () if plain.summed is None else ("不符",)
    return plain.case("合计不对.xlsx", "6b.8", "合计多写了 5", [*plain.table, total(plain, "合 计：", 5)], says=said)


def total_in_words(plain: Plain) -> Case:
    return plain.case("共计写在一格.xlsx", "6b.8", "最后一行只写“共计：220张”", [*plain.table, ["共计：220张"]])


def notes(plain: Plain) -> Case:
    below = [
        ["备注：1.本表由网格员填报；"],
        ["2.电话 13812345678 联系孙桂芳"],
        ["注：空着的表示不知道"],
        ["制表人：孙桂芳"],
    ]
    return plain.case("表下说明.xlsx", "6b.9", "表下有备注、注、制表人", [*plain.table, *below])


def signatures(plain: Plain) -> Case:
    below: Rows = [[], ["社区负责人（签字）：", None, None, "网格员：孙桂芳", None, "2022年12月31日"], ["（盖章）"]]
    return plain.case("底部签字栏.xlsx", "6b.9", "表下有签字栏和盖章", [*plain.table, *below])


def blank_below(plain: Plain) -> Case:
    rows = [*plain.table, [None, "以下空白"], *[[None] * 30] * 40]
    return plain.case("以下空白.xlsx", "6b.9", "表下写“以下空白”，再下面是空格子", rows)


def ragged(plain: Plain) -> Case:
    rows = [[*row, *[None] * (n % 3)] for n, row in enumerate(plain.table)]
    return plain.case("行尾多逗号.csv", "6b.21", "每行末尾逗号多少不一", rows)


def hidden_row(plain: Plain) -> Case:
    last = plain.top + len(plain.rows)
    table = Table("表", plain.table, hidden_rows=[last - 1])
    return plain.case("筛选后隐藏行.xlsx", "6b.16", "筛选后有一行隐藏", table, says=("隐藏的行也读了", str(last - 1)))


def hidden_sheet(plain: Plain) -> Case:
    old = Table("旧表", plain.table[:-1], hidden=True)
    return plain.case(
        "隐藏工作表.xlsx", "6b.16", "旧表藏着，不读", Table("现表", plain.table), old, says=("“旧表”是隐藏的",)
    )


def two_sheets(plain: Plain) -> Case:
    tables = [
        Table(name, [*plain.titles, plain.header, *rows])
        for name, rows in (("12幢", plain.rows[:2]), ("13幢", plain.rows[2:]))
    ]
    return plain.case("一幢一张工作表.xlsx", "6b.16", "同样的表头分在两张工作表", *tables)


def other_sheet(plain: Plain) -> Case:
    why = Table("填表说明", [["填表说明"], ["1.一个单元写一行"], ["2.不写姓名"]])
    return plain.case(
        "还有说明页.xlsx", "6b.16", "第一张工作表是填表说明", why, Table("表", plain.table), says=("填表说明",)
    )


def persons(plain: Plain) -> Case:
    header = [*plain.header, "老人姓名", "联系电话", "身份证号", "室号", "微信"]
    seeded = ["孙桂芳", "13812345678", "32052419450101123X", "402室", "sun_guifang45"]
    rows = [[*row, *seeded] for row in plain.rows]
    left_out = ("老人姓名", "联系电话", "身份证号", "室号", "微信")
    return plain.case(
        "姓名电话身份证.xlsx",
        "6b.17",
        "多出姓名、电话、身份证、室号几列",
        [*plain.titles, header, *rows],
        says=left_out,
    )


def serials(plain: Plain) -> Case:
    rows = [[Formula("ROW()-1", n), *row] for n, row in enumerate(plain.rows, start=1)]
    return plain.case("序号是公式.xlsx", "6b.11", "序号一列是公式", [*plain.titles, ["序号", *plain.header], *rows])


def unknown(plain: Plain) -> Case:
    rows = [[*row, "蓝", None] for row in plain.rows]
    header = [*plain.header, "标记颜色", "复查情况"]
    return plain.case("认不得的列.xlsx", "S5", "有两列认不得", [*plain.titles, header, *rows], says=("标记颜色",))


def full_width(plain: Plain) -> Case:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    rows = [
        [str(c).translate(wide) if isinstance(c, int) else f"　{c} " if isinstance(c, str) else c for c in row]
        for row in plain.rows
    ]
    return plain.case(
        "全角数字空格对齐.xlsx", "6b.10", "数字全角，文字用空格对齐", [*plain.titles, plain.header, *rows]
    )


def traditional(plain: Plain) -> Case:
    at, forms = plain.place, str.maketrans("单号数", "單號數")
    header = [name.translate(forms) for name in plain.header]
    rows = [
        [f"{cell[:-1]}號樓" if i == at else f"{cell}單元" if i == at + 1 else cell for i, cell in enumerate(row)]
        for row in plain.rows
    ]
    return plain.case("繁体.xlsx", "6b.22", "表头和地址里有繁体字", [*plain.titles, header, *rows])


def whole_address(plain: Plain) -> Case:
    at = plain.place
    rows = [
        [*row[:at], f"斜塘街道淞渔社区淞泽家园九区{row[at]}{row[at + 1]}单元（楼道口）", *row[at + 2 :]]
        for row in plain.rows
    ]
    header = [*plain.header[:at], "单元地址", *plain.header[at + 2 :]]
    return plain.case("整个地址一格.xlsx", "A15", "地址写全，后面带（楼道口）", [*plain.titles, header, *rows])


def short_form(plain: Plain) -> Case:
    at = plain.place
    rows = [[*row[:at], f"{row[at][:-1]}－{row[at + 1]}", *row[at + 2 :]] for row in plain.rows]
    header = [*plain.header[:at], "地址", *plain.header[at + 2 :]]
    return plain.case("短写用全角横线.xlsx", "A14", "地址写成 12－3", [*plain.titles, header, *rows])


def empty(plain: Plain) -> Case:
    return plain.case(
        "只有表头.xlsx", "S1", "有表头，没有一行数据", [*plain.titles, plain.header], counts=(0, 0, 0, 0), stored=()
    )


def no_header(plain: Plain) -> Case:
    return plain.case(
        "没有表头.xlsx", "S5", "直接从数据开始", plain.rows, code=5, counts=None, stored=None, says=("找不到",)
    )


def side_by_side(plain: Plain) -> Case:
    rows = [*plain.titles, [*plain.header, None, *plain.header]]
    rows += [[*left, None, *right] for left, right in zip(plain.rows[:2], plain.rows[2:], strict=True)]
    return plain.case(
        "左右并排两张表.xlsx", "S8", "两张表左右并排", rows, code=5, counts=None, stored=None, says=("并排",)
    )


SHAPES: tuple[Callable[[Plain], Case], ...] = (
    *(titles, two_levels, merged_building, merged_building_ods, building_once, spelled, brackets, blanks),
    *(blank_columns, printed_again, totalled, subtotals, wrong_total, total_in_words, notes, signatures, blank_below),
    *(ragged, hidden_row, hidden_sheet, two_sheets, other_sheet, persons, serials, unknown, full_width, traditional),
    *(whole_address, short_form, empty, no_header, side_by_side),
)
EVERYWHERE = (persons, titles, merged_building, totalled, hidden_row)
"""Those that are tried with every kind, whatever the code shares."""
