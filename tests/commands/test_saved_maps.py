"""What --map said of a clerk's own headers, kept for the next file of the kind."""

from __future__ import annotations

import pytest
from files import Table, write_xlsx

OWN = [["楼", "门", "长者"], ["40", "1", 7]]
DAY = ("--on", "2021-03-01")


@pytest.fixture
def take(run, ledger, elsewhere):
    """Write rows to a file and import it as a register."""

    def take(rows, *words, ok=True):
        write_xlsx(elsewhere / "x.xlsx", Table("底账", rows))
        return run("unit", "import", "x.xlsx", *DAY, *words, ok=ok)

    return take


def elderly(run, unit):
    counts = run("unit", "show", unit, "--json").json["counts"]
    return counts[0]["elderly_60"] if counts else None


def kept(run):
    return run("config", "get", "map_units", "--json").json["value"]


MAPPED = ("--map", "门=label", "--map", "长者=60岁以上")


def test_what_was_mapped_is_kept_and_used_and_that_is_said(run, take):
    said = take(OWN, *MAPPED, "--save-map").out
    assert "记住了表头的对应：门=label; 长者=elderly_60" in said
    assert "songyu config set map_units" in said
    again = take([["楼", "门", "长者"], ["40", "2", 9]])
    assert "按上次的设定：门=单元" in again.out
    assert "按上次的设定：长者=60岁以上" in again.out
    assert elderly(run, "40-2") == 9
    assert "map_units" in run("config", "list").out
    assert "As set before: 长者=" in take([["楼", "门", "长者"], ["40", "3", 9]], "--lang", "en").out


def test_a_file_without_these_headers_says_nothing_of_them(run, take):
    take(OWN, *MAPPED, "--save-map")
    said = take([["幢", "单元", "60岁以上"], ["40", "2", 9]]).out
    assert "按上次的设定" not in said
    assert elderly(run, "40-2") == 9


def test_a_known_header_counts_before_a_kept_one_and_an_assumed_one_after_it(run, take):
    take(OWN, *MAPPED, "--save-map")
    take([["幢", "单元", "长者", "60岁以上"], ["40", "2", 1, 9]])
    assert elderly(run, "40-2") == 9
    take([["幢", "单元", "长者", "老人数"], ["40", "3", 8, 1]])
    assert elderly(run, "40-3") == 8


def test_what_is_typed_counts_before_what_was_kept(run, take):
    take(OWN, *MAPPED, "--save-map")
    take([["楼", "门", "长者", "花甲"], ["40", "2", 1, 9]], "--map", "花甲=elderly")
    assert elderly(run, "40-2") == 9
    take([["楼", "门", "长者"], ["40", "3", 9]], "--map", "长者=65+", "--save-map")
    assert kept(run) == "门=label; 长者=elderly_65"


def test_the_undo_of_the_import_takes_the_map_back(run, take):
    take(OWN, *MAPPED, "--save-map")
    run("undo")
    assert kept(run) == ""
    assert take([["楼", "门", "长者"], ["40", "2", 9]], ok=False).code == 5


def test_a_map_is_kept_though_no_row_changes(run, take):
    take(OWN, *MAPPED)
    assert kept(run) == ""
    done = take(OWN, *MAPPED, "--save-map")
    assert "相同 1" in done.out
    assert "没有变化" not in done.err
    assert kept(run) == "门=label; 长者=elderly_60"
    assert "没有变化" in take(OWN, *MAPPED, "--save-map").err


def test_a_dry_run_keeps_nothing_and_says_so(run, ledger, take):
    before = ledger.read_bytes()
    said = take(OWN, *MAPPED, "--save-map", "--dry-run").out
    assert "试读不记表头的对应；正式导入会记：门=label; 长者=elderly_60" in said
    assert ledger.read_bytes() == before


def test_a_refused_import_keeps_nothing_and_says_what_was_used(run, take):
    assert take([["楼", "门", "长者"], ["40", "1", "约7"]], *MAPPED, "--save-map", ok=False).code == 5
    assert kept(run) == ""
    take(OWN, *MAPPED, "--save-map")
    refused = take([["楼", "门", "长者"], ["40", "2", "约7"]], ok=False)
    assert "按上次的设定：长者=60岁以上" in refused.err


def test_a_kept_map_is_edited_and_cleared_by_hand(run, take):
    run("config", "set", "map_units", "长者＝60岁以上， 门=单元".replace("＝", "="))
    assert kept(run) == "长者=elderly_60; 门=label"
    take(OWN)
    assert elderly(run, "40-1") == 7
    run("config", "set", "map_units", "")
    assert take(OWN, ok=False).code == 5


def test_each_kind_keeps_its_own(run, take, elsewhere):
    take(OWN, *MAPPED, "--save-map")
    write_xlsx(elsewhere / "b.xlsx", Table("b", [["批次", "楼", "门", "装的日子"], [1, 12, 3, "2021-06"]]))
    run("bench", "import", "b.xlsx", "--map", "门=label", "--map", "装的日子=installed_on", "--save-map")
    assert kept(run) == "门=label; 长者=elderly_60"
    assert run("config", "get", "map_benches", "--json").json["value"] == "门=label; 装的日子=installed_on"
    run("undo")
    run("bench", "import", "b.xlsx", "--map", "门=label", "--map", "装的日子=installed_on", "--save-map")
    assert "按上次的设定：装的日子=安装日期" in run("bench", "import", "b.xlsx").out


def test_a_header_of_ones_own_in_a_mended_file_needs_no_words(run, take, elsewhere):
    take(OWN, *MAPPED, "--save-map")
    write_xlsx(elsewhere / "y.xlsx", Table("底账", [["楼", "门", "长者"], ["40", "2", "约7"]]))
    run("unit", "import", "y.xlsx", *DAY, "--errors-to", "问题.csv", ok=False)
    text = (elsewhere / "问题.csv").read_text(encoding="utf-8-sig")
    (elsewhere / "问题.csv").write_text(text.replace("约7,", "7,"), encoding="utf-8")
    assert run("unit", "import", "问题.csv", "--json").json["added"] == 1
