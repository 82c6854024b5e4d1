"""The whole ledger is written out, line by line, so that an equal one can be made of it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from songyu_cli.domain.whole import Closing, json_line
from songyu_cli.storage import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.storage.connection import Database


def export_ledger(db: Database) -> Iterator[str]:
    """Give the whole ledger as lines of JSON, each with its line break: the same ledger gives the same lines.

    All rows of all tables with their numbers, the log too, as they stand in one moment. The lines are to be written as
    UTF-8 and otherwise as they are: the last one holds the SHA-256 of those before it.
    """
    digest = sha256()
    with db.reading():
        tables = whole.tables(db)
        counts = dict.fromkeys(tables, 0)
        first = whole.opening(db).line()
        digest.update(first.encode())
        yield first
        for name, table in tables.items():
            for row in whole.rows(db, table):
                counts[name] += 1
                line = json_line({"table": name, "row": row})
                digest.update(line.encode())
                yield line
    yield Closing(counts, digest.hexdigest()).line()
