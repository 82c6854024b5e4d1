"""`songyu init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from songyu_cli.actions.ledger import start_ledger
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import LEDGER, App
from songyu_cli.domain.whole import FromStandsAlone, Missing
from songyu_cli.domain.wording import joined, verbatim
from songyu_cli.storage.database import creating
from songyu_cli.views.config import NewLedger, started

speaker = Speaker(bare=True)
_COMMUNITY = both("社区名（没有 --from 时必填）", "The community (required without --from)")
_ESTATE = both("默认小区，如 淞泽家园九区（没有 --from 时必填）", "The estate (required without --from)")
_FROM = both("把 songyu export 导出的整个账本读回来", "A whole ledger from songyu export, to be made again")


@speaker.verb("init", "新建", "新建一个社区的账本（默认 ./songyu.db），或从导出的账本读回；已有文件绝不覆盖。")
def init(
    ctx: typer.Context,
    community: Annotated[str | None, typer.Option("--community", metavar="NAME", help=_COMMUNITY)] = None,
    estate: Annotated[str | None, typer.Option("--estate", metavar="NAME", help=_ESTATE)] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="N", help=both("目标张数", "Benches aimed at"))
    ] = None,
    subdistrict: Annotated[
        str | None, typer.Option("--subdistrict", metavar="NAME", help=both("街道名", "Subdistrict"))
    ] = None,
    programme: Annotated[
        str | None, typer.Option("--programme", metavar="NAME", help=both("项目名", "Programme"))
    ] = None,
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help=both("默认角色", "The usual role"))] = None,
    source: Annotated[str | None, typer.Option("--from", metavar="FILE", help=_FROM)] = None,
) -> None:
    """Make a community's ledger (default ./songyu.db), or one from an export; an existing file is never overwritten."""
    run: App = ctx.obj
    path = run.ledger or Path(LEDGER)
    values = {
        "community": community,
        "estate": estate,
        "target": target,
        "subdistrict": subdistrict,
        "programme": programme,
        "role": role,
    }
    given = {key: value for key, value in values.items() if value is not None}
    if source is not None:
        if given:
            raise FromStandsAlone(options=joined([verbatim(f"--{key}") for key in given]))
        _rebuild(run, path, source)
        return
    for key in ("community", "estate"):
        if key not in given:
            raise Missing(option=f"--{key}")
    with creating(path) as db:
        settings = start_ledger(db, given, run.newcomer())
    new = NewLedger(str(path), {setting.key: setting.value for setting in settings})
    run.output.show(new, lambda made: started(made, run.spoken), done=True)
    _warn(run, path)


def _warn(run: App, path: Path) -> None:
    """Say so where the new ledger lies on another computer."""
    from songyu_cli.storage import filesystems  # noqa: PLC0415  for new ledgers only
    from songyu_cli.views.check import NETWORK  # noqa: PLC0415

    place = filesystems.of(path)
    if place and place.network:
        run.output.say(NETWORK.format(kind=place.kind))


def _rebuild(run: App, path: Path, source: str) -> None:
    from songyu_cli.actions.ledger_rebuild import rebuild_ledger  # noqa: PLC0415  most ledgers begin empty
    from songyu_cli.views.output import home_path  # noqa: PLC0415
    from songyu_cli.views.whole import rebuilt  # noqa: PLC0415

    with creating(path, bare=True) as db:
        made = rebuild_ledger(db, home_path(source))
    run.output.show(made, lambda one: rebuilt(one, run.spoken), done=True)
    _warn(run, path)
