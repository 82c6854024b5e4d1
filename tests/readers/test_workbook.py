"""The one way in: what is on the disk, what the content is, what is said about it."""

from __future__ import annotations

import gc
import hashlib
import os
import socket
import sys
import zipfile
from pathlib import Path

import pytest

from songyu_cli.domain.errors import FileRefused
from songyu_cli.readers import source as source_module
from songyu_cli.readers.ooxml import LINKS, MACROS
from songyu_cli.readers.unreadable import (
    EmptyFile,
    FileMissing,
    FileTooBig,
    FolderGiven,
    NoPermission,
    PasswordProtected,
    ReadFailed,
    SpecialFile,
    UnknownFormat,
)
from songyu_cli.readers.workbook import read_workbook
from tests.files import Table, csv_bytes, edit_zip, write_ods, write_xls, write_xlsx

ROWS = [["楼栋", "数量"], ["12幢", "2"]]
WRITERS = {
    "xlsx": lambda path: write_xlsx(path, Table("表", ROWS)),
    "xls": lambda path: write_xls(path, Table("表", ROWS)),
    "ods": lambda path: write_ods(path, Table("表", ROWS)),
    "text": lambda path: path.write_bytes(csv_bytes(ROWS)),
}


def refusal(path: Path, kind: type[FileRefused]) -> FileRefused:
    with pytest.raises(kind) as refused:
        read_workbook(path)
    error = refused.value
    assert type(error) is kind
    assert error.exit_code == 7
    assert path.name in error.message.zh
    assert path.name in error.message.en
    assert error.advice
    assert "{" not in error.message.zh + error.message.en + error.advice.zh + error.advice.en
    return error


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("ending", [".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt", ".dat", ""])
def test_the_content_decides_and_not_the_ending(tmp_path: Path, kind: str, ending: str) -> None:
    path = tmp_path / f"台账{ending}"
    WRITERS[kind](tmp_path / "written")
    (tmp_path / "written").rename(path)
    book = read_workbook(path)
    assert [list(row.cells) for row in book.sheets[0].rows] == ROWS
    natural = {"xlsx": {".xlsx", ".xlsm"}, "xls": {".xls"}, "ods": {".ods"}, "text": {".csv", ".tsv", ".txt"}}[kind]
    said = [] if ending in natural | {".et", ".dat", ""} else [ending]
    assert [notice for notice in book.notices if ending in notice.zh and ending in notice.en] == book.notices
    assert len(book.notices) == len(said)


def test_the_name_and_the_hash_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "台账.CSV"
    path.write_bytes(csv_bytes(ROWS))
    book = read_workbook(path)
    assert book.name == "台账.CSV"
    assert book.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert book.notices == []


def test_macros_and_references_to_other_files_are_said(tmp_path: Path) -> None:
    path = edit_zip(
        write_xlsx(tmp_path / "a.xlsm", Table("a", ROWS)),
        {},
        **{"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"},
    )
    assert read_workbook(path).notices == [MACROS, LINKS]


def test_the_garbage_collector_works_again_afterwards(tmp_path: Path) -> None:
    assert gc.isenabled()
    (tmp_path / "a.csv").write_bytes(b"a\0")
    with pytest.raises(FileRefused):
        read_workbook(tmp_path / "a.csv")
    assert gc.isenabled()


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "真.csv").write_bytes(csv_bytes(ROWS))
    (tmp_path / "a.csv").symlink_to(tmp_path / "真.csv")
    assert len(read_workbook(tmp_path / "a.csv").sheets[0].rows) == 2


def test_missing_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x")
    (tmp_path / "lost.csv").symlink_to(tmp_path / "gone.csv")
    refusal(tmp_path / "台账.xlsx", FileMissing)
    refusal(tmp_path / "lost.csv", FileMissing)
    refusal(tmp_path / "a.csv" / "b.csv", FileMissing)
    with pytest.raises(FileMissing):
        read_workbook(Path("a\0b"))


def test_folders_and_empty_files(tmp_path: Path) -> None:
    refusal(tmp_path, FolderGiven)
    (tmp_path / "空.xlsx").touch()
    refusal(tmp_path / "空.xlsx", EmptyFile)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_pipes_sockets_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    refusal(tmp_path / "管道.csv", SpecialFile)
    refusal(Path("/dev/zero"), SpecialFile)
    with socket.socket(socket.AF_UNIX) as server:
        old = Path.cwd()
        os.chdir(tmp_path)
        try:
            server.bind("s.csv")
            refusal(Path("s.csv"), SpecialFile)
        finally:
            os.chdir(old)


def test_links_that_lead_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "a.csv")
    refusal(tmp_path / "a.csv", ReadFailed)


@pytest.mark.parametrize(
    ("fault", "kind"), [(PermissionError(13, "no"), NoPermission), (OSError(5, "I/O error"), ReadFailed)]
)
def test_what_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, kind: type[FileRefused]
) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(b"a")

    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(Path, "open", fail)
    refusal(path, kind)


def test_a_file_that_is_too_big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.csv"
    path.write_bytes(b"a,b\n" * 10)
    monkeypatch.setattr(source_module, "MAX_FILE", 40)
    assert len(read_workbook(path).sheets[0].rows) == 10
    monkeypatch.setattr(source_module, "MAX_FILE", 39)
    refusal(path, FileTooBig)


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
        (b"\xff\xd8\xff\xe0\0", "图片"),
        (b"GIF89a", "图片"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"SQLite format 3\0", "数据库"),
        (b"MIME-Version: 1.0\r\n", "mht"),
        (b"\x09\x08\x08\0\0\x05\x10\0", "Excel"),
        (b"\x09\0\x04\0\x02\0\x10\0", "Excel 2"),
    ],
)
def test_other_formats_are_refused_by_name(tmp_path: Path, start: bytes, kind: str) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(start)
    error = refusal(path, UnknownFormat)
    assert kind in error.message.zh
    assert ".xlsx" in str(error.advice)


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("xl/workbook.bin", "xlsb"),
        ("台账.csv", "zip"),
        ("content.xml", "zip"),
    ],
)
def test_other_containers_are_refused_by_name(tmp_path: Path, part: str, kind: str) -> None:
    path = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr(part, "x")
        container.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert kind in refusal(path, UnknownFormat).message.zh


def test_an_empty_container(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    zipfile.ZipFile(path, "w").close()
    refusal(path, UnknownFormat)


def test_a_container_with_encrypted_parts(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"xl/workbook.xml") - 46
    data[at + 8] |= 1
    path.write_bytes(data)
    refusal(path, PasswordProtected)
