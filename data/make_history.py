"""Make the sample ledger's history: what a community would have typed from door to answer, 2021 and 2022.

`make_sample.py` calls this; it writes history.txt, a line for each command under the day and the role that typed it,
and a file of lines for each round from door to door in visits/. All of it is made up, from a fixed seed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from make_plot import tell
from make_story import START, Ask, Seen, Story, numbers, typed_on

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from make_places import Batches, Place, Stairwell

HEAD = """\
# 示例账本的经过：虚构，仅供演示 / The sample ledger's history: made up, for demonstration only.
# “# 日期 角色”下面的每一行，是那一天以那个角色输入的一条命令（前面省去 songyu）。
# Each line under “# date role” is a command that was typed on that day in that role, without its leading songyu.
"""
BEGINNING = (
    "init --community 淞渔社区 --subdistrict 斜塘街道 --estate 淞泽家园九区 --programme 初心为民心，百凳为百姓",
    "config set note '虚构示例数据，不是真实居民统计 / made-up sample data, not real residents'",
    "config set result_within '60, bench=365'",
    "unit import register.xlsx",
)
SCREENED_ON = "2021-03-03"
CLERK = "社区工作者"
ROUNDS = (  # the day, the grid, and what is heard beside the demands of demands.csv
    ("2021-01-14", "四网格", "凳", "示例：下楼拿快递想坐一坐"),
    ("2021-01-27", "六网格", "凳", "示例：老人在花坛边上坐着等人"),
    ("2021-02-24", "二网格", "凳", "示例：接孩子放学要等很久"),
    ("2021-05-21", "五网格", "扶手", "示例：门口三级台阶没有扶手"),
    ("2021-11-18", "三网格", "凳", "示例：上楼前想歇一歇再走"),
    ("2022-03-22", "五网格", "凳", "示例：门口只有一张旧椅子，坐着晃"),
    ("2022-07-26", "三网格", "照明", "示例：一楼过道白天也暗"),
    ("2022-11-15", "一网格", "凳", "示例：邻居聊天都站着"),
)
CALLS = 7  # stairwells on a round
SEEN = (("旧凳1", 24), ("旧凳2", 10), ("杂物", 6), ("灯坏", 3), ("", 57))  # what is dangerous, and how often in 100
REMARKS = ("家里没人，下次再来", "约了下午再来", "说凳子的事邻居都在问", "提醒楼道里不要停电动车")
FIRST_WORDS = ("已记下，社区统一研究后再答复", "已列入需求清单，等协商会一起定", "问过了，装在楼道口左边可以，等安排")
OTHER_WORDS = ("已报物业，约好时间上门看", "先看现场，定了办法再告诉您")
HOW = {"上门走访": "上门", "来访": "电话", "热线": "电话", "群": "微信群", "联系日": "会议", "协商会": "会议"}
LATE = (3, 11, 22, 31)  # which of the replies come after the seven days that are promised


def later(day: str, days: int) -> str:
    """Return the working day so many days later; a weekend's is Monday's."""
    then = date.fromisoformat(day) + timedelta(days=days)
    return (then + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[then.weekday()])).isoformat()


def hear(story: Story, rows: list[tuple[str | int, ...]]) -> None:
    """Register what people ask for: on a round where one was made that day in their grid, else one by one."""
    grids = {one.place: one.grid for one in story.stairwells}
    heard = [
        Ask(str(day), str(channel), place, str(text), str(kind), int(quantity), grids[place])
        for day, channel, building, unit, text, kind, quantity in rows
        for place in grids
        if place == (building, unit)
    ]
    for day, grid, kind, text in ROUNDS:
        own = [ask for ask in heard if (ask.day, ask.grid, ask.channel) == (day, grid, "上门走访")]
        call(story, day, grid, [*own, *extra(story, day, grid, kind, text, [ask.place for ask in heard])])
        heard = [ask for ask in heard if ask not in own]
    for ask in heard:
        register(story, story.ask(ask))


def register(story: Story, ask: Ask) -> None:
    """Type one demand."""
    day, on = typed_on(ask.day)
    who = CLERK if ask.channel in ("来访", "热线", "联系日", "协商会") else f"网格员:{ask.grid}"
    kind = "" if ask.kind == "凳" else f" --kind {ask.kind}"
    many = f" -n {ask.quantity}" if ask.quantity > 1 else ""
    channel = "" if ask.channel == "上门走访" else f" --channel {ask.channel}"

    def line() -> str:
        story.numbered(ask)
        return f"demand add {ask.place[0]}-{ask.place[1]}{kind}{many}{channel}{on} --text {ask.text}"

    story.act(day, 2, who, line)


def extra(story: Story, day: str, grid: str, kind: str, text: str, taken: list[Place]) -> list[Ask]:
    """Return one more demand that a round hears: a bench where one is still to come, or where none ever came."""
    first, second = story.batches
    coming = {*first, *second} if day < "2021-07" else set(second) - set(first)
    free = [
        one.place
        for one in story.stairwells
        if one.grid == grid and one.place not in taken and (one.place in coming) is (day < "2022-09")
    ]
    return [Ask(day, "上门走访", story.rng.choice(free), text, kind, 1, grid)]


def call(story: Story, day: str, grid: str, asks: list[Ask]) -> None:
    """Make a round: the stairwells around those where something is asked for, in the order of their addresses."""
    rng = story.rng
    there = [one for one in story.stairwells if one.grid == grid]
    start = min(max(there.index(next(one for one in there if one.place == asks[0].place)) - 3, 0), len(there) - CALLS)
    called = there[start : start + CALLS]
    called += [one for one in there if one not in called and one.place in [ask.place for ask in asks]]
    benches = {*story.batches[0], *(story.batches[1] if day >= "2022-09" else ())} if day >= "2021-12" else set()
    lines, found = [], []
    for one in sorted(called):
        sixty = max(one.elderly_60 + rng.choice((-1, 0, 0, 0, 1)), one.elderly_80)
        words = [f"{one.place[0]}-{one.place[1]}", f"{sixty}/{one.elderly_80}"]
        wanted = [ask for ask in asks if ask.place == one.place]
        words += [f"{ask.kind}{ask.quantity if ask.quantity > 1 else ''}" for ask in wanted]
        seen = "" if one.place in benches else rng.choices([what for what, _ in SEEN], [often for _, often in SEEN])[0]
        if (day, one) == (ROUNDS[-1][0], called[0]):
            seen = "飞线充电!! 窗口拉线下来给电动车充电"
        remark = wanted[0].text if wanted else rng.choice(("", "", "", *REMARKS)) if not seen else ""
        found += [Seen(day, one.place, seen)] if seen else []
        lines.append(" ".join(filter(None, (*words, seen, remark))))
    name = f"{day}.txt"
    story.rounds[name] = [f"# {day} {grid}走访记录【虚构示例】", *lines]
    in_order = [story.ask(ask) for line in lines for ask in asks if line.startswith(f"{ask.place[0]}-{ask.place[1]} ")]
    when, on = typed_on(day)

    def line() -> str:
        story.numbered(*in_order)
        story.hazards += found
        return f"visit --file visits/{name} --grid {grid}{on}"

    story.act(when, 1, f"网格员:{grid}", line)


def screen(story: Story, day: str) -> None:
    """Register a bench for each stairwell with 12 or more residents 60+ where nobody asks for one yet, ranked."""
    ranked = sorted(
        (one for one in story.stairwells if one.elderly_60 >= 12),
        key=lambda one: (-one.elderly_60, -one.elderly_80, -one.floors, one.place),
    )
    asking = {ask.place for ask in story.asks if ask.kind == "凳" and ask.day <= day}
    for one in ranked:
        if one.place not in asking:
            story.ask(Ask(day, "筛选", one.place, "", "凳", 1, one.grid))


def reply(story: Story) -> None:
    """Answer those who asked: most within the week that is promised, a few late, a few never."""
    answered: dict[tuple[str, str, str, str], list[Ask]] = {}
    waits = 0
    for ask in sorted(story.asks, key=lambda one: one.day):
        if not ask.answered:
            continue
        how = HOW[ask.channel]
        words = FIRST_WORDS if ask.kind == "凳" else OTHER_WORDS
        if how == "会议":
            day, text = ask.day, "会上当面答复，列入清单"
        else:
            waits += 1
            days = story.rng.randint(10, 18) if waits in LATE else story.rng.randint(1, 5)
            day, text = later(ask.day, days), story.rng.choice(words)
        who = f"网格员:{ask.grid}" if how == "上门" else CLERK
        answered.setdefault((day, who, how, text), []).append(ask)
    for (day, who, how, text), asks in answered.items():
        when, on = typed_on(day)

        def line(how: str = how, text: str = text, asks: list[Ask] = asks, on: str = on) -> str:
            return f"demand reply {numbers(asks)} --how {how}{on} --text {text}"

        story.act(when, 8, who, line)


def write_history(
    folder: Path, rows: list[tuple[str | int, ...]], drawn: tuple[list[Stairwell], Batches], rng: Random
) -> None:
    """Write history.txt and the rounds in visits/ into a folder, over those that are there."""
    story = Story(*drawn, rng)
    for line in BEGINNING:
        story.act(START, 0, CLERK, line)
    hear(story, rows)
    screen(story, SCREENED_ON)
    tell(story)
    reply(story)
    lines, heading = [HEAD.rstrip()], ""
    for act in sorted(story.acts, key=lambda one: (one.day, one.rank)):
        if heading != f"# {act.day} {act.who}":
            heading = f"# {act.day} {act.who}"
            lines.append(heading)
        lines.append(act.line())
    (folder / "history.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    (folder / "visits").mkdir(exist_ok=True)
    for name, called in story.rounds.items():
        (folder / "visits" / name).write_text("\n".join(called) + "\n", encoding="utf-8", newline="\n")
