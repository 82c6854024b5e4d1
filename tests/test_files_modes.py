"""Every file that songyu writes is its owner's alone, whatever the umask and whatever stood there before."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_lines import lines
from hostile_survey import ENDINGS, IMPORTS, WRITE, Survey
from ready import ready, town

from songyu_cli.storage.names import APPLICATION_ID

OWNER_ONLY = 0o600
ROOT = Path(__file__).parents[1]
M001 = Path(__file__).parent / "storage" / "ledgers" / "m001.sql"


@pytest.fixture(params=[0, 0o022, 0o277], ids=["umask 000", "umask 022", "umask 277"])
def umask(request):
    old = os.umask(request.param)
    yield request.param
    os.umask(old)


@pytest.fixture
def survey(request, elsewhere):
    survey = Survey(town(request, elsewhere).read_bytes())
    survey.lay_files(["好"])
    return survey


def modes(folder, *, but=()):
    """Every file and folder under a folder, and its mode."""
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.name not in but
    }


def written(survey, line, option, name, *, twice=True):
    """Write a file anew, or over one that everybody may read; it is its owner's alone."""
    path = Path(name)
    for stands in (True, False) if twice else (True,):
        path.unlink(missing_ok=True)
        if stands:
            path.write_bytes(b"old")
            path.chmod(0o666)
        shown = survey.type([*line.split(), option, name])
        if not path.exists() or path.read_bytes() == b"old":
            assert shown.code in (2, 4), (line, shown)  # a format that does not fit, or hostile_lines' REFUSED
            return False
        assert stat.S_IMODE(path.stat().st_mode) == OWNER_ONLY, (line, name)
    return True


@pytest.mark.parametrize("umask", [0], ids=["umask 000"], indirect=True)
def test_every_written_file_is_its_owners_alone(umask, survey):
    done = 0
    own = ("export", "template", "demo", "init", "log")
    pages = [" ".join(words) for _, words in lines() if words[0] not in own and not {"--out", "--sheet"} & {*words}]
    for place, line in enumerate(pages[::8]):
        done += written(survey, line, "--out", f"页.{ENDINGS[place % len(ENDINGS)]}", twice=False)
    for line in ("report", "demand list"):
        for ending in ENDINGS:
            done += written(survey, line, "--out", f"页.{ending}", twice=ending == "json")
    for line in WRITE:
        done += written(survey, line, "--out", "单.xlsx", twice=False)
    for line in ("export units", "export visits"):
        done += written(survey, line, "--out", "单.csv")
    done += written(survey, "export", "--out", "全.jsonl")
    done += written(survey, "bench audit --yes", "--sheet", "核对.xlsx")
    survey.lay_files(["好", "=1+1"])
    for name, line in IMPORTS.items():
        for ending in ("xlsx", "csv"):
            done += written(survey, f"{line} {name}", "--errors-to", f"问题.{ending}", twice=False)
    assert done > 30


def test_a_mask_that_takes_too_much_takes_nothing(umask, survey):
    for line, name in (("report", "页.json"), ("export units", "单.xlsx"), ("export", "全.jsonl")):
        assert written(survey, line, "--out", name)


def test_ledgers_and_everything_beside_them(umask, run, elsewhere):
    (elsewhere / "底账.csv").write_text("幢,单元,60岁以上\n9,9,3\n", encoding="utf-8")
    Path("底账.csv").chmod(0o600)
    run("init", "--community", "淞渔社区", "--estate", "淞泽家园九区", "--target", "9")
    run("unit", "import", "底账.csv", "--on", "2022-12")
    run("backup")
    run("backup", "另存.db")
    found = modes(elsewhere)
    folders = {path for path in found if (elsewhere / path).is_dir()}
    assert {path: found[path] for path in folders} == {"songyu.db.backups": 0o700}
    backups = [path for path in found if path.startswith("songyu.db.backups/")]
    assert any(path.endswith(".json") for path in backups)
    assert any(path.endswith(".db") for path in backups)
    assert {path: mode for path, mode in found.items() if path not in folders and mode != OWNER_ONLY} == {}


def test_a_restored_a_migrated_and_a_rebuilt_ledger_stay_their_owners(run, request, elsewhere):
    path = ready(request, elsewhere)
    with contextlib.closing(sqlite3.connect("旧.db")) as older:
        older.executescript(f"PRAGMA application_id = {APPLICATION_ID}; {M001.read_text(encoding='utf-8')}")
    Path("旧.db").chmod(OWNER_ONLY)
    old = os.umask(0)
    try:
        run("--db", "旧.db", "report")
        run("backup", "另存.db")
        run("unit", "add", "9-9")
        run("restore", "另存.db", "--yes")
        run("export", "--out", "全.jsonl")
        run("--db", "又.db", "init", "--from", "全.jsonl")
    finally:
        os.umask(old)
    found = {name: mode for name, mode in modes(elsewhere).items() if (elsewhere / name).is_file()}
    assert [name for name in found if name.endswith("-before-migration.db")]
    assert set(found.values()) == {OWNER_ONLY}
    assert path.exists()


def test_a_journal_is_no_more_open_than_its_ledger(elsewhere, request):
    """While a command writes, its journal holds what the ledger held."""
    path = ready(request, elsewhere)
    line = (
        "import os, sys\n"
        "os.umask(0)\n"
        "from songyu_cli.storage import log\n"
        "real = log._link\n"
        "def link(*words):\n"
        "    print(*(f'{n}={os.stat(n).st_mode & 0o777:o}' for n in sorted(os.listdir())), flush=True)\n"
        "    return real(*words)\n"
        "log._link = link\n"
        "from songyu_cli.cli import main\n"
        "sys.exit(main(['unit', 'edit', '12-3', '--floors', '6']))\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path)), "PYTHONUTF8": "1"}
    ran = subprocess.run([sys.executable, "-c", line], env=env, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[0] == "songyu.db=600 songyu.db-journal=600"
    assert modes(elsewhere) == {path.name: OWNER_ONLY}


def test_a_backups_manifest_is_plain_json_whatever_the_ledger_is_called(run, elsewhere):
    """A community's name is free text and stands in the manifest."""
    name = "\x1b[31m\u202e<b>=1+1"
    run("init", "--community", name, "--estate", "淞泽家园九区")
    run("backup")
    (manifest,) = (elsewhere / "songyu.db.backups").glob("*.json")
    survey = Survey(b"")
    survey.file(manifest)
    assert survey.harms == []
    assert json.loads(manifest.read_text(encoding="utf-8"))["community"] == name
