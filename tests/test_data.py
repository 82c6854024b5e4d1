"""The sample ledger's spreadsheets: totals, nesting of the counts, labels, and that they can be made again."""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from types import ModuleType

DATA = Path(__file__).parents[1] / "data"
WORKBOOKS = {"register.xlsx": ["单元底账"], "installations.xlsx": ["第一批", "第二批"]}
HEADER_ROW = 2
ADDED = {
    "单元底账": ["户数", "常住人口", "60岁以上", "65岁以上", "80岁以上"],
    "第一批": ["数量（张）"],
    "第二批": ["数量（张）"],
}

Grid = list[list[Any]]
Record = dict[str, Any]


def generator(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(DATA)  # the generator's own modules stand beside it
    for name in ("make_history", "make_places", "make_plot", "make_story"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    spec = importlib.util.spec_from_file_location("make_sample", DATA / "make_sample.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # dataclasses look their module up
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # data/ goes into the wheel as it stands
    spec.loader.exec_module(module)
    return module


def grids(folder: Path, file: str) -> dict[str, Grid]:
    book = CalamineWorkbook.from_path(folder / file)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def sheet(name: str) -> Grid:
    file = next(file for file, names in WORKBOOKS.items() if name in names)
    return grids(DATA, file)[name]


def records(name: str) -> list[Record]:
    """Return the rows between the header and the total, a merged building filled down and both numbers plain."""
    rows = sheet(name)
    found: list[Record] = []
    for row in rows[HEADER_ROW + 1 : -2]:
        record = dict(zip(rows[HEADER_ROW], row, strict=True))
        record["幢"] = plain(record["幢"]) if record["幢"] != "" else found[-1]["幢"]
        record["单元"] = plain(record["单元"])
        found.append(record)
    return found


def plain(cell: str | float) -> int:
    return int(str(cell).removesuffix("幢").removesuffix("单元").removesuffix(".0"))


def demands() -> list[Record]:
    with (DATA / "demands.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def place(record: Record) -> tuple[int, int]:
    return int(record["幢"]), int(record["单元"])


def elderly() -> dict[tuple[int, int], int]:
    return {place(one): int(one["60岁以上"]) for one in records("单元底账")}


def installed() -> Counter[tuple[int, int]]:
    return Counter(place(one) for name in WORKBOOKS["installations.xlsx"] for one in records(name))


def test_the_register_is_of_the_size_told() -> None:
    units = records("单元底账")
    assert len(units) == len({place(one) for one in units}) == 290
    in_building = Counter(one["幢"] for one in units)
    assert sorted(in_building) == list(range(1, 91))
    assert set(in_building.values()) <= {2, 3, 4, 5}
    assert [one["序号"] for one in units] == list(range(1, 291))


def test_counts_nest_and_stay_in_their_ranges() -> None:
    for one in records("单元底账"):
        assert 0 <= one["80岁以上"] <= one["65岁以上"] <= one["60岁以上"] <= one["常住人口"], one
        assert one["80岁以上"] <= 3, one
        assert 4 <= one["60岁以上"] <= 14, one
        assert 8 <= one["户数"] <= 2 * one["层数"] <= 12, one
        assert (one["备注"] == "底层为车库") == (one["户数"] < 2 * one["层数"]), one


def test_each_grid_is_one_run_of_buildings() -> None:
    runs = list(dict.fromkeys((one["所属网格"], one["幢"]) for one in records("单元底账")))
    grid_of = [grid for grid, _ in runs]
    assert len(runs) == 90
    assert list(dict.fromkeys(grid_of)) == ["一网格", "二网格", "三网格", "四网格", "五网格", "六网格"]
    assert grid_of == sorted(grid_of, key=lambda grid: "一二三四五六".index(grid[0]))


@pytest.mark.parametrize("name", ADDED)
def test_the_total_row_is_the_sum_of_its_columns(name: str) -> None:
    rows = sheet(name)
    total = dict(zip(rows[HEADER_ROW], rows[-2], strict=True))
    assert total["序号"] == "合计"
    for column in ADDED[name]:
        assert total[column] == sum(one[column] for one in records(name)) > 0, column


def test_thirty_odd_stairwells_are_screened_and_a_few_of_them_stay_bare() -> None:
    screened = {where for where, count in elderly().items() if count >= 12}
    assert 31 <= len(screened) <= 39
    assert 3 <= len(screened - set(installed())) <= 5
    assert 2400 <= sum(elderly().values()) <= 2700


def test_the_benches_are_the_articles() -> None:
    first, second = records("第一批"), records("第二批")
    assert (len(first), len(second)) == (100, 120)
    assert [one["凳号"] for one in first] == [f"B1-{n:03d}" for n in range(1, 101)]
    assert [one["凳号"] for one in second] == [f"B2-{n:03d}" for n in range(1, 121)]
    assert {(one["批次"], one["安装日期"], one["投入使用日期"]) for one in first} == {(1, "2021年", "2021年")}
    assert {(one["批次"], one["安装日期"], one["投入使用日期"]) for one in second} == {(2, "2022年9月", "2022年9月")}
    assert {(one["位置"], one["数量（张）"], one["状态"]) for one in first + second} == {("楼道口", 1, "在用")}


def test_the_inferred_year_is_said_once_in_the_title_and_once_in_a_remark() -> None:
    said = [cell for row in sheet("第二批") for cell in row if "推断，原文为“今年9月”" in str(cell)]
    assert len(said) == 2
    assert records("第二批")[0]["备注"] in said
    assert not [cell for row in sheet("第一批") for cell in row if "推断" in str(cell)]


def test_220_benches_stand_at_214_stairwells_of_the_register() -> None:
    benches = installed()
    assert benches.total() == 220
    assert len(benches) == 214
    assert Counter(benches.values()) == {1: 208, 2: 6}
    assert benches.keys() <= elderly().keys()


def test_batch_1_went_where_more_old_people_live_yet_not_by_rule() -> None:
    counts = elderly()
    mean = [sum(counts[place(one)] for one in records(name)) / len(records(name)) for name in ("第一批", "第二批")]
    bare = sorted((counts[where] for where in counts.keys() - installed().keys()), reverse=True)
    assert mean[0] > mean[1] > sum(bare) / len(bare)
    assert bare[9] >= 10, "the ten largest stairwells without a bench are a list worth reading"


def test_demands_can_be_added_row_by_row() -> None:
    rows = demands()
    assert len(rows) == 40
    assert list(rows[0]) == ["登记日期", "来源", "幢", "单元", "需求内容", "类别", "数量"]
    days = [one["登记日期"] for one in rows]
    assert days == sorted(days)
    assert all(re.fullmatch(r"202[12]-\d\d-\d\d", day) for day in days)
    assert (days[0][:7], days[-1][:7]) == ("2021-01", "2022-10")
    assert {one["来源"] for one in rows} == {"上门走访", "来访", "联系日", "协商会", "热线", "群"}
    assert {one["类别"] for one in rows} == {"凳", "扶手", "照明", "坡道"}
    assert {one["数量"] for one in rows} == {"1", "2"}
    assert {place(one) for one in rows} <= elderly().keys()


def test_most_benches_asked_for_came_and_none_came_before_it_was_asked_for() -> None:
    wanted = [one for one in demands() if one["类别"] == "凳"]
    bare = [one for one in wanted if place(one) not in installed()]
    assert 8 <= len(bare) <= 10
    first = {place(one) for one in records("第一批")}
    second = {place(one) for one in records("第二批")}
    for one in wanted:
        assert place(one) not in first or one["登记日期"] < "2021-07", one
        assert place(one) not in second or one["登记日期"] < "2022-09", one
        assert place(one) not in installed() or installed()[place(one)] == int(one["数量"]), one


ROUNDS = sorted((DATA / "visits").iterdir())
TEXTS = ["history.txt", *(f"visits/{path.name}" for path in ROUNDS)]


@pytest.mark.parametrize("file", [*WORKBOOKS, "demands.csv", "README.md", *TEXTS])
def test_every_file_says_that_it_is_made_up_and_holds_no_long_number(file: str) -> None:
    if file in WORKBOOKS:
        texts = ["\n".join(str(cell) for row in grid for cell in row) for grid in grids(DATA, file).values()]
    else:
        texts = [(DATA / file).read_text(encoding="utf-8-sig")]
    for text in texts:
        assert re.search("虚构|示例", text)
        assert not re.search(r"\d{11}|[0-9]{3,4}室", text)


def test_every_demand_says_that_it_is_made_up() -> None:
    assert all(one["需求内容"].startswith("示例：") for one in demands())


def test_every_demand_of_the_list_is_in_the_history_or_on_a_round() -> None:
    history = (DATA / "history.txt").read_text(encoding="utf-8")
    rounds = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in ROUNDS}
    for one in demands():
        where, words = f"{one['幢']}-{one['单元']}", one["需求内容"]
        typed = re.findall(f"^demand add {where} .*{re.escape(words)}$", history, re.MULTILINE)
        heard = [
            line for line in rounds.get(one["登记日期"], []) if line.startswith(f"{where} ") and line.endswith(words)
        ]
        assert len(typed) + len(heard) == 1, one
        assert f"-n {one['数量']}" in "".join(typed) or one["数量"] == "1" or f"凳{one['数量']}" in "".join(heard), one


def test_the_history_is_in_the_order_of_its_days() -> None:
    days = re.findall(r"^# (\d{4}-\d\d-\d\d) \S+$", (DATA / "history.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert days == sorted(days)
    assert (days[0], days[-1]) == ("2021-03-02", "2022-12-20")


def test_the_csv_opens_in_excel() -> None:
    content = (DATA / "demands.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == 41


def test_the_generator_makes_the_same_files_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again, third = tmp_path / "again", tmp_path / "third"
    sample = generator(monkeypatch)
    for folder in (again, third):
        folder.mkdir()
        sample.main(folder)
    for file, names in WORKBOOKS.items():
        assert list(grids(again, file)) == names
        assert grids(again, file) == grids(DATA, file), file
        assert (again / file).read_bytes() == (third / file).read_bytes(), file
        with ZipFile(again / file) as package:
            assert b"2022-10-31T00:00:00Z" in package.read("docProps/core.xml"), "two runs within a second look alike"
    assert sorted(path.name for path in (again / "visits").iterdir()) == [path.name for path in ROUNDS]
    for file in ("demands.csv", *TEXTS):
        assert (again / file).read_bytes() == (DATA / file).read_bytes(), file


def test_the_notes_give_the_figures_of_the_files() -> None:
    notes = (DATA / "README.md").read_text(encoding="utf-8")
    for column in ADDED["单元底账"]:
        total = int(sum(one[column] for one in records("单元底账")))
        assert f"{total:,}" in notes, column
        assert f"{total}" in notes, column
    bare = elderly().keys() - installed().keys()
    assert f"{len(bare)} have none" in notes
    assert f"{len(bare)}个单元没有" in notes
    assert f"其中四个在筛选出的{sum(count >= 12 for count in elderly().values())}个" in notes
