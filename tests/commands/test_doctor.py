"""`songyu doctor`: everything a maintainer asks for first, and nothing that says whose ledger it is."""

from __future__ import annotations

import os
import sqlite3
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from songyu_cli import __version__
from songyu_cli.domain.diagnosis import shape_of

PRIVATE = ("淞渔", "斜塘", "淞泽", "张三", "老人", "便民", "楼道口小张")


def test_it_tells_versions_ledger_settings_and_terminal(run, ledger):
    run("backup")
    told = run("doctor", "--json").json
    assert told["versions"]["songyu"]["value"] == __version__
    assert told["versions"]["sqlite"]["value"] == sqlite3.sqlite_version
    assert all(fact["value"] for fact in told["versions"].values())
    values = {name: fact["value"] for name, fact in told["ledger"].items()}
    assert values["path"] == "~/*/songyu.db"
    assert (values["integrity"], values["journal_mode"], values["mode"]) == ("whole", "delete", "0600")
    assert (values["backups"], values["newest_backup"]) == (1, "20221231-093000 manual")
    assert (values["writable"], values["journal_left"], values["network"]) == (True, False, False)
    assert values["free_mb"] > 0
    assert f"日志 {values['head']} · " in run("log", "--format", "table").out  # letter for letter
    assert told["terminal"]["stdout_encoding"]["value"] == "utf-8"
    assert told["settings"]["target"] == {"value": "300", "source": "default"}


def test_each_setting_says_where_it_comes_from(run, ledger):
    run("config", "set", "target", "220")
    run("config", "set", "note", "楼道口小张负责")
    env = {"SONGYU_AS": "网格员:张三", "LANG": "en_GB.UTF-8"}
    told = run("doctor", "--json", env=env).json["settings"]
    assert told["target"] == {"value": "220", "source": "ledger"}
    assert told["silent_after"]["source"] == "default"
    assert told["note"] == {"value": "filled", "source": "ledger"}
    assert told["kinds"] == {"value": "empty", "source": "default"}
    assert told["language"] == {"value": "en", "source": "LANG"}
    assert told["acting_as"] == {"value": "网格员", "source": "SONGYU_AS"}
    told = run("doctor", "--json", "--as", "张三", "--lang", "zh", env=env).json["settings"]
    assert told["acting_as"] == {"value": "?", "source": "--as"}
    assert told["language"] == {"value": "zh", "source": "--lang"}
    told = run("doctor", "--json", "--as", "社工:小李").json["settings"]
    assert told["acting_as"] == {"value": "社工", "source": "--as"}  # every word that a command would take


def test_which_ledger_and_why(run, ledger, elsewhere, monkeypatch):
    def named(*words, **more):
        return run("doctor", "--json", *words, **more).json["ledger"]["path"]["source"]

    assert named() == "found_here"
    assert named("--db", "songyu.db") == "--db"
    assert named(env={"SONGYU_DB": "songyu.db"}) == "SONGYU_DB"
    (elsewhere / "下").mkdir()
    monkeypatch.chdir(elsewhere / "下")
    assert named() == "found_above"


@pytest.mark.parametrize("form", [[], ["--json"], ["--lang", "en"]])
def test_nothing_private_is_in_it(form, run, ledger, elsewhere):
    place = elsewhere / "淞渔社区 张三"
    place.mkdir()
    ledger.rename(place / "淞渔账本.db")
    run("--db", str(place / "淞渔账本.db"), "config", "set", "note", "楼道口小张")
    told = run("--db", str(place / "淞渔账本.db"), "doctor", *form, "--as", "网格员:张三").out
    assert [word for word in (*PRIVATE, elsewhere.parent.name) if word in told] == []


def test_without_a_ledger_it_tells_the_rest(run, elsewhere):
    told = run("doctor")
    assert "这里没有账本：songyu init 新建" in told.out
    assert "sqlite 3." in told.out
    told = run("doctor", "--db", "无.db", "--json").json
    assert told["ledger"]["integrity"]["value"] == "ledger_missing"
    told = run("doctor", "--db", "无.db").out
    assert "是否完好：没有这个文件" in told
    assert "这里没有账本：songyu init 新建" in told
    assert "songyu check" not in told


def test_the_way_to_check_meets_the_same_ledger(run, ledger):
    os.truncate(ledger, 8192)
    assert run("doctor", ok=None).out.endswith("账本有问题，详见：songyu check\n")
    named = run("doctor", "--db", "songyu.db", "--lang", "en", ok=None).out
    assert named.endswith("see songyu check, with the same --db\n")
    refused = run("unit", "list", ok=False).err
    assert "songyu check" in refused
    assert "restore latest" not in refused  # there may be none


@pytest.mark.parametrize(
    ("spoil", "integrity"),
    [
        (lambda path: os.truncate(path, 0), "ledger_empty"),
        (lambda path: os.truncate(path, 8192), "short×1"),
        (lambda path: path.write_bytes(b"x" * 9000), "ledger_foreign"),
    ],
)
def test_of_a_ledger_that_cannot_be_opened_it_says_so(spoil, integrity, run, ledger):
    spoil(ledger)
    before = ledger.read_bytes()
    told = run("doctor", "--json").json
    assert told["ledger"]["integrity"]["value"] == integrity
    assert "songyu check" in run("doctor").out
    assert ledger.read_bytes() == before


def test_people_get_lines_they_can_paste(run, ledger):
    zh, en = run("doctor").out, run("doctor", "--lang", "en", terminal=80).out
    assert "  位置：~/*/songyu.db（在这个文件夹里找到）" in zh
    assert "  是否完好：完好" in zh
    assert "  target: 300 (default)" in en
    assert all(len(line) < 80 for line in zh.splitlines())


@pytest.mark.parametrize(
    ("path", "home", "shape"),
    [
        (PurePosixPath("/home/zhang/a/b/songyu.db"), PurePosixPath("/home/zhang"), "~/*/*/songyu.db"),
        (PurePosixPath("/home/zhang/songyu.db"), PurePosixPath("/home/zhang"), "~/songyu.db"),
        (PurePosixPath("/srv/淞渔/账本.db"), PurePosixPath("/home/zhang"), "/*/*/*.db"),
        (PurePosixPath("/songyu.db"), PurePosixPath("/home/zhang"), "/songyu.db"),
        (PureWindowsPath("D:\\淞渔\\账本.db"), PureWindowsPath("C:\\Users\\zhang"), "D:/*/*.db"),
    ],
)
def test_a_path_keeps_its_shape_alone(path, home, shape):
    assert shape_of(path, home) == shape
