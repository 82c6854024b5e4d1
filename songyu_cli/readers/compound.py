"""The container of old Office files: streams in chains of sectors, like files on a floppy disk."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.unreadable import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from songyu_cli.readers.source import Source

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_DIFAT_IN_HEADER = 109
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_SMALL_SECTOR = 64
_SMALL_STREAM = 4096  # shorter streams live in small sectors, inside the root's own stream
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

CHAINS = Phrase("内部的扇区链断了", "its chains of sectors are broken")


class _Entry(NamedTuple):
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams and storages of an OLE container by name. Raises BrokenFile for a chain that leads nowhere."""

    def __init__(self, source: Source) -> None:
        self.file = source.file
        self._data = data = source.data
        if len(data) < _HEADER or data[30] not in {9, 12}:
            raise self._broken()
        self._size = 1 << data[30]
        directory, _, _, small_fat, _, difat, _ = struct.unpack_from("<7I", data, 48)
        self._fat = self._allocation(difat)
        self.entries: dict[str, _Entry] = {}
        root = _Entry(_ROOT, _END, 0)
        for raw in _pieces(self._chain(directory, self._fat, self._sector), _ENTRY):
            name = raw[: max(0, struct.unpack_from("<H", raw, 64)[0] - 2)][:64].decode("utf-16-le", "replace")
            entry = _Entry(raw[66], *struct.unpack_from("<2I", raw, 116))
            self.entries.setdefault(name, entry)
            root = entry if entry.kind == _ROOT else root
        self._small_fat = _numbers(self._chain(small_fat, self._fat, self._sector))
        self._small = self._chain(root.start, self._fat, self._sector)

    def read(self, name: str) -> bytes | None:
        """Return a stream's bytes, or None where there is no such stream."""
        entry = self.entries.get(name)
        if entry is None or entry.kind != _STREAM:
            return None
        if entry.size < _SMALL_STREAM:
            content = self._chain(entry.start, self._small_fat, self._small_sector)
        else:
            content = self._chain(entry.start, self._fat, self._sector)
        if len(content) < entry.size:
            raise self._broken()
        return content[: entry.size]

    def _allocation(self, difat: int) -> Sequence[int]:
        """Return the table that tells for each sector the next one of its chain."""
        limit = len(self._data) // self._size
        sectors: list[int] = [n for n in struct.unpack_from(f"<{_DIFAT_IN_HEADER}I", self._data, 76) if n != _FREE]
        for _ in range(limit):
            if difat in {_END, _FREE} or len(sectors) > limit:
                break
            *more, difat = _numbers(self._sector(difat)) or (_END,)
            sectors += [number for number in more if number != _FREE]
        if len(sectors) > limit:
            raise self._broken()
        return _numbers(b"".join(map(self._sector, sectors)))

    def _chain(self, sector: int, table: Sequence[int], content: Callable[[int], bytes]) -> bytes:
        found: list[bytes] = []
        while sector != _END:
            if sector >= len(table) or len(found) > len(table):
                raise self._broken()
            found.append(content(sector))
            sector = table[sector]
        return b"".join(found)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise self._broken()
        return self._data[start : start + self._size]  # the last sector of a file may be short

    def _small_sector(self, number: int) -> bytes:
        return self._small[number * _SMALL_SECTOR : (number + 1) * _SMALL_SECTOR]

    def _broken(self) -> BrokenFile:
        return BrokenFile(file=self.file, reason=CHAINS)


def compound_file(name: str, stream: bytes) -> bytes:
    """Return a container that holds one stream, whole and in order."""
    size = 4096
    stream = stream.ljust(_SMALL_STREAM, b"\0")
    content = -(-len(stream) // size)
    tables = 1
    while tables * size // 4 < tables + 1 + content:
        tables += 1
    header = struct.pack(
        "<8s16x5H6x9I",
        *(MAGIC, 0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, tables, 0, _SMALL_STREAM, _END, 0, _END, 0),
    )
    difat = struct.pack(f"<{tables}I", *range(tables)).ljust(4 * _DIFAT_IN_HEADER, b"\xff")
    chain = [*[_FAT] * tables, _END, *range(tables + 2, tables + 1 + content), _END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * size, b"\xff")
    # the library wants the root to start somewhere: any chain will do, for no stream is small
    entries = _entry("Root Entry", _ROOT, tables, 0, child=1) + _entry(name, _STREAM, tables + 1, len(stream))
    return b"".join(
        ((header + difat).ljust(size, b"\0"), fat, entries.ljust(size, b"\0"), stream.ljust(content * size, b"\0"))
    )


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB3I36xIQ", letters, len(letters), kind, 1, _FREE, _FREE, child, start, size)


def _pieces(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data) - size + 1, size)]


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
