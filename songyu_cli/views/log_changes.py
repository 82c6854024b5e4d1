"""A change of the ledger as a person would say it: what was changed, by its name, and from what to what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.bands import INTERNAL
from songyu_cli.domain.money import money_phrase
from songyu_cli.domain.stairwells import Address
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Drawing, Heading, Inside
from songyu_cli.views.log_choices import choices
from songyu_cli.views.log_words import TABLES, heading
from songyu_cli.views.words import benches_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from songyu_cli.domain.log import Change
    from songyu_cli.domain.tables.columns import Kind
    from songyu_cli.domain.vocabulary import Choices

FEW = 12
"""So many changes are told one by one; of more, the first of each sort."""
_FIRST = 3
_WORDS = ("text", "note", "reason", "remark", "outcome", "question", "title", "topic", "what", "withdrawn_reason")
_PLAIN = {  # what says by itself what it is
    *("unit", "kind", "verdict", "finding", "item", "grade", "text", "value", "demand", "menu_item", "visit_unit"),
    *("step", "round", "selection", "headcount", "bench", "batch", "inspection", "repair", "plan", "visit", "meeting"),
}
_HASH = 8
_GONE = Phrase("删去{name}", "Taken away: {name}")
_GROUPS = {
    "new": Phrase("新增{what} {n} 条", "New, {what}: {n}"),
    "changed": Phrase("改动{what} {n} 条", "Changed, {what}: {n}"),
    "gone": Phrase("删去{what} {n} 条", "Taken away, {what}: {n}"),
}
_STATED = Phrase("{name}：{said}", "{name}: {said}")
_INSIDE = Phrase("不外发的人数", "numbers that stay in the office")


class Names(NamedTuple):
    """What is needed to call things by their names.

    The rows that changes point at, where each column points, the ledger's own estate, and its kinds of demand.
    """

    rows: Mapping[tuple[str, int], dict[str, Any]]
    pointers: Mapping[str, Mapping[str, str]]
    estate: str
    kinds: Choices


def sort_of(change: Change) -> str:
    """Return whether a row is new, changed or gone."""
    return "new" if change.old is None else "gone" if change.new is None else "changed"


class Group(NamedTuple):
    """The changes of one table and sort that are told, and how many there are."""

    told: tuple[Change, ...]
    n: int


def sample(changes: Sequence[Change], *, whole: bool = False) -> list[Group]:
    """Return the changes by their table and sort, in the order in which each began; few are each a group of their own.

    Of a group of many only the first are told unless the `whole` is wanted.
    """
    if len(changes) <= FEW:
        return [Group((change,), 1) for change in changes]
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.table, sort_of(change)), []).append(change)
    cut = [group if whole or len(group) <= _FIRST + 1 else group[:_FIRST] for group in groups.values()]
    return [Group(tuple(some), len(group)) for some, group in zip(cut, groups.values(), strict=True)]


def told(groups: Sequence[Group], names: Names, typed: str) -> list[Drawing]:
    """Tell each change in a sentence; those of a group under a heading that counts them.

    `typed` is what to type to see the entry.
    """
    things: list[Drawing] = []
    for group in groups:
        first = group.told[0]
        if group.n == 1:
            apart = [Phrase("", "")] if things and not isinstance(things[-1], Inside) else []
            things += [*apart, _line(first, names)]
            continue
        title = Heading(_GROUPS[sort_of(first)].format(what=TABLES[first.table].what, n=group.n))
        things += [title, *(_line(change, names, listed=True) for change in group.told)]
        if len(group.told) < group.n:
            more = Phrase(
                "另有 {n} 条，全部列出：{typed} --all",
                "{n} more; to see them all: {typed} --all",
            )
            things.append(Aside(more.format(n=group.n - len(group.told), typed=typed)))
    return things


def _line(change: Change, names: Names, *, listed: bool = False) -> Inside:
    line, outside = (sentence(change, names, listed=listed, leaving=leaving) for leaving in (False, True))
    return Inside(line, outside)


def sentence(change: Change, names: Names, *, listed: bool = False, leaving: bool = False) -> Phrase:
    """Return a change as a sentence; one `listed` under a heading does not say again whether the row is new or gone.

    What is `leaving` the office has no 65+ or 80+ of a stairwell.
    """
    old, new, told_of = change.old or {}, change.new or {}, TABLES[change.table]
    sort, row = sort_of(change), change.new or change.old or {}
    columns = [name for name in row if name != "id" and old.get(name) != new.get(name)]
    if sort != "changed":
        columns = [name for name in columns if name not in told_of.by]
    kept = [name for name in columns if not (leaving and name in INTERNAL)]
    if sort == "changed":
        parts = [_altered(change.table, name, old, new, names) for name in kept]
    else:
        parts = [_stated(change.table, name, row, names) for name in kept if (name, row[name]) != ("round", 1)]
    if columns and not kept:
        parts = [_INSIDE]
    said = Phrase("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))
    values = {**_named(change.table, row, names), "name": name_of(change.table, row, names), "said": said}
    if sort == "changed":
        return told_of.altered.format(**values)
    opening = Phrase("{name}", "{name}") if listed else told_of.new if sort == "new" else _GONE
    name = opening.format(name=values["name"])
    return _STATED.format(name=name, said=said) if parts else name


def name_of(table: str, row: Mapping[str, Any], names: Names) -> Phrase:
    """Return what people call a row."""
    return TABLES[table].name.format(**_named(table, row, names))


def _named(table: str, row: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Return a row's values as its name needs them: what points at another row is that row's name, a choice a word."""
    points = names.pointers[table]

    def said(name: str, value: Any) -> Any:
        known = choices(table, name)
        return _pointed(points[name], value, names) if name in points else known.phrase(value) if known else value

    values = {name: "—" if value is None else said(name, value) for name, value in row.items()}
    return {**values, "address": _address(row, names.estate)} if table == "units" else values


def _pointed(table: str, number: int, names: Names) -> Phrase:
    row = names.rows.get((table, number))
    return (
        name_of(table, row, names)
        if row
        else Phrase("{what} {n}", "{what} {n}").format(what=TABLES[table].what, n=number)
    )


def _address(row: Mapping[str, Any], home: str) -> Phrase:
    address = Address(row["estate"], row["building"], row["label"])
    said = address.phrase()
    if address.estate != home:
        return said
    return Phrase(said.zh.removeprefix(home), said.en.removeprefix(f"{home}, "))


def _altered(table: str, column: str, old: Mapping[str, Any], new: Mapping[str, Any], names: Names) -> Phrase:
    what = heading(table, column)
    before, after = (_unheaded(_value(table, column, side, names), what) for side in (old, new))
    said = Phrase("{before} -> {after}", "{before} -> {after}").format(before=before, after=after)
    return said if column == "value" else _headed(what, said)


def _unheaded(said: Phrase, what: Phrase) -> Phrase:
    """Return a name that begins with its heading without it: #3 of a menu item, the quoted name of a programme."""
    return Phrase(said.zh.removeprefix(what.zh).lstrip() or said.zh, said.en.removeprefix(f"{what.en} "))


def _stated(table: str, column: str, row: Mapping[str, Any], names: Names) -> Phrase:
    if column == "quantity" and (row.get("kind") == "bench" or table == "allocations"):
        return benches_phrase(row[column])
    said, what = _value(table, column, row, names), heading(table, column)
    return said if column in _PLAIN else _headed(what, _unheaded(said, what))


def _headed(what: Phrase, said: Phrase) -> Phrase:
    return Phrase("{what} {said}", "{what} {said}").format(what=what, said=said)


def _value(table: str, column: str, row: Mapping[str, Any], names: Names) -> Phrase:  # noqa: PLR0911  one line a sort
    value = row.get(column)
    if value in (None, ""):
        return verbatim("—")
    parent = names.pointers[table].get(column)
    if parent:
        return _pointed(parent, value, names)
    if column == "fen":
        return money_phrase(value)
    if column == "round":
        return Phrase("第 {n} 轮", "turn {n}").format(n=value)
    if column == "sha256":
        return verbatim(str(value)[:_HASH])
    if column == "mapping":
        return _mapping(row)
    if (table, column) == ("imports", "kind"):
        sheet = _sheet(value)
        return sheet.title if sheet else verbatim(value)
    known = names.kinds if column == "kind" and table in ("demands", "menu_items") else choices(table, column)
    if known:
        return known.phrase(str(value))
    return verbatim(f"“{value}”" if column in _WORDS else str(value))


def _mapping(row: Mapping[str, Any]) -> Phrase:
    """Return which columns an imported file had, sheet by sheet, and the days it was about."""
    parts = [
        _STATED.format(
            name=heading("imports", sheet) if sheet == "on" else sheet,
            said=joined([_imported(row.get("kind"), str(field)) for field in fields]),
        )
        for sheet, fields in json.loads(row["mapping"]).items()
    ]
    return Phrase("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _sheet(kind: str | None) -> Kind[Any] | None:
    from songyu_cli.domain.tables.kinds import TABLES as SHEETS  # noqa: PLC0415  of imports only

    return SHEETS.get(kind or "")


def _imported(kind: str | None, field: str) -> Phrase:
    """Return what people call a column of a file: the title it has in our own file of that kind."""
    sheet = _sheet(kind)
    columns = sheet.columns if sheet else ()
    title = next((column.title for column in columns if column.field == field), None)
    return Phrase(title.zh, title.en[:1].lower() + title.en[1:]) if title else heading("imports", field)
