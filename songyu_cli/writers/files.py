"""Writes a file whole or not at all: beside its target first, then in one step under its name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from songyu_cli.domain.errors import FileRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from pathlib import Path


class FileNotWritable(FileRefused):
    """The file cannot be written."""

    sentence = Phrase("写不了 {path}：{why}。", "Cannot write {path}: {why}.")
    hint = Phrase(
        "如果它正在 Excel 或 WPS 里打开，请先关闭；否则检查文件夹和权限。",
        "If it is open in Excel or WPS, close it there first; otherwise check the folder and its permissions.",
    )


def check_writable(path: Path) -> None:
    """Refuse a file that certainly cannot be written, before any work is done. Raises FileNotWritable."""
    why = None
    if path.is_dir():
        why = Phrase("它是文件夹", "it is a folder")
    elif not path.parent.is_dir():
        why = Phrase("没有这个文件夹", "there is no such folder")
    elif not os.access(path.parent, os.W_OK):
        why = Phrase("文件夹不让写", "its folder cannot be written to")
    if why:
        raise FileNotWritable(path=path, why=why)


def write_text(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Write a text file that only its owner may read. Raises FileNotWritable; the old file then stays as it was."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding=encoding, newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise FileNotWritable(path=path, why=error.strerror or error) from error
    finally:
        part.unlink(missing_ok=True)
