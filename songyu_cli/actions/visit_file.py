"""A round that was written down in a text file, a stairwell a line, is taken as one command."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.ledger import kinds
from songyu_cli.actions.unit import check_not_future
from songyu_cli.actions.visit import Recording
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.imports import BadRows
from songyu_cli.domain.masking import mask, quoted
from songyu_cli.domain.tables.cells import free_text
from songyu_cli.domain.tables.columns import Sight
from songyu_cli.domain.tables.readings import IN_ROWS
from songyu_cli.domain.tables.rows import Numbered, RowError
from songyu_cli.domain.visit_lines import UNDO_WORDS, VisitLine, read_line
from songyu_cli.domain.visits import (
    AlreadyTaken,
    CalledAlready,
    FileTaken,
    NothingBefore,
    NothingToRead,
    SpreadsheetGiven,
)
from songyu_cli.readers.compound import MAGIC
from songyu_cli.readers.text import decode
from songyu_cli.storage import settings, units, visits
from songyu_cli.storage.backups import backed_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from songyu_cli.actions.visit import Round
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.units import Unit
    from songyu_cli.domain.visits import Call
    from songyu_cli.readers.source import Source
    from songyu_cli.storage.connection import Database

_WORKBOOKS = (b"PK\x03\x04", MAGIC)


class FileWishes(NamedTuple):
    """How the user wants a file taken: bad lines left out, nothing written, a file taken once more, in an encoding."""

    skip_bad: bool = False
    dry_run: bool = False
    again: bool = False
    encoding: str | None = None
    no_backup: bool = False


ROW_REFUSALS = (UsageRefused, NotFound, RuleForbids)
"""What may be wrong with one line or row; anything else is wrong with the whole."""


def take_file(db: Database, source: Source, visit: Round, wishes: FileWishes, actor: Actor) -> FileTaken:
    """Take all lines of a text as one round, or none of them; blank lines and lines that begin with # say nothing.

    Raises SpreadsheetGiven, CannotDecode, NotText, NothingToRead, AlreadyTaken, HappensInFuture, and BadRows with
    everything that is wrong with any line, unless these are skipped; NoBackupNoChange.
    """
    check_not_future(visit.on, actor)
    if source.data.startswith(_WORKBOOKS):
        raise SpreadsheetGiven(file=source.file)
    name = mask(source.file).text
    sight = Sight(settings.home(db), actor.at.date(), kinds=kinds(db))
    lines, errors = _read(decode(source, wishes.encoding)[0], name, sight)
    if not lines and not errors:
        raise NothingToRead
    digest = hashlib.sha256(source.data).hexdigest()
    calls: list[Call] = []
    wanted = not (wishes.no_backup or (errors and not wishes.skip_bad))
    with backed_up(db, "visit file", actor, wanted=wanted, dry_run=wishes.dry_run):
        check_new(db, name, digest, [visit.on], again=wishes.again)
        recording = Recording(db, visit, sight.kinds, actor, dry_run=wishes.dry_run)
        before = {} if wishes.again else visits.called_on(db, str(visit.on))
        for number, line in lines:
            try:
                check_not_called(before, units.get(db, line.unit), visit)
                calls.append(recording.take(line))
            except ROW_REFUSALS as refusal:
                errors.append(_error(name, number, refusal, line.unit.key))
        errors.sort(key=lambda error: error.row)
        if errors and not (wishes.skip_bad or wishes.dry_run):
            raise BadRows(name, errors)
        if calls:
            counts = {"added": len(calls), "changed": 0, "same": 0}
            db.insert(
                "imports",
                file_name=name,
                sha256=digest,
                kind="visits",
                mapping=json.dumps({"on": [visit.on]}),
                **counts,
            )
        done = visits.get(db, visit.visit) if visit.visit else None
    if done and wishes.dry_run:
        done, calls = done._replace(visit=None), [call.unnumbered() for call in calls]
    told = [IN_ROWS.format(what=what, rows=rows) for what, rows in sight.told.items()]
    return FileTaken(name, wishes.dry_run, done, tuple(calls), len(errors), tuple(errors), (*told, *recording.notices))


def check_new(db: Database, file: str, sha256: str, days: Sequence[str], *, again: bool) -> None:
    """Refuse a file that was taken as a round of one of these days before. Raises AlreadyTaken."""
    command = None if again else visits.taken_before(db, sha256, days)
    if command:
        raise AlreadyTaken(file=file, command=command)


def check_not_called(before: Mapping[int, int], unit: Unit, visit: Round) -> None:
    """Refuse a stairwell that another round called at that day; `before` has these rounds. Raises CalledAlready."""
    if unit.id in before:
        raise CalledAlready(visit=before[unit.id], on=visit.on.phrase(), unit=unit.unit.phrase())


def _read(text: str, file: str, sight: Sight) -> tuple[list[Numbered[VisitLine]], list[RowError]]:
    """Return what the lines say, and what is wrong with those that cannot be read; `u` takes the last good one back."""
    lines: list[Numbered[VisitLine]] = []
    errors: list[RowError] = []
    for number, written in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        plain = folded(written).casefold()
        if not plain or plain.startswith("#"):
            continue
        try:
            if plain in UNDO_WORDS:
                if not lines:
                    raise NothingBefore(text=quoted(written))
                lines.pop()
                continue
            line = read_line(written, sight.home, sight.kinds)
        except ROW_REFUSALS as refusal:
            errors.append(_error(file, number, refusal, written))
            continue
        sight.told.update(line.notices)
        lines.append(Numbered(number, line._replace(remark=free_text(line._asdict(), "remark", sight))))
    return lines, errors


def _error(file: str, number: int, refusal: UsageRefused | NotFound | RuleForbids, written: str) -> RowError:
    return RowError(file, number, None, refusal.kind, refusal.message, refusal.advice, quoted(written))
