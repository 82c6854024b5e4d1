"""How songyu is spoken: nouns and verbs in both languages, and options that every command takes.

Typer draws its own help and errors in English only, and knows an option at one place only. These classes let every
command be called by its Chinese name, load a noun's file when the noun is spoken, accept the global options before
and after the command, and hand the finished page of help to the views.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import typer
from typer.core import CompletionItem, TyperCommand, TyperGroup, TyperOption  # type: ignore[attr-defined]  # not exported
from typer.main import get_command_from_info, get_group, get_install_completion_arguments
from typer.models import CommandInfo

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
    """A word at the top level: its Chinese twin, the files of its verbs, the everyday ones first, and its help."""

    chinese: str
    modules: str
    help: Phrase


class Declared(NamedTuple):
    """A verb as its file declares it, not yet built."""

    chinese: str
    help: str
    function: Callable[..., None]


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
        """Return the command's own parameters, and the shared ones of whose names it has none."""
        own: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        return [*own, *(one for one in SHARED if not any(one.opts[0] in mine.opts for mine in own))]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page of help in the run's language."""
        from songyu_cli.views.help import Page, help_page  # noqa: PLC0415  drawn with rich, for --help only

        command: Any = self
        page = Page(
            path=ctx.command_path,
            about=phrase_of(command.help),
            arguments=[
                (p.make_metavar(ctx), phrase_of(p.help)) for p in command.params if p.param_type_name == "argument"
            ],
            options=[_option(param) for param in command.params if param.param_type_name == "option"],
            shared=[_option(param) for param in command.get_params(ctx) if param in SHARED],
            verbs=[(verb, command.chinese[verb], command.about(ctx, verb)) for verb in command.list_commands(ctx)]
            if isinstance(command, Noun)
            else [],
            stands_alone=getattr(command, "invoke_without_command", True),
        )
        formatter.write(help_page(page, context.language()))


def _option(param: Any) -> tuple[str, Phrase]:
    names = ", ".join(param.opts) + ("" if param.is_flag else f" {param.metavar}")
    said = phrase_of(param.help)
    return names, Phrase(f"{said.zh}（必填）", f"{said.en} (required)") if param.required else said


def _wishes(ctx: Any) -> dict[str, Any]:
    """Return the shared options given anywhere between the root and this command, the innermost counting."""
    return {**(_wishes(ctx.parent) if ctx.parent else {}), **ctx.meta.get(f"songyu.{id(ctx)}", {})}


def _set_apart(ctx: Any) -> None:
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
    from songyu_cli.commands.slips import CommandMissing  # noqa: PLC0415  most lines are well formed

    if context.wants_json():
        raise CommandMissing(path=ctx.command_path)
    typer.echo(ctx.get_help(), err=True)
    raise typer.Exit(CommandMissing.exit_code)


class Noun(_Speaking, TyperGroup):
    """A group of commands that answers to Chinese names too; a verb is built only when it is spoken."""

    declared: dict[str, Declared]
    further: list[str]  # the files that are not loaded yet
    fallback: str | None = None  # the verb that is meant when another word follows

    @property
    def chinese(self) -> dict[str, str]:
        """The verbs' Chinese names by their English ones."""
        while self.further:
            self._load_more()
        return {name: verb.chinese for name, verb in self.declared.items()}

    def _load_more(self) -> None:
        self.declared = self.declared | import_module(f"songyu_cli.commands.{self.further.pop(0)}").speaker.declared

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the English names in the order of their declaration."""
        return list(self.chinese)

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
        """Find a command by its English or Chinese name, and build it."""
        while True:
            for name, verb in self.declared.items():
                if cmd_name in (name, verb.chinese):
                    if name not in self.commands:
                        self.commands[name] = _built(name, verb)
                    return self.commands[name]
            if not self.further:
                return None
            self._load_more()

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was named. Raises CommandUnknown with the nearest names in both languages."""
        known = self.get_command(ctx, args[0]) or args[0].startswith("-")
        if not known and self.fallback:
            return self.fallback, self.get_command(ctx, self.fallback), args
        if not known and not ctx.resilient_parsing:
            from songyu_cli.commands.slips import CommandUnknown  # noqa: PLC0415

            raise CommandUnknown(args[0], ctx.command_path, [*self.chinese, *self.chinese.values()])
        return super().resolve_command(ctx, args)


def _built(name: str, verb: Declared) -> Any:
    info = CommandInfo(name=name, cls=Verb, callback=verb.function, help=verb.help)
    return get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)


class Root(Noun):
    """The top level: loads a noun's file only when it is spoken."""

    entries: dict[str, Entry]

    @property
    def chinese(self) -> dict[str, str]:
        """The words' Chinese names by their English ones, in the order of the table."""
        return {name: entry.chinese for name, entry in self.entries.items()}

    def about(self, ctx: Any, name: str) -> Phrase:  # noqa: ARG002
        """Return the line from the table, without loading anything."""
        return self.entries[name].help

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Load the noun that goes by this name in either language."""
        for name, entry in self.entries.items():
            if cmd_name in (name, entry.chinese):
                if name not in self.commands:
                    first, *further = entry.modules.split()
                    module = import_module(f"songyu_cli.commands.{first}")
                    self.commands[name] = module.speaker.built(name, entry, further)
                return self.commands[name]
        return None


class Speaker(typer.Typer):
    """A noun with its verbs, as a command file declares them."""

    def __init__(self, *, bare: bool = False, fallback: str | None = None) -> None:
        """Declare a noun, with `bare` one without verbs; a word that is none of them goes to the verb `fallback`."""
        super().__init__(cls=Noun, add_completion=False, rich_markup_mode=None)
        self.bare, self.fallback, self.declared = bare, fallback, dict[str, Declared]()

    def verb(self, name: str, chinese: str, about: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Declare a command: its English name, its Chinese name, and its help in Chinese; English is the docstring."""

        def declare(function: Callable[..., None]) -> Callable[..., None]:
            self.declared[name] = Declared(chinese, both(about, function.__doc__ or ""), function)
            return function

        return declare

    def built(self, name: str, entry: Entry, further: list[str]) -> Any:
        """Return what Typer makes of the declaration; the verbs of `further` files are added when they are needed."""
        if self.bare:
            return _built(name, self.declared[name])
        group: Any = get_group(self)
        group.declared, group.further, group.fallback = self.declared, further, self.fallback
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
    return tree


def _completion_options() -> Iterable[Any]:
    """Return Typer's two options about the Tab key, speaking both languages."""
    install, show = cast("tuple[Any, Any]", get_install_completion_arguments())
    install.help = both("让当前终端的 Tab 键能补全 songyu 命令", "Let this shell complete songyu with the Tab key")
    show.help = both("显示补全脚本", "Show the script for completion")
    return install, show


def _top(version: Callable[[bool], None]) -> Callable[..., None]:
    def top(
        _version: bool = typer.Option(
            False, "--version", callback=version, is_eager=True, help=both("显示版本", "Show the version")
        ),
    ) -> None: ...

    return top
