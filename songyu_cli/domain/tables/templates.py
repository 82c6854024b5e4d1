"""An empty table to fill in and import, as its columns' own words make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from songyu_cli.domain.tables.cells import counted, dated
from songyu_cli.domain.tables.examples import EXAMPLE
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from songyu_cli.domain.tables.columns import Column, Kind

Form = Literal["text", "number", "date"]
Word = Phrase | str | int

_AREA = frozenset({"estate", "zone"})
# What is compared only and never taken, and what another column says better.
_LEFT_OUT = {"demands": frozenset({"asked", "state", "note"}), "inspections": frozenset({"at", "note"})}
_DATES = frozenset({"due"})
_NUMBERS = frozenset({"batch", "quantity"})
_MARK = Phrase(
    "标着“示例”的一行只是例子，导入时不算；换成真的就清掉“示例”。",
    "A row marked “Example” is only one, and is not imported; clear the mark if you make it a real one.",
)


class TemplateColumn(NamedTuple):
    """One column to fill in: `words` are those to choose from, `note` says what belongs there."""

    title: Phrase
    form: Form
    required: bool
    note: Phrase | None
    words: tuple[Word, ...]
    example: Word | None


class Template(NamedTuple):
    """An empty table: the name of its sheet and its columns, of which the first marks the example row."""

    name: Phrase
    columns: tuple[TemplateColumn, ...]
    notes: tuple[Phrase, ...] = (_MARK,)


def template_of(kind: Kind[Any], name: Phrase, offers: Mapping[str, Sequence[Word]], *, area: bool) -> Template:
    """Return the template of a kind. `offers` are the ledger's own words by field; 小区 and 区 stand in it with `area`.

    A whole address gives way to 幢 and 单元.
    """
    instead = {field for column in kind.columns if column.required for field in column.unless}
    left_out = _LEFT_OUT.get(kind.name, frozenset()) | (frozenset() if area else _AREA)
    columns = [column for column in kind.columns if not (column.unless or column.serial or column.field in left_out)]
    serial = TemplateColumn(Phrase("序号", "No."), "text", required=False, note=_MARK, words=(), example=EXAMPLE)
    filled = (_column(one, offers, required=one.required or one.field in instead) for one in columns)
    return Template(name, (serial, *filled))


def _column(column: Column, offers: Mapping[str, Sequence[Word]], *, required: bool) -> TemplateColumn:
    form: Form = "text"
    if column.parse is dated or column.field in _DATES:
        form = "date"
    elif column.parse is counted or column.field in _NUMBERS:
        form = "number"
    words = offers.get(column.field) or tuple(choice.phrase for choice in column.offers or ())
    return TemplateColumn(column.title, form, required, column.note, tuple(words), column.example)
