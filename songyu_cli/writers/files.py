"""Writes a file whole or not at all: beside its target first, then in one step under its name."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from songyu_cli.domain.errors import FileRefused
from songyu_cli.domain.system_words import NO_FILE_NAME, system_words
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATABASE = b"SQLite format 3\0"
_SHOWN = 20  # characters of its name that an unfinished file has in its own, which must not be the longer one


class FileNotWritable(FileRefused):
    """The file cannot be written."""

    sentence = Phrase("写不了 {path}：{why}。", "Cannot write {path}: {why}.")
    hint = Phrase(
        "如果它正在 Excel 或 WPS 里打开，请先关闭；否则检查文件夹和权限。",
        "If it is open in Excel or WPS, close it there first; otherwise check the folder and its permissions.",
    )


class FileIsALedger(FileRefused):
    """A list would be written over a ledger."""

    sentence = Phrase("{path} 是账本（数据库），不会覆盖。", "{path} is a ledger (a database) and is not written over.")
    hint = Phrase("换一个文件名。", "Choose another file name.")


class FileOpenElsewhere(FileRefused):
    """Another program has the file open: what it shows would be lost, or what is written would."""

    sentence = Phrase("{path} 正在别的程序里打开，没有写。", "{path} is open in another program and was not written.")
    hint = Phrase("请先在 Excel、WPS 或 LibreOffice 里关闭它；{otherwise}", "Close it there first; {otherwise}")

    def __init__(self, path: Path, lock: Path | None = None) -> None:
        otherwise = Phrase(
            "如果没有打开，检查文件夹和权限。", "if it is not open, check the folder and its permissions."
        )
        if lock:
            otherwise = Phrase("如果没有打开，删掉 {lock} 再试。", "if it is not open, delete {lock} and try again.")
        super().__init__(path=path, otherwise=otherwise.format(lock=lock))


class FileIsALink(FileRefused):
    """The file's name leads to another file."""

    sentence = Phrase(
        "{path} 是链接，指向 {target}，没有写。", "{path} is a link to {target} and is not written through."
    )
    hint = Phrase("直接写 {target}，或换一个文件名。", "Name {target} itself, or choose another file name.")


def check_writable(path: Path) -> None:
    """Refuse a file that certainly cannot be written, before any work.

    Raises FileNotWritable, FileIsALink, FileIsALedger and FileOpenElsewhere.
    """
    try:
        os.fsencode(path)  # the questions below would only say that no such file is there
        _check(path)
    except (OSError, ValueError) as error:
        raise FileNotWritable(path=path, why=system_words(error)) from error


def _check(path: Path) -> None:
    why = None
    if path.is_symlink():
        raise FileIsALink(path=path, target=path.readlink())
    if path.is_dir():
        why = Phrase("它是文件夹", "it is a folder")
    elif path.exists() and not path.is_file():
        why = Phrase("它不是普通文件", "it is not an ordinary file")
    elif not path.parent.is_dir():
        why = Phrase("没有这个文件夹", "there is no such folder")
    elif not os.access(path.parent, os.W_OK):
        why = Phrase("文件夹不让写", "its folder cannot be written to")
    elif "\0" in path.name:
        why = NO_FILE_NAME
    if why:
        raise FileNotWritable(path=path, why=why)
    if path.is_file():
        with suppress(OSError), path.open("rb") as file:
            if file.read(len(_DATABASE)) == _DATABASE:
                raise FileIsALedger(path=path)
        _check_closed(path)


def _check_closed(path: Path) -> None:
    """Refuse a file that another program has open."""
    if lock := lock_beside(path):
        raise FileOpenElsewhere(path, lock)


def lock_beside(path: Path) -> Path | None:
    """Return the mark that Excel and WPS (~$x.xlsx) or LibreOffice (.~lock.x.xlsx#) leave beside an open file."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    with suppress(OSError):  # a name so long that none stands beside it
        return next((lock for lock in locks if lock.is_file()), None)
    return None


def _put(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except PermissionError as error:  # Windows says so of a file that is open
        raise FileOpenElsewhere(path) from error


def write_text(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Write a text file that only its owner may read; raises what `write_bytes` raises."""
    write_bytes(path, text.encode(encoding))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read; raises what `write_pieces` raises."""
    write_pieces(path, (content,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file that only its owner may read, piece by piece, and return how many there were.

    Raises what `check_writable` raises; the old file then stays as it was.
    """
    check_writable(path)
    part, number = None, 0
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:_SHOWN]}.", suffix=".part", dir=path.parent)
        part = Path(name)
        part.chmod(0o600)  # whatever the umask takes away
        with os.fdopen(handle, "wb") as file:
            for number, piece in enumerate(pieces, start=1):  # noqa: B007  the last number is what is returned
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _put(part, path)
        part = None  # it has its name
    except OSError as error:
        raise FileNotWritable(path=path, why=system_words(error)) from error
    finally:
        if part:
            with suppress(OSError):  # what went wrong first is what counts
                part.unlink()
    return number
