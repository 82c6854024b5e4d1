"""Backups of a ledger: why each was made, what its manifest says, and which of them are kept."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from songyu_cli.domain.errors import FileRefused
from songyu_cli.domain.escapes import escaped
from songyu_cli.domain.heads import Head
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

MANUAL = "manual"
BEFORE_IMPORT = "before-import"
BEFORE_MIGRATION = "before-migration"
BEFORE_RESTORE = "before-restore"
REASONS = {
    MANUAL: Phrase("手工", "by hand"),
    BEFORE_IMPORT: Phrase("导入前", "before an import"),
    BEFORE_MIGRATION: Phrase("升级前", "before an upgrade"),
    BEFORE_RESTORE: Phrase("恢复前", "before a restore"),
}
_KEPT = 10  # of the automatic ones, whatever their age
_NAME = re.compile(rf".+-(?P<stamp>\d{{8}}-\d{{6}})-(?P<reason>{'|'.join(REASONS)})(?:-(?P<copy>\d+))?\.db", re.DOTALL)


@dataclass(frozen=True)
class Manifest:
    """What a backup's manifest says of it.

    `ledger` is a file name without its folder; `command` and `link` are the head of its log, None of an empty one;
    `rows` counts the rows of each table.
    """

    sha256: str
    size: int
    made_at: str
    reason: str
    ledger: str
    community: str
    schema: tuple[str, ...]
    command: int | None
    link: str | None
    rows: Mapping[str, int]

    @property
    def head(self) -> tuple[int, str] | None:
        """The newest entry of its log and the link."""
        return (self.command, self.link) if self.command and self.link else None

    def text(self) -> str:
        """Return the manifest as it stands in its file."""
        return escaped(json.dumps(asdict(self), ensure_ascii=False, indent=1)) + "\n"


_KINDS = {  # what the values of a manifest may be, whoever wrote it
    **dict.fromkeys(("sha256", "made_at", "reason", "ledger", "community"), str),
    "size": int,
    "schema": tuple,
    "command": int | None,
    "link": str | None,
    "rows": dict,
}


@dataclass(frozen=True)
class Backup:
    """One of a ledger's backups, the newest being number 1. `head` is that of its log, as `#47 · 3f2a9c1e`.

    `state` tells whether it is what its manifest says: sound or changed; without a manifest: unproved or damaged.
    """

    number: int
    made_at: str
    reason: str | None
    head: str | None
    size: int
    state: str
    file: str


@dataclass(frozen=True)
class Made:
    """A backup that was just made; `own` when it stands in the ledger's own folder, on the same disk."""

    file: str
    made_at: str
    head: str | None
    size: int
    own: bool


STATES = {
    "sound": Phrase("完好", "sound"),
    "changed": Phrase("和清单对不上", "not as in its manifest"),
    "unproved": Phrase("完好，没有清单", "sound, without a manifest"),
    "damaged": Phrase("坏了", "damaged"),
}


def head_text(head: tuple[int, str] | None) -> str | None:
    """Return the head of a log, its newest entry and the link, as people compare it; None of an empty log."""
    return Head(head[0], head[1][:8]).text if head else None


def read_manifest(text: str) -> Manifest | None:
    """Return a manifest as it was written, or None of a text that is none."""
    try:
        values = json.loads(text)
        values["schema"] = tuple(values["schema"])
        made = Manifest(**values)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return made if all(isinstance(getattr(made, name), kind) for name, kind in _KINDS.items()) else None


@dataclass(frozen=True)
class BackupName:
    """The name of a backup as songyu gives it; `copy` counts those of the same second."""

    name: str
    stamp: str
    reason: str
    copy: int

    @property
    def day(self) -> date | None:
        """The day on which it was made, or None of a day that no calendar has."""
        try:
            return datetime.strptime(self.stamp, "%Y%m%d-%H%M%S").date()  # noqa: DTZ007  of the clock it was named by
        except ValueError:
            return None


def read_name(name: str) -> BackupName | None:
    """Return what the name of a backup says, or None of any other file's."""
    found = _NAME.fullmatch(name)
    return BackupName(name, found["stamp"], found["reason"], int(found["copy"] or 1)) if found else None


def given_name(stem: str, reason: str, at: datetime, copy: int) -> str:
    """Return the name of a new backup."""
    return f"{stem}-{at:%Y%m%d-%H%M%S}-{reason}{f'-{copy}' if copy > 1 else ''}.db"


def superfluous(names: Iterable[BackupName]) -> list[str]:
    """Return the automatic backups that may go: all but the newest ten and the newest of each week."""
    automatic = sorted((one for one in names if one.reason != MANUAL and one.day), key=_age, reverse=True)
    kept, weeks = set(), set()
    for place, one in enumerate(automatic):
        week = one.day.isocalendar()[:2] if one.day else None
        if place < _KEPT or week not in weeks:
            kept.add(one.name)
        weeks.add(week)
    return [one.name for one in automatic if one.name not in kept]


def _age(name: BackupName) -> tuple[str, int]:
    return name.stamp, name.copy


class BackupNotMade(FileRefused):
    """A backup that was asked for cannot be written."""

    sentence = Phrase(
        "备份没有做成，{folder} 写不了：{why}。", "No backup was made, {folder} cannot be written: {why}."
    )
    hint = Phrase(
        "备份到别处，如U盘：songyu backup 文件夹；或检查磁盘空间和权限。",
        "Back up elsewhere, such as a USB stick: songyu backup FOLDER; or check the free space and the permissions.",
    )


class BackupNowhere(FileRefused):
    """A backup was to go to a folder that is not there."""

    sentence = Phrase("没有文件夹 {path}，没有备份。", "There is no folder {path}; nothing was backed up.")
    hint = Phrase(
        "先建好文件夹；要自己取文件名，就以 .db 结尾：songyu backup 备份.db。",
        "Make the folder first; a file name of your own ends in .db: songyu backup copy.db.",
    )


class BackupExists(FileRefused):
    """A backup would stand on an existing file."""

    sentence = Phrase("{path} 已经有了，备份绝不覆盖文件。", "{path} is there already; a backup never replaces a file.")
    hint = Phrase(
        "换个文件名；只写文件夹时，文件名由 songyu 取。",
        "Choose another name; of a folder alone songyu gives the name itself.",
    )


_WAYS = {
    BEFORE_IMPORT: Phrase(
        "腾出磁盘空间，或改好 {folder} 的权限再导入；已另有备份、一定要导入就加 --no-backup。",
        "Free some space or mend the permissions of {folder} and import again; with a backup elsewhere: --no-backup.",
    ),
    BEFORE_MIGRATION: Phrase(
        "腾出磁盘空间，或改好 {folder} 的权限再来；也可以把账本复制到别的盘上用。",
        "Free some space or mend the permissions of {folder} and try again; or copy the ledger to another disk.",
    ),
    BEFORE_RESTORE: Phrase(
        "腾出磁盘空间，或改好 {folder} 的权限再恢复；现在的账本已另有备份就加 --no-backup。",
        "Free some space or mend the permissions of {folder} and restore again; with a backup elsewhere: --no-backup.",
    ),
}
_ABOUT_TO = {
    BEFORE_IMPORT: Phrase("导入", "importing"),
    BEFORE_MIGRATION: Phrase("升级账本", "bringing the ledger up to date"),
    BEFORE_RESTORE: Phrase("恢复", "restoring"),
}


class NoBackupNoChange(FileRefused):
    """The backup that must stand before a great change cannot be made, so the change is not made either."""

    sentence = Phrase(
        "{doing}之前的备份没有做成，{folder} 写不了：{why}。什么都没有改。",
        "The backup before {doing} could not be made, {folder} cannot be written: {why}. Nothing was changed.",
    )
    hint = Phrase("{way}", "{way}")

    def __init__(self, *, reason: str, folder: object, why: object) -> None:
        super().__init__(doing=_ABOUT_TO[reason], way=_WAYS[reason].format(folder=folder), folder=folder, why=why)
