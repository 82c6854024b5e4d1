"""Options about what is known of a bench beside its place, and how they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import both
from songyu_cli.domain.benches import check_height
from songyu_cli.domain.choices import YES_NO

if TYPE_CHECKING:
    from songyu_cli.context import App
    from songyu_cli.domain.partners import Partner

_YES_NO = completion.choices("YES_NO")

PartnerOption = Annotated[
    str | None,
    typer.Option(
        "--partner",
        metavar="PARTNER",
        help=both("捐赠单位：编号、名称或名称的一部分", "The donor: its number, name or a part of it"),
        autocompletion=completion.partners,
    ),
]
HeightOption = Annotated[
    str | None,
    typer.Option("--height", metavar="MM", help=both("座面高度（毫米）", "The seat's height in millimetres")),
]
BackOption = Annotated[
    str | None,
    typer.Option("--back", metavar="YES|NO", help=both("有靠背吗", "Has it a back?"), autocompletion=_YES_NO),
]
ArmrestsOption = Annotated[
    str | None,
    typer.Option("--armrests", metavar="YES|NO", help=both("有扶手吗", "Has it armrests?"), autocompletion=_YES_NO),
]
FixedOption = Annotated[
    str | None,
    typer.Option("--fixed", metavar="YES|NO", help=both("固定在地上吗", "Is it fixed?"), autocompletion=_YES_NO),
]
ShadedOption = Annotated[
    str | None,
    typer.Option("--shaded", metavar="YES|NO", help=both("能遮阳挡雨吗", "Is it shaded?"), autocompletion=_YES_NO),
]
ExitClearOption = Annotated[
    str | None,
    typer.Option(
        "--exit-clear",
        metavar="YES|NO",
        help=both("出口、消防通道畅通吗", "Are the exit and the fire lane clear?"),
        autocompletion=_YES_NO,
    ),
]
FirmOption = Annotated[
    str | None,
    typer.Option("--firm", metavar="YES|NO", help=both("地面坚实吗", "Is the ground firm?"), autocompletion=_YES_NO),
]


def facts(*, height: str | None, **answers: str | None) -> dict[str, object]:
    """Return what was said of a bench, by column; `answers` are yes or no in any of their words.

    Raises NumberRefused, HeightUnlikely, ChoiceRefused.
    """
    said: dict[str, object] = {}
    if height is not None:
        said["height_mm"] = check_height(given.number(height, given.Count("--height")) or 0)
    return said | {name: YES_NO.read(text) for name, text in answers.items() if text is not None}


def donor(run: App, text: str) -> Partner | None:
    """Return the donor named, or None where it is said that nobody knows. Raises PartnerNotFound and PartnersAlike."""
    from songyu_cli.domain.bench_changes import says_none  # noqa: PLC0415  most installations name no donor
    from songyu_cli.storage import partners  # noqa: PLC0415

    return None if says_none(text) else partners.named(run.db, text)
