"""`songyu batch plan`: proposed, explained, saved as allocations, made anew, and filled by what is installed."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from conftest import ACTOR, built_once
from rich.cells import cell_len

from songyu_cli.actions.plan import Asked, save_plan
from songyu_cli.domain.benches import HappensInFuture
from songyu_cli.domain.dates import Date
from songyu_cli.storage import batches, plans
from songyu_cli.storage.connection import Database


@pytest.fixture
@built_once
def accepted(run, ledger):
    """Two benches accepted at 12-3 and one at 10-2; nobody was counted at 3-1."""
    run("unit", "add", "3-1", "--floors", "6")
    run("demand", "edit", "1", "-n", "2")
    run("demand", "add", "10-2", "--on", "2021-03-06")
    run("demand", "decide", "1", "2", "--accept", "--on", "2021-03-10")
    return ledger


def typed(run, line, **more):
    """Run a command line as it is typed."""
    return run(*line.split(), **more)


def asked_of(path, query, *values):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def execute(path, *statements):
    """Write behind the commands' back what other commands will write."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def given(run, *words):
    """Return building-label and stage of each planned bench."""
    made = run("batch", "plan", *words, "--json").json
    return [("-".join(one["unit"].split("/")[1:]), one["stage"]) for one in made["plan"]]


def allocated(path):
    return asked_of(
        path,
        """SELECT u.building || '-' || u.label, a.quantity, a.rule, a.rank, a.reason, a.allocated_on, a.plan
        FROM allocations AS a JOIN units AS u ON u.id = a.unit ORDER BY a.id""",
    )


def test_a_proposal_is_for_programs_what_was_promised_and_writes_nothing(run, accepted):
    before = accepted.read_bytes()
    made = run("batch", "plan", "-n", "4", "--json").json
    assert list(made)[:4] == ["plan", "still_bare", "unplanned", "unallocated"]
    first = made["plan"][0]
    assert {name: first[name] for name in ("order", "unit", "stage", "elderly", "benches_before")} == {
        "order": 1,
        "unit": "淞泽家园九区/12/3",
        "stage": 1,
        "elderly": 13,
        "benches_before": 0,
    }
    runner_up = first["runner_up"]
    assert {name: runner_up[name] for name in ("unit", "stage", "elderly", "benches_before")} == {
        "unit": "淞泽家园九区/10/2",
        "stage": 1,
        "elderly": 4,
        "benches_before": 0,
    }
    assert [one["stage"] for one in made["plan"]] == [1, 1, 2, 3]
    assert made["still_bare"] == [
        {"unit": "淞泽家园九区/12/4", "elderly": 9, "elderly_80": 1},
        {"unit": "淞泽家园九区/3/1", "elderly": None, "elderly_80": None},
    ]
    assert (made["unplanned"], made["unallocated"], made["unknown"]) == ([], 0, ["淞泽家园九区/3/1"])
    assert (made["batch"], made["benches"], made["weight"], made["free"], made["saved"]) == (
        1,
        4,
        "elderly_60",
        3,
        None,
    )
    assert accepted.read_bytes() == before


def test_what_was_promised_and_not_planned_is_named(run, accepted):
    made = run("batch", "plan", "-n", "1", "--json").json
    assert made["unplanned"] == [
        {"unit": "淞泽家园九区/10/2", "demands": [2], "benches": 1},
        {"unit": "淞泽家园九区/12/3", "demands": [1], "benches": 1},
    ]


@pytest.mark.parametrize(
    ("steps", "stages"),
    [
        (["demand withdraw 2 --reason 搬走了"], [("12-3", 1), ("12-3", 2), ("2-1", 3)]),
        (["demand decide 2 --decline --reason 太窄"], [("12-3", 1), ("12-3", 2), ("2-1", 3)]),
        (["bench install 10-2", "demand reopen 2 --reason 又坏了"], [("12-3", 1), ("12-3", 2), ("10-2", 2)]),
        (["demand add 10-2", "demand merge 2 --into 3"], [("12-3", 1), ("12-3", 2), ("2-1", 3)]),
        (["demand add 2-1", "demand add 12-4 --kind 扶手", "demand decide 4 --accept"], [("12-3", 1), ("10-2", 1)]),
        (["bench install 12-3"], [("10-2", 1), ("12-3", 2), ("2-1", 3)]),
        (["unit count 10-2 --elderly 20 --on 2022-05-01"], [("10-2", 1), ("12-3", 1), ("12-3", 2)]),
    ],
)
def test_what_counts_as_accepted_and_unmet(run, accepted, steps, stages):
    for step in steps:
        run(*step.split())
    assert given(run, "-n", "3")[: len(stages)] == stages


def test_the_demand_registered_first_is_met_first(run, accepted):
    run("demand", "add", "12-4", "--on", "2022-05-01")
    run("demand", "add", "12-4", "--on", "2022-04")
    run("demand", "decide", "3", "4", "--accept")
    left = run("batch", "plan", "-n", "3", "--json").json["unplanned"]
    assert {"unit": "淞泽家园九区/12/4", "demands": [3], "benches": 1} in left


def test_a_saved_plan_is_its_allocations(run, accepted):
    done = typed(run, "batch plan --save --pin 2-1 --pin 2-1 --skip 12-4=门口修路 --reason 先试点 --on 2022-09-01")
    assert "已保存为第 1 号规划（2022年9月1日），分配了 3 张" in done.out
    assert "songyu undo" in done.err
    assert allocated(accepted) == [
        ("2-1", 1, "pinned", 1, "先试点", "2022-09-01", 1),
        ("2-1", 1, "pinned", 2, "先试点", "2022-09-01", 1),
        ("12-3", 1, "stage_1", 3, None, "2022-09-01", 1),
    ]
    assert asked_of(accepted, "SELECT batch, benches, weight, max_per_unit, planned_on, role FROM plans") == [
        (1, 3, "elderly_60", None, "2022-09-01", "clerk")
    ]
    assert asked_of(accepted, "SELECT choice, quantity, reason FROM plan_units ORDER BY id") == [
        ("pin", 2, "先试点"),
        ("skip", 1, "门口修路"),
    ]
    assert run("demand", "show", "1", "--json").json["demand"]["state"] == "in_progress"
    assert run("batch", "list", "--json").json[0]["allocated"] == 3
    run("undo")
    assert allocated(accepted) == []
    assert asked_of(accepted, "SELECT count(*) FROM plans") == [(0,)]


def test_what_was_asked_of_the_plans_of_a_batch_can_be_read_back(run, accepted):
    typed(run, "batch plan --save -n 2 --weight 80 --max-per-unit 1 --pin 2-1=先试点 --skip 12-4=修路 --skip 10-2=路")
    typed(run, "batch plan --save -n 1 --over --as secretary --on 2022-09")
    with contextlib.closing(sqlite3.connect(accepted)) as connection:
        connection.row_factory = sqlite3.Row
        db = Database(connection)
        first, second = plans.of_batch(db, batches.get(db, 1).id)
    assert (first.plan, first.planned_on, first.benches, first.weight) == (1, "2022-12-31", 2, "elderly_80")
    assert (first.max_per_unit, first.allocated, first.role) == (1, 2, "clerk")
    assert [(one.unit.short, one.quantity, one.reason) for one in first.pinned] == [("2-1", 1, "先试点")]
    assert [one.unit.short for one in first.skipped] == ["12-4", "10-2"]
    assert (second.planned_on, second.role, second.allocated, second.pinned) == ("2022-09", "secretary", 1, ())


def test_what_is_planned_waits_and_is_filled_by_what_is_installed(run, accepted):
    run("batch", "plan", "--save")
    waiting = run("today", "--json").json["to_install"]
    assert [(one["unit"], one["benches"]) for one in waiting] == [("淞泽家园九区/10/2", 1), ("淞泽家园九区/12/3", 2)]
    assert given(run, "2", "-n", "2") == [("2-1", 3), ("12-4", 3)]
    run("bench", "install", "12-3")
    assert len(allocated(accepted)) == 3
    waiting = run("today", "--json").json["to_install"]
    assert [(one["unit"], one["benches"]) for one in waiting] == [("淞泽家园九区/10/2", 1), ("淞泽家园九区/12/3", 1)]
    assert given(run, "2", "-n", "2") == [("2-1", 3), ("12-4", 3)]
    run("bench", "install", "12-3", "10-2")
    assert len(allocated(accepted)) == 3
    assert run("today", "--json").json["to_install"] == []


def test_a_plan_that_was_carried_out_is_not_undone(run, accepted):
    saved = run("batch", "plan", "--save", "-n", "1", "--json").json
    assert saved["saved"] == 1
    plan = run("log", "--limit", "1", "--json").json[0]["command"]
    run("bench", "install", "12-3")
    refused = run("undo", str(plan), "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "allocation_needed")
    run("undo")
    run("undo", str(plan))
    assert allocated(accepted) == []


def test_a_plan_made_anew_says_whom_the_last_one_had_pinned_or_skipped(run, accepted):
    chosen = ("--pin", "10-2=近路口", "--pin", "2-1=先试点", "--skip", "12-4=门口施工")
    run("batch", "plan", "--save", "-n", "3", *chosen)
    run("bench", "install", "2-1")
    ran = run("batch", "plan", "--anew", "--lang", "en")
    assert "Pinned last time and not now: 10-2 (近路口); to keep it add --pin" in ran.out
    assert "Skipped last time and not now: 12-4 (门口施工); to keep it add --skip" in ran.out
    told = run("batch", "plan", "--anew", "--pin", "10-2", "--reason", "近", "--save", "--json").json
    assert (told["unpinned"], [one["unit"] for one in told["unskipped"]]) == ([], ["淞泽家园九区/12/4"])
    assert "上次跳过" not in run("batch", "plan", "--anew").out


def test_a_plan_is_made_anew_before_it_is_carried_out(run, accepted):
    run("batch", "plan", "--save")
    run("demand", "withdraw", "2", "--reason", "搬走了")
    before = accepted.read_bytes()
    tried = run("batch", "plan", "--anew", "--json").json
    assert (tried["free"], tried["taken_back"]) == (3, 3)
    assert given(run, "--anew") == [("12-3", 1), ("12-3", 2), ("2-1", 3)]
    assert "3 张先收回重排" in run("batch", "plan", "--anew").out
    assert accepted.read_bytes() == before
    run("bench", "install", "12-3")
    done = run("batch", "plan", "--anew", "--save")
    assert "这批已分配、还没装的 2 张已收回重排。" in done.out
    assert [(unit, rule, plan) for unit, _, rule, _, _, _, plan in allocated(accepted)] == [
        ("12-3", "stage_1", 1),
        ("12-3", "stage_2", 2),
        ("2-1", "stage_3", 2),
    ]
    run("undo")
    assert [unit for unit, *_ in allocated(accepted)] == ["12-3", "10-2", "12-3"]


def test_only_what_is_not_up_yet_is_taken_back_and_what_a_plan_gave_before_the_rest(run, accepted):
    run("batch", "edit", "1", "-n", "9")
    run("batch", "plan", "--save", "-n", "1")
    run("bench", "install", "12-3", "--on", "2022-01-01")
    first = run("log", "--limit", "1", "--json").json[0]["command"]
    run("bench", "install", "12-3", "--on", "2022-01-02")
    run("undo", str(first))
    assert [(unit, rule) for unit, _, rule, *_ in allocated(accepted)] == [("12-3", "stage_1"), ("12-3", "installed")]
    run("batch", "plan", "--anew", "--save", "-n", "1", "--pin", "2-1", "--reason", "先试点")
    assert [(unit, rule) for unit, _, rule, *_ in allocated(accepted)] == [("12-3", "installed"), ("2-1", "pinned")]


def test_part_of_an_allocation_is_taken_back(run, accepted):
    run("bench", "install", "12-3")
    execute(accepted, "UPDATE allocations SET quantity = 3")
    assert run("batch", "plan", "--anew", "--json").json["free"] == 2
    with contextlib.closing(sqlite3.connect(accepted, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        plans.take_back(Database(connection), 1)
    assert [quantity for _, quantity, *_ in allocated(accepted)] == [1]


def test_a_bench_counts_wherever_it_stands_unless_it_was_taken_away(run, accepted):
    run("batch", "edit", "1", "-n", "9")
    run("bench", "install", "2-1", "12-4", "10-2")
    tags = [tag for (tag,) in asked_of(accepted, "SELECT tag FROM benches ORDER BY id")]
    assert given(run, "-n", "3") == [("12-3", 1), ("12-3", 2), ("3-1", 3)]
    execute(
        accepted,
        "INSERT INTO bench_events (bench, kind, happened_on) VALUES (1, 'out_of_use', '2022-12-01')",
        "INSERT INTO bench_events (bench, kind, happened_on) VALUES (2, 'retired', '2022-12-01')",
        """INSERT INTO moves (bench, from_unit, to_unit, moved_on, reason, role) SELECT 3, b.unit, u.id, '2022-12-01',
            '修路', 'clerk' FROM benches AS b, units AS u WHERE b.id = 3 AND u.building = '3'""",
        "UPDATE benches SET unit = (SELECT id FROM units WHERE building = '3') WHERE id = 3",
    )
    assert tags == ["B1-001", "B1-002", "B1-003"]
    # 2-1 keeps its broken bench, 12-4 has none, 10-2's is at 3-1 now, and its allocation stays filled
    assert given(run, "-n", "5") == [("12-3", 1), ("12-3", 2), ("12-4", 3), ("10-2", 3), ("2-1", 4)]


def test_without_a_number_the_open_batch_is_planned_or_the_next(run, accepted):
    assert run("batch", "plan", "--json").json["batch"] == 1
    run("batch", "close", "1")
    made = run("batch", "plan", "-n", "2", "--json").json
    assert (made["batch"], made["free"]) == (2, None)
    assert "先 songyu batch open 2 -n 2，再加 --save" in run("batch", "plan", "-n", "2").out
    run("batch", "open", "2", "-n", "1")
    assert run("batch", "plan", "--json").json["benches"] == 1


def test_more_than_the_batch_has_is_said_and_needs_over_to_be_saved(run, accepted):
    said = run("batch", "plan", "-n", "5")
    assert "第1批只剩 3 张没有分配，这里多了 2 张，保存要加 --over。" in said.out
    done = run("batch", "plan", "-n", "5", "--save", "--over")
    assert "这里多了 2 张。" in done.out
    assert len(allocated(accepted)) == 5
    said = run("batch", "plan", "-n", "1", "--lang", "en")
    assert "Batch 1 has 0 benches left; 1 bench over: saving it needs --over." in said.out


def test_a_plan_of_fewer_than_asked_says_so(run, accepted):
    done = run("batch", "plan", "-n", "9", "--max-per-unit", "1")
    assert "有 4 张没有排出去" in done.out
    assert run("batch", "plan", "-n", "9", "--max-per-unit", "1", "--json").json["unallocated"] == 4


def test_a_reason_is_masked_before_it_is_shown_or_stored(run, accepted):
    done = run("batch", "plan", "--save", "--skip", "12-4=找13812345678", "--pin", "2-1=张阿姨要的")
    assert "已隐去个人信息" in done.err
    assert "像是人名" in done.err
    stored = asked_of(accepted, "SELECT reason FROM plan_units") + asked_of(accepted, "SELECT typed FROM commands")
    assert not any("13812345678" in text for (text,) in stored)


def test_the_same_stairwell_may_be_pinned_for_two_reasons(run, accepted):
    typed(
        run,
        "batch plan --save --reason 先试点 --pin 12-4＝先试点 --pin 12幢4单元=书记答应 --pin 12-4 "
        "--skip 2-1=a --skip 2-1=b",
    )
    assert asked_of(accepted, "SELECT choice, quantity, reason FROM plan_units ORDER BY id") == [
        ("pin", 3, "先试点；书记答应"),
        ("skip", 1, "a；b"),
    ]


def test_the_rule_refuses_the_future_too(db):
    with pytest.raises(HappensInFuture):
        save_plan(db, Asked(on=Date("2023-01"), batch=1, benches=1), ACTOR)


EXPLAINED = {
    "zh": ("规则 2：60+ 13 ÷ (1+1) = 6.5", "10-2（规则 1：60+ 4 人）", "停用的也算"),
    "en": ("rule 2: 60+ 13 ÷ (1+1) = 6.5", "10-2 (rule 1: 60+ 4)", "one out of use too"),
}
PAGE = {
    "zh": ("指定：先试点", "1 采纳了，还没有凳子", "承诺未安排", "3-1", "这次不给：12-4（修路）", "还没有保存"),
    "en": (
        "pinned: 先试点",
        "1 accepted, no bench",
        "still unplanned",
        "3-1",
        "Given none this time: 12-4 (修路)",
        "--save",
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fits_a_terminal_in_both_languages(run, accepted, language):
    common = f"--color never --lang {language}"
    page = typed(run, f"batch plan -n 2 --pin 2-1=先试点 --skip 12-4=修路 {common}", terminal=80).out
    explained = typed(run, f"batch plan -n 4 --explain {common}", terminal=80).out
    for text, expected in ((page, PAGE), (explained, EXPLAINED)):
        for said in expected[language]:
            assert said in text
        assert max(map(cell_len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (["12-4 --elderly 11 --elderly-80 2"], ("，相同，80+ 更多（2 比 1）", "tied; more 80+ (2 to 1)")),
        (["12-4 --elderly 11 --elderly-80 1"], ("，相同，按地址先后", "tied; address order")),
    ],
)
def test_what_decided_a_tie_is_said(run, ledger, facts, said):
    run("unit", "edit", "12-3", "--households", "9")
    for fact in facts:
        run("unit", "count", *fact.split(), "--on", "2022-01-01")
    run("demand", "decide", "1", "--decline", "--reason", "太窄")
    words = ["batch", "plan", "-n", "2", "--skip", "12-3=修路", "--explain"]
    assert said[0] in run(*words).out
    assert said[1] in run(*words, "--lang", "en").out


def test_floors_decide_and_unknown_numbers_are_said(run, accepted):
    run("unit", "add", "4-1")
    words = ["batch", "plan", "-n", "6", "--max-per-unit", "1", "--explain"]
    assert "60+ 不明，已有 0 张，相同，楼层更多（6 比 不明）" in run(*words).out
    assert "unknown, benches: 0, tied; more floors (6 to unknown)" in run(*words, "--lang", "en").out


def test_unknown_numbers_with_different_benches_are_no_tie(run, accepted):
    run("unit", "add", "4-1")
    run("bench", "install", "3-1")
    known = " ".join(f"--skip {unit}=修路" for unit in ("12-3", "12-4", "2-1", "10-2"))
    page = typed(run, f"batch plan -n 3 --over {known} --explain").out
    assert page.count("，相同") == 1  # the second bench, between one bench each


def test_an_empty_register_and_a_plan_without_anybody(run, elsewhere):
    run("init", "--community", "淞渔社区", "--subdistrict", "斜塘街道", "--estate", "淞泽家园九区")
    assert "songyu unit import 底账.xlsx" in run("batch", "plan", "1", "-n", "3").out
    assert "songyu unit import" in run("batch", "plan", "1", "-n", "3", "--lang", "en").out
    run("unit", "add", "1-1")
    nobody = run("batch", "plan", "1", "-n", "3", "--skip", "1-1=修路").out
    assert "一张也没有排出去" in nobody
    assert "--save" not in nobody


def test_programs_get_the_benches_alone_as_rows(run, accepted):
    lines = run("batch", "plan", "-n", "2", "--format", "tsv").out.splitlines()
    assert lines[0].split("\t") == [
        *("order", "unit", "stage", "elderly", "elderly_80", "floors", "benches_before", "reason", "runner_up")
    ]
    assert lines[1].split("\t")[:7] == ["1", "淞泽家园九区/12/3", "1", "13", "1", "", "0"]
    assert len(run("batch", "plan", "-n", "2", "--format", "csv").out.splitlines()) == 3
    assert len(run("batch", "plan", "-n", "2", "--format", "jsonl", "--save").out.splitlines()) == 2


def test_the_same_in_chinese(run, accepted):
    made = run("批次", "规划", "第1批", "--weight", "80岁以上", "--max-per-unit", "两张", "--json").json
    assert (made["batch"], made["weight"], made["max_per_unit"]) == (1, "elderly_80", 2)
    assert "按80岁以上人数，一个单元最多 2 张" in run("批次", "规划", "--weight", "高龄", "--max-per-unit", "2").out


def test_everybody_has_one_or_nobody_is_left_promised(run, accepted):
    said = run("batch", "plan", "-n", "6", "--over").out
    assert "照此每个单元都有凳子。" in said
    assert "采纳了的凳子需求都有安排。" in said
    said = run("batch", "plan", "-n", "6", "--lang", "en").out
    assert "With this every stairwell has a bench." in said
    assert "Every accepted bench demand has its benches." in said


def test_a_stairwell_of_another_estate_carries_its_name(run, accepted):
    other = "淞泽家园十区1幢1单元"
    run("unit", "add", other)
    page = run("batch", "plan", "-n", "1", "--color", "never", terminal=80).out
    assert f"2-1  12-4  10-2  3-1  {other}" in page
    shown = typed(run, f"batch plan -n 2 --explain --skip {other}=修路 --color never").out
    assert f"这次不给：{other}（修路）" in shown
    done = typed(run, f"batch plan --save --pin {other}=先试点 -n 1 --explain").out
    assert "songyu bench install --planned --batch 1" in done
    assert "淞泽家园十区1-1" in done
