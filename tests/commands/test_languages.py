"""Chinese and English are equals: commands, help and every sentence exist in both, and the right one is chosen."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ready import ready

import songyu_cli
from songyu_cli.cli import ENTRIES, grammar
from songyu_cli.commands.grammar import SHARED, phrase_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CHINESE = re.compile("[\u3400-\u9fff]")
SOURCES = sorted(Path(songyu_cli.__file__).parent.rglob("*.py"))


def tree(group=None, english=(), chinese=()):
    """Every command: its English path, its Chinese path, and what Typer made of it."""
    group = group or grammar()
    yield english, chinese, group
    for name in getattr(group, "chinese", {}):
        command = group.get_command(None, name)
        yield from tree(command, (*english, name), (*chinese, group.chinese[name]))


COMMANDS = {" ".join(english): (english, chinese, command) for english, chinese, command in tree()}


def test_the_whole_tree_is_walked():
    assert {"", *ENTRIES} <= COMMANDS.keys()
    assert {"demand add", "bench install", "unit import", "config set", "log show"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_both_languages(name):
    _, _, command = COMMANDS[name]
    texts = {name: command.help, **{param.name: param.help for param in [*command.params, *SHARED]}}
    for owner, text in texts.items():
        zh, en = phrase_of(text)
        assert CHINESE.search(zh), (owner, zh)
        assert en, owner
        assert not CHINESE.search(en), (owner, en)


@pytest.mark.parametrize("name", [name for name, (_, _, command) in COMMANDS.items() if hasattr(command, "chinese")])
def test_chinese_names_are_chinese_and_unique(name):
    _, _, group = COMMANDS[name]
    assert set(group.chinese) == set(group.list_commands(None))
    assert len(set(group.chinese.values())) == len(group.chinese)
    assert all(re.fullmatch("[\u3400-\u9fff]+", chinese) for chinese in group.chinese.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_answers_to_its_chinese_name(name, run):
    english, chinese, command = COMMANDS[name]
    about = phrase_of(command.help)
    zh, en = run(*chinese, "--help").out, run(*english, "--help", "--lang", "en").out
    assert zh.startswith(f"用法：{' '.join(['songyu', *chinese])} ")
    assert en.startswith(f"Usage: {' '.join(['songyu', *english])} ")
    assert plain(about.zh) in plain(zh)
    assert plain(about.en) in plain(en)
    names = getattr(command, "chinese", {}).values()
    for other in sorted(names, key=len, reverse=True):  # 取消关联 before 关联
        assert other in en
        en = en.replace(other, "")
    assert CHINESE.findall(en) == []


def plain(text):
    """Text without line breaks and blanks, as the page may fold it."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("words", "env", "language"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.GBK"}, "zh"),
        ([], {"LANG": "zh_TW"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "C"}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "POSIX"}, "zh"),
        ([], {"LANG": ""}, "zh"),
        ([], {"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "en"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "zh"),
        ([], {"SONGYU_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ([], {"SONGYU_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        (["--lang", "zh"], {"SONGYU_LANG": "en"}, "zh"),
        (["--lang", "en"], {"SONGYU_LANG": "zh"}, "en"),
        (["--lang=EN"], {}, "en"),
        (["--lang", "zh-CN"], {"LANG": "en_US"}, "zh"),
        (["--lang", "en", "--lang", "zh"], {}, "zh"),
    ],
)
def test_which_language_speaks(words, env, language, run, request, elsewhere):
    ready(request, elsewhere)
    page = {"zh": "用法", "en": "Usage"}
    report = {"zh": "进度", "en": "progress"}
    refusal = {"zh": "没有命令", "en": "There is no command"}
    assert run("--help", *words, env=env).out.startswith(page[language])
    assert report[language] in run(*words, "report", env=env).out
    assert report[language] in run("report", *words, env=env).out
    assert run(*words, "nope", ok=False, env=env).err.startswith(refusal[language])


def literals(*names: str) -> Iterator[tuple[str, list[str | None]]]:
    """Every call of a name in the package: where it stands, and its literal texts."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield f"{path.name}:{node.lineno}", [text(arg) for arg in node.args]


def text(node: ast.expr) -> str | None:
    """A literal's text, with what an f-string fills in left blank; None for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def is_mere_format(sentence: str) -> bool:
    """Whether a text is nothing but fields, signs and figures: {a}：{b}."""
    return not any(map(str.isalpha, re.sub(r"\{\w*\}", "", sentence)))


PHRASES = [(where, texts) for where, texts in literals("Phrase", "both") if None not in texts]


def test_there_are_phrases_to_look_at():
    assert len(PHRASES) > 300


def test_every_phrase_speaks_chinese_and_fills_the_same_fields():
    wrong = [
        (where, zh, en)
        for where, (zh, en) in PHRASES
        if not (CHINESE.search(zh) or is_mere_format(zh)) or fields(zh) != fields(en) or bool(zh) != bool(en)
    ]
    assert wrong == []


def test_every_english_phrase_is_english():
    """Chinese stands in an English sentence only as something to type, as a sign to look for, or as a name."""
    wrong = [
        (where, en)
        for where, (_, en) in PHRASES
        if CHINESE.search(en) and not re.search(r"[A-Za-z0-9=(/“|][ ]?[\u3400-\u9fff]|[\u3400-\u9fff][0-9=,]", en)
    ]
    assert wrong == []


def test_no_chinese_sentence_ends_like_an_english_one():
    wrong = [
        (where, zh)
        for where, (zh, _) in PHRASES
        if CHINESE.search(zh)
        and (zh.endswith((".", "?", "!", ";", ":")) or re.search("[\u3400-\u9fff],(?![a-z]+=)", zh))
    ]
    assert wrong == []
