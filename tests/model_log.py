"""What the log must be: which entries count, how each is chained to the one before, and which rows it changed."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.storage.connection import Database

PHONE = "13812345678"
"""What no ledger may hold: whoever types it, and wherever, it is masked."""

Key = tuple[str, int]
State = dict[Key, dict[str, Any]]
Sides = tuple[dict[str, Any] | None, dict[str, Any] | None]


class Log:
    """The entries as they were read one by one; an entry that was read never changes."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.link = ""
        self.last = 0
        self.undoes: dict[int, int | None] = {}
        self.changed: dict[int, dict[Key, Sides]] = {}
        self.highest: dict[str, int] = {}
        self.entries: list[tuple[Any, ...]] = []

    def read(self) -> list[int]:
        """Read what was entered since, see that it is linked, and return the numbers."""
        rows = self.db.all("SELECT * FROM commands WHERE id > ? ORDER BY id", (self.last,))
        for row in rows:
            changes = self.db.all("SELECT * FROM changes WHERE command = ? ORDER BY id", (row["id"],))
            self.link = _linked(self.link, dict(row), map(dict, changes))
            for written in (*row, *(side for one in changes for side in one)):
                assert PHONE not in str(written), "personal data in the log"
            assert row["link"] == self.link, f"entry {row['id']} is not linked to what it changed"
            self.last = row["id"]
            self.undoes[row["id"]] = row["undoes"]
            self.changed[row["id"]] = self._folded(changes, fresh=row["undoes"] is None)
            self.entries.append(tuple(row))
        return [row["id"] for row in rows]

    def read_again(self) -> None:
        """See that what was read stands there still, and nothing else."""
        assert [tuple(row) for row in self.db.all("SELECT * FROM commands ORDER BY id")] == self.entries

    def _folded(self, changes: Iterable[Any], *, fresh: bool) -> dict[Key, Sides]:
        """Return each row before and after an entry; a row that is new has a number that none ever had."""
        found: dict[Key, Sides] = {}
        for one in changes:
            key = (one["table_name"], one["row_id"])
            old, new = (None if side is None else json.loads(side) for side in (one["old"], one["new"]))
            if key in found:
                assert found[key][1] == old, f"{key} changed without a word"
                found[key] = found[key][0], new
            else:
                found[key] = old, new
                if old is None and fresh:
                    assert key[1] > self.highest.get(key[0], 0), f"{key} has a number that was given before"
            self.highest[key[0]] = max(self.highest.get(key[0], 0), key[1])
        return {key: sides for key, sides in found.items() if sides[0] != sides[1]}

    def counts(self, number: int, at: int | None = None) -> bool:
        """Tell whether an entry counts, now or when another one was the newest: no entry that counts takes it back."""
        takers = [taker for taker, taken in self.undoes.items() if taken == number]
        return (at is None or number <= at) and not any(self.counts(taker, at) for taker in takers)

    def acts(self) -> list[int]:
        """Return the entries that take nothing back and can be taken back; the first one made the ledger."""
        return [number for number, taken in self.undoes.items() if taken is None and number > 1]

    def live(self) -> list[int]:
        return [number for number in self.acts() if self.counts(number)]

    def undos(self) -> list[int]:
        """Return the undos that count."""
        acts = set(self.acts())
        return [number for number, taken in self.undoes.items() if taken in acts and self.counts(number)]

    def undo_of(self, act: int) -> int:
        return max(number for number in self.undos() if self.undoes[number] == act)

    def state(self, beginning: State, live: Iterable[int]) -> State:
        """Return every row as the entries that count make it."""
        rows = dict(beginning)
        for number in sorted(live):
            for key, (_, new) in self.changed[number].items():
                if new is None:
                    rows.pop(key, None)
                else:
                    rows[key] = new
        return rows


def _linked(before: str, row: dict[str, Any], changes: Iterable[dict[str, Any]]) -> str:
    """Return the link of an entry: the link before it, the entry itself, and each of its changes in order."""
    told = [row[name] for name in ("id", "at", "role", "alias", "name", "typed", "undoes")]
    parts = [[one[name] for name in ("table_name", "row_id", "old", "new")] for one in changes]
    return sha256((before + "".join(json.dumps(part) for part in (told, *parts))).encode()).hexdigest()
