"""Make the sample ledger's spreadsheets: the same files at every run.

    python data/make_sample.py

The totals 100, 120 and 220, the year 2021 and 今年9月 come from the news article about the programme. Everything
else is drawn at random from a fixed seed, and says so in each file. Needs XlsxWriter.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

import xlsxwriter  # type: ignore[import-untyped]
from make_history import write_history
from make_places import Batches, Place, Stairwell

SEED = 300
MADE_ON = datetime(
    2022, 10, 31, tzinfo=UTC
)  # stands in the workbooks' properties; a fixed day keeps the bytes the same

GRIDS = {"一网格": 14, "二网格": 16, "三网格": 15, "四网格": 15, "五网格": 13, "六网格": 17}  # buildings in each
BUILDINGS = {2: 18, 3: 42, 4: 22, 5: 8}  # stairwells in a building: how many such buildings; 90 with 290 in all
ELDERLY = {4: 12, 5: 22, 6: 31, 7: 39, 8: 42, 9: 41, 10: 37, 11: 31, 12: 19, 13: 11, 14: 5}  # 60+: how many stairwells

SCREENED = 12  # residents 60+ from which a stairwell is on the screened list
MISSED = 4, 6  # stairwells left out of both batches: of the screened ones, of those with 10 or 11
BATCH_1, BATCH_2 = 100, 120  # benches: the article's totals
TWICE = 3  # stairwells given two benches in batch 1; as many of batch 1 get their second in batch 2

PERIODS = (  # the months, the 联系日, the 协商会
    ("2021-01 2021-03 2021-04 2021-05", "2021-01-20", "2021-03-12"),
    ("2021-10 2021-11 2021-12 2022-01 2022-03 2022-04 2022-05 2022-06", "2022-03-16", "2022-06-17"),
    ("2022-03 2022-04 2022-05 2022-06 2022-07 2022-08 2022-10", "2022-09-21", "2022-10-14"),
)
CHANNELS = {"上门走访": 10, "来访": 3, "热线": 2, "群": 2}  # outside meetings, and how often each is heard
BENCH_TEXTS = (
    "老人下楼后没有地方坐，希望楼道口装一张凳",
    "买菜回来，上楼前想先歇一会儿",
    "邻居们在门口站着说话，想有个坐的地方",
    "自己搬出来的小凳放在门口怕挡路，想换成固定的",
    "等家人来接时要站很久，希望能坐着等",
)
TWO_TEXT = "楼里老人多，一张坐不下，希望装两张"
OTHER_TEXTS = (
    ("扶手", "门前台阶没有扶手，雨天走着不踏实"),
    ("扶手", "一楼到二楼的扶手松动"),
    ("照明", "楼道口的灯不亮，晚上看不清台阶"),
    ("照明", "门前小路太暗，想加一盏灯"),
    ("坡道", "门前台阶高，买菜的小推车推不上去"),
    ("坡道", "坡道边缘破损，希望修补"),
)


Cell = str | int


@dataclass(frozen=True)
class Table:
    """One sheet as a clerk draws it; `summed` are the columns that have a total, `widths` are in characters."""

    name: str
    titles: tuple[str, str]
    header: str
    rows: list[tuple[Cell, ...]]
    summed: tuple[int, ...]
    note: str
    widths: tuple[int, ...]
    merged_column: int | None = None


def repeated(counts: dict[int, int]) -> list[int]:
    """Return each number as often as it is counted, in rising order."""
    return [number for number, times in sorted(counts.items()) for _ in range(times)]


def draw_stairwells(rng: Random) -> list[Stairwell]:
    """Return the 290 stairwells in the order of their addresses; more residents tend to mean more elderly."""
    sizes = repeated(BUILDINGS)
    rng.shuffle(sizes)
    grids = [grid for grid, buildings in GRIDS.items() for _ in range(buildings)]
    homes = []
    for building, (size, grid) in enumerate(zip(sizes, grids, strict=True), start=1):
        floors, garage = rng.choice((5, 6, 6)), rng.random() < 0.25
        for unit in range(1, size + 1):
            households = 2 * (floors - garage)
            residents = sum(rng.choice((1, 2, 3, 3, 4, 5)) for _ in range(households))
            homes.append((Place(building, unit), grid, households, floors, max(residents, 22)))
    crowded = sorted(homes, key=lambda home: (home[4] + rng.randint(-8, 8), home[0]))
    elderly = {home[0]: count for home, count in zip(crowded, repeated(ELDERLY), strict=True)}
    return [Stairwell(*home, *draw_ages(rng, elderly[home[0]])) for home in homes]


def draw_ages(rng: Random, elderly_60: int) -> tuple[int, int, int]:
    """Return residents of 60+, 65+ and 80+: about two thirds and one eighth of those of 60+."""
    elderly_65 = sum(rng.random() < 0.68 for _ in range(elderly_60))
    elderly_80 = sum(rng.random() < 0.2 for _ in range(elderly_65))
    return elderly_60, elderly_65, min(elderly_80, 3)


def draw_batches(rng: Random, stairwells: list[Stairwell]) -> Batches:
    """Return the places of batch 1 and of batch 2, one for each bench, in the order of their addresses.

    Most elderly first, but as people do it: roughly, and with a few stairwells overlooked.
    """
    screened = [one.place for one in stairwells if one.elderly_60 >= SCREENED]
    nearly = [one.place for one in stairwells if SCREENED - 2 <= one.elderly_60 < SCREENED]
    missed = {*rng.sample(screened, MISSED[0]), *rng.sample(nearly, MISSED[1])}
    ranked = sorted(stairwells, key=lambda one: (-10 * one.elderly_60 + rng.randint(-15, 15), one.place))
    queue = [one.place for one in ranked if one.place not in missed]
    new_1, new_2 = BATCH_1 - TWICE, BATCH_2 - TWICE
    return (
        sorted(queue[:TWICE] + queue[:new_1]),
        sorted(queue[TWICE : 2 * TWICE] + queue[new_1 : new_1 + new_2]),
    )


def draw_demands(rng: Random, stairwells: list[Stairwell], batches: Batches) -> list[tuple[Cell, ...]]:
    """Return the demands in the order of their days; a bench is asked for before its batch is put up."""
    all_benches = batches[0] + batches[1]
    twice = {place for place in all_benches if all_benches.count(place) == 2}
    bare = [one for one in stairwells if one.place not in all_benches]
    wanting = sorted(bare, key=lambda one: (-one.elderly_60, one.place))[:6]
    asking = [
        sorted(twice) + rng.sample(sorted(set(batches[0]) - twice), 7),
        rng.sample(sorted(set(batches[1]) - twice), 12),
        [one.place for one in wanting] + rng.sample([one.place for one in bare if one not in wanting], 2),
    ]
    asking[2].append(asking[2][0])  # the same stairwell asks again: something to merge
    rows: list[tuple[Cell, ...]] = []
    for (months, liaison, consultation), places in zip(PERIODS, asking, strict=True):
        days = [(liaison, "联系日")] * 2 + [(consultation, "协商会")] + [draw_day(rng, months) for _ in places[3:]]
        for day, place in zip(days, places, strict=True):
            text = TWO_TEXT if place in twice else rng.choice(BENCH_TEXTS)
            rows.append((*day, *place, f"示例：{text}", "凳", 2 if place in twice else 1))
    for kind, text in OTHER_TEXTS:
        place = rng.choice(stairwells).place
        rows.append((*draw_day(rng, rng.choice(PERIODS)[0]), *place, f"示例：{text}", kind, 1))
    return sorted(rows)


def draw_day(rng: Random, months: str) -> tuple[str, str]:
    """Return a working day and a channel; days before the 10th are left out for the public holidays in them."""
    day = date.fromisoformat(f"{rng.choice(months.split())}-{rng.randint(10, 28)}")
    day -= timedelta(days=max(day.weekday() - 4, 0))  # a weekend's is written down as Friday's
    return day.isoformat(), rng.choices(list(CHANNELS), weights=list(CHANNELS.values()))[0]


def register_table(stairwells: list[Stairwell]) -> Table:
    """Return 单元底账; the last grid's clerk typed bare building numbers, the others 12幢."""
    last_grid = list(GRIDS)[-1]
    rows: list[tuple[Cell, ...]] = []
    for number, one in enumerate(stairwells, start=1):
        building = one.place.building if one.grid == last_grid else f"{one.place.building}幢"
        rows.append((number, building, one.place.unit, *one[2:8], one.grid, one.note))
    return Table(
        name="单元底账",
        titles=(
            "淞泽家园九区单元底账（截至2021年3月1日）【虚构示例】",
            "填报单位：淞渔社区　数据来源：社区数据平台（示例）",
        ),
        header="序号 幢 单元 户数 层数 常住人口 60岁以上 65岁以上 80岁以上 所属网格 备注",
        rows=rows,
        summed=(3, 5, 6, 7, 8),
        note="注：本表全部数字均为虚构，仅供演示，与淞泽家园九区实际情况无关。",
        widths=(6, 8, 7, 7, 7, 10, 11, 11, 11, 10, 14),
        merged_column=1,
    )


def batch_table(number: int, places: list[Place]) -> Table:
    """Return one batch of 安装台账; the two sheets write stairwells in two ways, as two clerks would."""
    first = number == 1
    name, month = ("第一批", "2021年") if first else ("第二批", "2022年9月")
    inferred = "" if first else "推断，原文为“今年9月”"
    rows: list[tuple[Cell, ...]] = []
    for index, place in enumerate(places, start=1):
        address = (f"{place.building}幢", f"{place.unit}单元") if first else place
        remark = inferred if index == 1 else ""
        rows.append((index, number, f"B{number}-{index:03d}", *address, "楼道口", 1, month, month, "在用", remark))
    when = month if first else f"{month}为{inferred}"
    return Table(
        name=name,
        titles=(f"淞泽家园九区便民安心凳安装台账（{name}，{when}）【虚构示例】", "填报单位：淞渔社区（示例）"),
        header="序号 批次 凳号 幢 单元 位置 数量（张） 安装日期 投入使用日期 状态 备注",
        rows=rows,
        summed=(6,),
        note=f"注：合计{len(places)}张见于新闻报道；凳号、所在单元为虚构，仅供演示。",
        widths=(6, 6, 10, 8, 8, 10, 12, 12, 14, 8, 26),
    )


def write_workbook(path: Path, tables: list[Table]) -> None:
    """Write the tables as the sheets of one workbook."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": tables[0].titles[0], "created": MADE_ON})
        for table in tables:
            write_sheet(book, table)


def write_sheet(book: xlsxwriter.Workbook, table: Table) -> None:
    """Write title rows, header, rows, a total and a note, the building merged down its stairwells if asked."""
    boxed = {"font_name": "宋体", "font_size": 11, "align": "center", "valign": "vcenter", "border": 1}
    cell, bold = book.add_format(boxed), book.add_format({**boxed, "bold": True})
    title = book.add_format({**boxed, "font_name": "黑体", "font_size": 16, "border": 0})
    plain = book.add_format({"font_name": "宋体", "font_size": 10})
    sheet = book.add_worksheet(table.name)
    header = table.header.split()
    last = len(header) - 1
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, last, table.titles[0], title)
    sheet.merge_range(1, 0, 1, last, table.titles[1], plain)
    sheet.write_row(2, 0, header, bold)
    for row, values in enumerate(table.rows, start=3):
        sheet.write_row(row, 0, values, cell)
    if table.merged_column is not None:
        merge_down(sheet, table, table.merged_column, cell)
    total = 3 + len(table.rows)
    sheet.write_row(total, 0, [""] * (last + 1), bold)
    sheet.merge_range(total, 0, total, 2, "合计", bold)
    for column in table.summed:
        letter = "ABCDEFGHIJK"[column]
        amount = sum(int(values[column]) for values in table.rows)
        sheet.write_formula(total, column, f"=SUM({letter}4:{letter}{total})", bold, amount)
    sheet.merge_range(total + 1, 0, total + 1, last, table.note, plain)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def merge_down(
    sheet: xlsxwriter.worksheet.Worksheet, table: Table, column: int, look: xlsxwriter.format.Format
) -> None:
    """Merge equal neighbours of a column into one tall cell."""
    row = 3
    for value, run in groupby(values[column] for values in table.rows):
        height = len(list(run))
        sheet.merge_range(row, column, row + height - 1, column, value, look)
        row += height


def main(folder: Path) -> None:
    """Write the spreadsheets, demands.csv, history.txt and visits/ into a folder, over those that are there."""
    rng = Random(SEED)
    stairwells = draw_stairwells(rng)
    batches = draw_batches(rng, stairwells)
    demands = draw_demands(rng, stairwells, batches)
    write_workbook(folder / "register.xlsx", [register_table(stairwells)])
    write_workbook(folder / "installations.xlsx", [batch_table(n, places) for n, places in enumerate(batches, start=1)])
    with (folder / "demands.csv").open("w", encoding="utf-8-sig", newline="") as file:  # the BOM is for Excel and WPS
        csv.writer(file).writerows([("登记日期", "来源", "幢", "单元", "需求内容", "类别", "数量"), *demands])
    write_history(folder, demands, (stairwells, batches), rng)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
