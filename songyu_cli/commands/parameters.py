"""Arguments and options that several commands share, and how their words are read.

Everything arrives as text and is read here or in the domain, so that a wrong number or choice is refused in both
languages with what to type instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from songyu_cli.commands import completion
from songyu_cli.commands.grammar import both
from songyu_cli.context import App
from songyu_cli.domain.addresses import Address, read_unit
from songyu_cli.domain.cleaning import storable
from songyu_cli.domain.errors import NotFound, UsageRefused
from songyu_cli.domain.masking import likely_names, mask, quoted
from songyu_cli.domain.quantities import LARGEST_COUNT, read_count
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import units

if TYPE_CHECKING:
    from songyu_cli.domain.dates import Date

UnitArgument = Annotated[
    str,
    typer.Argument(
        metavar="UNIT",
        help=both("单元，如 12-3、12幢3单元", "A stairwell, such as 12-3"),
        autocompletion=completion.units,
    ),
]
UnitsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="UNIT...",
        help=both("一个或几个单元，如 12-3 12-4", "Stairwells, such as 12-3 12-4"),
        autocompletion=completion.units,
    ),
]
FileArgument = Annotated[
    str,
    typer.Argument(metavar="FILE", help=both("表格文件：xlsx、xls、ods、csv", "A spreadsheet: xlsx, xls, ods or csv")),
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help=both("发生的日期：今天、9-5、2021-09、2021", "When: today, 9-5, 2021-09, 2021")
    ),
]
BatchOption = Annotated[
    str | None,
    typer.Option(
        "--batch",
        "-b",
        metavar="N",
        help=both("第几批", "The number of the batch"),
        autocompletion=completion.batches,
    ),
]
BenchesOption = Annotated[
    str | None, typer.Option("--benches", "-n", metavar="N", help=both("多少张凳子", "How many benches"))
]
TextOption = Annotated[
    str | None, typer.Option("--text", metavar="TEXT", help=both("说明（电话、证件号、户号会隐去）", "In their words"))
]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=both("备注", "A remark"))]
GridOption = Annotated[
    str | None,
    typer.Option("--grid", metavar="GRID", help=both("网格", "The grid"), autocompletion=completion.grids),
]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        help=both("类别：凳、扶手、照明…", "Kind: bench, handrail, lighting…"),
        autocompletion=completion.choices("KINDS"),
    ),
]
ChannelOption = Annotated[
    str | None,
    typer.Option(
        "--channel",
        "-c",
        metavar="CHANNEL",
        help=both("来源：上门、来访、热线…", "Channel: door, walk-in, hotline…"),
        autocompletion=completion.choices("CHANNELS"),
    ),
]
SheetOption = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help=both("只读这一张表", "Read this sheet only"))
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="HEADER=FIELD", help=both("表头对应：60岁以上=elderly", "Name a column")),
]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help=both("文本文件的编码", "A text file's encoding"))
]
ErrorsToOption = Annotated[
    str | None,
    typer.Option(
        "--errors-to",
        metavar="FILE",
        help=both(
            "把有问题的行写成表格，改好再导入：问题.xlsx", "Write the bad rows to a workbook, to mend and import"
        ),
    ),
]
SaveMapOption = Annotated[
    bool, typer.Option("--save-map", help=both("记住 --map，下次同样的表头照用", "Remember --map for the next time"))
]
SkipBadOption = Annotated[bool, typer.Option("--skip-bad", help=both("跳过有问题的行，导入其余", "Leave bad rows out"))]
NoBackupOption = Annotated[
    bool, typer.Option("--no-backup", help=both("导入前不做备份（平时不要用）", "Make no backup before the import"))
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=both("只看结果，不写入", "Show what would happen"))]
OverOption = Annotated[bool, typer.Option("--over", help=both("允许超过计划数", "Allow more than planned"))]
ExpandOption = Annotated[
    bool,
    typer.Option("--expand", help=both("一格写了几个单元的，拆成几行", "Split a cell that names several stairwells")),
]
LimitOption = Annotated[str | None, typer.Option("--limit", metavar="N", help=both("最多几行", "At most so many rows"))]


NONE = Phrase("无", "none")


class NumberRefused(UsageRefused):
    """An option or argument needs a whole number."""

    sentence = Phrase("{name} 要一个数，写的是“{given}”。", "{name} needs a whole number, not “{given}”.")
    hint = Phrase("从 {least} 到 {most}。", "From {least} to {most}.")


class GridUnknown(NotFound):
    """No stairwell is in a grid of that name."""

    sentence = Phrase("没有网格“{grid}”。", "There is no grid “{grid}”.")
    hint = Phrase("有：{grids}。", "There are: {grids}.")


class MapMalformed(UsageRefused):
    """`--map` without an equals sign."""

    sentence = Phrase("--map 写的是“{given}”。", "--map was given “{given}”.")
    hint = Phrase("写成 表头=字段，如 60岁以上=elderly。", "Write HEADER=FIELD, such as 60岁以上=elderly.")


class Count(NamedTuple):
    """A number option's name and its least value."""

    name: str
    least: int = 1


def number(text: str | None, option: Count) -> int | None:
    """Return a typed whole number, or None when none was given. Raises NumberRefused."""
    if text is None:
        return None
    refusal = NumberRefused(name=option.name, given=quoted(text), least=option.least, most=LARGEST_COUNT)
    try:
        value = read_count(text.lstrip("#＃").removeprefix("第").removesuffix("批").removesuffix("号"))
    except UsageRefused:
        raise refusal from None
    if value is None or value < option.least:
        raise refusal
    return value


def window_end(run: App, text: str | None, begins: Date | None) -> Date | None:
    """Return the typed end of a window of time, which may be still to come. Raises DateRefused.

    Without a year the first such day after the window's beginning is meant, or this year's where it has none.
    """
    if text is None:
        return None
    from songyu_cli.domain.written_dates import read_typed_date  # noqa: PLC0415  its patterns, only where needed

    today = run.today()
    since = begins.earliest() if begins else today.replace(month=1, day=1)
    return read_typed_date(text, since if text.strip()[:1].isdigit() else today, future=True)


def place(run: App, text: str) -> Address:
    """Return the stairwell that was named, saying what was assumed or left out. Raises AddressRefused."""
    found = read_unit(text, run.home)
    run.output.say(*found.notices)
    return found.address


def known_place(run: App, text: str) -> Address:
    """Return a stairwell of the register. Raises AddressRefused and UnitNotFound."""
    return units.get(run.db, place(run, text)).unit


def in_grid(run: App, grid: str | None) -> set[Address] | None:
    """Return the stairwells of a grid, or None when none was named. Raises GridUnknown, naming those there are."""
    if grid is None:
        return None
    everywhere = units.everywhere(run.db)
    found = {unit.unit for unit in everywhere if unit.grid == grid}
    if not found:
        from songyu_cli.domain.grids import grid_order  # noqa: PLC0415  only for a refusal

        grids = sorted({unit.grid for unit in everywhere if unit.grid}, key=grid_order)
        raise GridUnknown(grid=quoted(grid), grids=joined([verbatim(one) for one in grids]) if grids else NONE)
    return found


def free_text(run: App, text: str | None, *, undo: str = "songyu undo") -> str | None:
    """Return free text as it may be stored, saying what was masked and what looks like a name.

    `undo` is what to type to take it back.
    """
    if text is None:
        return None
    stored = masked(run, text)
    names = likely_names(stored)
    if names:
        said = Phrase(
            "“{names}”像是人名。账本不记人名，要改就用 {undo} 撤销后重记。",
            "“{names}” looks like a person's name. The ledger keeps no names: {undo} takes this back.",
        )
        run.output.say(said.format(names=joined([verbatim(name) for name in names]), undo=undo))
    return stored


def masked(run: App, text: str) -> str:
    """Return text as it may be stored, saying what was masked; names that look like people's are not spoken of."""
    found = mask(storable(text))
    if found.hits:
        said = Phrase("已隐去个人信息，存入的是：{text}", "Personal data was masked; stored as: {text}")
        run.output.say(said.format(text=found.text))
    return found.text


def mapping(pairs: list[str] | None) -> dict[str, str]:
    """Return `--map HEADER=FIELD` as a table. Raises MapMalformed."""
    found = {}
    for pair in pairs or []:
        header, sign, field = pair.rpartition("=")
        if not sign or not header.strip() or not field.strip():
            raise MapMalformed(given=quoted(pair))
        found[header.strip()] = field.strip()
    return found
