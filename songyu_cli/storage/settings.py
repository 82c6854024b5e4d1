"""Settings and the programme; target and name live with the programme and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.settings import KEYS
from songyu_cli.domain.stairwells import Home

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

_OF_PROGRAMME = {"programme": "name", "target": "target"}


def get(db: Database, key: str) -> str:
    """Return a setting's value, or what it starts as."""
    if key in _OF_PROGRAMME:
        value = db.value(f"SELECT {_OF_PROGRAMME[key]} FROM programmes ORDER BY id LIMIT 1")
    else:
        value = db.value("SELECT value FROM settings WHERE key = ?", (key,))
    return KEYS[key].start if value is None else str(value)


def put(db: Database, key: str, value: str) -> None:
    """Set a value inside the caller's transaction."""
    if key in _OF_PROGRAMME:
        db.update("programmes", programme(db), **{_OF_PROGRAMME[key]: value})
        return
    row = db.value("SELECT id FROM settings WHERE key = ?", (key,))
    if row is None:
        db.insert("settings", key=key, value=value)
    else:
        db.update("settings", row, value=value)


def home(db: Database) -> Home:
    """Return what the ledger calls home: its community, subdistrict and estate."""
    values = dict(tuple(row) for row in db.all("SELECT key, value FROM settings"))
    return Home(
        community=values.get("community", ""),
        subdistrict=values.get("subdistrict", ""),
        estate=values.get("estate", ""),
    )


def programme(db: Database) -> int:
    """Return the id of the programme."""
    return int(db.value("SELECT id FROM programmes ORDER BY id LIMIT 1"))


def start(db: Database, values: dict[str, str]) -> None:
    """Write the settings of a new ledger inside the caller's transaction."""
    db.insert("programmes", name=values.pop("programme"), target=int(values.pop("target")))
    for key, value in values.items():
        db.insert("settings", key=key, value=value)
