"""Every refusal that a command can give: its exit code, its name for programs, and what it says in both languages."""

from __future__ import annotations

import contextlib
import importlib
import json
import pkgutil
import shlex
import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ACTOR
from ready import ready

import songyu_cli
from songyu_cli.actions.batch import open_batch
from songyu_cli.domain.benches import HappensInFuture
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError


class Case(NamedTuple):
    """A refusal: its class, what is done first, what is typed, and what comes back; a hint in Chinese and English."""

    refusal: str
    first: str
    typed: str
    code: int
    kind: str
    zh: str
    en: str
    hint: tuple[str, str]


MEANS = {"$install": "bench install 12-3 --on 2021-06-18", "$nines": "9" * 5000}


def cases():
    tables = sorted(Path(__file__).parent.glob("refusals*.txt"))
    for line in "\n".join(table.read_text(encoding="utf-8") for table in tables).splitlines():
        if line and not line.startswith("#"):
            for name, meaning in MEANS.items():
                line = line.replace(name, meaning)  # noqa: PLW2901  the line as it is meant
            refusal, first, typed, code, kind, zh, en, hint = line.split(" | ")
            zh_hint, _, en_hint = hint.partition(" // ")
            hints = (zh_hint, en_hint or zh_hint)
            yield Case(refusal, "" if first == "-" else first, typed, int(code), kind, zh, en, hints)


CASES = list(cases())
ABOUT_FORMATS = {"format_does_not_fit", "format_unknown", "format_not_for_list"}  # --json is a format itself, and fits
FAMILIES = {  # never raised themselves
    *(
        "UsageRefused",
        "NotFound",
        "RuleForbids",
        "AllOrNone",
        "RowsRefused",
        "LedgerRefused",
        "FileRefused",
        "AddressRefused",
        "CellRefused",
    ),
}
ELSEWHERE = {
    "CommandMissing": "tests/commands/test_help.py: people get the page of help instead",
    "StdoutNotWritable": "tests/commands/test_output.py: it needs a process of its own",
    "HappensInFuture": "a typed date is refused before it comes to the rule; the rule is tried below",
    "SampleMissing": "songyu demo's own tests",
    "FileIsALink": "tests/writers/test_files.py: no command makes a link",
    # backups that are spoilt, full disks, and what stands above the refusal: tests/commands/test_backup.py
    **dict.fromkeys(
        (
            *("BackupChanged", "BackupNewer", "BackupOfAnother", "BackupNotMade", "NoBackupNoChange"),
            *("LedgerMovedOn", "RestoreNotConfirmed"),
        ),
        "tests/commands/test_backup.py",
    ),
    **dict.fromkeys(("MigrationStays", "RestoreStays"), "tests/storage/test_redo.py: entries songyu makes of itself"),
    **dict.fromkeys(("WrittenOnBadDisk", "PerhapsWritten"), "tests/storage/test_commits.py: a disk fails at the end"),
    "CellTooLong": "tests/writers/test_ledger_sheet.py: more than a command line holds",
    "FileExists": "tests/commands/test_export.py, test_template.py: the file is named in the run's language",
    "SeveralRefused": "tests/commands/test_answering.py: it has a line for each demand",
    "SeveralBenchesRefused": "tests/commands/test_bench_changes.py: it has a line for each bench",
    # lines and rows of a round: tests/commands/test_visit.py, test_visit_files.py, tests/domain/test_visit_lines.py
    **dict.fromkeys(
        (
            "TwoCounts",
            "LooseNumber",
            "LineQuantity",
            "NothingBefore",
            "OnlyForFiles",
            "CalledAlready",
            "VisitUndated",
            "VisitDayUnread",
            "KeyUnread",
            "KeyOfAnotherLedger",
            "KeyDisagrees",
        ),
        "typed in a round, or read from a file",
    ),
    # rows of a filled-in sheet: tests/commands/test_bench_audit.py
    **dict.fromkeys(("AnswersDisagree", "AuditTaken", "AuditUndated", "AuditDayUnread"), "read from a sheet"),
    # what is wrong within an exported ledger: tests/test_whole_ledger.py
    **dict.fromkeys(("ExportNewer", "ExportTooBig", "ExportChanged", "ExportRowRefused"), "tests/test_whole_ledger.py"),
    "ErrorsOfSeveralSheets": "tests/commands/test_errors_to.py: it needs a file of several sheets",
    # rows of a sheet of inspections: tests/commands/test_inspection_import.py
    **dict.fromkeys(("InspectedOtherwise", "RepairedOtherwise", "TagElsewhere", "WhichBench"), "read from a sheet"),
    # files that are not ledgers: tests/storage/test_ledger_files.py
    **dict.fromkeys(
        (
            "LedgerEmpty",
            "LedgerForeign",
            "LedgerNewer",
            "LedgerDamaged",
            "LedgerLocked",
            "LedgerReadOnly",
            "LedgerUnusable",
        ),
        "tests/storage",
    ),
}
IMPORTS = ("songyu_cli.readers", "songyu_cli.domain.imports", "songyu_cli.domain.tables")
ONLY_IMPORTED = {"BenchDiffers"}  # of the modules that commands share


@pytest.fixture
def songyu_db(request, elsewhere):
    return ready(request, elsewhere)


@pytest.fixture
def raised(monkeypatch):
    """The names of the refusals that were made while a command ran."""
    names: list[str] = []
    make = SongyuError.__init__

    def noting(self: SongyuError, **values: object) -> None:
        names.append(type(self).__name__)
        make(self, **values)

    monkeypatch.setattr(SongyuError, "__init__", noting)
    return names


def prepare(run, path, first):
    if first == "$spoilt":
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            logging = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in logging:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute("UPDATE demands SET text = 'x' WHERE id = 1")
            for _, trigger in logging:
                connection.execute(trigger)
        return
    for line in filter(None, first.split("; ")):
        run(*shlex.split(line))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.typed[:30]}")
def test_a_refusal(case, run, songyu_db, elsewhere, raised):
    prepare(run, songyu_db, case.first)
    before = songyu_db.read_bytes()
    files = sorted(elsewhere.iterdir())
    words = shlex.split(case.typed)
    asides = [] if "--lang" in words else ["--lang", "en"]
    raised.clear()

    zh, en = run(*words, ok=False), run(*asides, *words, ok=False)
    assert (zh.code, zh.out, en.code, en.out) == (case.code, "", case.code, "")
    said, advice = zh.err.splitlines()
    assert (case.zh in said, said.endswith("。")) == (True, True), said
    assert case.hint[0] in advice, advice
    said, advice = en.err.splitlines()
    assert (case.en in said, said.endswith((".", "。"))) == (True, True), said
    assert case.hint[1] in advice, advice

    for language in ([], asides) if case.kind not in ABOUT_FORMATS else ():
        told = run("--json", *language, *words, ok=False)
        assert (told.code, told.out) == (case.code, "")
        error = json.loads(told.err)["error"]
        assert error.keys() == {"kind", "message", "hint"}
        assert error["kind"] == case.kind
        assert (case.en if language else case.zh) in error["message"]
        assert error["hint"]
    assert case.refusal in ("-", *raised)
    assert songyu_db.read_bytes() == before
    assert sorted(elsewhere.iterdir()) == files


def test_the_rule_refuses_the_future_too(db):
    with pytest.raises(HappensInFuture) as refusal:
        open_batch(db, None, ACTOR, planned=1, on=Date("2023-01"))
    assert (refusal.value.exit_code, refusal.value.kind) == (4, "happens_in_future")
    assert refusal.value.message == ("2023年1月 还没有到。", "2023-01 is still to come.")
    assert "2022-12-31" in refusal.value.advice.en


def reachable(family=SongyuError):
    """Every kind of refusal in the package."""
    for found in pkgutil.walk_packages(songyu_cli.__path__, "songyu_cli."):
        if found.name != "songyu_cli.__main__" and ".data" not in found.name:
            importlib.import_module(found.name)
    pending, every = [family], set()
    while pending:
        for kind in pending.pop().__subclasses__():
            if kind not in every and kind.__module__.startswith("songyu_cli"):
                every.add(kind)
                pending.append(kind)
    return every


def test_every_refusal_of_the_package_is_tried():
    tried = {case.refusal for case in CASES} | FAMILIES | ELSEWHERE.keys() | ONLY_IMPORTED
    left = {kind.__name__ for kind in reachable() if not kind.__module__.startswith(IMPORTS)} - tried
    assert left == set()


def test_every_name_in_the_tables_is_a_refusal():
    names = {kind.__name__ for kind in reachable()}
    assert {case.refusal for case in CASES} - {"-"} | FAMILIES | ELSEWHERE.keys() | ONLY_IMPORTED <= names


def test_a_family_says_its_exit_code():
    codes = {kind.__name__: kind.exit_code for kind in reachable() if kind.__name__ in FAMILIES}
    assert codes == {
        "UsageRefused": 2,
        "AddressRefused": 2,
        "CellRefused": 2,
        "NotFound": 3,
        "RuleForbids": 4,
        "AllOrNone": 4,
        "RowsRefused": 5,
        "LedgerRefused": 6,
        "FileRefused": 7,
    }
