"""Files that are no table, or try to be more than one, and names that nobody may see again."""

# ruff: noqa: E501  (a file, its trouble and its outcome are read across, as in a table)
from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from songyu_cli.readers.compound import compound_file
from tests.corpus.cases import Case, laid, own
from tests.files import Table, edit_zip, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

K = "底账"
_TABLE = laid("幢 | 单元 | 户数\n20 | 1 | 8")
_GONE = {"code": 7, "counts": None}


def _bytes(name: str, about: str, trouble: str, data: bytes, *says: str, **more: object) -> Case:
    return Case(f"{K}-{name}", about, trouble, says=says, write=lambda path: path.write_bytes(data), **(_GONE | more))  # type: ignore[arg-type]


def _bomb(path: Path) -> None:
    write_xlsx(path, Table("表", _TABLE))
    edit_zip(
        path,
        {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</sheetData>", b" " * 30_000_000 + b"</sheetData>")},
    )


def _entities(path: Path) -> None:
    write_xlsx(path, Table("表", _TABLE))
    doctype = b'?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    edit_zip(path, {"xl/sharedStrings.xml": lambda xml: xml.replace(b"?>", doctype, 1)})


def _word(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")


_CSV = "幢,单元,户数\r\n20,1,8\r\n20,2,9\r\n"

HOSTILE_CASES: list[Case] = [
    _bytes("有密码.xlsx", "S4", "有打开密码", compound_file("EncryptedPackage", b"\0" * 5000), "有打开密码"),
    Case(f"{K}-炸弹.xlsx", "S4", "解压后大一千倍", write=_bomb, says=("解压后大得不正常",), **_GONE),  # type: ignore[arg-type]
    Case(f"{K}-实体展开.xlsx", "S4", "XML 里声明实体", write=_entities, says=("已损坏",), **_GONE),  # type: ignore[arg-type]
    Case(f"{K}-其实是Word.xlsx", "S4", "Word 改了后缀", write=_word, says=("Word",), **_GONE),  # type: ignore[arg-type]
    _bytes("其实是PDF.xls", "S4", "PDF 改了后缀", b"%PDF-1.7\n", "PDF"),
    _bytes("其实是图片.xlsx", "S4", "拍的照片改了后缀", b"\xff\xd8\xff\xe0\0", "图片"),
    _bytes("网页归档.xls", "S4", "系统导出的是 mht", b"MIME-Version: 1.0\r\n", "mht"),
    _bytes("2003的XML.xls", "S4", "Excel 2003 的 XML 表格",
           b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>', "XML"),
    _bytes("没有标记的UTF16.txt", "6b.1", "UTF-16，没有标记", "幢\t单元\r\n20\t1\r\n".encode("utf-16-le"), "--encoding"),
    _bytes("指明UTF16.txt", "6b.1", "同上，用 --encoding utf-16-le", "幢\t单元\t户数\r\n20\t1\t8\r\n".encode("utf-16-le"),
           code=0, counts=(1, 0, 0, 0), words=("--encoding", "utf-16-le"), stored=("20-1 8户",)),
    _bytes("引号不配对.csv", "6b.1", "第 3 行引号没有配对", '幢,单元,户数\r\n20,1,8\r\n20,"2,9\r\n'.encode("gb18030"), "没有配对"),
    _bytes("sep一行.csv", "6b.2", "第一行是 sep=;", f"sep=;\r\n{_CSV.replace(',', ';')}".encode("gb18030"),
           code=0, counts=(2, 0, 0, 0), stored=("20-1 8户", "20-2 9户")),
    _bytes("等号撇号.csv", "6b.12", "怕变成日期，写成 '20-1 和 =\"20-2\"", "地址,户数\r\n'20-1,8\r\n\"=\"\"20-2\"\"\",9\r\n".encode(),
           code=0, counts=(2, 0, 0, 0), stored=("20-1 8户", "20-2 9户")),
    _bytes("两份接在一起.csv", "6b.7", "两份 csv 接在一起，中间又有 BOM 和表头", ("\ufeff" + _CSV + "\ufeff幢,单元,户数\r\n21,1,7\r\n").encode(),
           code=0, counts=(3, 0, 0, 0), stored=("20-1 8户", "20-2 9户", "21-1 7户")),
    _bytes("联系13812345678.csv", "7", "文件名里有手机号", _CSV.encode("gb18030"), "[手机]", code=0, counts=(2, 0, 0, 0), stored=("20-1 8户", "20-2 9户")),
    _bytes("末尾CtrlZ.csv", "6b.1", "旧程序在末尾写 Ctrl-Z", _CSV.encode("gb18030") + b"\x1a", code=0, counts=(2, 0, 0, 0), stored=("20-1 8户", "20-2 9户")),
    own(K, "工作表名有手机号", "7", "工作表名里有手机号", "幢 | 单元 | 户数\n20 | 1 | 8\n20 | 0 | 8", sheet="联系13812345678", faults=("3 zero",), counts=(1, 0, 0, 1),
        says=("[手机]",), stored=("20-1 8户",)),
    own(K, "控制字符", "6b.22", "格子里有终端控制字符和从右到左的记号", "幢 | 单元 | 网格 | 户数\n20 | 1 | 一\u202e网格 | 8\n20\u200b | 2 | 一网格 | 约\u009b31m", faults=("3 approximate_count",),
        counts=(1, 0, 0, 1)),
    own(K, "出错的公式存成csv.csv", "6b.11", "csv 里只剩下 #REF! 几个字：地址、网格、户数都有", "地址 | 网格 | 户数\n#REF! | 一网格 | 8\n20-1 | #N/A | 8\n20-2 | 一网格 | #DIV/0!\n20-3 | 一网格 | 8",
        faults=("2 broken_cell", "3 broken_cell", "4 broken_cell"), counts=(1, 0, 0, 3), stored=("20-3 一网格 8户",)),
    own(K, "生僻字", "6b.22", "网格名里有生僻字", "幢 | 单元 | 网格 | 户数\n20 | 1 | 娄葑㐀𠮷网格 | 8", counts=(1, 0, 0, 0), stored=("20-1 娄葑㐀𠮷网格 8户",)),
    own(K, "单位一行", "6b.4", "表头下面一行写（户）（人）", "幢 | 单元 | 户数 | 60岁以上 | 数据日期\n | | （户） | （人） |\n20 | 1 | 8 | 5 | 2021-03", counts=(1, 0, 0, 0),
        stored=("20-1 8户 2021-03 60+5",)),
    own(K, "落款", "6b.9", "右下角落款：单位和日期", "幢 | 单元 | 网格 | 户数\n20 | 1 | 一网格 | 8\n\n | | | 淞渔社区居委会\n | | | 2022年12月31日", counts=(1, 0, 0, 0),
        stored=("20-1 一网格 8户",)),
]  # fmt: skip
