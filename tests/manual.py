"""The parts of the READMEs that the program itself tells: what its examples print, its commands, words and settings.

    python tests/manual.py

writes them anew into README.md and README.zh.md. test_docs.py fails while they say something else than the program.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from conftest import NOW, Stream

from songyu_cli import cli
from songyu_cli.commands.grammar import SHARED, Noun, phrase_of
from songyu_cli.context import Stage
from songyu_cli.domain.choices import (
    ATTENDEES,
    BENCH_STATES,
    CHANNELS,
    DEMAND_STATES,
    GRADES,
    HAZARD_KINDS,
    INSPECTION_ITEMS,
    INSPECTION_RESULTS,
    KINDS,
    MEETING_KINDS,
    PARTNER_ROLES,
    REPLY_WAYS,
    ROLES,
    SEVERITIES,
    YES_NO,
)
from songyu_cli.domain.selections import MEASURES
from songyu_cli.domain.settings import KEYS
from songyu_cli.domain.tables.kinds import BENCHES, DEMANDS, INSPECTIONS, UNITS, VISITS
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from songyu_cli.domain.wording import Language

ROOT = Path(__file__).parents[1]
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
REGISTER = "底账.xlsx"  # what the examples call data/register.xlsx
FOLDER = "/home/clerk/"  # stands in the READMEs for the folder that the examples were run in
FENCE = re.compile(r"^```(?P<kind>\w+)(?: (?P<note>[^\n]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_OUTPUT_COLUMNS = "100"


def renewed(text: str, language: Language) -> str:
    """Return a README with everything that the program tells written anew; the examples are run in this folder.

    Raises AssertionError for an example that does not end with the exit code it states, which is 0 if it states none.
    """
    shutil.copy(ROOT / "data" / "register.xlsx", REGISTER)
    text = FENCE.sub(lambda block: _played(block, language), text)
    for name, part in _PARTS.items():
        marked = re.compile(rf"(<!-- {name}\b[^>]*-->\n).*?(<!-- /{name} -->)", re.DOTALL)
        told = "\n".join(part(language)).strip("\n")
        text, found = marked.subn(lambda mark, told=told: f"{mark[1]}\n{told}\n\n{mark[2]}", text)  # type: ignore[misc]
        assert found == 1, f"{name} is marked {found} times"
    return text


def commands(body: str) -> list[str]:
    """Return the command lines of a block: those after `$ `, or every line where none has it."""
    lines = body.splitlines()
    return [line[2:] for line in lines if line.startswith("$ ")] or lines


def _played(block: re.Match[str], language: Language) -> str:
    """Return a block with its commands run: `sh` as it stands, `console` with what they print; files are written."""
    kind, note, body = block["kind"], block["note"] or "", block["body"]
    if kind in ("csv", "text") and note:
        Path(note).write_text(body, encoding="utf-8")
    if kind not in ("sh", "console"):
        return block[0]
    expected = int(note.removeprefix("exit-code=")) if note else 0
    shown = ""
    for line in commands(body):
        program, *words = shlex.split(line)
        if program not in _PROGRAMS:
            continue
        code, printed = _PROGRAMS[program](words, language)
        assert code == expected, f"{line}\nends with {code} instead of {expected}:\n{printed}"
        shown += f"$ {line}\n{printed}"
    return block[0] if kind == "sh" else f"```{kind}{' ' + note if note else ''}\n{shown}```"


def songyu(words: Sequence[str], language: Language) -> tuple[int, str]:
    """Run a command line on a terminal without colours and return its exit code and what stands on the screen."""
    screen = Stream(terminal=True, encoding="utf-8")
    stage = Stage(clock=lambda: NOW, env={"SONGYU_LANG": language, "NO_COLOR": "1"})
    with (
        patch.dict(os.environ, COLUMNS=_OUTPUT_COLUMNS, WT_SESSION="1"),
        contextlib.redirect_stdout(screen),
        contextlib.redirect_stderr(screen),
    ):
        code = cli.main(words, stage)
    lines = screen.text().replace(f"{Path.cwd()}{os.sep}", FOLDER).splitlines()
    return code, "".join(line.rstrip() + "\n" for line in lines)


def _sqlite_utils(words: Sequence[str], _: Language) -> tuple[int, str]:
    from sqlite_utils.cli import cli as tool

    screen = Stream(terminal=False, encoding="utf-8")
    with contextlib.redirect_stdout(screen):
        tool.main(list(words), prog_name="sqlite-utils", standalone_mode=False)
    return 0, screen.text().replace("\r\n", "\n")


_PROGRAMS = {"songyu": songyu, "sqlite-utils": _sqlite_utils}


def nouns() -> Iterator[tuple[str, str, Any]]:
    """Yield every word of the top level: English, Chinese, and its command or group."""
    root = cli.grammar()
    for name in root.list_commands(None):
        yield name, root.chinese[name], root.get_command(None, name)


def verbs(name: str, chinese: str, command: Any) -> Iterator[tuple[Phrase, Phrase, Any]]:
    """Yield the commands of a word of the top level: how each is typed, its help, and the command itself."""
    if not isinstance(command, Noun) or command.invoke_without_command:
        yield Phrase(chinese, name), phrase_of(command.help), command
    if isinstance(command, Noun):
        for verb in command.list_commands(None):  # type: ignore[arg-type]
            found = command.get_command(None, verb)
            yield Phrase(f"{chinese} {command.chinese[verb]}", f"{name} {verb}"), phrase_of(found.help), found


def _reference(language: Language) -> Iterator[str]:
    everything = list(nouns())
    bare = [one for one in everything if not isinstance(one[2], Noun)]
    yield from _commands(Phrase("单独的命令", "Commands of one word"), bare, language)
    for one in everything:
        if isinstance(one[2], Noun):
            about = phrase_of(one[2].help).within(language)
            yield from _commands(Phrase(f"`songyu {one[1]}`：{about}", f"`songyu {one[0]}`: {about}"), [one], language)
    yield from _headed(Phrase("到处可用", "Everywhere"), language)
    yield from _table((Phrase("参数", "Option"), Phrase("作用", "What it does")), language)
    for option in SHARED:
        yield _row(_typed(option), phrase_of(option.help).within(language))
    yield _row("`--help`", Phrase("显示这个命令的用法", "Show how the command is used").within(language))
    alone = Phrase("（紧跟 songyu，不带命令）", " (after songyu, without a command)").within(language)
    for own in cli.grammar().params:
        yield _row(_typed(own), phrase_of(getattr(own, "help", None)).within(language) + alone)


def _commands(title: Phrase, words: Sequence[tuple[str, str, Any]], language: Language) -> Iterator[str]:
    yield from _headed(title, language)
    names = Phrase("命令", "Command"), Phrase("英文写法", "Chinese name")
    yield from _table((*names, Phrase("作用", "What it does"), Phrase("参数", "Its options")), language)
    for one in words:
        for typed, about, command in verbs(*one):
            own, other = typed.within(language), typed.within("en" if language == "zh" else "zh")
            told = " ".join(about.within(language).split())
            yield _row(f"`songyu {own}`", f"`{other}`", told, "<br>".join(_parameters(command, language)))


def _parameters(command: Any, language: Language) -> list[str]:
    """Return a command's own arguments and options, the arguments first."""
    must = Phrase("（必填）", " (required)").within(language)
    own = sorted(command.params, key=lambda param: param.param_type_name)
    return [
        f"{_typed(param)} {phrase_of(param.help).within(language)}"
        + (must if param.required and param.param_type_name == "option" else "")
        for param in own
    ]


def _typed(param: Any) -> str:
    """Return how a parameter is typed."""
    if param.param_type_name == "argument":
        return f"`{param.metavar}`"
    return f"`{', '.join(param.opts)}{'' if param.is_flag else f' {param.metavar}'}`"


_MORE_WORDS = (
    ("需求 列表 --state", "demand list --state", DEMAND_STATES),
    ("需求 答复 --how", "demand reply --how", REPLY_WAYS),
    ("需求 审核 --reasonable", "demand review --reasonable", YES_NO),
    ("隐患 登记 --kind", "hazard add --kind", HAZARD_KINDS),
    ("隐患 登记 --severity", "hazard add --severity", SEVERITIES),
    ("单元 筛选 --by", "unit screen --by", MEASURES),
    ("会议 登记 --kind", "meeting add --kind", MEETING_KINDS),
    ("会议 登记 --present", "meeting add --present", ATTENDEES),
    ("需求 回访 --grade", "demand followup --grade", GRADES),
    ("共建单位 登记 --role", "partner add --role", PARTNER_ROLES),
    ("安心凳 巡查 --result", "bench inspect --result", INSPECTION_RESULTS),
    ("安心凳 巡查 --fault", "bench inspect --fault", INSPECTION_ITEMS),
)


def _words(language: Language) -> Iterator[str]:
    state = Phrase("安心凳 列表 --state", "bench list --state").within(language)
    places = {"--kind": KINDS, "--channel": CHANNELS, "--as": ROLES, state: BENCH_STATES} | {
        Phrase(zh, en).within(language): choices for zh, en, choices in _MORE_WORDS
    }
    yield from _table((Phrase("用在", "Where"), Phrase("可以写", "What may be written")), language)
    for place, choices in places.items():
        said = [
            f"`{choice.typed.en}` " + " · ".join(dict.fromkeys((choice.phrase.zh, *choice.synonyms)))
            for choice in choices
        ]
        yield _row(f"`{place}`", "<br>".join(said))


def _settings(language: Language) -> Iterator[str]:
    head = (Phrase("设置", "Setting"), Phrase("含义", "What it means"), Phrase("起初", "At first"))
    yield from _table(head, language)
    for name, key in KEYS.items():
        yield _row(f"`{name}`", key.about.within(language), key.start)


_IMPORTED = {
    UNITS: "unit import",
    DEMANDS: "demand import",
    BENCHES: "bench import",
    INSPECTIONS: "bench inspect --file",
    VISITS: "visit import",
}
_MOST_NAMES = 6  # other headers shown for a column; the importer knows more


def _columns(language: Language) -> Iterator[str]:
    head = (Phrase("列", "Column"), Phrase("填什么", "What belongs there"), Phrase("也认得", "Also known as"))
    for kind, command in _IMPORTED.items():
        line = Phrase(f"{kind.title.zh}（`songyu {command}`）", f"The {kind.title.en} (`songyu {command}`)")
        yield from _headed(line, language)
        yield from _table(head, language)
        for column in kind.columns:
            mark = "*" if column.required and not column.unless else ""
            note = column.note.within(language) if column.note else ""
            names = " · ".join((*column.names, *column.assumed)[:_MOST_NAMES])
            yield _row(f"{column.title.within(language)}{mark} `{column.field}`", note, names)


def _report(_: Language) -> Iterator[str]:
    """Yield the sample ledger's report as JSON, one key a line and only the first item of each list."""
    told = json.loads(songyu(["--db", "songyu-demo.db", "report", "--json"], "en")[1])
    lines = [
        f"  {json.dumps(key)}: {json.dumps(value[:1] if isinstance(value, list) else value, ensure_ascii=False)}"
        for key, value in told.items()
    ]
    yield "\n".join(["```json", "{", ",\n".join(lines), "}", "```"])


_PARTS: dict[str, Callable[[Language], Iterator[str]]] = {
    "words": _words,
    "reference": _reference,
    "settings": _settings,
    "columns": _columns,
    "report": _report,
}


def _headed(title: Phrase, language: Language) -> Iterator[str]:
    yield from ("", f"### {title.within(language)}", "")


def _table(heads: Sequence[Phrase], language: Language) -> Iterator[str]:
    yield _row(*(head.within(language) for head in heads))
    yield "|---" * len(heads) + "|"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def main() -> None:
    """Write the READMEs anew."""
    for language, path in READMES.items():
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            text = renewed(path.read_text(encoding="utf-8"), language)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
