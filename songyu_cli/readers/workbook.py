"""One way in: a file of any kind that we can read becomes a Workbook. The content decides, not the ending."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.collector import collector_at_rest
from songyu_cli.domain.sheets import Workbook
from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.biff import scan_workbook
from songyu_cli.readers.compound import MAGIC, CompoundFile, compound_file
from songyu_cli.readers.container import Container
from songyu_cli.readers.grid import read_grid
from songyu_cli.readers.html_table import looks_like_page, read_page
from songyu_cli.readers.ooxml import LINKS, MACROS, WORKBOOK, package_notices, unpack_workbook
from songyu_cli.readers.opendocument import CONTENT, MIMETYPE, read_document
from songyu_cli.readers.source import open_source
from songyu_cli.readers.text import decode, read_text
from songyu_cli.readers.unreadable import PasswordProtected, UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.sheets import Sheet
    from songyu_cli.readers.source import Source

_FOREIGN = {
    b"%PDF": Phrase("PDF 文件", "a PDF"),
    b"\x89PNG": Phrase("图片", "a picture"),
    b"\xff\xd8\xff": Phrase("图片", "a picture"),
    b"GIF8": Phrase("图片", "a picture"),
    b"Rar!": Phrase("RAR 压缩包", "a RAR archive"),
    b"7z\xbc\xaf": Phrase("7z 压缩包", "a 7z archive"),
    b"\x1f\x8b": Phrase("gzip 压缩包", "a gzip archive"),
    b"{\\rtf": Phrase("RTF 文档", "an RTF document"),
    b"SQLite format 3\0": Phrase("数据库", "a database"),
    b"MIME-Version:": Phrase("网页归档（mht）", "a web archive (mht)"),
    b"\x09\x08\x08\0": Phrase("没有容器的旧版 Excel 表格", "a bare sheet of an old Excel"),
    b"\x09\x08\x06\0": Phrase("没有容器的旧版 Excel 表格", "a bare sheet of an old Excel"),
    b"\x09\x04\x06\0": Phrase("Excel 4 的表格", "a sheet of Excel 4"),
    b"\x09\x02\x06\0": Phrase("Excel 3 的表格", "a sheet of Excel 3"),
    b"\x09\0\x04\0": Phrase("Excel 2 的表格", "a sheet of Excel 2"),
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_KINDS_OF_ZIP = {
    "xl/workbook.bin": Phrase("xlsb 工作簿", "an xlsb workbook"),
    "word/document.xml": Phrase("Word 文档", "a Word document"),
    "ppt/presentation.xml": Phrase("PowerPoint 演示文稿", "a PowerPoint presentation"),
}
_ZIP_ARCHIVE = Phrase("zip 压缩包", "a zip archive")
_KINDS_OF_OLE = {
    "WordDocument": Phrase("Word 文档", "a Word document"),
    "PowerPoint Document": Phrase("PowerPoint 演示文稿", "a PowerPoint presentation"),
}
_OLE = Phrase("旧版 Office 的其他文件", "another file of an old Office")

_EXPECTED = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods",
    ".csv": "text", ".tsv": "text", ".txt": "text", ".htm": "page", ".html": "page",
}  # fmt: skip
_SAID = {
    "xlsx": Phrase("xlsx 工作簿", "an xlsx workbook"),
    "xls": Phrase("xls 工作簿", "an xls workbook"),
    "ods": Phrase("ods 工作簿", "an ods workbook"),
    "text": Phrase("文本", "text"),
    "page": Phrase("网页里的表格", "a table in a web page"),
}
_OTHER_ENDING = Phrase(
    "文件的后缀是 {ending}，内容其实是{kind}，已按内容读取。",
    "The file's ending is {ending}, its content is {kind}; it was read by its content.",
)


class _Content(NamedTuple):
    kind: str
    sheets: Sequence[Sheet]
    notices: list[Phrase]
    encoding: str | None = None


def read_workbook(path: Path, *, encoding: str | None = None) -> Workbook:
    """Read a spreadsheet or a text file whole; `encoding` is for text only and overrides the guess.

    A sheet's rows start at row 1 and leave none out, so `rows[n - 1]` is row n; rows of text may differ in length.
    Raises one of the refusals in `readers.unreadable`, each of which says what to do about it.
    """
    source = open_source(path)
    with collector_at_rest():
        content = _read(source, encoding)
    notices = content.notices
    if _EXPECTED.get(source.ending, content.kind) != content.kind:
        notices = [_OTHER_ENDING.format(ending=source.ending, kind=_SAID[content.kind]), *notices]
    digest = hashlib.sha256(source.data).hexdigest()
    return Workbook(path.name, content.sheets, encoding=content.encoding, sha256=digest, notices=notices)


def _read(source: Source, encoding: str | None) -> _Content:
    if source.data.startswith(_ZIP):
        return _read_zip(Container(source))
    if source.data.startswith(MAGIC):
        return _read_ole(CompoundFile(source))
    for start, kind in _FOREIGN.items():
        if source.data.startswith(start):
            raise UnknownFormat(file=source.file, format=kind)
    text, name = decode(source, encoding)
    if looks_like_page(text):
        return _Content("page", read_page(text, source), [], name)
    return _Content("text", [read_text(text, source)], [], name)


def _read_zip(container: Container) -> _Content:
    if WORKBOOK in container:
        package, facts = unpack_workbook(container)
        return _Content("xlsx", read_grid(package, facts, container.file), package_notices(container))
    if CONTENT in container and container.read("mimetype").strip() == MIMETYPE:
        return _Content("ods", *read_document(container))
    kind = next((kind for part, kind in _KINDS_OF_ZIP.items() if part in container), _ZIP_ARCHIVE)
    raise UnknownFormat(file=container.file, format=kind)


def _read_ole(compound: CompoundFile) -> _Content:
    for name in ("Workbook", "Book"):
        stream = compound.read(name)
        if stream is not None:
            found = scan_workbook(stream, compound.file)
            sheets = read_grid(compound_file(name, found.stream), found.sheets, compound.file)
            macros = [MACROS] if "_VBA_PROJECT_CUR" in compound.entries else []
            return _Content("xls", sheets, [*macros, *([LINKS] if found.links else [])])
    if "EncryptedPackage" in compound.entries:
        raise PasswordProtected(file=compound.file)
    kind = next((kind for name, kind in _KINDS_OF_OLE.items() if name in compound.entries), _OLE)
    raise UnknownFormat(file=compound.file, format=kind)
