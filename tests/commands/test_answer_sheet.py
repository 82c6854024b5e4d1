"""The answer sheet (民生答卷) and the main report: every total on them is what the sub-reports and lists add up to."""

from __future__ import annotations

import contextlib

import openpyxl
import pytest

from songyu_cli.views.report import RATES


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "示例.db"


@pytest.fixture
def demo(run, built):
    """The sample ledger, built once."""
    if not built.exists():
        run("--db", str(built), "demo")
    return lambda *words, **more: run("--db", str(built), *words, **more)


def page(path):
    """Return the rows of the first sheet, without empty cells."""
    with contextlib.closing(openpyxl.load_workbook(path, data_only=True)) as book:
        rows = [[cell.value for cell in row if cell.value is not None] for row in book.worksheets[0].iter_rows()]
    return [row for row in rows if row]


def test_the_main_report_adds_up_from_the_sub_reports(demo):
    report = demo("report", "--json").json
    batches = demo("batch", "list", "--json").json
    for figure in ("planned", "allocated", "installed", "in_use", "out_of_use", "retired", "open"):
        assert report["total"][figure] == sum(batch[figure] for batch in batches)
    units, benches = demo("unit", "list", "--json").json, demo("bench", "list", "--json").json
    covered = {bench["unit"] for bench in benches if bench["state"] == "in_use"}
    assert report["coverage"]["units"] == len(units)
    assert report["coverage"]["covered"] == len(covered)
    assert report["coverage"]["elderly"] == sum(unit["elderly_60"] for unit in units)
    assert report["coverage"]["elderly_covered"] == sum(u["elderly_60"] for u in units if u["unit"] in covered)
    promise = demo("report", "promise", "--json").json
    told = {figure["key"]: figure for figure in [*promise["figures"], *promise["followups"]["figures"]]}
    kept = {**report["promise"], **report["promise"]["said"]}
    for key in set(RATES) - {"found_at_door"}:
        assert kept[key] == {name: told[key][name] for name in ("numerator", "denominator", "rate")}
        assert kept[key]["numerator"] == len(told[key]["numerator_ids"]) > 0
    assert [kept[name] for name in ("asked", "reached", "graded")] == [
        promise["followups"][name]["n"] for name in ("asked", "reached", "graded")
    ]


def test_what_is_still_owed_is_what_the_lists_name(demo):
    owed = demo("report", "--json").json["owed"]
    report, demands = demo("report", "--json").json, demo("demand", "list", "--json").json
    waiting = [one["waiting_for"] for one in demo("report", "silence", "--json").json]
    care = demo("report", "care", "--json").json
    accepted = [one for one in demands if one["state"] in ("accepted", "in_progress")]
    assert owed == {
        "to_target": 300 - report["total"]["in_use"],
        "pending": 0,
        "out_of_use": len(care["out_of_use"]),
        "bare": 290 - report["coverage"]["covered"],
        "replies": waiting.count("reply"),
        "results": len(accepted),
        "silent": waiting.count("result"),
        "old_stools": waiting.count("old_stool"),
        "repairs": len(care["open_repairs"]),
    }
    assert owed["repairs"] == owed["replies"] - 3 == 1


def test_the_sheet_says_what_the_reports_say(demo, elsewhere):
    out = elsewhere / "答卷.xlsx"
    assert "答卷.xlsx" in demo("report", "--out", str(out)).err
    rows = page(out)
    report = demo("report", "--json").json
    partners, care = demo("report", "partners", "--json").json, demo("report", "care", "--json").json
    assert rows[0] == ["民生答卷：初心为民心，百凳为百姓"]
    assert rows[1] == ["填报单位：斜塘街道淞渔社区；截至2022年12月31日"]
    total = report["total"]
    figures = [total[name] for name in ("planned", "allocated", "installed", "in_use", "open")]
    assert ["合计", *figures, total["in_use"] / total["planned"]] in rows
    for key in set(RATES) - {"found_at_door"}:
        kept = {**report["promise"], **report["promise"]["said"]}[key]
        share = kept["numerator"] / kept["denominator"]
        assert [RATES[key].zh, f"{kept['numerator']}/{kept['denominator']}", share] in rows
    assert ["没有在用凳子的单元（个）", report["owed"]["bare"]] in rows
    assert ["合计", "—", "未载明", "—", partners["total"]["installed"], partners["total"]["in_use"]] in rows
    assert partners["total"]["installed"] == total["installed"]
    assert ["从未巡查（张）", care["never_inspected"]["n"]] in rows
    assert ["维修费用", "278.50 元"] in rows


def test_nobody_s_80_and_no_command_leaves_the_office(demo, elsewhere):
    demo("report", "--out", str(elsewhere / "答卷.xlsx"))
    demo("--lang", "en", "report", "--out", str(elsewhere / "answers.xlsx"))
    for name in ("答卷.xlsx", "answers.xlsx"):
        text = "\n".join(str(cell) for row in page(elsewhere / name) for cell in row)
        assert "80岁" not in text
        assert "80+" not in text
        assert "songyu" not in text


def test_the_english_sheet(demo, elsewhere):
    demo("--lang", "en", "report", "--out", str(elsewhere / "answers.xlsx"))
    rows = page(elsewhere / "answers.xlsx")
    assert rows[0] == ["The answer sheet (民生答卷): 初心为民心，百凳为百姓"]
    assert ["Stairwells without a bench in use", 76] in rows


def test_an_empty_ledger_has_a_sheet_too(run, elsewhere):
    run("init", "--community", "淞渔社区", "--estate", "淞泽家园九区", "--target", "300")
    run("report", "--out", "答卷.xlsx")
    rows = page(elsewhere / "答卷.xlsx")
    assert rows[0] == ["民生答卷：便民安心凳"]
    assert ["离目标还差的凳子（张）", 300] in rows


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("lines", [[], ["unit add 12-3", "demand add 12-3", "demand reply 1 --how 上门"]])
def test_a_sheet_on_which_little_stands_names_no_command_either(run, elsewhere, language, lines):
    run("init", "--community", "淞渔社区", "--estate", "淞泽家园九区")
    for line in lines:
        run(*line.split())
    run("--lang", language, "report", "--out", "答卷.xlsx")
    text = "\n".join(str(cell) for row in page(elsewhere / "答卷.xlsx") for cell in row)
    assert "songyu" not in text
    assert "songyu partner add" in run("report", "partners").out


def test_a_list_as_a_sheet_keeps_its_numbers(demo, elsewhere):
    demo("batch", "list", "--out", str(elsewhere / "批次.xlsx"))
    header, first, second, *_ = page(elsewhere / "批次.xlsx")
    assert header[:2] == ["批次", "计划"]
    assert (first[1], second[1]) == (100, 120)


def test_a_sheet_is_no_format_for_the_screen(run, ledger):
    assert run("report", "--format", "xlsx", "--lang", "zh", ok=False).code == 2
    assert run("report", "--json", "--out", "答卷.xlsx", ok=False).code == 2
