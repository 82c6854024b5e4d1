"""One command is one transaction and one entry, and what the log holds stays as it was written."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from conftest import ACTOR
from hostile import HOSTILE

from songyu_cli.actions.bench import Order, install_benches
from songyu_cli.actions.demand import edit_demand
from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.unit import edit_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.log import BeginningStays, ChangedOutside, CommandNotFound, NothingToUndo
from songyu_cli.storage import database, log
from songyu_cli.storage.database import Database, open_ledger
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNIT = Address("淞泽家园九区", "12", "3")
# Every command that writes, and the tables whose rows it changes, in order.
WRITES = {
    "unit add 3-1 --grid 一网格": ["units"],
    "unit edit 12-3 --floors 6": ["units"],
    "unit count 12-4 --elderly 8 --on 2022-06": ["headcounts"],
    "unit count 12-3 --elderly 12 --on 2021-03-01": ["headcounts"],
    "unit import 底账.csv --on 2022-06-30": ["units", "units", "headcounts", "imports"],
    "demand add 12-4 -n 2": ["demands"],
    "demand edit 1 --unit 12-4 -n 3": ["demands"],
    "batch open -n 120 --on 2022-09": ["batches"],
    "batch edit 1 -n 100 --note 首批": ["batches"],
    "batch close 1 --on 2021-12-31": ["batches"],
    "bench install 12-3 --on 2021-06": ["benches", "bench_events", "bench_events", "results", "allocations"],
    "bench install 2-1 --on 2021-06": ["benches", "bench_events", "bench_events", "allocations"],
    "config set target 220": ["programmes"],
    "config set note 试用": ["settings"],
    "undo": ["demands"],
    "undo 2": None,
}
NOTHING_NEW = ["unit edit 12-3 --grid 一网格", "config set target 300", "demand edit 1 -n 1", "unit count 12-3 --elderly 13 --on 2021-03-01"]
REFUSED = {
    "unit add 12-3": 4,
    "unit count 12-3 --elderly 3 --elderly-80 4": 2,
    "unit edit 99-1 --floors 6": 3,
    "demand add 12-3 --on 2031-01-01": 2,
    "demand edit 9 -n 2": 3,
    "batch open 1 -n 5": 4,
    "batch edit 1 --on 2031": 2,
    "bench install 12-3 99-1 --on 2021-06": 3,
    "bench install 12-3 12-4 2-1 10-2 --on 2021-06": 4,
    "config set target 0": 2,
    "config set nosuch 1": 2,
    "undo 1": 4,
    "undo 99": 3,
}


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Database]:
    db = open_ledger(path)
    try:
        yield db
    finally:
        db.close()
