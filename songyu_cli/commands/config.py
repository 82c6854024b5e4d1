"""`songyu config`."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.ledger import all_settings, known, set_setting
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.settings import Setting
from songyu_cli.storage import settings
from songyu_cli.views.config import setting_line, settings_drawn, settings_table

speaker = Speaker()

KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help=both("设置名", "The setting"))]


@speaker.verb("list", "列表", "列出账本的全部设置。")
def list_(ctx: typer.Context) -> None:
    """List every setting of the ledger."""
    run: App = ctx.obj
    run.show(settings_table(all_settings(run.db)), settings_drawn)


@speaker.verb("get", "查看", "查看一个设置。")
def get(ctx: typer.Context, key: KeyArgument) -> None:
    """Show one setting."""
    run: App = ctx.obj
    run.show(Setting(known(key), settings.get(run.db, key)), setting_line)


@speaker.verb("set", "修改", "修改一个设置。")
def set_(
    ctx: typer.Context,
    key: KeyArgument,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=both("新的值", "Its new value"))],
) -> None:
    """Change one setting."""
    run: App = ctx.obj
    run.wrote(set_setting(run.db, key, value, run.actor), setting_line)
