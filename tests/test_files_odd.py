"""What may stand where a ledger or an output should be, and what files may be called: nothing of it is spoilt."""

from __future__ import annotations

import contextlib
import os
import resource
import shlex
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest
from hostile_lines import lines
from hostile_survey import Survey, typed
from ready import ready

ROOT = Path(__file__).parents[1]
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path)), "PYTHONUTF8": "1"}
WITHOUT = {"init", "demo", "template"}  # what asks for no ledger
LOOKING = ("report", "demand list", "log", "check", "export", "config get note")
WRITING = ("demand add 12-3", "undo", "config set note x", "backup", "backup 另.db")


def spoil(path, statement):
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


def instead(make):
    def put(path):
        path.unlink()
        make(path)

    return put


def bind(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path.relative_to(Path.cwd())))


def foreign(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.commit()


def linked(path):
    path.rename(path.with_name("真.db"))
    path.symlink_to("真.db")


ODD = {
    "a link": (linked, "ledger_not_a_file"),
    "a link to nothing": (instead(lambda path: path.symlink_to("无")), "ledger_not_a_file"),
    "a link to itself": (instead(lambda path: path.symlink_to(path.name)), "ledger_not_a_file"),
    "a folder": (instead(Path.mkdir), "ledger_not_a_file"),
    "a pipe": (instead(os.mkfifo), "ledger_not_a_file"),
    "a socket": (instead(bind), "ledger_not_a_file"),
    "an empty file": (lambda path: os.truncate(path, 0), "ledger_empty"),
    "a text": (lambda path: path.write_text("12-3,11\n", encoding="utf-8"), "ledger_foreign"),
    "another program's database": (instead(foreign), "ledger_foreign"),
    "a newer ledger": (
        lambda path: spoil(path, "INSERT INTO _sqlite_migrations VALUES (99, 'songyu', 'm999_far', '')"),
        "ledger_newer",
    ),
    "a cut header": (lambda path: os.truncate(path, 60), "ledger_foreign"),
    "nothing": (Path.unlink, "ledger_missing"),
}
SAID = {
    "ledger_not_a_file": "不是普通文件",
    "ledger_empty": "空文件",
    "ledger_foreign": "不是 songyu 的账本",
    "ledger_newer": "更新版本",
    "ledger_missing": "找不到账本",
}
DIAGNOSING = {"check", "doctor"}  # they say what is wrong in their own words and with their own codes


def state(folder):
    """Every name, what it is, what it holds and when it was last changed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        facts = path.lstat()
        held = path.read_bytes() if stat.S_ISREG(facts.st_mode) else path.readlink() if path.is_symlink() else None
        found[str(path)] = (stat.S_IFMT(facts.st_mode), facts.st_mtime_ns, held)
    return found


@pytest.fixture
def ledger_db(request, elsewhere):
    path = ready(request, elsewhere)
    shutil.copy(path, elsewhere / "旧.db")
    return path


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_ledger_is_refused_and_left_alone(odd, run, ledger_db, elsewhere):
    make, kind = ODD[odd]
    make(ledger_db)
    before = state(elsewhere)
    for line in (*LOOKING, *WRITING, "doctor"):
        ran = run("--db", "songyu.db", *line.split(), ok=None)
        if line in DIAGNOSING:
            assert ran.code in (0, 1, 6), (line, ran)
        else:
            told = (ran.code, ran.out, SAID[kind] in ran.err, len(ran.err.splitlines()))
            assert told == (6, "", True, 2), (line, ran)
        assert state(elsewhere) == before, line
    made = run("--db", "songyu.db", "restore", "旧.db", "--yes", ok=None)
    if odd in ("nothing", "an empty file"):  # these are what a restore is for
        assert made.code == 0
        return
    assert (made.code, made.out, SAID[kind] in made.err) == (6, "", True)
    made = run("--db", "songyu.db", "init", "--community", "甲", "--estate", "乙", ok=False)
    assert (made.code, "已经存在" in made.err) == (6, True)
    assert state(elsewhere) == before


def test_every_command_refuses_what_is_no_ledger(ledger_db, elsewhere):
    """One oddity after another, each command another one."""
    survey = Survey(ledger_db.read_bytes())
    survey.lay_files(["好"])
    kept = ledger_db.read_bytes()
    odd = cycle(name for name in ODD if name not in ("nothing", "a link to itself"))
    for verb, words in lines():
        if (
            words[0] in WITHOUT
            or verb in (*DIAGNOSING, "restore", "backup list")
            or "--out" in words
            or "--sheet" in words
        ):
            continue
        name = next(odd)
        make, kind = ODD[name]
        make(ledger_db)
        before = state(elsewhere)
        ran = typed("--db", "songyu.db", *(word.replace("{newest}", "1") for word in words))
        assert (ran.code, SAID[kind] in ran.err) == (6, True), (verb, name, ran)
        assert state(elsewhere) == before, (verb, name)
        for left in (ledger_db, elsewhere / "真.db"):
            if left.is_dir() and not left.is_symlink():
                left.rmdir()
            left.unlink(missing_ok=True)
        ledger_db.write_bytes(kept)


@pytest.mark.parametrize("words", [("report",), ("demand", "add", "12-3"), ("check",), ("doctor",), ("backup",)])
def test_a_device_or_a_pipe_is_never_waited_for(words, run, elsewhere):
    def late(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    os.mkfifo(elsewhere / "管.db")
    for name in ("/dev/null", "/dev/zero", "/dev/tty", "管.db"):
        signal.alarm(20)
        ran = run("--db", name, *words, ok=None)
        signal.alarm(0)
        assert ran.code in ((0, 1, 6) if words[0] in DIAGNOSING else (6,)), ran


# what an output may meet


ODD_TARGETS = {
    "a folder": (Path.mkdir, "它是文件夹"),
    "a link": (lambda path: path.symlink_to("真"), "是链接"),
    "a link to a file": (lambda path: (path.with_name("真").write_bytes(b"x"), path.symlink_to("真")), "是链接"),
    "a pipe": (os.mkfifo, "不是普通文件"),
    "a socket": (bind, "不是普通文件"),
    "a ledger": (lambda path: path.write_bytes(b"SQLite format 3\0"), "是账本"),
}


@pytest.mark.parametrize("odd", ODD_TARGETS)
@pytest.mark.parametrize("line", ["report --out {}.json", "export units --out {}.xlsx", "export --out {}.jsonl"])
def test_an_odd_target_is_left_alone(odd, line, run, ledger_db, elsewhere):
    make, said = ODD_TARGETS[odd]
    words = shlex.split(line.format("目标"))
    make(elsewhere / words[-1])
    before = state(elsewhere)
    ran = run(*words, ok=False)
    assert (ran.code, ran.out, said in ran.err) == (7, "", True)
    assert state(elsewhere) == before


@pytest.mark.parametrize(
    "target", ["无/a.json", "songyu.db/a.json", "/proc/a.json", "/dev/full/a.json", "/dev/null/.json"]
)
def test_a_target_in_no_folder_is_refused(target, run, ledger_db):
    ran = run("report", "--out", target, ok=False)
    assert (ran.code in (2, 7), ran.out) == (True, "")


def test_a_name_too_long_is_refused_in_words(run, ledger_db, elsewhere):
    before = state(elsewhere)
    for words, code in (
        (("report", "--out", "长" * 100 + ".json"), 7),
        (("report", "--out", "x/" * 3_000 + "a.json"), 7),
        (("--db", "长" * 100, "report"), 6),
        (("--db", "长" * 100, "init", "--community", "甲", "--estate", "乙"), 6),
        (("unit", "import", "长" * 100), 7),
        (("unit", "import", "a.csv", "--errors-to", "长" * 100), 7),
    ):
        ran = run(*words, ok=False)
        assert (ran.code, ran.out, "太长" in ran.err) == (code, "", True), (words, ran)
        assert ran.err.count("\n") == 2
    assert state(elsewhere) == before


# what files may be called


NAMES = [
    "空 格",
    "引'号\"",
    "100%",
    "问?",
    "#1",
    "换\n行",
    "-rf",
    "--help",
    "~",
    "$HOME",
    "a&b;c",
    "\\反",
    "长" * 83,
    "x" * 250,
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_a_folder_takes_names_one_output(name, run, ledger_db, elsewhere):
    place = elsewhere / "这 #?%41'"
    place.mkdir()
    for ending in ("csv", "json", "xlsx"):
        out = place / f"{name}.{ending}"
        if len(os.fsencode(out.name)) > 255:
            continue
        run("unit", "list", f"--out={out}")
        run("unit", "list", f"--out={out}")
        assert [path.name for path in place.iterdir()] == [out.name]
        out.unlink()


def test_the_longest_name_of_all_is_written(run, ledger_db, elsewhere):
    name = "x" * 250 + ".json"
    run("report", "--out", name)
    assert os.path.getsize(name) > 100  # noqa: PTH202
    run("--db", "y" * 247, "init", "--community", "甲", "--estate", "乙")
    run("--db", "y" * 247, "unit", "add", "12-3")
    run("--db", "y" * 247, "undo")
    assert Path("y" * 247).is_file()


def test_no_name_in_the_ledger_becomes_a_path(run, ledger_db, elsewhere):
    """What a file is called by itself never comes from what people typed."""
    for text in ("../../逃", f"{elsewhere.parent}/逃", "..", "a/b"):
        run("config", "set", "community", text)
        run("unit", "edit", "12-3", "--grid", text)
        run("batch", "edit", "1", "--note", text)
        for line in ("export units --yes", "export --yes", "template units --yes", "visit sheet --yes"):
            run(*line.split(), terminal=80)
        run("visit", "sheet", "--grid", text, "--yes", terminal=80)
        run("bench", "audit", "--sheet", "核对.xlsx", "--grid", text, "--yes", terminal=80, ok=None)
        run("backup")
    assert [path.name for path in elsewhere.parent.iterdir()] == [elsewhere.name]
    folders = {path.name for path in elsewhere.iterdir() if path.is_dir()}
    assert folders <= {"songyu.db.backups"}


# a disk that is full


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("demand add 12-3 --text {long}", 6),
        ("export --out 全.jsonl", 7),
        ("export units --out 表.xlsx", 7),
        ("log --out 日志.json", 7),
        ("--db 新.db init --community 甲 --estate 乙", 6),
        ("backup", 7),
    ],
)
def test_a_full_disk_leaves_everything_as_it_was(line, code, ledger_db, elsewhere):
    before = state(elsewhere)
    limit = ledger_db.stat().st_size if "demand" in line else 512

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    words = [word.replace("{long}", "很长的话，" * 8_000) for word in line.split()]
    ran = subprocess.run(
        [sys.executable, "-m", "songyu_cli", *words],
        env=ENV,
        preexec_fn=small,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    assert (ran.returncode, ran.stdout) == (code, ""), ran
    after = state(elsewhere)
    after.pop(str(elsewhere / "songyu.db.backups"), None)
    assert {name: held[2] for name, held in after.items()} == {name: held[2] for name, held in before.items()}
