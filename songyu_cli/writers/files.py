"""Writes a file whole or not at all: beside its target first, then in one step under its name."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from songyu_cli.domain.errors import FileRefused
from songyu_cli.domain.wording import Phrase

_DATABASE = b"SQLite format 3\0"


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


def check_writable(path: Path) -> None:
    """Refuse a file that certainly cannot be written, before any work. Raises FileNotWritable and FileIsALedger."""
    why = None
    if path.is_dir():
        why = Phrase("它是文件夹", "it is a folder")
    elif not path.parent.is_dir():
        why = Phrase("没有这个文件夹", "there is no such folder")
    elif not os.access(path.parent, os.W_OK):
        why = Phrase("文件夹不让写", "its folder cannot be written to")
    if why:
        raise FileNotWritable(path=path, why=why)
    if path.is_file():
        with suppress(OSError), path.open("rb") as file:
            if file.read(len(_DATABASE)) == _DATABASE:
                raise FileIsALedger(path=path)


def write_text(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Write a text file that only its owner may read. Raises FileNotWritable; the old file then stays as it was."""
    write_bytes(path, text.encode(encoding))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read. Raises FileNotWritable; the old file then stays as it was."""
    part = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)  # 0600
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise FileNotWritable(path=path, why=error.strerror or error) from error
    finally:
        if part:
            part.unlink(missing_ok=True)
