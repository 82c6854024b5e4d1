"""A zip container and its parts, unpacked within limits."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.source import MIB
from songyu_cli.readers.unreadable import BrokenFile, Overpacked, PasswordProtected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.readers.source import Source

MAX_UNPACKED = 256 * MIB  # all parts that are read together: six million cells of about 40 bytes
MAX_RATIO = 200  # sheets of real ledgers shrink 5 to 50 times; a bomb shrinks 1,000 times
MAX_TEXTS = 24 * MIB  # the parts beside the sheets: texts and styles; the library holds them several times over
SMALL = MIB  # below this a ratio means nothing
CHUNK = MIB

_ENCRYPTED = 0x1
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a compression or a zip version that nobody writes
    OSError,
    OverflowError,
    ValueError,
)

_HUGE_COUNT = re.compile(rb"\s(?:c|uniqueC)ount\s*=\s*[\"']\s*\+?\d{8}")
_SEAM = 64  # bytes looked at again where two pieces meet

DAMAGED = Phrase("压缩包的内容读不出来", "the container cannot be unpacked")
TWICE = Phrase("压缩包里有两个同名的部分", "the container holds two parts of one name")
ODD_XML = Phrase("内部写法很不寻常", "it is written in a most unusual way")


class Container:
    """The parts of a zip file by name, in small letters and with forward slashes."""

    def __init__(self, source: Source) -> None:
        self.file = source.file
        self._room = MAX_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except _FAULTS as fault:
            raise BrokenFile(file=self.file, reason=DAMAGED) from fault
        infos = self._zip.infolist()
        self._parts = {info.filename.replace("\\", "/").lower(): info for info in infos}
        if len(self._parts) < len(infos):
            raise BrokenFile(file=self.file, reason=TWICE)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """Return a part whole. Raises like `chunks`."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece. Raises BrokenFile, PasswordProtected, Overpacked."""
        info = self._admitted(name)
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(CHUNK):
                    yield chunk
        except _FAULTS as fault:
            raise BrokenFile(file=self.file, reason=DAMAGED) from fault

    def xml(self, name: str, most: int = MAX_UNPACKED) -> Iterator[bytes]:
        """Unpack an XML part like `chunks`, and refuse what no spreadsheet program writes.

        Comments, CDATA and document types could hide cells from a search or make text grow without end; UTF-16
        would not be searched at all; for the counts a part declares the library sets memory aside. Raises like
        `chunks`; Overpacked also for a part of more than `most` bytes.
        """
        if name in self and self._parts[name.lower()].file_size > most:
            raise Overpacked(file=self.file, part=name)
        last = b""
        for chunk in self.chunks(name):
            if _is_odd(chunk) or _is_odd(last + chunk[:_SEAM]):
                raise BrokenFile(file=self.file, reason=ODD_XML)
            last = chunk[-_SEAM:]
            yield chunk

    def _admitted(self, name: str) -> zipfile.ZipInfo:
        info = self._parts.get(name.lower())
        if info is None:
            missing = Phrase("缺少 {part}", "{part} is missing").format(part=name)
            raise BrokenFile(file=self.file, reason=missing)
        if info.flag_bits & _ENCRYPTED:
            raise PasswordProtected(file=self.file)
        self._room -= info.file_size
        if self._room < 0 or info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
            raise Overpacked(file=self.file, part=name)
        return info


def _is_odd(xml: bytes) -> bool:
    return b"\0" in xml or (b"!" in xml and b"<!" in xml) or (b"ount" in xml and _HUGE_COUNT.search(xml) is not None)
