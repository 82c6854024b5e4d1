"""Slips of the command line: what was typed is no command, or not one whole."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.wording import Phrase, verbatim

if TYPE_CHECKING:
    from collections.abc import Sequence


class CommandUnknown(UsageRefused):
    """A command that does not exist, in either language."""

    sentence = Phrase("没有命令“{name}”。", "There is no command “{name}”.")
    hint = Phrase("{near}看全部命令：{path} --help", "{near}See all commands: {path} --help")

    def __init__(self, name: str, path: str, known: Sequence[str]) -> None:
        near = get_close_matches(name, known, n=2, cutoff=0.4)
        meant = Phrase("是不是 {near}？", "Did you mean {near}? ").format(near=" / ".join(near))
        super().__init__(name=quoted(name), path=path, near=meant if near else Phrase("", ""))


class CommandMissing(UsageRefused):
    """A noun without a verb; people get the page of help instead."""

    sentence = Phrase("{path} 后面没有写命令。", "No command was given after {path}.")
    hint = Phrase("看全部命令：{path} --help", "See all commands: {path} --help")


def usage_phrase(error: Exception) -> tuple[str, Phrase, Phrase]:
    """Return kind, sentence and hint for what Typer could not parse."""
    ctx = getattr(error, "ctx", None)
    hint = Phrase("看用法：{path} --help", "See the usage: {path} --help").format(
        path=ctx.command_path if ctx else "songyu"
    )
    kind = type(error).__name__
    param = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (param.opts[0] if param is not None else "")
    if kind == "NoSuchOption":
        near = [*(getattr(error, "possibilities", None) or [])]
        said = Phrase("没有选项 {name}。", "There is no option {name}.").format(name=name)
        more = Phrase("是不是 {near}？", "Did you mean {near}?").format(near=" / ".join(sorted(near)))
        return "unknown_option", said, more if near else hint
    if kind == "MissingParameter":
        shown = param.make_metavar(ctx) if param is not None and param.param_type_name == "argument" else name
        return "missing", Phrase("缺少 {name}。", "{name} is missing.").format(name=shown), hint
    message = str(getattr(error, "message", error))
    if kind == "BadOptionUsage":
        said = Phrase("{name} 后面要写值。", "{name} needs a value after it.")
        if "not take a value" in message:
            said = Phrase("{name} 后面不写值。", "{name} takes no value.")
        return "bad_value", said.format(name=name), hint
    if message.startswith("Got unexpected extra"):
        said = Phrase("多写了“{words}”。", "“{words}” is more than was expected.")
        return "too_many", said.format(words=message.partition("(s) (")[2].removesuffix(")")), hint
    return "usage", verbatim(message), hint
