"""The flat views say the same as songyu itself, to tools that know nothing of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ACTOR, NOW

from songyu_cli.domain.demands import CLOSED
from songyu_cli.storage import batches, benches, demands, hazards, log, meetings, menu, units
from songyu_cli.storage.database import open_ledger
from songyu_cli.storage.log import transaction
from songyu_cli.storage.views import VIEWS, install_views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from songyu_cli.storage.connection import Database


_made: list[bytes] = []
DOOR_TO_DECISION = (
    "hazard add 12-3 --kind 旧凳 --on 2022-10-01",
    "hazard add 10-2 --kind 杂物 --on 2022-10-02 -n 2",
    "hazard clear 2 --how 搬走 --on 2022-10-03",
    "visit --file 走访.txt --on 2022-11-01",
    "unit screen --top 2 --save",
    "meeting add --kind 协商会 --on 2022-12-01 --present 居民=12 --present 网格员=2",
    "meeting add --kind 实地考察 --on 2022-12-02",
    "meeting item 1 4 5 --accept",
    "demand reply 4 5 --how 会议",
    "menu add 楼道扶手 --year 2022 --kind 扶手",
    "menu add 百凳项目 --year 2022 --programme",
    "menu link 1 5",
)
GIFT_TO_BENCH = (
    "partner add 苏州银行",
    "partner pledge 1 -n 3 --on 2022",
    "partner receive 1 --money 5万 --batch 2",
    "bench edit B2-001 --partner 1 --height 450 --back 是",
    "bench inspect B1-001 --fault 松动、开裂 --on 2022-12-01",
    "bench inspect B1-002 --fault 掉漆 --on 2022-12-02",
    "bench repair B1-001 --text 拧紧 --by 物业 --cost 35.5 --on 2022-12-03",
    "bench replace B1-002 --reason 断了 --on 2022-12-05",
    "bench audit 12-3 B1-001 --unknown 1 --on 2022-12-06",
    "demand followup 1 --resolved 是 --grade 满意 --text 能歇脚",
    "demand followup 1 --not-reached",
)


@pytest.fixture
def path(elsewhere: Path, request: pytest.FixtureRequest) -> Path:
    """A ledger with something of everything, made once."""
    if not _made:
        fill(request.getfixturevalue("run"), request.getfixturevalue("ledger"))
        _made.append((elsewhere / "songyu.db").read_bytes())
    (elsewhere / "songyu.db").write_bytes(_made[0])
    return elsewhere / "songyu.db"


def fill(run: Callable[..., object], ledger: Path) -> None:
    """Add counts that leave bands open, benches of two batches and in every state, and an undo."""
    run("unit", "count", "12-3", "--elderly", "15", "--on", "2022-06")
    run("unit", "count", "12-3", "--elderly-80", "2", "--on", "2022-09-01", "--source", "走访")
    run("unit", "add", "9-1")
    run("demand", "add", "12-4", "-n", "2", "--on", "2021-04", "--kind", "handrail")
    run("demand", "add", "12-4", "-n", "2", "--on", "2021-04")
    run("bench", "install", "12-3", "12-4", "--on", "2021-06-18")
    run("batch", "open", "2", "-n", "5", "--on", "2022-09")
    installed = ["10-2,2022-09-05,2022-10,在用", "2-1,2022-09-05,,停用", "2-1,2022-10,,拆除", "2-1,2022-11,,未启用"]
    lines = ["地址,安装日期,投入使用日期,状态", *installed]
    ledger.with_name("走访.txt").write_text("12-3 16/2 凳\n12-4 扶手\n", encoding="utf-8")
    ledger.with_name("台账.csv").write_text("\n".join(lines), encoding="utf-8")
    run("bench", "import", "台账.csv", "--batch", "2")
    run("bench", "install", "10-2", "--batch", "1", "--on", "2022")
    run("undo")
    for line in DOOR_TO_DECISION + GIFT_TO_BENCH:
        run(*line.split())


@pytest.fixture
def filled(path: Path) -> Iterator[Database]:
    db = open_ledger(path)
    yield db
    db.close()


def rows(db: Database, view: str, order: str) -> list[dict[str, Any]]:
    return [dict(row) for row in db.all(f"SELECT * FROM {view} ORDER BY {order}")]


def test_every_view_can_be_read_and_holds_something(filled):
    views = [row[0] for row in filled.all("SELECT name FROM sqlite_master WHERE type = 'view'")]
    assert len(views) == len(VIEWS) > 10
    for view in views:
        assert filled.value(f"SELECT count(*) FROM {view}") > 1


def test_units_and_their_latest_counts(filled):
    said = {row.pop("unit"): row for row in rows(filled, "v_units", "unit")}
    lines = {line.unit.key: line for line in units.lines(filled, up_to="9999")}
    assert said.keys() == lines.keys()
    for unit, row in said.items():
        line = lines[unit]
        assert row.pop("benches_in_use") == line.in_use
        row.pop("id")
        assert row == {name: getattr(line, name) for name in row}
    twelve = said["淞泽家园九区/12/3"]
    assert (twelve["elderly_60"], twelve["elderly_80"], twelve["as_of"]) == (16, 2, "2022-11-01")


def test_headcounts(filled):
    said = rows(filled, "v_headcounts", "unit, as_of")
    told = [count for unit in units.everywhere(filled) for count in units.headcounts(filled, unit)]
    bands = ("as_of", "residents", "elderly_60", "elderly_65", "elderly_80", "source")
    assert sorted([(row["unit"], *(row[band] for band in bands)) for row in said], key=str) == sorted(
        [(count.unit.key, *(getattr(count, band) for band in bands)) for count in told], key=str
    )


def test_demands_and_what_was_carried_out(filled):
    said = rows(filled, "v_demands", "id")
    told = demands.everything(filled)
    assert [(row["id"], row["unit"], row["carried_out"], row["kind"], row["quantity"]) for row in said] == [
        (one.demand, one.unit.key, one.carried_out, one.kind, one.quantity) for one in told
    ]
    assert [row["carried_out"] >= row["quantity"] for row in said] == [one.state in CLOSED for one in told]
    assert [row["carried_out"] for row in said] == [1, 0, 1, 0, 0]
    for name in ("round", "verdict", "decided_on", "replies", "replied_on", "reply_due", "menu_item", "owner_role"):
        assert [row[name] for row in said] == [getattr(one, name) for one in told]
    assert [row["verdict"] for row in said] == [None, None, None, "accepted", "accepted"]


@pytest.mark.parametrize(
    ("view", "told", "key"),
    [
        ("v_hazards", hazards.everything, "hazard"),
        ("v_meetings", meetings.everything, "meeting"),
        ("v_menu_items", lambda db: menu.everything(db, NOW.date()), "menu_item"),
    ],
)
def test_hazards_meetings_and_the_menu(filled, view, told, key):
    said = rows(filled, view, "id")
    assert [row["id"] for row in said] == [getattr(one, key) for one in told(filled)]
    for row, one in zip(said, told(filled), strict=True):
        shared = row.keys() & one._asdict().keys()
        assert len(shared) > 5
        assert {name: row[name] for name in shared} == {
            name: getattr(getattr(one, name), "key", getattr(one, name)) for name in shared
        }


def test_what_is_linked_to_the_menu_counts_what_left_it_too(filled):
    with transaction(filled, "demand withdraw", ACTOR):
        filled.update("demands", 5, withdrawn_on="2022-12-31")
    assert [row["linked"] for row in rows(filled, "v_menu_items", "id")] == [1, 0]
    assert [one.demands for one in menu.everything(filled, NOW.date())] == [0, 0]


def test_rounds_and_selections(filled):
    said = rows(filled, "v_visits", "id")
    assert [(row["unit"], row["elderly_60"], row["elderly_80"]) for row in said] == [
        ("淞泽家园九区/12/3", 16, 2),
        ("淞泽家园九区/12/4", None, None),
    ]
    chosen = rows(filled, "v_selections", "rank, unit")
    assert [(row["unit"], row["rank"], row["elderly_60"]) for row in chosen] == [
        ("淞泽家园九区/12/3", 1, 16),
        ("淞泽家园九区/2/1", 2, 11),
    ]


def test_benches_and_their_states(filled):
    said = rows(filled, "v_benches", "tag")
    told = sorted(benches.everything(filled), key=lambda bench: bench.tag)
    for row, bench in zip(said, told, strict=True):
        row.pop("grid")
        assert row.pop("unit") == bench.unit.key
        assert row == {name: getattr(bench, name) for name in row}
    states = ["in_use", "retired", "in_use", "in_use", "out_of_use", "retired", "pending"]
    assert [row["state"] for row in said] == states


def test_batches(filled):
    said = rows(filled, "v_batches", "batch")
    assert said == [{name: getattr(one, name) for name in said[0]} for one in batches.everything(filled)]
    assert [(row["installed"], row["in_use"], row["allocated"]) for row in said] == [(2, 2, 2), (4, 1, 4)]


def test_the_log(filled):
    said = rows(filled, "v_log", "id DESC")
    told = log.find(filled)
    assert [(row["id"], row["command"], row["typed"], row["undoes"], row["changes"]) for row in said] == [
        (one.command, one.name, one.typed, one.undoes, one.changes) for one in told
    ]
    assert [(row["id"] - row["undoes"], row["command"]) for row in said if row["undoes"]] == [(1, "undo")]


def test_views_are_written_anew(db):
    db.execute("DROP VIEW v_units")
    db.execute("CREATE VIEW v_units AS SELECT 1 AS old")
    install_views(db)
    assert rows(db, "v_units", "id") == []


def test_another_tool_reads_them(path):
    tool = Path(sys.executable).with_name("sqlite-utils")
    ran = subprocess.run([tool, "rows", path, "v_units"], capture_output=True, encoding="utf-8", check=True)
    assert len(json.loads(ran.stdout)) == 5
