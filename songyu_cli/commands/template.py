"""`songyu template`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from songyu_cli.actions.template import KINDS_OF_LISTS, make_template
from songyu_cli.commands import completion
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.exports import FileExists, FormatNotForList, NoTemplate
from songyu_cli.domain.ledgers import LedgerMissing
from songyu_cli.domain.lists import LISTS
from songyu_cli.domain.tables.our_sheets import INSTRUCTIONS, WORDS
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage.connection import Database
from songyu_cli.views.export import templated
from songyu_cli.writers.files import check_writable
from songyu_cli.writers.template_sheet import write_template

speaker = Speaker(bare=True)

_TEMPLATE = Phrase("{list}模板", "template of the {list}")
_XLSX = Phrase(
    "写成 .xlsx：songyu template {key} --out 模板.xlsx。", "Write an .xlsx: songyu template {key} --out new.xlsx."
)
_INSTEAD = {
    "visits": Phrase(
        "走访表按底账做，每个单元一行：songyu visit sheet。",
        "A sheet of a round has a row for each stairwell of the register: songyu visit sheet.",
    ),
    "menu": Phrase("实事项目一项一项记：songyu menu add。", "Items are added one by one: songyu menu add."),
}


@speaker.verb("template", "模板", "做一张空白的导入表格（xlsx）：表头、下拉选项、填写说明和一行示例。")
def template(
    ctx: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="LIST",
            help=both(
                "哪一张：单元底账、需求清单、安装台账、巡查维修记录",
                "Which one: units, demands, benches or inspections",
            ),
            autocompletion=completion.templates,
        ),
    ],
    yes: Annotated[
        bool, typer.Option("--yes", help=both("同名文件已有也覆盖", "Write over a file of that name"))
    ] = False,
) -> None:
    """Make an empty workbook to fill in and import: headers, drop-down lists, instructions and an example row."""
    run: App = ctx.obj
    key = LISTS.read(what)
    name = LISTS.phrase(key)
    if key not in KINDS_OF_LISTS:
        raise NoTemplate(list=name, instead=_INSTEAD[key])
    out, form = run.output.out, run.output.format
    if form not in (None, "xlsx"):
        given = out.suffix if out else form
        raise FormatNotForList(list=_TEMPLATE.format(list=name), given=given, instead=_XLSX.format(key=key))
    path = out or Path(f"{name.zh}-模板.xlsx" if run.output.language == "zh" else f"{key}-template.xlsx")
    if out is None:
        check_writable(path)
        if path.exists() and not yes:
            raise FileExists(path=path)
    write_template(path, make_template(_ledger(run), key), INSTRUCTIONS, WORDS, run.output.language)
    run.output.say(*templated(key, name, path, run.spoken))


def _ledger(run: App) -> Database | None:
    """Return the ledger, or None where there is none and none was named."""
    try:
        return run.db
    except LedgerMissing:
        if run.ledger is not None:
            raise
        return None
