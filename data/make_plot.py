"""What the sample ledger's history decides and does, step by step: the part of it that is written and not drawn."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from make_story import Ask, Seen, Story, numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from make_places import Place

# Stairwells that the screening picked and where people asked later: the one demand is merged into the other.
PAIRS = ((66, 1), (83, 1), (66, 3), (85, 2), (62, 1), (14, 1), (45, 2), (85, 4))

PLOT = Path(__file__).with_name("plot.txt")  # what is decided and done, in the form of history.txt


def tell(story: Story) -> None:
    """Type what PLOT says."""
    names = named(story)
    day, who = "", ""
    for text in PLOT.read_text(encoding="utf-8").splitlines():
        words = text.split()
        if words[0] == "#":
            _, day, who = words if len(words) == len(("#", "2021-03-02", "书记")) else ("", day, who)
            continue

        def line(text: str = text) -> str:
            if text.startswith("unit screen"):
                story.numbered(*(ask for ask in story.asks if ask.screened))
            if text.startswith("hazard add"):
                story.hazards.append(Seen("2022-05-06", story.stairwells[0].place, "堵塞通道"))
            return text.format_map({name: told() for name, told in names.items() if f"{{{name}}}" in text})

        story.act(day, 3, who, line)


def named(story: Story) -> dict[str, Callable[[], str]]:
    """Return what the names in PLOT stand for, each worked out when its line is typed."""
    at = story.at
    once = [at(77, 5), at(55, 2), at(85, 4), at(45, 2, nth=1)]  # declined, withdrawn, undecided, asked twice

    def benches(since: str, until: str) -> list[Ask]:
        return [ask for ask in story.wanted(kind="凳", since=since, until=until) if ask not in once]

    def screened(building: int, unit: int) -> Ask:
        return next(ask for ask in story.asks if ask.screened and ask.place == (building, unit))

    both = {f"{b}_{u}": (screened(b, u), at(b, u)) for b, u in PAIRS}
    first = benches("", "2021-03-12")
    spring, winter = benches("2021-03-13", "2021-06"), benches("2021-07", "2022-03-16")
    summer, autumn = benches("2022-03-17", "2022-06-17"), benches("2022-06-18", "2022-10-14")
    rounds = [ask for ask in story.asks if ask.channel == "上门走访" and ask.kind != "凳"]
    groups = {
        "liaison_1": story.wanted(since="2021-01-20", until="2021-01-20"),
        "liaison_3": story.wanted(since="2022-09-21", until="2022-09-21"),
        "until_march": [ask for ask in first if ask.day < "2021-03-10"],
        "first": first,
        "on_menu_1": [ask for ask in first if ask != both["66_1"][0]],
        "spring": spring,
        "winter": winter,
        "winter_before": [ask for ask in winter if ask.day < "2022-03-14"],
        "summer": summer,
        "summer_before": [ask for ask in summer if ask.day < "2022-06-14"],
        "autumn": autumn,
        "autumn_before": [ask for ask in autumn if ask.day < "2022-10-12"],
        "waiting": [ask for ask in autumn if ask.place not in {*story.batches[0], *story.batches[1]}],
        "asked_again": [at(45, 2, nth=1)],
        "rail_round": [ask for ask in rounds if ask.kind == "扶手" and ask.day == "2021-05-21"],
        "light_round": [ask for ask in rounds if ask.kind == "照明" and ask.day == "2022-07-26"],
        "rail_77": [at(77, 1, "扶手")],
        "rail_73": [at(73, 2, "扶手")],
        "ramp_83": [at(83, 1, "坡道")],
        "ramp_3": [at(3, 3, "坡道")],
        "light_63": [at(63, 4, "照明")],
        "light_90": [at(90, 2, "照明")],
        "bench_77": [at(77, 5)],
        "bench_55": [at(55, 2)],
        "settled_1": settled(story, 1),
        "settled_2": settled(story, 2),
        **said(story),
        **{f"screened_{key}": [pair[0]] for key, pair in both.items()},
        **{f"asked_{key}": [pair[1]] for key, pair in both.items()},
    }
    return {
        **{name: partial(numbers, asks) for name, asks in groups.items()},
        "stools_1": lambda: stools(story, set(story.batches[0]), "", "2021-12-24"),
        "stools_2": lambda: stools(story, set(story.batches[1]), "", "2022-10-08"),
        "others_1": lambda: others(story, "", "2022-01-09"),
        "others_2": lambda: others(story, "2022-01-10", "2022-11-14"),
        "blocked": lambda: str(next(n for n, one in enumerate(story.hazards, 1) if one.what == "堵塞通道")),
    }


def settled(story: Story, batch: int) -> list[Ask]:
    """Return the demands of people, once answered, that a batch carries out whole."""
    first, second = story.batches
    found = []
    for ask in story.asks:
        if ask.kind != "凳" or not ask.answered:
            continue
        if batch == 1 and ask.day < "2021-12" and first.count(ask.place) >= ask.quantity:
            found.append(ask)
        if batch == 2 and ask.day < "2022-09" and ask.place in second and first.count(ask.place) < ask.quantity:
            found.append(ask)
    return found


def said(story: Story) -> dict[str, list[Ask]]:
    """Return who says what of the benches that were asked for: most are pleased, a few were not at home."""
    first, second = settled(story, 1), settled(story, 2)
    return {
        "said_1_best": first[0::3],
        "said_1_good": first[1::3],
        "said_1_fair": first[2::6],
        "said_1_none": first[5::6],
        "said_2_best": second[0::3],
        "said_2_good": second[1::3],
        "said_2_bad": second[2:3],
        "said_2_none": second[5::3],
    }


def stools(story: Story, places: set[Place], since: str, until: str) -> str:
    """Return the old stools that were found beside new benches, all but the last of them."""
    found = [
        n
        for n, one in enumerate(story.hazards, 1)
        if one.what.startswith("旧凳") and one.place in places and since <= one.day <= until
    ]
    return " ".join(map(str, found[:-1]))


def others(story: Story, since: str, until: str) -> str:
    """Return what else was found dangerous, but for what is cleared by a command of its own."""
    kinds = ("杂物", "灯坏")
    return " ".join(str(n) for n, one in enumerate(story.hazards, 1) if one.what in kinds and since <= one.day <= until)
