"""What an imported table may hold: its columns, how their cells are read, and what makes a row a record."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from songyu_cli.domain.choices import KINDS
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.masking import mask
from songyu_cli.domain.progress import silent
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import date

    from songyu_cli.domain.addresses import Home, ReadAddress
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.errors import SongyuError
    from songyu_cli.domain.progress import Progress
    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.vocabulary import Choices

R = TypeVar("R")
Values = dict[str, Any]
"""A row: what was read from its cells, by field; None where nothing stands or the cell was refused."""

ANSWERABLE = frozenset({"batch"})
"""The required fields that a sheet's name or titles may answer for all its rows."""

_MODERN = str.maketrans("樓棟幢單區園戶數層總計網號【〔［｛{[】〕］｝}]", "楼栋幢单区园户数层总计网号(((((())))))")
_UNIT = re.compile(r"\((?:单位:?)?(?:张|人|户|个|名|位|层|把|必填|选填|可不填)?\)$")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a header in the one spelling that headers are compared in.

    Half-width and lower case, without blanks, line breaks, a `*` or a unit in brackets: `数量 （张）*` is `数量`.
    """
    plain = "".join(folded(text).split()).translate(_MODERN).lower().strip("*:")
    return _UNIT.sub("", plain).rstrip("*:") or plain


@lru_cache(maxsize=4096)
def _masked(phrase: Phrase) -> Phrase:
    return Phrase(mask(phrase.zh).text, mask(phrase.en).text)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a row, put down to the field where it is to be mended."""

    field: str
    kind: str
    why: Phrase
    hint: Phrase | None = None

    @classmethod
    def of(cls, at: str, refusal: SongyuError) -> Fault:
        """Return a refusal as a fault of the row. Whatever it repeats of the cell is masked."""
        return cls(at, refusal.kind, _masked(refusal.message), refusal.advice and _masked(refusal.advice))


@dataclass(frozen=True)
class Sight:
    """What the reading of a row may know of the world and of the sheet around it.

    `on` is the user's date, `stated` and `source` stand in the sheet's titles, `batch` in its name or its titles.
    `kinds` are the kinds of demand that the ledger knows.
    `told` counts in how many rows there was something to tell the user; `wholes`, `places`, `blocks`
    and `doors` keep what was read of addresses and of their parts, which holds for this home only.
    """

    home: Home
    today: date
    on: Date | None = None
    stated: Date | None = None
    source: str | None = None
    batch: int | None = None
    expand: bool = False
    kinds: Choices = KINDS
    progress: Progress = silent
    told: Counter[Phrase] = field(default_factory=Counter, compare=False)
    places: dict[tuple[str, ...], ReadAddress | None] = field(default_factory=dict, compare=False)
    blocks: dict[tuple[str, str, str], ReadAddress | None] = field(default_factory=dict, compare=False)
    doors: dict[str, ReadAddress | None] = field(default_factory=dict, compare=False)
    wholes: dict[tuple[str, ...], ReadAddress | Fault] = field(default_factory=dict, compare=False)

    @property
    def answered(self) -> frozenset[str]:
        """The fields that need no column, because the sheet as a whole answers them."""
        return frozenset() if self.batch is None else ANSWERABLE


@dataclass(frozen=True)
class Column:
    """One column that a table may have.

    `title` is its header in our own files and `names` are the headers known elsewhere; those in `assumed` say too
    little, so that the reading is told to the user. `unless` names columns that together stand in for this one. A
    column with `fill_down` is read through merged cells and blanks, but not past a change in one of `within`. `summed`
    columns are compared with total rows. `blank` is what an empty cell of a row means. A `serial` column only numbers
    the rows: one that has nothing else is blank. `note` says in a template what belongs there, `example` is what its
    example row has there, `offers` are the words to choose from.
    """

    field: str
    title: Phrase
    names: tuple[str, ...]
    parse: Callable[[Cell, Sight], object]
    assumed: tuple[str, ...] = ()
    required: bool = False
    unless: tuple[str, ...] = ()
    fill_down: bool = False
    within: tuple[str, ...] = ()
    summed: bool = False
    blank: int | None = None
    note: Phrase | None = None
    example: Phrase | str | int | None = None
    offers: Choices | None = None
    serial: bool = False


@dataclass(frozen=True)
class Kind(Generic[R]):
    """One kind of table.

    `finish` makes a row into its record or says what is wrong with it. `key` is what no two rows of a file may share
    with different values, or None for a record that is never a duplicate. `split` makes a row that names several
    stairwells into one row each, where that can be done.
    """

    name: str
    title: Phrase
    columns: tuple[Column, ...]
    finish: Callable[[Values, Sight], R | list[Fault]]
    key: Callable[[R], Hashable | None]
    split: Callable[[Values, Sight], list[Values] | Fault] | None = None

    @property
    def required(self) -> int:
        """How many columns it cannot do without."""
        return sum(column.required for column in self.columns)

    @cached_property
    def spelled(self) -> dict[str, list[tuple[Column, bool]]]:
        """What each folded header may mean, and whether that is only assumed."""
        meanings: dict[str, list[tuple[Column, bool]]] = {}
        for column in self.columns:
            sure = dict.fromkeys(map(fold, (column.field, *column.title, *column.names)), False)
            for name, assumed in (dict.fromkeys(map(fold, column.assumed), True) | sure).items():
                meanings.setdefault(name, []).append((column, assumed))
        return meanings

    def column(self, name: str) -> Column | None:
        """Return the column of a field's name as the user types it: `elderly-80`, `80+`, `高龄`."""
        meant = self.spelled.get(fold(name)) or self.spelled.get(fold(name.replace("-", "_")))
        return min(meant, key=lambda pair: pair[1])[0] if meant else None
