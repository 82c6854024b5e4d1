"""How songyu is spoken: nouns and verbs in both languages, and options that every command takes.

Typer draws its own help and errors in English only, and knows an option at one place only. These classes let every
command be called by its Chinese name, load a noun's file when the noun is spoken, accept the global options before
and after the command, and hand the finished page of help to the views.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import CompletionItem, TyperCommand, TyperGroup, TyperOption  # type: ignore[attr-defined]  # not exported
from typer.main import get_group, get_install_completion_arguments

from songyu_cli import context
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SEPARATOR = "\x1f"  # between the two languages of a help text while Typer carries it about


def both(zh: str, en: str) -> str:
    """Return one help text in both languages, in the form that Typer can carry."""
    return f"{zh}{_SEPARATOR}{en}"


def phrase_of(text: str | None) -> Phrase:
    """Return the two languages of a help text."""
    zh, _, en = (text or "").partition(_SEPARATOR)
    return Phrase(zh, en or zh)


class Entry(NamedTuple):
    """A word at the top level: its Chinese twin, the file that holds it, and a line of help."""

    chinese: str
    module: str
    help: Phrase


def _shared(name: str, zh: str, en: str, *more: str, metavar: str | None = None, flag: bool = False) -> TyperOption:
    return TyperOption(
        param_decls=[f"--{name}", *more, name.replace("-", "_") + "_"],
        help=both(zh, en),
        metavar=metavar,
        is_flag=flag,
        default=None,
        type=bool if flag else str,
        show_default=False,
    )


SHARED = (
    _shared("db", "账本文件（默认：SONGYU_DB，或本文件夹及上级的 songyu.db）", "The ledger file", metavar="FILE"),
    _shared("lang", "语言：zh 或 en", "Language: zh or en", metavar="LANG"),
    _shared("format", "table、json、jsonl、csv 或 tsv", "table, json, jsonl, csv or tsv", metavar="FORMAT"),
    _shared("json", "等于 --format json", "The same as --format json", flag=True),
    _shared("out", "写到文件，格式看后缀", "Write to a file, in the format of its ending", metavar="FILE"),
    _shared("as", "以什么角色操作，可带代号：网格员:三网格", "Act as a role, with an alias", metavar="ROLE[:ALIAS]"),
    _shared("color", "颜色：auto、always 或 never", "Colour: auto, always or never", metavar="WHEN"),
)
_SHARED_NAMES = {str(option.name): option for option in SHARED}


class _Speaking:
    """What verbs and nouns have in common: the shared options and the page of help."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the command's own parameters and the shared ones."""
        return [*super().get_params(ctx), *SHARED]  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page of help in the run's language."""
        from songyu_cli.views.help import Page, help_page  # noqa: PLC0415  drawn with rich, for --help only

        command: Any = self
        page = Page(
            path=ctx.command_path,
            about=phrase_of(command.help),
            arguments=[_argument(param, ctx) for param in command.params if param.param_type_name == "argument"],
            options=[_option(param) for param in command.params if param.param_type_name == "option"],
            shared=[_option(param) for param in SHARED],
            verbs=[(verb, command.chinese[verb], command.about(ctx, verb)) for verb in command.list_commands(ctx)]
            if isinstance(command, Noun)
            else [],
            stands_alone=getattr(command, "invoke_without_command", True),
        )
        formatter.write(help_page(page, context.language()))


def _argument(param: Any, ctx: Any) -> tuple[str, Phrase]:
    return param.make_metavar(ctx), phrase_of(param.help)


def _option(param: Any) -> tuple[str, Phrase]:
    names = ", ".join(param.opts) + ("" if param.is_flag else f" {param.metavar}")
    said = phrase_of(param.help)
    return names, Phrase(f"{said.zh}（必填）", f"{said.en} (required)") if param.required else said


def _wishes(ctx: Any) -> dict[str, Any]:
    """Return the shared options given anywhere between the root and this command, the innermost counting."""
    return {**(_wishes(ctx.parent) if ctx.parent else {}), **ctx.meta.get(f"songyu.{id(ctx)}", {})}


def _set_apart(ctx: Any) -> None:
    """Take the shared options out of a command's own parameters and keep them with its context."""
    given = {name: ctx.params.pop(name, None) for name in _SHARED_NAMES}
    ctx.meta[f"songyu.{id(ctx)}"] = {name.strip("_"): value for name, value in given.items() if value is not None}


class Verb(_Speaking, TyperCommand):
    """One command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep what was typed for the log, then parse it."""
        typed = [*ctx.command_path.split()[1:], *args]
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:  # completing a line that is still being typed
            _set_apart(ctx)
            ctx.obj = context.make(_wishes(ctx), typed)
        return rest


def _say_what_there_is(ctx: Any) -> None:
    """Answer a noun without a verb with its page of help. Raises CommandMissing for a program."""
    from songyu_cli.commands.slips import CommandMissing  # noqa: PLC0415  most lines are well formed

    if context.wants_json():
        raise CommandMissing(path=ctx.command_path)
    typer.echo(ctx.get_help(), err=True)
    raise typer.Exit(CommandMissing.exit_code)


class Noun(_Speaking, TyperGroup):
    """A group of commands that answers to Chinese names too."""

    chinese: dict[str, str]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, and make the run ready for a group that is also a command."""
        typed = [*ctx.command_path.split()[1:], *args]
        rest = super().parse_args(ctx, args)
        if ctx.resilient_parsing:
            return rest
        _set_apart(ctx)
        if not ctx._protected_args:  # noqa: SLF001  no verb follows
            if not self.invoke_without_command:
                _say_what_there_is(ctx)
            ctx.obj = context.make(_wishes(ctx), typed)
        return rest

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Offer the commands' names in the language in which the word was begun, and the options."""
        offered = [name for name in self.chinese if name.startswith(incomplete)]
        if incomplete and not offered:
            offered = [name for name in self.chinese.values() if name.startswith(incomplete)]
        options = super().shell_complete(ctx, incomplete) if incomplete.startswith("-") else []
        return [*(CompletionItem(name) for name in offered), *options]

    def about(self, ctx: Any, name: str) -> Phrase:
        """Return one line about one of its commands."""
        command = self.get_command(ctx, name)
        return phrase_of(getattr(command, "help", None))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Find a command by its English or Chinese name."""
        english = {chinese: name for name, chinese in self.chinese.items()}
        return self.commands.get(english.get(cmd_name, cmd_name))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was named. Raises CommandUnknown with the nearest names in both languages."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing and not args[0].startswith("-"):
            from songyu_cli.commands.slips import CommandUnknown  # noqa: PLC0415

            raise CommandUnknown(args[0], ctx.command_path, [*self.chinese, *self.chinese.values()])
        return super().resolve_command(ctx, args)


class Root(Noun):
    """The top level: loads a noun's file only when it is spoken."""

    entries: dict[str, Entry]

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the English names in the order of the table."""
        return list(self.entries)

    def about(self, ctx: Any, name: str) -> Phrase:  # noqa: ARG002
        """Return the line from the table, without loading anything."""
        return self.entries[name].help

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Load the noun that goes by this name in either language."""
        for name, entry in self.entries.items():
            if cmd_name in (name, entry.chinese):
                if name not in self.commands:
                    module = import_module(f"songyu_cli.commands.{entry.module}")
                    self.commands[name] = module.speaker.built(name, entry)
                return self.commands[name]
        return None


class Speaker(typer.Typer):
    """A noun with its verbs, as a command file declares them."""

    def __init__(self, *, bare: bool = False) -> None:
        """Declare a noun; with `bare` it is a command by itself, without verbs."""
        super().__init__(cls=Noun, add_completion=False, rich_markup_mode=None)
        self.chinese: dict[str, str] = {}
        self.bare = bare

    def verb(self, name: str, chinese: str, about: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Declare a command: its English name, its Chinese name, and its help in Chinese; English is the docstring."""

        def declare(function: Callable[..., None]) -> Callable[..., None]:
            self.chinese[name] = chinese
            return self.command(name, cls=Verb, help=both(about, function.__doc__ or ""))(function)

        return declare

    def built(self, name: str, entry: Entry) -> Any:
        """Return what Typer makes of the declaration."""
        group: Any = get_group(self)
        if self.bare:
            return group.commands[name]
        group.chinese = self.chinese
        group.name, group.help = name, both(*entry.help)
        return group


def root(entries: dict[str, Entry], about: Phrase, version: Callable[[bool], None]) -> Root:
    """Return the whole program's grammar."""
    top = Speaker()
    top.callback(invoke_without_command=False)(_top(version))
    group: Any = get_group(top)
    params = [*group.params, *_completion_options()]
    tree = Root(name="songyu", params=params, callback=group.callback, help=both(*about), rich_markup_mode=None)
    tree.entries = entries
    tree.chinese = {name: entry.chinese for name, entry in entries.items()}
    return tree


def _completion_options() -> Iterable[Any]:
    """Return Typer's two options about the Tab key, speaking both languages."""
    install: Any
    show: Any
    install, show = get_install_completion_arguments()
    install.help = both("让当前终端的 Tab 键能补全 songyu 命令", "Let this shell complete songyu with the Tab key")
    show.help = both("显示补全脚本", "Show the script for completion")
    return install, show


def _top(version: Callable[[bool], None]) -> Callable[..., None]:
    def top(
        _version: bool = typer.Option(
            False, "--version", callback=version, is_eager=True, help=both("显示版本", "Show the version")
        ),
    ) -> None:
        pass

    return top
