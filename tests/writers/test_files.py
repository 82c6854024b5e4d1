"""A file is written whole or not at all, and never over what somebody has open."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from songyu_cli.domain.lists import LedgerList, ListColumn
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.writers.files import (
    FileIsALedger,
    FileIsALink,
    FileNotWritable,
    FileOpenElsewhere,
    check_writable,
    write_bytes,
)
from songyu_cli.writers.ledger_sheet import Head, write_ledger
from songyu_cli.writers.page_sheet import Line, write_page

LIST = LedgerList(verbatim("台账"), verbatim("台账"), (ListColumn("a", Phrase("地址", "Address")),), [{"a": "12-3"}])
HEAD = Head("淞渔社区", None, date(2022, 12, 31))
WRITERS = {
    "bytes": lambda path: write_bytes(path, b"new"),
    "a page": lambda path: write_page(path, [Line("新", "title")], "zh"),
    "a list": lambda path: write_ledger(path, [LIST], HEAD, "zh"),
}
EACH_WRITER = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


@pytest.fixture
def target(elsewhere):
    path = elsewhere / "台账.xlsx"
    path.write_bytes(b"old")
    return path


def untouched(target: Path, *beside: str) -> bool:
    names = sorted(path.name for path in target.parent.iterdir())
    return target.read_bytes() == b"old" and names == sorted([target.name, *beside])


@EACH_WRITER
def test_a_file_is_replaced_and_is_its_owners_alone(target, write):
    write(target)
    assert target.read_bytes() != b"old"
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("lock", ["~$台账.xlsx", ".~lock.台账.xlsx#"])
@EACH_WRITER
def test_a_file_that_is_open_elsewhere_is_left_alone(target, write, lock):
    (target.parent / lock).write_bytes(b"clerk")
    for attempt in (check_writable, write):
        with pytest.raises(FileOpenElsewhere) as refusal:
            attempt(target)
        assert (refusal.value.exit_code, refusal.value.kind) == (7, "file_open_elsewhere")
        assert "关闭" in refusal.value.advice.zh
        assert lock in refusal.value.advice.zh
        assert lock in refusal.value.advice.en
    assert untouched(target, lock)


def test_a_mark_without_a_file_is_nothing(elsewhere):
    (elsewhere / "~$台账.xlsx").write_bytes(b"clerk")
    write_bytes(elsewhere / "台账.xlsx", b"new")
    assert (elsewhere / "台账.xlsx").read_bytes() == b"new"


@EACH_WRITER
def test_windows_says_that_a_file_is_open_only_at_the_end(target, write, monkeypatch):
    def replace(self, other):
        raise PermissionError(errno.EACCES, "used by another process")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(FileOpenElsewhere) as refusal:
        write(target)
    assert refusal.value.advice.zh == "请先在 Excel、WPS 或 LibreOffice 里关闭它；如果没有打开，检查文件夹和权限。"
    monkeypatch.undo()
    assert untouched(target)


@EACH_WRITER
@pytest.mark.parametrize("step", ["fsync", "write"])
def test_a_full_disk_leaves_the_old_file(target, write, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:

        class Full:
            def __init__(self, handle, *_):
                os.close(handle)

            def __enter__(self):
                return self

            def __exit__(self, *_):
                return False

            def write(self, _):
                full()

        monkeypatch.setattr(os, "fdopen", Full)
    with pytest.raises(FileNotWritable) as refusal:
        write(target)
    assert "磁盘满了" in refusal.value.message.zh
    assert untouched(target)


@EACH_WRITER
def test_a_folder_that_cannot_be_written_to(target, write, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileNotWritable) as refusal:
        write(target)
    assert "文件夹不让写" in refusal.value.message.zh
    assert untouched(target)


@EACH_WRITER
def test_a_link_is_not_written_through(target, write):
    link = target.with_name("链接.xlsx")
    link.symlink_to(target.name)
    with pytest.raises(FileIsALink) as refusal:
        write(link)
    assert refusal.value.message.zh == f"{link} 是链接，指向 台账.xlsx，没有写。"
    assert link.is_symlink()
    assert untouched(target, link.name)


def test_neither_a_pipe_nor_a_folder_nor_a_ledger(elsewhere):
    os.mkfifo(elsewhere / "管.xlsx")
    (elsewhere / "夹.xlsx").mkdir()
    (elsewhere / "账.xlsx").write_bytes(b"SQLite format 3\0")
    for name, refusal in (("管", FileNotWritable), ("夹", FileNotWritable), ("账", FileIsALedger)):
        with pytest.raises(refusal):
            write_bytes(elsewhere / f"{name}.xlsx", b"new")
