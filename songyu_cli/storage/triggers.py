"""The log's triggers, generated from the schema: every change of every row, old and new, beside its command.

A row is written as one JSON object. `IS NOT` compares, because `!=` would overlook a NULL. The open command is the
one without a link; outside a command there is none, and the database itself refuses the write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

_UNLOGGED = ("commands", "changes", "serials")  # the log itself, and the numbers that are never given back
# What nobody may do to the log. The insertions are REPLACE, which deletes without firing a trigger, and additions
# to a command that is over.
_FORBIDDEN = {
    "log_changes_fixed": "UPDATE ON changes",
    "log_changes_kept": "DELETE ON changes",
    "log_changes_whole": "INSERT ON changes WHEN (SELECT link FROM commands WHERE id = NEW.command) IS NOT NULL",
    "log_commands_fixed": "UPDATE ON commands WHEN OLD.link IS NOT NULL",
    "log_commands_kept": "DELETE ON commands",
    "log_commands_single": "INSERT ON commands WHEN EXISTS (SELECT 1 FROM commands WHERE id = NEW.id)",
}


def logged_tables(db: Database) -> list[str]:
    """Return the tables whose rows the log follows: all of ours but the log itself."""
    rows = db.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    return [row[0] for row in rows if row[0] not in _UNLOGGED and not row[0].startswith(("sqlite_", "_"))]


def install_triggers(db: Database) -> None:
    """Drop the log's triggers and write them anew for the schema as it stands."""
    for row in db.all("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log\\_%' ESCAPE '\\'"):
        db.execute(f'DROP TRIGGER "{row[0]}"')
    for table in logged_tables(db):
        columns = [row["name"] for row in db.all(f"PRAGMA table_info({table})")]
        for statement in _triggers(table, columns):
            db.execute(statement)
    for name, what in _FORBIDDEN.items():
        db.execute(f"CREATE TRIGGER {name} BEFORE {what} BEGIN SELECT RAISE(ABORT, 'append-only'); END")


def _triggers(table: str, columns: list[str]) -> list[str]:
    def row(side: str) -> str:
        return "json_object(" + ", ".join(f"'{column}', {side}.{column}" for column in columns) + ")"

    def trigger(event: str, identity: str, old: str, new: str, when: str = "") -> str:
        return (
            f"CREATE TRIGGER log_{table}_{event.lower()} AFTER {event} ON {table} {when}"
            "BEGIN INSERT INTO changes (command, table_name, row_id, old, new) "
            f"VALUES ((SELECT id FROM commands WHERE link IS NULL), '{table}', {identity}.id, {old}, {new}); END"
        )

    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    return [
        trigger("INSERT", "NEW", "NULL", row("NEW")),
        trigger("UPDATE", "NEW", row("OLD"), row("NEW"), f"WHEN {differs} "),
        trigger("DELETE", "OLD", row("OLD"), "NULL"),
    ]
