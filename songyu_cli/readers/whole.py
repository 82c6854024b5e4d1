"""The file of a whole ledger, read line by line: never more than one line of it is held in memory."""

from __future__ import annotations

import os
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from songyu_cli.domain.whole import ExportChanged, ExportTooBig
from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.source import MIB, open_file, refuse
from songyu_cli.readers.unreadable import EmptyFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_FILE = 512 * MIB  # some 300 times the ledger of one community
MAX_LINE = 4 * MIB
_TAIL = 64 * 1024  # bytes; the closing line takes a few hundred
_BLOCK = MIB


class WholeFile:
    """An open file of lines; the first and the last one are apart from the rest."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        """Look where the last line begins. Raises EmptyFile and ExportTooBig."""
        self.path, self._file = path, file
        self.size = os.fstat(file.fileno()).st_size
        if not self.size:
            raise EmptyFile(file=path)
        if self.size > MAX_FILE:
            raise ExportTooBig(file=path, limit=MAX_FILE // MIB)
        self._file.seek(max(0, self.size - _TAIL))
        tail = self._file.read(_TAIL)
        self.last = tail[:-1].rpartition(b"\n")[2] + b"\n" if tail.endswith(b"\n") else b""
        self._body = self.size - len(self.last)
        self.lines = 0

    def first(self) -> bytes:
        """Return the first line, or its beginning where it is absurdly long."""
        self._file.seek(0)
        return self._file.readline(MAX_LINE)

    def digest(self) -> str:
        """Return the SHA-256 of all lines but the last one, and count them all."""
        self._file.seek(0)
        digest, left, self.lines = sha256(), self._body, 1
        while left > 0 and (block := self._file.read(min(_BLOCK, left))):
            digest.update(block)
            self.lines += block.count(b"\n")
            left -= len(block)
        return digest.hexdigest()

    def between(self) -> Iterator[tuple[int, bytes]]:
        """Give the lines between the first one and the last one with their numbers."""
        left, number = self._body - len(self.first()), 1
        while left > 0 and (line := self._file.readline(MAX_LINE + 1)):
            number += 1
            left -= len(line)
            if len(line) > MAX_LINE:
                why = Phrase("第 {line} 行长得不正常", "line {line} is absurdly long").format(line=number)
                raise ExportChanged(file=self.path, why=why)
            yield number, line


@contextmanager
def opened(path: Path) -> Iterator[WholeFile]:
    """Open the file of a whole ledger.

    Raises FileMissing, FolderGiven, SpecialFile, NoPermission, ReadFailed, EmptyFile, ExportTooBig.
    """
    with open_file(path) as file:
        try:
            yield WholeFile(path, file)
        except OSError as fault:
            refuse(path, fault)
