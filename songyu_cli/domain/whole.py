"""A whole ledger as lines of JSON: a line about itself, a line for every row, and a closing line that seals it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.errors import FileRefused, RowsRefused, UsageRefused
from songyu_cli.domain.escapes import escaped
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FORMAT = 1
LOG = ("commands", "changes", "serials")  # the log itself, and the numbers that are never given back
NUMBERS = "sqlite_sequence"  # where SQLite keeps the last id of each table, those that were taken back included
_BEGINS = b'{"songyu":'  # the first line of an export
_ENCODER = json.JSONEncoder(ensure_ascii=False)

KEEP_INSIDE = Phrase(
    "每一个人数和全部日志都在里面：只在内部用，像账本一样保管，不要外发。",
    "Every count and all of the log is in it: for use inside only, to be kept like the ledger itself.",
)
_EXPORT_AGAIN = Phrase(
    "请重新导出一份（songyu export），原样拿来，不要用别的程序打开再保存。没有留下新账本。",
    "Export it again (songyu export) and bring it as it is, not saved by another program. No ledger was made.",
)


_ENCODING = Phrase(
    "编码被别的程序改过（PowerShell 的 > 就会，用 --out 文件）",
    "another program changed its encoding (as > of PowerShell does; use --out FILE)",
)


class NotAnExport(FileRefused):
    """Another file than a whole ledger."""

    sentence = Phrase("{file} 不是 songyu 导出的整个账本。", "{file} is not a whole ledger that songyu exported.")
    hint = Phrase(
        "要 songyu export 写出的 .jsonl 文件，原样的；.db 账本不用读回，直接用 --db 打开。表格用 import 导入。",
        "It takes the .jsonl file of songyu export, unchanged; a .db ledger is opened with --db, a table imported.",
    )


class ExportNewer(FileRefused):
    """Written by a later songyu."""

    sentence = Phrase(
        "{file} 是更新版本的 songyu 导出的（{change}），这个版本读不全。",
        "{file} was made by a newer songyu ({change}); this version cannot read all of it.",
    )
    hint = Phrase("请升级 songyu。没有留下新账本。", "Upgrade songyu. No ledger was made.")


class ExportTooBig(FileRefused):
    """Larger than any ledger of one community, by far."""

    sentence = Phrase("{file} 超过 {limit} MiB，没有读取。", "{file} is larger than {limit} MiB and was not read.")
    hint = Phrase(
        "一个社区的账本不会这么大：请核对是不是这个文件；大账本直接复制 .db 文件。",
        "No community's ledger is that large: see whether it is this file; to copy a large ledger, copy its .db file.",
    )


class ExportChanged(FileRefused):
    """Cut short, or not as it was written."""

    sentence = Phrase("{file} 不完整，或被改动过：{why}。", "{file} is cut short or was changed: {why}.")
    hint = _EXPORT_AGAIN


class ExportRowRefused(RowsRefused):
    """A line that no ledger can hold."""

    sentence = Phrase("{file} 第 {line} 行有问题：{why}。", "Line {line} of {file} cannot be taken: {why}.")
    hint = _EXPORT_AGAIN


class Missing(UsageRefused):
    """A new ledger without its community or its estate."""

    sentence = Phrase("缺少 {option}。", "{option} is missing.")
    hint = Phrase(
        "新账本：songyu init --community 社区名 --estate 小区名；从导出的账本读回：songyu init --from 账本.jsonl。",
        "A new one: songyu init --community NAME --estate NAME; one that was exported: songyu init --from FILE.jsonl.",
    )


class FromStandsAlone(UsageRefused):
    """Settings for a ledger that brings its own."""

    sentence = Phrase(
        "有 --from 就不写 {options}：导出的账本带着自己的设置。",
        "{options} cannot be given with --from: the exported ledger brings its own settings.",
    )
    hint = Phrase(
        "去掉 {options}；读回以后要改，用 songyu config set。",
        "Leave {options} out; to change a setting afterwards: songyu config set.",
    )


class Unfit(Exception):
    """What is wrong with a row; whoever knows the line says it as ExportRowRefused."""

    def __init__(self, why: Phrase) -> None:
        self.why = why
        super().__init__(why.en)


class Table(NamedTuple):
    """A table of the ledger: its columns in their order, and what Python calls their types; the first is the key."""

    name: str
    columns: tuple[str, ...]
    types: tuple[type, ...]


@dataclass(frozen=True)
class Opening:
    """The first line: the migrations that made the ledger, whose it is, when it was last written to, its tables."""

    schema: Sequence[str]
    community: str
    at: str | None
    tables: Sequence[str]

    def line(self) -> str:
        """Return it as it is written."""
        about = {"schema": [*self.schema], "community": self.community, "at": self.at, "tables": [*self.tables]}
        return json_line({"songyu": FORMAT, **about})


@dataclass(frozen=True)
class Closing:
    """The last line: how many rows each table has, and the SHA-256 of all lines before it."""

    rows: Mapping[str, int]
    sha256: str

    def line(self) -> str:
        """Return it as it is written."""
        return json_line({"rows": {**self.rows}, "sha256": self.sha256})


@dataclass(frozen=True)
class Rebuilt:
    """A ledger that was made from an exported one, equal to it."""

    ledger: str
    file: str
    community: str
    units: int
    demands: int
    benches: int
    entries: int
    last_entry_at: str | None


def json_line(value: object) -> str:
    """Return a value as one line of JSON that shows every invisible character as an escape."""
    return escaped(_ENCODER.encode(value)) + "\n"


def read_schema(raw: bytes, known: Sequence[str], file: str) -> list[str]:
    """Return the migrations that a file's first line names. Raises NotAnExport, ExportChanged, ExportNewer."""
    try:
        first = _object(raw)
    except Unfit:
        bare = raw.replace(b"\0", b"")[:20]  # UTF-16 and UTF-32 put zeros between plain letters
        if _BEGINS in bare and not raw.startswith(_BEGINS):
            raise ExportChanged(file=file, why=_ENCODING) from None
        raise NotAnExport(file=file) from None
    form, schema = first.get("songyu"), first.get("schema")
    if type(form) is not int or form < FORMAT:
        raise NotAnExport(file=file)
    if form > FORMAT:
        raise ExportNewer(file=file, change=Phrase("格式 {n}", "format {n}").format(n=form))
    if not isinstance(schema, list) or not schema or not all(isinstance(name, str) for name in schema):
        raise NotAnExport(file=file)
    unknown = sorted(set(schema) - set(known))
    if unknown:
        raise ExportNewer(file=file, change=", ".join(unknown)[:80])
    if schema != [*known[: len(schema)]]:
        raise NotAnExport(file=file)
    return schema


def read_closing(raw: bytes) -> Closing | None:
    """Return the closing line, or None for a line that is something else."""
    try:
        last = _object(raw)
    except Unfit:
        return None
    rows, sha256 = last.get("rows"), last.get("sha256")
    if last.keys() != {"rows", "sha256"} or not isinstance(rows, dict) or not isinstance(sha256, str):
        return None
    closing = Closing(rows, sha256)
    counted = all(type(count) is int for count in rows.values())
    return closing if counted and closing.line().encode() == raw else None


def read_row(raw: bytes, tables: Mapping[str, Table]) -> tuple[Table, tuple[Any, ...]]:
    """Return the table and the values of a line. Raises Unfit."""
    line = _object(raw)
    if line.keys() != {"table", "row"} or not isinstance(line["row"], dict):
        raise Unfit(Phrase('不是 {"table": …, "row": {…}} 的样子', 'it does not read {"table": …, "row": {…}}'))
    name, row = line["table"], line["row"]
    table = tables.get(name) if isinstance(name, str) else None
    if table is None:
        raise Unfit(Phrase("账本里没有这样的表", "no ledger has such a table"))
    if tuple(row) != table.columns:
        raise Unfit(Phrase("{table} 表的栏目不对", "the columns are not those of {table}").format(table=table.name))
    values = tuple(row.values())
    for column, value, wanted in zip(table.columns, values, table.types, strict=True):
        if type(value) is not wanted and (value is not None or column == table.columns[0]):
            why = Phrase("{column} 的值类型不对", "the value of {column} is of a wrong type")
            raise Unfit(why.format(column=column))
    if name == "changes":
        _check_change(row, tables)
    return table, values


def _check_change(row: dict[str, Any], tables: Mapping[str, Table]) -> None:
    """See that what an undo would write has known names only. Raises Unfit."""
    table = tables.get(row["table_name"])
    if table is None or table.name in (*LOG, NUMBERS):
        raise Unfit(Phrase("日志里改的不是账本里的表", "it is about a table that no ledger has"))
    for text in (row["old"], row["new"]):
        if text is None:
            continue
        side = _object(text)
        sound = side.keys() <= set(table.columns) and side.get("id") == row["row_id"]
        if not sound or not all(value is None or type(value) in (int, str) for value in side.values()):
            raise Unfit(Phrase("日志里的一行不像 {table} 的样子", "it is no row of {table}").format(table=table.name))


def _alone(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unfit(Phrase("同一个名字写了两次", "a name stands in it twice"))
    return found


_decoded: Callable[[str], Any] = json.JSONDecoder(object_pairs_hook=_alone).decode


def _object(raw: bytes | str) -> dict[str, Any]:
    """Return a line's object. Raises Unfit for anything else."""
    try:
        found = _decoded(raw.decode() if isinstance(raw, bytes) else raw)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, a number of thousands of figures, nested too deep
        found = None
    if not isinstance(found, dict):
        raise Unfit(Phrase("不是一行完好的 JSON", "it is not one sound line of JSON"))
    return found
