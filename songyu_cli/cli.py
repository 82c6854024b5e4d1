"""Puts songyu together: the words at the top level, and the one boundary where refusals become sentences."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from songyu_cli import context
from songyu_cli.commands.entries import ABOUT, ENTRIES
from songyu_cli.commands.grammar import Root, root
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage.connection import translated
from songyu_cli.views.output import prepare_streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.wording import Language

UsageError: type[Exception] = typer.BadParameter.__mro__[1]  # Typer's family of parsing errors, not exported

_CTRL_C = 130  # what a shell calls a command stopped by Ctrl-C; Typer turns the interrupt into this code


def _version(wanted: bool) -> None:
    if wanted:
        from songyu_cli import __version__  # noqa: PLC0415

        typer.echo(f"songyu {__version__}")
        raise typer.Exit


def grammar() -> Root:
    """Return the whole program as Typer sees it."""
    return root(ENTRIES, ABOUT, _version)


def main(words: Sequence[str] | None = None, stage: context.Stage | None = None) -> int:
    """Run one command line and return its exit code; every refusal is printed here and nowhere else."""
    words = list(sys.argv[1:] if words is None else words)
    stage = stage or context.Stage()
    context.set_stage(context.Stage(clock=stage.clock, env=stage.env, words=words))
    prepare_streams()
    if "_SONGYU_COMPLETE" in os.environ:
        from typer._completion_classes import completion_init  # noqa: PLC0415  the shells' ways of completing

        completion_init()
    try:
        with translated(None):
            code = int(grammar().main(words, prog_name="songyu", standalone_mode=False) or 0)
        return _interrupted() if code == _CTRL_C else code
    except SongyuError as error:
        return _refuse(error.exit_code, error.kind, error.message, error.advice, error)
    except UsageError as error:
        from songyu_cli.commands.slips import usage_phrase  # noqa: PLC0415  most lines are well formed

        return _refuse(2, *usage_phrase(error))
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except SystemExit:  # Typer's answer to a reader, such as head, that had enough of a page of help
        return 0
    except Exception as error:  # noqa: BLE001  the last resort: one line for the user, the rest in a file
        return _bug(error)
    finally:
        context.let_go()


def _interrupted() -> int:
    nothing = Phrase("已中断，什么都没有改。", "Interrupted; nothing was changed.")
    written = Phrase(
        "已中断；命令已经写入账本，看 songyu log。", "Interrupted; the command was written: see songyu log."
    )
    return _refuse(_CTRL_C, "interrupted", written if context.committed() else nothing, None)


def _refuse(code: int, kind: str, message: Phrase, hint: Phrase | None, error: SongyuError | None = None) -> int:
    from songyu_cli.views.refusals import Refusal  # noqa: PLC0415  most commands are not refused

    refusal = Refusal(kind, message, hint, error.lines if error else (), error.rows if error else ())
    language: Language = "zh"
    with suppress(SongyuError):
        language = context.language()
    with suppress(OSError):  # where stderr leads to a full disk, the exit code is all that can be said
        typer.echo(refusal.json(language) if context.wants_json() else refusal.text(language), err=True, nl=False)
    return code


def _bug(error: Exception) -> int:
    import sqlite3  # noqa: PLC0415  what a bug needs and nothing else does
    import tempfile  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    with tempfile.NamedTemporaryFile("w", prefix="songyu-", suffix=".log", delete=False, encoding="utf-8") as log:
        # Frames and the error's type only: its message may carry what somebody typed.
        frames = traceback.format_tb(error.__traceback__)
        kind = f"{type(error).__module__}.{type(error).__name__}"
        log.write(f"{kind}\nsqlite {sqlite3.sqlite_version}\n{''.join(frames)}")
    message = Phrase("songyu 自己出错了（{name}），记录在 {file}。", "songyu failed ({name}); see {file}.")
    said = message.format(name=type(error).__name__, file=log.name)
    advice = Phrase("请把这个文件发给维护者。", "Please send that file to the maintainers.")
    return _refuse(70, "bug", said, advice)
