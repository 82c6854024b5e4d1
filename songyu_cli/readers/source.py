"""A file as it lies on the disk: its name and its bytes, read once, within limits."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from songyu_cli.domain.system_words import system_words
from songyu_cli.readers.unreadable import (
    EmptyFile,
    FileMissing,
    FileTooBig,
    FolderGiven,
    NoPermission,
    ReadFailed,
    SpecialFile,
)

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1024 * 1024
MAX_FILE = 128 * MIB  # the bytes are held in memory; a ledger of one community is under 1 MiB


@dataclass(frozen=True, slots=True)
class Source:
    """A file's path as it was typed, its name without folder and ending, its ending (`.xlsx`), and its bytes."""

    file: str
    stem: str
    ending: str
    data: bytes


def open_source(path: Path) -> Source:
    """Read a file whole. A link is followed; a pipe or a device is refused before it can block.

    Raises FileMissing, FolderGiven, SpecialFile, NoPermission, ReadFailed, EmptyFile, FileTooBig.
    """
    try:
        with open_file(path) as opened:
            data = opened.read(MAX_FILE + 1)
    except OSError as fault:
        refuse(path, fault)
    if not data:
        raise EmptyFile(file=path)
    if len(data) > MAX_FILE:
        raise FileTooBig(file=path, limit=MAX_FILE // MIB)
    return Source(file=str(path), stem=path.stem, ending=path.suffix.lower(), data=data)


def open_file(path: Path) -> BinaryIO:
    """Open an ordinary file to be read; a link is followed.

    Raises FileMissing, FolderGiven, SpecialFile, NoPermission, ReadFailed.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise FolderGiven(file=path)
        if not stat.S_ISREG(found.st_mode):
            raise SpecialFile(file=path)
        return path.open("rb")
    except (OSError, ValueError) as fault:  # ValueError: a zero byte in the name
        refuse(path, fault)


def refuse(path: Path, fault: OSError | ValueError) -> NoReturn:
    """Say in words why a file cannot be read. Raises FileMissing, NoPermission or ReadFailed."""
    match fault:
        case FileNotFoundError() | NotADirectoryError() | ValueError():
            raise FileMissing(file=path) from fault
        case PermissionError():
            raise NoPermission(file=path) from fault
        case _:
            raise ReadFailed(file=path, reason=system_words(fault)) from fault
