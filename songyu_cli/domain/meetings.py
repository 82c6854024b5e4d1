"""Meetings: liaison days, consultations and site visits, who was there by role, and what was spoken about."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import ATTENDEES
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.quantities import CountRefused, read_count
from songyu_cli.domain.vocabulary import ChoiceRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date


class Meeting(NamedTuple):
    """One meeting; `people` is everybody who was there, or None where nobody counted, `items` what was spoken about."""

    meeting: int
    held_on: Date
    kind: str
    place: str | None
    topic: str | None
    people: int | None
    items: int


class Attendance(NamedTuple):
    """How many of a role were there."""

    role: str
    people: int


class Item(NamedTuple):
    """What was spoken about: a demand, an item of the service menu, or a plain question.

    `item` is its place in the minutes; `verdict` and `reason` are of the meeting's own last decision on the demand,
    `replied` is whether those who asked have had any answer.
    """

    item: int
    demand: int | None
    unit: Address | None
    kind: str | None
    quantity: int | None
    menu_item: int | None
    title: str | None
    question: str | None
    verdict: str | None
    reason: str | None
    outcome: str | None
    replied: bool | None


class Minutes(NamedTuple):
    """A whole meeting; `to_answer` are the demands spoken about whose askers have had no reply yet."""

    meeting: Meeting
    present: tuple[Attendance, ...]
    items: tuple[Item, ...]
    to_answer: tuple[int, ...]


class Noted(NamedTuple):
    """What was just noted of a meeting; `replaced` are the texts that stood there before."""

    meeting: Meeting
    items: tuple[Item, ...]
    replaced: tuple[str, ...]
    to_answer: tuple[int, ...]


class Discussed(NamedTuple):
    """A meeting that spoke of something, and what came of it there."""

    meeting: int
    held_on: Date
    kind: str
    outcome: str | None


class Neighbour(NamedTuple):
    """Another step of a demand that a meeting decided on, before or after that decision."""

    demand: int
    on: Date
    earlier: bool


class Participation(NamedTuple):
    """In how many meetings a role took part, and its head-counts in all of them together."""

    role: str
    meetings: int
    people: int


class MeetingNotFound(NotFound):
    """The ledger has no meeting of that number."""

    sentence = Phrase("没有第 {meeting} 号会议。", "There is no meeting {meeting}.")
    hint = Phrase("看有哪些会议：songyu meeting list。", "See the meetings: songyu meeting list.")


class PresentRefused(UsageRefused):
    """A head-count that cannot be read."""

    sentence = Phrase("--present 写的是“{given}”。", "--present was given “{given}”.")
    hint = Phrase("写成 角色=人数，如 网格员=3。", "Write ROLE=NUMBER, such as grid-worker=3.")


class PresentTwice(UsageRefused):
    """A role with two head-counts."""

    sentence = Phrase("--present 里“{role}”写了两次。", "--present names {role} twice.")
    hint = Phrase("每个角色写一次，人数加在一起。", "Name each role once, with all its people.")


class OneSubject(UsageRefused):
    """An item of a meeting is about demands, about the menu, or a plain question."""

    sentence = Phrase(
        "一次记一件事：需求、菜单的一项，或一个问题。", "Note one thing: demands, a menu item or a question."
    )
    hint = Phrase(
        "写需求编号（songyu meeting item {meeting} 17 18 --accept），或 --menu 3，或 --question 停车位。",
        "Give demands (songyu meeting item {meeting} 17 18 --accept), or --menu 3, or --question 'parking'.",
    )


class DecisionOnDemandsOnly(UsageRefused):
    """Only demands are accepted or declined."""

    sentence = Phrase("只有需求可以采纳或不予采纳。", "Only demands are accepted or declined.")
    hint = Phrase("菜单和问题的结果写在 --outcome。", "What came of a menu item or a question goes with --outcome.")


class MetBeforeRegistered(RuleForbids):
    """A meeting cannot have spoken of a demand that was registered after it."""

    sentence = Phrase(
        "第 {demand} 号需求{registered}才登记，第 {meeting} 号会议在{held}。",
        "Demand {demand} was registered on {registered}, and meeting {meeting} was held on {held}.",
    )
    hint = Phrase(
        "日期记错了就改：songyu demand edit {demand} --on …，或 songyu meeting edit {meeting} --on …。",
        "Mend the wrong day: songyu demand edit {demand} --on …, or songyu meeting edit {meeting} --on ….",
    )


class DecidedOutOfOrder(RuleForbids):
    """A meeting cannot move to the other side of what came before or after its decisions."""

    sentence = Phrase(
        "第 {meeting} 号会议改到{held}，它对第 {demand} 号需求的决定就和{other}的另一步颠倒了。",
        "On {held}, meeting {meeting} would change places with another step of demand {demand}, on {other}.",
    )
    hint = Phrase(
        "核对 --on；看它的来龙去脉：songyu demand show {demand}。",
        "Check --on; its story: songyu demand show {demand}.",
    )


def read_present(texts: Iterable[str]) -> dict[str, int]:
    """Return head-counts by role, from `网格员=3`, `居民12人`, `resident: 12` or several of them with commas between.

    Raises PresentRefused, PresentTwice, ChoiceRefused.
    """
    found: dict[str, int] = {}
    for text in (part for given in texts for part in re.split(r"[、，,；;]", given) if part.strip()):
        role, people = _head_count(text)
        if role in found:
            raise PresentTwice(role=ATTENDEES.phrase(role))
        found[role] = people
    return found


def _head_count(text: str) -> tuple[str, int]:
    parts = re.fullmatch(r"([^0-9=:]+)(?:[=:](.+)|([0-9].*))", folded(text))
    people = None
    if parts:
        with suppress(CountRefused):
            people = read_count(parts[2] or parts[3])
    if not parts or people is None:
        raise PresentRefused(given=quoted(text))
    return _role(parts[1].strip()), people


def _role(word: str) -> str:
    try:
        return ATTENDEES.read(word)
    except ChoiceRefused:
        with suppress(ChoiceRefused):
            return ATTENDEES.read(word.removesuffix("s"))
        raise
