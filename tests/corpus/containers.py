"""Troubles of the file itself: encodings, delimiters, formats under other endings, macros, days from 1904."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tests.corpus.cases import shown
from tests.files import Formula, Table, csv_bytes, edit_zip, replace_in, write_ods, write_xls, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.corpus.cases import Case, Plain


def _text(name: str, about: str, trouble: str, mark: bytes = b"", **how: str) -> Callable[[Plain], Case]:
    def make(plain: Plain) -> Case:
        data = mark + csv_bytes(shown(plain.table), **how)
        return plain.case(name, about, trouble, write=lambda path: path.write_bytes(data))

    return make


def no_last_line(plain: Plain) -> Case:
    data = csv_bytes(shown(plain.table), encoding="gb18030", newline="\n").rstrip(b"\n")
    return plain.case("末行没有换行.csv", "6b.1", "最后一行没有换行", write=lambda path: path.write_bytes(data))


def page(plain: Plain) -> Case:
    cells = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in shown(plain.table)
    )
    text = f"<html><head><meta charset=gb2312></head><body><table border=1>{cells}</table></body></html>"
    return plain.case(
        "其实是网页.xls", "S4", "系统导出的“xls”其实是网页", says=("其实是网页里的表格",),
        write=lambda path: path.write_bytes(text.encode("gb18030")),
    )  # fmt: skip


def text_named_xls(plain: Plain) -> Case:
    data = csv_bytes(shown(plain.table), encoding="gb18030", delimiter="\t")
    return plain.case(
        "其实是文本.xls", "S4", "系统导出的“xls”其实是制表符文本", says=("其实是文本",),
        write=lambda path: path.write_bytes(data),
    )  # fmt: skip


def old_named_new(plain: Plain) -> Case:
    return plain.case(
        "其实是xls.xlsx", "S4", "改过后缀的旧格式", says=("其实是xls",),
        write=lambda path: write_xls(path, Table("表", plain.table)),
    )  # fmt: skip


def old(plain: Plain) -> Case:
    return plain.case("旧格式.xls", "6b.1", "Excel 97 格式", Table("表", plain.table))


def wps(plain: Plain) -> Case:
    return plain.case("WPS格式.et", "S4", "WPS 的 .et", Table("表", plain.table))


def opened(plain: Plain) -> Case:
    return plain.case("开放文档.ods", "6b.1", "LibreOffice 的 .ods", Table("表", plain.table))


def by_openpyxl(plain: Plain) -> Case:
    """Colours, comments, a frozen header, a filter, drop-downs, widths, a protected sheet: nothing of it counts."""

    def write(path: Path) -> None:
        from openpyxl import Workbook
        from openpyxl.comments import Comment
        from openpyxl.styles import PatternFill
        from openpyxl.worksheet.datavalidation import DataValidation

        book = Workbook()
        sheet = book.active
        for row in plain.table:
            sheet.append(row)
        first = sheet.cell(plain.top + 1, plain.place + 1)
        first.comment = Comment("孙桂芳 402室 13812345678", "孙桂芳")
        first.fill = PatternFill("solid", fgColor="FFFF00")
        sheet.freeze_panes = f"A{plain.top + 1}"
        sheet.auto_filter.ref = f"A{plain.top}:C{plain.top + len(plain.rows)}"
        choices = DataValidation(type="list", formula1='"是,否"')
        choices.add("Z1:Z99")
        sheet.add_data_validation(choices)
        sheet.protection.enable()
        book.save(path)

    return plain.case("颜色批注筛选保护.xlsx", "6b.16", "颜色、批注、冻结、筛选、下拉、工作表保护", write=write)


def macros(plain: Plain) -> Case:
    def write(path: Path) -> None:
        write_xlsx(path, Table("表", plain.table))
        edit_zip(path, {}, **{"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"})

    return plain.case("有宏.xlsm", "S4", "有宏，还引用别的工作簿", says=("有宏", "引用了别的文件"), write=write)


def other_book(plain: Plain) -> Case:
    at = plain.place + 1
    rows = [[Formula("[1]总表!A1", cell) if i == at else cell for i, cell in enumerate(row)] for row in plain.rows]
    return plain.case(
        "公式引用别的工作簿.xlsx", "S4", "单元号是引用别的工作簿的公式，存着值", [*plain.titles, plain.header, *rows]
    )


def not_calculated(plain: Plain) -> Case:
    at = plain.place + 1
    rows = [
        [Formula("VLOOKUP(A1,B:C,2)") if i == at and n == 1 else cell for i, cell in enumerate(row)]
        for n, row in enumerate(plain.rows)
    ]
    return plain.case(
        "公式没有算.xlsx", "6b.11", "一个单元号是没有算过的公式", [*plain.titles, plain.header, *rows],
        code=5, counts=(3, 0, 0, 1), faults=(f"{plain.top + 2} broken_cell",), stored=None,
    )  # fmt: skip


def epoch(plain: Plain) -> Case:
    return plain.case(
        "1904日期系统.xlsx", "6b.14", "苹果电脑上做的，日期从 1904 年数起",
        write=lambda path: write_xlsx(path, Table("表", plain.table), date_1904=True),
    )  # fmt: skip


def empty_file(plain: Plain) -> Case:
    return plain.case(
        "空文件.xlsx", "S1", "没有存好，0 字节", write=lambda path: path.touch(),
        code=7, counts=None, stored=None, says=("空文件",),
    )  # fmt: skip


def broken(plain: Plain) -> Case:
    def write(path: Path) -> None:
        data = write_xlsx(path, Table("表", plain.table)).read_bytes()
        path.write_bytes(data[: len(data) * 2 // 3])

    return plain.case(
        "没有传完.xlsx", "S4", "只有前三分之二", write=write, code=7, counts=None, stored=None, says=("已损坏",)
    )


def far_cell(plain: Plain) -> Case:
    def write(path: Path) -> None:
        write_xlsx(path, Table("表", plain.table))
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        replace_in(path, "xl/worksheets/sheet1.xml", b"</sheetData>", far)

    return plain.case(
        "最远处有一格.xlsx",
        "S4",
        "第 1048576 行还有一格",
        write=write,
        code=7,
        counts=None,
        stored=None,
        says=("上限",),
    )


def mojibake(plain: Plain) -> Case:
    data = csv_bytes(shown(plain.table), encoding="gb18030").replace(b",", b"\xff,", 1)
    return plain.case(
        "读不出的编码.csv",
        "6b.1",
        "字节不成文字",
        write=lambda path: path.write_bytes(data),
        code=7,
        counts=None,
        stored=None,
        says=("--encoding",),
    )


def dates_of_ods(plain: Plain) -> Case:
    return plain.case(
        "改了后缀的ods.csv", "S4", ".ods 改成了 .csv", says=("其实是ods",),
        write=lambda path: write_ods(path, Table("表", plain.table)),
    )  # fmt: skip


FORMATS: tuple[Callable[[Plain], Case], ...] = (
    _text("utf8.csv", "6b.1", "UTF-8，没有 BOM"),
    _text("带BOM.csv", "6b.1", "UTF-8 带 BOM", encoding="utf-8-sig"),
    _text("gbk.csv", "6b.1", "WPS 存的 GBK", encoding="gb18030"),
    _text("Unicode文本.txt", "6b.1", "Excel 的“Unicode 文本”：UTF-16 加制表符", encoding="utf-16", delimiter="\t"),
    _text("只有回车.csv", "6b.1", "老苹果的换行：只有 CR", encoding="gb18030", newline="\r"),
    _text("分号.csv", "6b.2", "分号隔开", encoding="gb18030", delimiter=";"),
    _text("制表符.tsv", "6b.2", "制表符隔开", delimiter="\t"),
    _text("全角逗号.txt", "6b.2", "全角逗号隔开", encoding="gb18030", delimiter="，"),
    *(no_last_line, page, text_named_xls, old_named_new, old, wps, opened, by_openpyxl, macros, other_book),
    *(not_calculated, epoch, empty_file, broken, far_cell, mojibake, dates_of_ods),
)

FORMATS_OF_ALL: tuple[Callable[[Plain], Case], ...] = (
    *(make for make in FORMATS if make in (old, wps, opened, page, by_openpyxl, not_calculated, epoch)),
    *(FORMATS[at] for at in (2, 3)),
)
