"""A whole ledger goes out as lines and comes back equal, whatever is in it; nothing less ever becomes a ledger."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import tracemalloc
from hashlib import sha256
from pathlib import Path

import pytest
import sqlite_utils
from clerks import PLACES
from conftest import ACTOR, NOW, new_ledger
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule
from ready import ready, town
from sqlite_utils.migrations import Migrations
from test_undo_property import AllHands

from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.ledger_export import export_ledger
from songyu_cli.actions.ledger_rebuild import rebuild_ledger
from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.unit import add_unit, edit_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.log import NothingToUndo
from songyu_cli.domain.whole import KEEP_INSIDE
from songyu_cli.storage.connection import Database
from songyu_cli.storage.database import creating, in_memory, open_ledger, prepared
from songyu_cli.storage.log import transaction
from songyu_cli.storage.migrations import migrations
from songyu_cli.storage.names import APPLICATION_ID, MIGRATIONS
from songyu_cli.storage.schema import FLOORS

KEPT = Path(__file__).parent / "storage" / "ledgers"
TEXTS = [*HOSTILE, '{"a": 1}', "\\u0000", "\x00", "a\x00b", "\r\n", "9" * 19]
TEXTS = [text.encode("utf-8", "replace").decode() for text in TEXTS]  # a ledger cannot hold half of a character
UNIT = Address("淞泽家园九区", "12", "3")
LIFTS = "ALTER TABLE units ADD COLUMN lift TEXT"


def rows(db):
    """Everything a ledger holds, table by table, with the numbers that SQLite keeps."""
    names = [row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found = {name: [tuple(row) for row in db.all(f"SELECT * FROM {name} ORDER BY 1")] for name in names}
    found["_sqlite_migrations"] = [row[1:3] for row in found["_sqlite_migrations"]]  # when they were applied differs
    return found


def schema(db):
    return sorted(tuple(row) for row in db.all("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"))


def exported(db, path):
    path.write_text("".join(export_ledger(db)), encoding="utf-8", newline="")
    return path


def export_of(ledger, path):
    with contextlib.closing(open_ledger(ledger)) as db:
        return exported(db, path)


def assert_equal(one, other):
    assert rows(one) == rows(other)
    assert list(export_ledger(one)) == list(export_ledger(other))


# out, and in again


def demo(request, folder):
    request.getfixturevalue("run")("--db", "songyu.db", "demo")
    return folder / "songyu.db"


def empty(request, folder):
    request.getfixturevalue("run")("init", "--community", "甲社区", "--estate", "乙小区")
    return folder / "songyu.db"


@pytest.mark.parametrize("build", [empty, ready, town, demo])
def test_a_ledger_comes_back_equal_and_work_goes_on_in_it(build, request, elsewhere, run):
    ledger = build(request, elsewhere)
    file = export_of(ledger, elsewhere / "账本.jsonl")
    run("init", "--db", "copy.db", "--from", str(file))
    copy = elsewhere / "copy.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    files = sorted(one.name for one in elsewhere.iterdir() if one.suffix != ".backups")
    assert files == ["copy.db", "songyu.db", "账本.jsonl"]
    with contextlib.closing(open_ledger(ledger)) as one, contextlib.closing(open_ledger(copy)) as other:
        assert_equal(one, other)
        assert schema(one) == schema(other)
        assert other.value("PRAGMA integrity_check") == "ok"
    for line in ("log --limit 9999", "report", *(["undo"] if build is not empty else []), "unit add 777-1", "undo"):
        assert run(*line.split(), "--json").out == run("--db", "copy.db", *line.split(), "--json").out
    with contextlib.closing(open_ledger(ledger)) as one, contextlib.closing(open_ledger(copy)) as other:
        assert_equal(one, other)


def test_what_is_said(request, elsewhere, run):
    file = str(export_of(town(request, elsewhere), elsewhere / "账本.jsonl"))
    with contextlib.closing(open_ledger(elsewhere / "songyu.db")) as db:
        units, demands, benches, entries = (
            db.value(f"SELECT count(*) FROM {table}") for table in ("units", "demands", "benches", "commands")
        )
    said = run("init", "--db", "新.db", "--from", file).out
    counts = f"{units} 个单元、{demands} 条需求、{benches} 张凳子，日志 {entries} 条"
    assert f"账本 新.db 和导出时一样：{counts}\n" in said
    assert "淞渔社区 · 日志最后一条：2022-12-31 09:30\n" in said
    assert "下一步：songyu --db 新.db report；" in said
    said = run("init", "--db", "new.db", "--from", file, "--lang", "en").out
    counts = f"stairwells {units}, demands {demands}, benches {benches}, log {entries}"
    assert f"new.db is as exported: {counts}\n" in said
    told = run("新建", "--db", "3.db", "--from", file, "--json").json
    assert (told["units"], told["entries"], told["community"]) == (units, entries, "淞渔社区")


def test_the_commands_work_together(request, elsewhere, run):
    """What `export` writes, to a file and to a pipe, is what `init --from` reads."""
    ready(request, elsewhere)
    said = run("export", "--out", "账本.jsonl").err
    assert KEEP_INSIDE.zh in said
    piped = run("export").out
    assert piped == (elsewhere / "账本.jsonl").read_bytes().decode()
    run("init", "--db", "copy.db", "--from", "账本.jsonl")
    assert run("export", "--db", "copy.db").out == piped


def test_hostile_text_comes_back_to_the_letter_and_shows_nothing_invisible_on_its_way(db, elsewhere):
    add_unit(db, UNIT, ACTOR)
    for number, text in enumerate(TEXTS):
        with transaction(db, "past all cleaning", ACTOR):
            db.insert("units", estate=text, building=str(number), label=text, grid=text)
            db.insert("settings", key=f"{number}{text}", value=text)
    file = exported(db, elsewhere / "x.jsonl")
    for line in file.read_text(encoding="utf-8").split("\n"):
        assert line.isprintable()
    with creating(elsewhere / "y.db", bare=True) as copy:
        rebuild_ledger(copy, file)
        assert_equal(db, copy)


class Carried(AllHands):
    """All hands, with hostile texts; in the end the ledger is carried over, and both are taken back step by step."""

    @rule(place=PLACES, text=st.sampled_from(TEXTS))
    def add_a_hostile_demand(self, place, text):
        day = Date("2021-03-05")
        new = NewDemand(place, "bench", 1, "door", day, text)
        self.act(add_demand, new, ACTOR, means=lambda m: m.add_demand(place, "bench", 1, day))

    @rule(place=PLACES, text=st.sampled_from(TEXTS))
    def edit_a_unit_with_hostile_text(self, place, text):
        self.act(edit_unit, place, ACTOR, {"grid": text}, means=lambda m: m.edit_unit(place, {"grid": text}))

    def check(self):
        """What the ledger shows is looked at by the clerks who carry nothing."""

    def teardown(self):
        with tempfile.TemporaryDirectory() as folder:
            file = exported(self.db, Path(folder, "x.jsonl"))
            with creating(Path(folder, "y.db"), bare=True) as copy:
                rebuild_ledger(copy, file)
                assert_equal(self.db, copy)
                for _ in range(4):
                    done = {self.taken_back(self.db), self.taken_back(copy)}
                    assert len(done) == 1
                    assert rows(self.db) == rows(copy)
        self.db.close()

    @staticmethod
    def taken_back(db):
        try:
            return undo_command(db, None, ACTOR)
        except NothingToUndo:
            return None


Carried.TestCase.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
TestCarried = Carried.TestCase


# older and later programs


@pytest.mark.parametrize("old", sorted(path.stem for path in KEPT.iterdir()))
def test_an_export_of_an_older_ledger_is_brought_up_to_date(old, elsewhere, run, monkeypatch):
    monkeypatch.setattr("songyu_cli.storage.migrations.now", lambda: NOW)
    path = elsewhere / "songyu.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript((KEPT / f"{old}.sql").read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file = exported(prepared(Database(connection)), elsewhere / "x.jsonl")
    first = json.loads(file.read_text(encoding="utf-8").partition("\n")[0])
    assert first["schema"] == [name for name in MIGRATIONS if name[:4] <= old]
    run("init", "--db", "copy.db", "--from", str(file))
    with contextlib.closing(open_ledger(path)) as grown, contextlib.closing(open_ledger(elsewhere / "copy.db")) as copy:
        assert_equal(grown, copy)
        assert schema(grown) == schema(copy)
    while run("undo", "--json").json["command"] > 2:
        assert run("undo", "--db", "copy.db").code == 0


def test_a_later_program_reads_todays_export(elsewhere, db, monkeypatch):
    add_unit(db, UNIT, ACTOR)
    file = exported(db, elsewhere / "x.jsonl")
    more = Migrations("songyu")
    for one in migrations.pending(sqlite_utils.Database(memory=True)):
        more(name=one.name)(one.fn)

    @more(name="m999_later")
    def lifts(tables):
        tables.conn.execute(LIFTS)

    monkeypatch.setattr("songyu_cli.storage.migrations.migrations", more)
    monkeypatch.setitem(FLOORS, "m999_later", (LIFTS,))
    monkeypatch.setattr("songyu_cli.actions.ledger_rebuild.MIGRATIONS", (*MIGRATIONS, "m999_later"))
    with creating(elsewhere / "y.db", bare=True) as copy, contextlib.closing(in_memory()) as new:
        rebuild_ledger(copy, file)
        assert schema(copy) == schema(new)
        assert [row[:-1] for row in rows(copy)["units"]] == rows(db)["units"]
        edit_unit(copy, UNIT, ACTOR, {"lift": "有"})
        again = exported(copy, elsewhere / "z.jsonl")
    with creating(elsewhere / "later.db", bare=True) as copy:
        rebuild_ledger(copy, again)
        assert list(export_ledger(copy)) == again.read_text(encoding="utf-8").splitlines(keepends=True)
    monkeypatch.undo()
    with pytest.raises(SongyuError, match="m999_later"), creating(elsewhere / "no.db", bare=True) as copy:
        rebuild_ledger(copy, again)
    assert not (elsewhere / "no.db").exists()


# files that are not whole


def sealed(lines):
    """Lines under a new closing line that says how many rows there are, and vouches for them."""
    counts = dict.fromkeys(json.loads(lines[0])["tables"], 0)
    for line in lines[1:]:
        with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
            counts[json.loads(line)["table"]] += 1
    body = "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
    return body + json.dumps({"rows": counts, "sha256": sha256(body).hexdigest()}).encode() + b"\n"


def lines_of(path):
    return path.read_text(encoding="utf-8").split("\n")[:-2]


def first_of(lines, table):
    return next(number for number, line in enumerate(lines) if line.startswith(f'{{"table": "{table}"'))


def edited(table, change, *, more=0):
    """Change a row of a table: its values by a function, or its line by a text in it and another."""

    def edit(lines):
        number = first_of(lines, table) + more
        if callable(change):
            line = json.loads(lines[number])
            change(line["row"])
            lines[number] = json.dumps(line)
        else:
            assert change[0] in lines[number]
            lines[number] = lines[number].replace(*change)
        return number + 1

    return edit


def put(**values):
    return lambda row: row.update(values)


def lacks(name):
    return lambda row: row.pop(name)


def renamed(row):
    values = dict(row)
    row.clear()
    row.update({("x) VALUES (1); --" if name == "grid" else name): value for name, value in values.items()})


def again(table):
    def edit(lines):
        number = first_of(lines, table)
        lines.insert(number, lines[number])
        return number + 2

    return edit


def added(line, table="units"):
    def edit(lines):
        number = first_of(lines, table)
        lines.insert(number, line)
        return number + 1

    return edit


def moved(lines):
    """Put the last row of SQLite's numbers before everything else."""
    lines.insert(1, lines.pop())
    return 3


def serials_twice(lines):
    number = first_of(lines, "settings")
    lines[number:number] = ['{"table": "serials", "row": {"name": "B1", "last": 3}}'] * 2
    return number + 2


def in_log(change):
    """Change what the log says a row was, as text."""

    def edit(row):
        side = json.loads(row["new"])
        change(side)
        row["new"] = json.dumps(side)

    return edited("changes", edit)


def without(table):
    """Leave out a row that others point at."""

    def edit(lines):
        del lines[first_of(lines, table)]

    return edit


HUGE = "9" * 5000
MASTER = '{"table": "sqlite_master", "row": {"type": "table", "name": "x", "sql": "CREATE TABLE x (a)"}}'
ROWS = {
    # lines that are no rows
    "not JSON": (added("hello"), "JSON"),
    "nothing": (added(""), "JSON"),
    "a list": (added("[1, 2]"), "JSON"),
    "nested": (added("[" * 100_000), "JSON"),
    "nested objects": (added('{"a":' * 100_000), "JSON"),
    "NUL": (added('{"table": "units\x00", "row": {}}'), "JSON"),
    "half of a character": (added('"\ud800"'), "JSON"),
    "thousands of figures": (edited("units", ('"households": 10', f'"households": {HUGE}')), "JSON"),
    "a key twice": (edited("units", ('"households": 10', '"households": 10, "households": 10')), "写了两次"),
    "a table twice": (added('{"table": "units", "table": "units", "row": {}}'), "写了两次"),
    "more than a row": (edited("units", ('{"table"', '{"x": 1, "table"')), "的样子"),
    "a row that is none": (added('{"table": "units", "row": [1]}'), "的样子"),
    # tables and columns
    "unknown table": (added('{"table": "lifts", "row": {"id": 1}}'), "没有这样的表"),
    "a table of SQLite": (added(MASTER), "没有这样的表"),
    "the migrations": (added('{"table": "_sqlite_migrations", "row": {"id": 9}}'), "没有这样的表"),
    "a table by a number": (added('{"table": 1, "row": {"id": 1}}'), "没有这样的表"),
    "a table by a list": (added('{"table": ["units"], "row": {"id": 1}}'), "没有这样的表"),
    "SQL for a table": (added('{"table": "units; DROP TABLE units", "row": {"id": 1}}'), "没有这样的表"),
    "SQL for a column": (edited("units", renamed), "units 表的栏目不对"),
    "a column more": (edited("units", put(lift="x")), "units 表的栏目不对"),
    "a column less": (edited("units", lacks("grid")), "units 表的栏目不对"),
    # values
    "a fraction": (edited("units", put(households=10.0)), "households 的值类型不对"),
    "not a number": (edited("units", ('"households": 10', '"households": NaN')), "households 的值类型不对"),
    "infinite": (edited("units", ('"households": 10', '"households": 1e999')), "households 的值类型不对"),
    "true": (edited("units", put(households=True)), "households 的值类型不对"),
    "a number as text": (edited("units", put(households="10")), "households 的值类型不对"),
    "text as a number": (edited("units", put(grid=10)), "grid 的值类型不对"),
    "a list for text": (edited("units", put(grid=["x"])), "grid 的值类型不对"),
    "no id": (edited("units", put(id=None)), "id 的值类型不对"),
    "an id as text": (edited("units", put(id="1")), "id 的值类型不对"),
    "beyond 64 bits": (edited("units", put(households=2**63)), "写不进账本"),
    "an id beyond 64 bits": (edited("units", put(id=-(2**64))), "写不进账本"),
    "an escaped half": (edited("units", put(grid="\ud800")), "写不进账本"),
    "nothing where a value must be": (edited("units", put(estate=None)), "缺一个必须有的值"),
    "a check": (edited("units", put(households=-1)), "不允许的值"),
    "a date": (edited("demands", put(registered_on="2021-13-45")), "不允许的值"),
    # rows among others
    "a row twice": (again("units"), "编号重复"),
    "an id twice": (edited("units", put(id=1), more=1), "编号重复"),
    "a stairwell twice": (edited("units", put(label="3"), more=1), "重了"),
    "out of order": (moved, "次序不对"),
    "numbers twice": (again("sqlite_sequence"), "编号重复"),
    "serials twice": (serials_twice, "编号重复"),
    "an orphan": (edited("demands", put(unit=99)), "没有的一行"),
    "a merger into nothing": (edited("demands", put(merged_into=99)), "没有的一行"),
    # the log and its numbers
    "another role": (edited("commands", put(role="secretary"), more=2), "日志第 3 号的校验链断了"),
    "another link": (edited("commands", put(link="0" * 64), more=1), "日志第 2 号的校验链断了"),
    "an open command": (edited("commands", put(link=None), more=9), "日志第 10 号的校验链断了"),
    "a change of another row": (edited("changes", put(row_id=99)), "日志里的一行"),
    "a change of no table": (edited("changes", put(table_name="units; --")), "不是账本里的表"),
    "a change of the log": (edited("changes", put(table_name="commands")), "不是账本里的表"),
    "a change of SQLite": (edited("changes", put(table_name="sqlite_sequence")), "不是账本里的表"),
    "SQL in the log": (in_log(put(**{"name) VALUES (1); --": 1})), "日志里的一行"),
    "a list in the log": (in_log(put(name=[1])), "日志里的一行"),
    "no JSON in the log": (edited("changes", put(new="{")), "JSON"),
    "a number to be given twice": (edited("sqlite_sequence", put(seq=0), more=4), "重复发出去"),
    "a last number": (edited("sqlite_sequence", put(seq=2**63)), "重复发出去"),
    "no number": (edited("sqlite_sequence", put(seq=None)), "重复发出去"),
    "numbers of an unknown table": (edited("sqlite_sequence", put(name="aaa")), "重复发出去"),
}


@pytest.fixture
def lines(request, elsewhere):
    """The lines of an exported ledger but the closing one."""
    file = export_of(ready(request, elsewhere), elsewhere / "x.jsonl")
    (elsewhere / "songyu.db").unlink()
    found = lines_of(file)
    assert sealed(found) == file.read_bytes()
    return found


def refused(run, folder, content, code, kind):
    """See that a file is refused in both languages, and that nothing is left of it."""
    (folder / "x.jsonl").write_bytes(content)
    told = run("init", "--from", "x.jsonl", "--json", ok=False)
    assert (told.code, told.error["kind"]) == (code, kind), told.err
    said, hint = run("init", "--from", "x.jsonl", "--lang", "en", ok=False).err.splitlines()
    assert "x.jsonl" in said
    assert hint
    assert [one.name for one in folder.iterdir()] == ["x.jsonl"]
    return told.error["message"]


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_no_ledger_can_hold(name, run, elsewhere, lines):
    edit, why = ROWS[name]
    number = edit(lines)
    said = refused(run, elsewhere, sealed(lines), 5, "export_row_refused")
    assert f"x.jsonl 第 {number} 行有问题" in said or why.startswith("日志第")
    assert why in said


def test_the_line_of_a_broken_chain_is_named(run, elsewhere, lines):
    number = edited("commands", put(typed="别的"), more=5)(lines)
    said = refused(run, elsewhere, sealed(lines), 5, "export_row_refused")
    assert f"第 {number} 行有问题：日志第 6 号" in said


def test_a_change_left_out_breaks_the_chain(run, elsewhere, lines):
    without("changes")(lines)
    assert "校验链" in refused(run, elsewhere, sealed(lines), 5, "export_row_refused")


def test_a_row_that_others_point_at(run, elsewhere, lines):
    without("units")(lines)
    assert "没有的一行" in refused(run, elsewhere, sealed(lines), 5, "export_row_refused")


def first_line(**values):
    return lambda lines: json.dumps({**json.loads(lines[0]), **values}, ensure_ascii=False)


FIRST = {
    "another program's": (lambda _: '{"songyu2": 1}', "not_an_export"),
    "no format": (first_line(songyu=None), "not_an_export"),
    "true for a format": (first_line(songyu=True), "not_an_export"),
    "format 0": (first_line(songyu=0), "not_an_export"),
    "a later format": (first_line(songyu=2), "export_newer"),
    "a later schema": (first_line(schema=[*MIGRATIONS, "m004_fourth"]), "export_newer"),
    "no schema": (first_line(schema=[]), "not_an_export"),
    "a gap": (first_line(schema=[MIGRATIONS[0], MIGRATIONS[2]]), "not_an_export"),
    "schemas in disorder": (first_line(schema=[*reversed(MIGRATIONS)]), "not_an_export"),
    "a schema that is none": (first_line(schema=[1]), "not_an_export"),
    "a schema as text": (first_line(schema="m001_first_floor"), "not_an_export"),
    "another community": (first_line(community="别的社区"), "export_changed"),
    "another day": (first_line(at="2099-01-01"), "export_changed"),
    "another key": (first_line(more=1), "export_changed"),
    "other blanks": (lambda lines: lines[0].replace(": ", ":", 1), "export_changed"),
}


@pytest.mark.parametrize("name", FIRST)
def test_the_first_line_is_that_of_an_export(name, run, elsewhere, lines):
    edit, kind = FIRST[name]
    whole = sealed(lines)
    lines[0] = edit(lines)
    content = sealed(lines) if '"tables"' in lines[0] else lines[0].encode() + b"\n" + whole
    refused(run, elsewhere, content, 7, kind)


def test_an_older_schema_than_its_rows(run, elsewhere, lines):
    lines[0] = first_line(schema=[MIGRATIONS[0]])(lines)
    refused(run, elsewhere, sealed(lines), 5, "export_row_refused")


NOT_EXPORTS = {
    "empty": (b"", "empty_file"),
    "a line break": (b"\n", "not_an_export"),
    "text": ("需求清单\n12-3\n".encode(), "not_an_export"),
    "gb18030": ("需求清单\n".encode("gb18030"), "not_an_export"),
    "JSON": (b"[]\n", "not_an_export"),
    "a bomb": (b'{"a":' * 500_000, "not_an_export"),
    "a giant line": (b"x" * 20_000_000, "not_an_export"),
    "zero bytes": (bytes(1000), "not_an_export"),
}


@pytest.mark.parametrize("name", NOT_EXPORTS)
def test_another_file_is_no_export(name, run, elsewhere):
    content, kind = NOT_EXPORTS[name]
    refused(run, elsewhere, content, 7, kind)


def test_an_export_in_another_encoding_was_changed_by_a_program(run, elsewhere, lines):
    text = sealed(lines).decode()
    for encoding in ("utf-16", "utf-8-sig", "utf-32"):  # PowerShell's > and Notepad make the first two
        said = refused(run, elsewhere, text.encode(encoding), 7, "export_changed")
        assert "编码被别的程序改过" in said
        assert "--out" in said


def test_a_text_in_another_encoding_is_no_export(run, elsewhere):
    for encoding in ("utf-16", "utf-8-sig"):
        refused(run, elsewhere, "幢,单元\n12,3\n".encode(encoding), 7, "not_an_export")


def test_a_cut_file_says_where_it_ends(run, elsewhere, lines):
    content = sealed(lines)
    body = content.splitlines(keepends=True)
    said = refused(run, elsewhere, b"".join(body[:9]), 7, "export_changed")
    assert "到第 9 行就没有了，缺结尾那一行" in said
    assert "第 1 行" in refused(run, elsewhere, body[0], 7, "export_changed")
    assert "缺结尾" in refused(run, elsewhere, content[:-1], 7, "export_changed")


def test_a_file_that_was_saved_by_an_editor(run, elsewhere, lines):
    said = refused(run, elsewhere, sealed(lines).replace(b"\n", b"\r\n"), 7, "export_changed")
    assert "换行被别的程序改过" in said


def test_a_row_that_was_changed_by_hand(run, elsewhere, lines):
    content = sealed(lines).replace(b'"households": 10', b'"households": 99', 1)
    assert f"内容和第 {len(lines) + 1} 行的校验码对不上" in refused(run, elsewhere, content, 7, "export_changed")


def test_rows_are_counted(run, elsewhere, lines):
    content = sealed(lines)
    for less in (b'"units": 4', b'"visits": 0'):
        assert "行数" in refused(run, elsewhere, content.replace(less, less[:-1] + b"7"), 7, "export_changed")


def test_a_line_beyond_all_measure_is_not_read(run, elsewhere, lines):
    lines.insert(5, "x" * 5_000_000)
    assert "第 6 行长得不正常" in refused(run, elsewhere, sealed(lines), 7, "export_changed")


def test_every_change_of_a_file_is_noticed(elsewhere):
    with contextlib.closing(new_ledger()) as db:
        add_unit(db, UNIT, ACTOR)
        whole = exported(db, elsewhere / "x.jsonl").read_bytes()

    @settings(max_examples=150)
    @given(
        st.integers(0, len(whole) - 1),
        st.integers(0, 255),
        st.sampled_from([(0, None), (1, 1), (1, 0), (0, 1)]),  # bytes put in, bytes left out: None for all the rest
    )
    def noticed(place, byte, how):
        there, gone = how
        rest = b"" if gone is None else whole[place + gone :]
        content = whole[:place] + bytes([byte]) * there + rest
        if content == whole:
            return
        (elsewhere / "y.jsonl").write_bytes(content)
        with pytest.raises(SongyuError) as refusal, creating(elsewhere / "y.db", bare=True) as copy:
            rebuild_ledger(copy, elsewhere / "y.jsonl")
        assert refusal.value.exit_code in (5, 7)
        assert sorted(one.name for one in elsewhere.iterdir()) == ["x.jsonl", "y.jsonl"]

    noticed()


def test_an_interruption_leaves_nothing(run, elsewhere, lines, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("songyu_cli.storage.log.broken_link", stop)
    (elsewhere / "x.jsonl").write_bytes(sealed(lines))
    assert run("init", "--from", "x.jsonl", ok=False).code == 130
    assert [one.name for one in elsewhere.iterdir()] == ["x.jsonl"]


def test_what_cannot_be_read_is_not_waited_for(run, elsewhere):
    os.mkfifo(elsewhere / "x.jsonl")
    assert run("init", "--from", "x.jsonl", "--json", ok=False).error["kind"] == "special_file"


# what it costs


def test_memory_does_not_grow_with_the_rows(elsewhere):
    with contextlib.closing(new_ledger()) as db:
        with transaction(db, "many", ACTOR):
            for number in range(6000):
                db.insert("units", estate="甲", building=str(number), label="1")
        tracemalloc.start()
        try:
            with (elsewhere / "x.jsonl").open("w", encoding="utf-8", newline="") as file:
                file.writelines(export_ledger(db))
            assert tracemalloc.get_traced_memory()[1] < 1_000_000 < file_size(elsewhere) / 2
            tracemalloc.reset_peak()
            with creating(elsewhere / "y.db", bare=True) as copy:
                rebuild_ledger(copy, elsewhere / "x.jsonl")
            assert tracemalloc.get_traced_memory()[1] < 2_500_000
        finally:
            tracemalloc.stop()


def file_size(folder):
    return (folder / "x.jsonl").stat().st_size


def test_an_export_that_is_left_early_lets_go_of_the_ledger(db):
    lines = export_ledger(db)
    next(lines)
    assert db.connection.in_transaction
    lines.close()
    assert not db.connection.in_transaction


@pytest.mark.skipif(sys.platform != "linux", reason="its peak of memory is read from /proc")
@pytest.mark.parametrize("kind", ["a gigabyte", "as large as may be", "one line"])
def test_an_absurd_file_is_refused_soon_and_in_little_memory(kind, elsewhere):
    """Its own process tells what it took."""
    file = elsewhere / "x.jsonl"
    with contextlib.closing(new_ledger()) as db:
        first = next(iter(export_ledger(db))).encode()
    with file.open("wb") as out:
        out.write(b"" if kind == "one line" else first)
        if kind == "one line":
            out.write(b"x")
        out.truncate(1 << 30 if kind == "a gigabyte" else 500 << 20)
        if kind == "as large as may be":
            out.seek(0, os.SEEK_END)
            out.write(b'\n{"rows": {}, "sha256": "' + b"0" * 64 + b'"}\n')
    code = (
        "import re, time; from songyu_cli.cli import main; code = main(['init', '--from', 'x.jsonl']);"
        "peak = re.search('VmHWM:\\\\s*(\\\\d+)', open('/proc/self/status').read())[1];"
        "print(code, time.process_time(), peak)"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    exit_code, seconds, kib = ran.stdout.split()
    assert (exit_code, "x.jsonl" in ran.stderr) == ("7", True)
    assert float(seconds) < 2
    assert int(kib) < 200 * 1024
    assert [one.name for one in elsewhere.iterdir()] == ["x.jsonl"]
