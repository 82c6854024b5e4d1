"""A line for every command that there is, good in the ledger of ready.town; hostile text takes the place of its words.

A verb that is not here fails test_hostile.py: whoever adds a command adds how it is typed.
"""

from __future__ import annotations

import shlex
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli import cli
from songyu_cli.commands.grammar import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = """
init --community 丙社区 --estate 丙小区 --target 9 --subdistrict 斜塘街道 --programme 百凳 --db new.db
demo --db new.db
config list
config get note
config set note 说明
config set community 丙社区
config set programme 百凳
unit add 9-9 --grid 一网格
unit edit 12-3 --grid 二网格
unit count 12-3 --elderly 9 --on 2022-12 --source 数据平台
unit list
unit show 12-3
unit import units.csv --on 2022-12 --skip-bad
unit screen --top 1 --save --note 第三批
unit screen --list
unit screen --show 1
visit --file 走访.txt --again --skip-bad
visit list
visit show 1
visit sheet --out sheet.xlsx --yes
visit import visits.csv --skip-bad
hazard add 12-4 --kind 旧凳 --text 松了
hazard list
hazard show 1
hazard clear 2 --how 搬走
demand add 12-3 --text 没处坐
demand edit 3 --text 没处坐
demand list
demand show 2
demand review 5 --reasonable 是 --reason 有理
demand decide 5 --accept --reason 该办
demand reply 5 --text 会办的
demand result 3 --text 装好了
demand withdraw 5 --reason 不要了
demand reopen 6 --reason 家人又问
demand extend 3 --to 2099-01-01 --reason 等料
demand duplicates
demand merge 5 --into 2
demand unmerge 7
demand import demands.csv --skip-bad
demand followup 1 --resolved 是 --text 满意
meeting add --kind 联系日 --place 社区 --topic 凳子
meeting item 1 --question 楼道灯 --outcome 再议
meeting item 1 6 --accept --reason 该办
meeting item 1 --question 楼道灯
meeting item 1 3 --decline --reason 不成
meeting edit 1 --place 社区 --topic 凳子
meeting list
meeting show 1
menu add 便民伞
menu link 2 5
menu unlink 2 3
menu edit 2 --title 扶手 --outcome 装好了
menu close 2 --outcome 装好了
menu list
menu show 2
partner add 丙单位 --note 新来的
partner list
partner show 2
partner edit 2 --name 丙单位 --note 改了
partner pledge 2 -n 3 --note 认了
partner receive 2 -n 3 --note 收了
batch open -n 3 --note 第三批
batch edit 2 --note 第二批
batch close 2
batch list
batch show 2
batch plan -n 2 --save --anew --pin 2-1 --reason 先试点
batch plan -n 2 --explain
bench install 12-4 --batch 2 --spot 楼道口 --note 靠墙
bench list
bench import benches.csv --skip-bad
bench show B1-002
bench use B2-002
bench stop B1-003 --reason 松了
bench retire B1-003 --reason 坏了
bench move B1-003 2-1 --reason 太挤 --spot 门口
bench replace B1-003 --reason 裂了 --spot 门口
bench edit B1-003 --spot 门口 --note 靠墙
bench inspect B1-003 --fault 松动 --text 左腿晃
bench inspect --file inspections.csv --skip-bad
bench repair B1-003 --text 换螺栓 --by 物业
bench audit 12-3 B1-003 --remark 旧椅
bench audit --list
bench audit --on 2022-12-01 --file audits.csv --skip-bad
bench audit 12-3 --show
bench audit --explain
bench audit --sheet sheet.xlsx --yes
today
report
report promise --explain
report grids
report silence
report partners --explain
report care --explain
trace 12-3
trace 2
trace B1-002
trace --batch 2
trace --partner 2
export units --format csv
export demands --format csv
export benches --format csv
export inspections --format csv
export visits --format csv
export menu --format csv
export
template demands --out sheet.xlsx
log
log show {newest}
undo
redo
backup
backup to new.db
backup list
restore 旧.db --yes
check
doctor
"""
FREE = ("TEXT", "TITLE")  # metavars of what is free text, which is always taken
FREELY = (  # and what is taken as it is under another one
    *("unit add --grid", "unit edit --grid", "config set value", "bench repair --by"),
    *("init --community", "init --subdistrict", "init --programme"),
)


TEXT = "\0"  # stands in a line for a text: no argument of a process can hold it


class Slot(NamedTuple):
    """One place of one command that takes a word: hostile text goes there."""

    verb: str
    name: str
    words: tuple[str, ...]  # the whole line with TEXT in the place
    free: bool

    def line(self, text: str) -> list[str]:
        """Return the line with a text in this place."""
        return [word.replace(TEXT, text) for word in self.words]


@cache
def verbs() -> dict[str, Any]:
    """Return every command of the grammar by what is typed for it in English."""
    found: dict[str, Any] = {}
    root = cli.grammar()
    for noun in root.list_commands(None):
        command = root.get_command(None, noun)
        if not hasattr(command, "list_commands"):
            found[noun] = command
            continue
        if command.invoke_without_command:
            found[noun] = command
        found |= {f"{noun} {verb}": command.get_command(None, verb) for verb in command.list_commands(None)}
    return found


@cache
def lines() -> list[tuple[str, list[str]]]:
    """Return every line with the verb it is of."""
    every = [shlex.split(line) for line in LINES.splitlines() if line]
    return [(verb_of(words), words) for words in every]


def verb_of(words: list[str]) -> str:
    """Return what a line's command is called. Raises StopIteration for none there is."""
    return next(name for name in (" ".join(words[:2]), words[0]) if name in verbs())


def slots() -> Iterator[Slot]:
    """Give every place of every command that takes a word: each argument and each option but flags.

    An option that stands in one of the verb's lines is tried there, another one at the end of the first.
    """
    for verb, command in verbs().items():
        mine = [words for name, words in lines() if name == verb]
        arguments = [param for param in command.params if param.param_type_name == "argument"]
        for place, param in enumerate(arguments):
            words, free = _argued(verb, mine, place)
            yield Slot(verb, param.name, words, free and _free(verb, param.metavar, param.name))
        for param in command.params:
            if param in arguments or param.is_flag:
                continue
            with_it = next((words for words in mine if set(words) & set(param.opts)), None)
            kept = _without(with_it, param.opts) if with_it else [*next(iter(mine), verb.split())]
            free = with_it is not None and _free(verb, param.metavar, param.opts[0])
            yield Slot(verb, param.opts[0], (*kept, f"{param.opts[0]}={TEXT}"), free)


def shared_slots(typed: str) -> Iterator[Slot]:
    """Give the places of the options that every command takes, at one line."""
    for option in SHARED:
        if not option.is_flag:
            yield Slot(typed, option.opts[0], (*typed.split(), f"{option.opts[0]}={TEXT}"), False)


def _argued(verb: str, mine: list[list[str]], place: int) -> tuple[tuple[str, ...], bool]:
    """Return a line with TEXT for an argument, and whether a line had one there.

    The arguments come last, behind `--`: a text may begin with a dash.
    """
    start = len(verb.split())
    for words in mine:
        end = next((at for at, word in enumerate(words) if word.startswith("-")), len(words))
        arguments, options = words[start:end], words[end:]
        if place < len(arguments):
            return (*words[:start], *options, "--", *arguments[:place], TEXT, *arguments[place + 1 :]), True
    return (*verb.split(), "--", TEXT), False


def _without(words: list[str], names: list[str]) -> list[str]:
    at = next(place for place, word in enumerate(words) if word in names)
    return [*words[:at], *words[at + 2 :]]


def _free(verb: str, metavar: str, name: str) -> bool:
    return metavar in FREE or f"{verb} {name}" in FREELY
