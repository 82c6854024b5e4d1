"""What songyu can tell of itself, of a ledger and of the machine; nothing is written, nothing private is told."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import stat
import sys
from collections import Counter
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from songyu_cli import __version__
from songyu_cli.actions.check import check_ledger
from songyu_cli.actions.ledger import all_settings
from songyu_cli.domain.diagnosis import EMPTY, FILLED, PUBLIC, Diagnosis, Fact, Facts, shape_of
from songyu_cli.domain.errors import LedgerRefused
from songyu_cli.domain.heads import Head
from songyu_cli.domain.settings import KEYS
from songyu_cli.storage import backup_files, engine, filesystems
from songyu_cli.storage.database import glance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.checks import Told

_LIBRARIES = ("typer", "rich", "sqlite-utils", "holidays", "python-calamine", "XlsxWriter")
_PATIENCE = 2.0  # seconds; a doctor is called when something is wrong, and does not wait for long
_VARIABLES = ("TERM", "NO_COLOR", "PYTHONUTF8")


def diagnose(path: Path | None, env: Mapping[str, str], *, named: str | None, asked: Facts) -> Diagnosis:
    """Look at everything. `path` is the ledger, `named` what named it, `asked` what options and variables say."""
    return Diagnosis(
        versions=_versions(),
        system={"platform": Fact(platform.platform(terse=True)), "machine": Fact(platform.machine())},
        ledger=_ledger(path, named) if path else {"path": Fact(None)},
        settings={**asked, **(_settings(path) if path else {})},
        terminal=_terminal(env),
    )


def _versions() -> Facts:
    found = {"songyu": __version__, "python": platform.python_version(), "sqlite": engine.VERSION}
    return {name: Fact(number) for name, number in {**found, **dict(map(_library, _LIBRARIES))}.items()}


def _library(name: str) -> tuple[str, str | None]:
    try:
        return name, version(name)
    except PackageNotFoundError:
        return name, None


def _ledger(path: Path, named: str | None) -> Facts:
    path = path.absolute()
    facts = {"path": Fact(shape_of(path, Path.home()), named), **_file(path), **_checked(path)}
    backups = backup_files.named(backup_files.folder_of(path))
    facts["backups"] = Fact(len(backups))
    facts["newest_backup"] = Fact(f"{backups[0].stamp} {backups[0].reason}" if backups else None)
    return facts


def _file(path: Path) -> Facts:
    place = filesystems.of(path)
    facts = {
        "file_system": Fact(place.kind if place else None),
        "network": Fact(place.network if place else None),
    }
    try:
        facts["free_mb"] = Fact(shutil.disk_usage(path.parent).free >> 20)
        there = path.lstat()
    except OSError:
        return facts
    journal = path.with_name(f"{path.name}-journal")
    return {
        **facts,
        "size_kb": Fact(there.st_size >> 10),
        "mode": Fact(f"{stat.S_IMODE(there.st_mode):04o}"),
        "writable": Fact(os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)),
        "journal_left": Fact(journal.exists()),
    }


def _checked(path: Path) -> Facts:
    try:
        found = check_ledger(path, patience=_PATIENCE)
    except LedgerRefused as refusal:
        return {"integrity": Fact(refusal.kind)}
    facts = {
        "integrity": Fact("whole" if found.whole else _kinds(found.findings)),
        "head": Fact(Head(found.entry, found.short).text if found.entry and found.short else None),
        "changes": Fact(found.changes),
    }
    with suppress(LedgerRefused), glance(path, patience=_PATIENCE) as db:
        facts["journal_mode"] = Fact(engine.journal_mode(db))
        facts["schema"] = Fact(" ".join(engine.migrations(db)))
    return facts


def _kinds(findings: tuple[Told, ...]) -> str:
    counted = Counter(one.kind for one in findings)
    return " ".join(f"{kind}×{count}" for kind, count in counted.items())


def _settings(path: Path) -> Facts:
    try:
        with glance(path, patience=_PATIENCE) as db:
            settings = all_settings(db)
    except LedgerRefused:
        return {}
    facts = {}
    for one in settings:
        shown = one.value if one.key in PUBLIC else FILLED if one.value else EMPTY
        facts[one.key] = Fact(shown, "default" if one.value == KEYS[one.key].start else "ledger")
    return facts


def _terminal(env: Mapping[str, str]) -> Facts:
    size = shutil.get_terminal_size()
    streams = {name: getattr(sys, name) for name in ("stdin", "stdout", "stderr")}
    encodings = {f"{name}_encoding": Fact(getattr(stream, "encoding", None)) for name, stream in streams.items()}
    return {
        **{f"{name}_terminal": Fact(bool(stream and stream.isatty())) for name, stream in streams.items()},
        **encodings,
        "columns": Fact(size.columns),
        "locale_encoding": Fact(locale.getpreferredencoding(do_setlocale=False)),
        "file_name_encoding": Fact(sys.getfilesystemencoding()),
        **{name: Fact(env[name]) for name in _VARIABLES if name in env},
    }
