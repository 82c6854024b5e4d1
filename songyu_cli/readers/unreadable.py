"""Why a file cannot be read, each reason with the way to put it right. All of them end with exit code 7."""

from __future__ import annotations

from songyu_cli.domain.errors import FileRefused, UsageRefused
from songyu_cli.domain.wording import Phrase

_SAVE_AGAIN = Phrase(
    "请用 Excel 或 WPS 打开它，另存为 .xlsx，再读取另存的文件。",
    "Open it in Excel or WPS, save it as .xlsx and read that file.",
)


class FileMissing(FileRefused):
    """The path names nothing."""

    sentence = Phrase("没有这个文件：{file}。", "There is no file {file}.")
    hint = Phrase(
        "请核对文件夹和文件名；Windows 可能隐藏了 .xlsx 这样的后缀。",
        "Check the folder and the name; Windows may hide endings such as .xlsx.",
    )


class FolderGiven(FileRefused):
    """The path names a folder."""

    sentence = Phrase("{file} 是文件夹，不是文件。", "{file} is a folder, not a file.")
    hint = Phrase("请写出其中那个表格文件的名字。", "Name the spreadsheet in it.")


class SpecialFile(FileRefused):
    """A pipe, a socket or a device: reading it could wait for ever."""

    sentence = Phrase(
        "{file} 不是普通文件（是管道或设备），没有读取。", "{file} is a pipe or a device, and was not read."
    )
    hint = Phrase("请先把内容存成普通文件。", "Save its content to an ordinary file first.")


class NoPermission(FileRefused):
    """The system will not let us read it."""

    sentence = Phrase("没有权限读取 {file}，或者它正被别的程序占用。", "No permission to read {file}, or it is in use.")
    hint = Phrase(
        "请先在 Excel 或 WPS 里关闭它，再核对文件的权限。", "Close it in Excel or WPS, then check its permissions."
    )


class ReadFailed(FileRefused):
    """The disk or the network failed while reading."""

    sentence = Phrase("读取 {file} 时出错：{reason}。", "Reading {file} failed: {reason}.")
    hint = Phrase("请先把它复制到本机的硬盘上再试。", "Copy it to this computer's own disk and try again.")


class EmptyFile(FileRefused):
    """Nothing in it."""

    sentence = Phrase("{file} 是空文件，里面什么也没有。", "{file} is empty.")
    hint = Phrase(
        "它可能没有保存完或没有下载完，请重新导出一份。", "It may not be saved or downloaded whole: export it again."
    )


class FileTooBig(FileRefused):
    """Larger than any ledger of one community."""

    sentence = Phrase("{file} 超过 {limit} MiB，没有读取。", "{file} is larger than {limit} MiB and was not read.")
    hint = Phrase(
        "请删去图片和无关的工作表，或分成几个文件。",
        "Remove pictures and other sheets, or split it into several files.",
    )


class UnknownFormat(FileRefused):
    """Not a table that we can read."""

    sentence = Phrase("{file} 不是能读取的表格：它是{format}。", "{file} is not a table we can read: it is {format}.")
    hint = Phrase(
        "能读取 xlsx、xlsm、xls、et、ods、csv、tsv、txt。" + _SAVE_AGAIN.zh,
        "xlsx, xlsm, xls, et, ods, csv, tsv and txt can be read. " + _SAVE_AGAIN.en,
    )


class PasswordProtected(FileRefused):
    """Encrypted."""

    sentence = Phrase("{file} 有打开密码，读不出来。", "{file} is protected by a password and cannot be read.")
    hint = Phrase(
        "请用 Excel 或 WPS 打开它，去掉密码，另存为 .xlsx。",
        "Open it in Excel or WPS, remove the password and save it as .xlsx.",
    )


class BrokenFile(FileRefused):
    """Damaged, cut short, or put together in a way that no spreadsheet program does."""

    sentence = Phrase("{file} 已损坏或不完整：{reason}。", "{file} is damaged or incomplete: {reason}.")
    hint = _SAVE_AGAIN


class Overpacked(FileRefused):
    """It would unpack to far more than its size: a bomb."""

    sentence = Phrase(
        "{file} 解压后大得不正常（{part}），没有读取。",
        "{file} would unpack to an absurd size ({part}) and was not read.",
    )
    hint = _SAVE_AGAIN


class TooManyCells(FileRefused):
    """A stray cell far away, or a table larger than any ledger."""

    sentence = Phrase(
        "{file} 的工作表“{sheet}”一直到第 {row} 行、第 {column} 列，超过 {limit} 格的上限。",
        'In {file} the sheet "{sheet}" reaches row {row}, column {column}: more than {limit} cells.',
    )
    hint = Phrase(
        "请选中表格下方和右侧用不到的整行整列，右键“删除”（不是清除内容），保存后再试。",
        "Select the unused rows below and columns right of the table, delete them (not only their content) and save.",
    )


class CannotDecode(FileRefused):
    """Its bytes are not text in the encoding."""

    sentence = Phrase("{file} 不能按 {encoding} 读成文字。", "{file} cannot be read as {encoding} text.")
    hint = Phrase(
        "请用 --encoding 指明编码（如 utf-8、gb18030、utf-16），或" + _SAVE_AGAIN.zh.removeprefix("请"),
        "Give the encoding with --encoding (such as utf-8, gb18030, utf-16), or: " + _SAVE_AGAIN.en,
    )


class NotText(FileRefused):
    """Text never holds a zero byte."""

    sentence = Phrase(
        "{file} 里有空字节（第 {line} 行附近），不是完好的文本文件。",
        "{file} holds zero bytes (near line {line}): it is not a sound text file.",
    )
    hint = CannotDecode.hint


class BadQuotes(FileRefused):
    """A quoted field that does not end, or ends in the middle of its text."""

    sentence = Phrase(
        '{file} 第 {row} 行的英文双引号 (") 没有配对，分不清各格。',
        "In row {row} of {file} a double quote has no partner, so the cells cannot be told apart.",
    )
    hint = Phrase(
        '请删去多余的英文双引号，或把文字里的 " 写成 ""，也可以另存为 .xlsx。',
        'Remove the stray double quote, write a quote within a text as "", or save the file as .xlsx.',
    )


class TooLongToRead(FileRefused):
    """A line or a cell that goes on and on."""

    sentence = Phrase(
        "{file} 第 {row} 行长得不正常，没有读取。", "Row {row} of {file} is absurdly long and was not read."
    )
    hint = Phrase(
        "它可能不是表格，或换行丢了。" + _SAVE_AGAIN.zh,
        "It may be no table, or its line breaks are lost. " + _SAVE_AGAIN.en,
    )


class UnknownEncoding(UsageRefused):
    """--encoding names no encoding."""

    sentence = Phrase("没有叫“{encoding}”的编码。", 'There is no encoding called "{encoding}".')
    hint = Phrase("常用的有 utf-8、gb18030、utf-16、big5。", "Common ones are utf-8, gb18030, utf-16 and big5.")
