"""`songyu export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from songyu_cli.actions.lists import Wanted, draw_up
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import ROLES
from songyu_cli.domain.exports import EXPORTS, LEDGER, NAMES, FileExists, FormatNotForList, OptionNotForList
from songyu_cli.domain.windows import window_between
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import settings
from songyu_cli.views.export import exported, ledger_exported
from songyu_cli.writers.csv_text import ledger_csv
from songyu_cli.writers.files import check_writable, write_pieces, write_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.lists import LedgerList

speaker = Speaker(bare=True)

_SHEETS, _WHOLE = ("xlsx", "csv"), ("jsonl",)
_INSTEAD = {
    LEDGER: Phrase(
        "整个账本写成 .jsonl；表格要说是哪一张：songyu export units --out 底账.xlsx。",
        "The whole ledger is a .jsonl; for a spreadsheet name a list: songyu export units --out register.xlsx.",
    ),
    "list": Phrase(
        "台账写成 .xlsx 或 .csv；整个账本用 songyu export --out 账本.jsonl。",
        "A list is an .xlsx or .csv; the whole ledger: songyu export --out ledger.jsonl.",
    ),
}
_FOR = {
    "--internal": ("units", "visits"),
    "--as-of": ("units",),
    "--batch": ("benches",),
    "--from": ("demands", "inspections", "visits"),
    "--to": ("demands", "inspections", "visits"),
    "--grid": ("units", "demands", "benches", "inspections", "visits"),
}


class _Target(NamedTuple):
    """Where an export goes, None for stdout, and as what."""

    path: Path | None
    form: str


ListArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="LIST",
        help=both(
            "哪一张台账：单元底账、需求清单、安装台账、巡查维修记录、走访记录、实事项目清单；不写是整个账本",
            "Which list: units, demands, benches, inspections, visits, menu; the whole ledger without it",
        ),
        autocompletion=completion.lists,
    ),
]
InternalOption = Annotated[
    bool, typer.Option("--internal", help=both("内部用：各单元65+、80+也写上", "For inside: 65+, 80+ by stairwell too"))
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help=both("用这一天的人数", "With the counts of that day"))
]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help=both("从哪一天起", "From this day on"))]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help=both("到哪一天为止", "Up to this day"))]
YesOption = Annotated[bool, typer.Option("--yes", help=both("同名文件已有也覆盖", "Write over a file of that name"))]


@speaker.verb("export", "导出", "把整个账本（.jsonl）或一张台账（.xlsx、.csv）写成文件；账本不变。")
def export(
    ctx: typer.Context,
    what: ListArgument = None,
    internal: InternalOption = False,
    grid: given.GridOption = None,
    batch: given.BatchOption = None,
    as_of: AsOfOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    yes: YesOption = False,
) -> None:
    """Write the whole ledger (.jsonl) or one list (.xlsx, .csv) to a file; the ledger is not changed."""
    run: App = ctx.obj
    key = EXPORTS.read(what) if what else LEDGER
    options = {"--internal": internal, "--as-of": as_of, "--batch": batch, "--from": from_, "--to": to, "--grid": grid}
    for option, value in options.items():
        if value and key not in _FOR[option]:
            named = joined([verbatim(one) for one in _FOR[option]])
            raise OptionNotForList(list=NAMES[key], option=option, lists=named)
    if key == LEDGER:
        _export_ledger(run, _target(run, key, over=yes))
        return
    first = run.date(from_)
    wanted = Wanted(
        run.today(),
        grid=grid,
        batch=given.number(batch, given.Count("--batch")),
        as_of=run.date(as_of),
        window=window_between(first, given.window_end(run, to, first)),
        internal=internal,
    )
    given.in_grid(run, grid)
    lists = draw_up(run.db, key, wanted)
    target = _target(run, key, over=yes)
    _write(run, lists, target)
    run.output.say(*exported(key, lists, target.path, internal=internal, spoken=run.spoken))


def _target(run: App, key: str, *, over: bool) -> _Target:
    """Return where it goes: --out, stdout when piped, else a file in this folder.

    Raises FormatNotForList, FileExists, FileNotWritable and FileIsALedger.
    """
    form, out = run.output.format, run.output.out
    fitting = _WHOLE if key == LEDGER else _SHEETS
    if form is not None and form not in fitting:
        instead = _INSTEAD[LEDGER if key == LEDGER else "list"]
        raise FormatNotForList(list=NAMES[key], given=out.suffix if out else form, instead=instead)
    if out is not None:
        return _Target(out, form or fitting[0])
    if not sys.stdout.isatty():
        return _Target(None, form or fitting[-1])
    name = "songyu" if key == LEDGER else NAMES[key].zh if run.output.language == "zh" else key
    path = Path(f"{name}-{run.today()}.{form or fitting[0]}")
    check_writable(path)
    if path.exists() and not over:
        raise FileExists(path=path)
    return _Target(path, form or fitting[0])


def _export_ledger(run: App, target: _Target) -> None:
    from songyu_cli.actions.ledger_export import export_ledger  # noqa: PLC0415  not for a list

    lines = export_ledger(run.db)
    if target.path is None:
        run.output.send(lines)
        return
    written = write_pieces(target.path, map(str.encode, lines))
    run.output.say(*ledger_exported(target.path, written))


def _write(run: App, lists: Sequence[LedgerList], target: _Target) -> None:
    if target.form == "csv":
        text = ledger_csv(lists[0], run.output.language, guarded=target.path is not None)
        if target.path is None:
            run.output.send([text])
        else:
            write_text(target.path, text, encoding="utf-8-sig")
        return
    from songyu_cli.writers.ledger_sheet import Head, write_ledger  # noqa: PLC0415  for workbooks only

    role = ROLES.phrase(run.actor.role).within(run.output.language)
    head = Head(settings.get(run.db, "community"), role, run.today())
    write_ledger(target.path or Path(), lists, head, run.output.language)
