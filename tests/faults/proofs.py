"""The rows of SAFETY.md's table that the suite's own tests prove: which tests, and how many cases they try."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[1]
RUNS = 100  # of the clerks against the model; 1,500 by hand: SONGYU_RUNS=1500 pytest tests/test_undo_property.py

PROOFS = {
    "kill -9 or power loss in a command": (
        "storage/test_old_ledgers_struck.py::test_a_migration_that_is_killed_leaves_the_old_or_the_new",
    ),
    "I/O error, full disk": (
        "test_together.py::test_a_failure_at_any_write_leaves_every_byte",
        "test_files_odd.py::test_a_full_disk_leaves_everything_as_it_was",
        "writers/test_files.py::test_a_full_disk_leaves_the_old_file",
        "storage/test_backups.py::test_a_disk_that_fills_up",
    ),
    "two people at once": (
        "storage/test_waiting.py",
        "storage/test_old_ledgers_struck.py::test_of_four_that_start_at_once_one_brings_it_up_to_date",
        "test_together.py::test_of_four_who_start_the_same_ledger_one_makes_it",
    ),
    "network share, USB stick": (
        "storage/test_filesystems.py",
        "storage/test_backups.py::test_a_disk_without_hard_links",
        "storage/test_ledger_files.py::test_a_new_ledger_is_its_owners_alone_and_keeps_a_plain_journal",
    ),
    "bad backup": (
        "storage/test_backups.py::test_what_a_killed_backup_leaves_is_cleaned_and_never_bears_a_final_name",
        "storage/test_backups.py::test_a_damaged_ledger_leaves_no_backup",
        "commands/test_backup.py::test_the_drill",
        "commands/test_backup.py::test_what_is_no_sound_backup_is_refused_and_left_alone",
        "commands/test_backup.py::test_a_backup_that_is_not_as_in_its_manifest_is_refused",
    ),
    "newer or foreign file": (
        "test_files_odd.py::test_an_odd_ledger_is_refused_and_left_alone",
        "test_files_odd.py::test_every_command_refuses_what_is_no_ledger",
        "test_files_odd.py::test_a_device_or_a_pipe_is_never_waited_for",
        "test_files_odd.py::test_an_odd_target_is_left_alone",
        "storage/test_ledger_files.py::test_what_is_no_sound_ledger_is_refused_and_left_alone",
    ),
    "a mistake": ("test_undo_property.py::test_clerks", "test_seeded_faults.py", "commands/test_one_entry.py"),
    "a changed past": (
        "storage/test_log.py::test_the_log_only_grows",
        "storage/test_log.py::test_a_past_changed_by_hand_shows_in_the_links",
        "storage/test_log.py::test_no_row_of_any_table_can_be_written_outside_a_command",
    ),
    "hostile spreadsheets": ("readers/test_hostile_files.py", "readers/test_hostile_limits.py"),
    "path tricks in names": (
        "test_files_odd.py::test_no_name_in_the_ledger_becomes_a_path",
        "test_files_odd.py::test_any_name_a_folder_takes_names_one_output",
    ),
    "SQL through names": ("test_whole_ledger.py::test_a_row_that_no_ledger_can_hold",),
    "private data": (
        "domain/test_masking.py",
        "commands/test_hostile_typed.py::test_private_data_never_reaches_the_file",
        "commands/test_leaving.py",
        "commands/test_imports_leaving.py",
        "test_files_modes.py",
    ),
    "odd consoles and arguments": (
        "commands/test_output.py::test_a_gbk_console_never_fails",
        "commands/test_output.py::test_every_line_of_a_narrow_screen_fits",
        "commands/test_output.py::test_a_reader_that_has_enough_is_no_fault",
        "commands/test_output.py::test_closed_streams_are_no_fault",
        "commands/test_hostile_typed.py::test_bytes_that_are_no_text_are_taken_as_arguments",
        "commands/test_hostile_typed.py::test_an_odd_console_shows_what_it_can",
    ),
}


def proved(folder: Path) -> Iterator[tuple[str, str]]:
    """Run the tests of every row, and yield for each row how many cases were tried and how many did not hold.

    A test of which not one case was tried, as where its file cannot be read, proves nothing and is MISSED.
    """
    report = folder / "proved.xml"
    chosen = sorted({str(TESTS / one) for several in PROOFS.values() for one in several})
    words = ["-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", f"--junitxml={report}", *chosen]
    env = {name: value for name, value in os.environ.items() if name not in ("LD_PRELOAD", "FAULTS_FOLDER")}
    env["SONGYU_RUNS"] = str(RUNS)
    ran = subprocess.run(
        [sys.executable, *words], cwd=TESTS.parent, env=env, capture_output=True, text=True, check=False
    )
    if not report.exists():
        raise RuntimeError(ran.stdout[-2000:] + ran.stderr[-2000:])
    tried, failed = Counter[str](), Counter[str]()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314  written by the line above
        module, name = case.get("classname", "").rpartition(".")[2], case.get("name", "").partition("[")[0]
        wrong = any(case.find(one) is not None for one in ("failure", "error"))
        for known in (f"{module}.py", f"{module}.py::{name}"):
            tried[known] += case.find("skipped") is None
            failed[known] += wrong
    for threat, several in PROOFS.items():
        names = [Path(one).name for one in several]
        more = f" ({RUNS} runs against the model)" if threat == "a mistake" else ""
        yield threat, f"cases {sum(map(tried.__getitem__, names))}, failed {sum(map(failed.__getitem__, names))}{more}"
        yield from ((threat, f"MISSED {one}: no case of it was tried") for one in several if not tried[Path(one).name])
