"""How a share is written: as a sheet of paper writes it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from songyu_cli.views.drawing import Bar, percent


@pytest.mark.parametrize(
    ("done", "of", "said"),
    [(1, 80, "1.3 %"), (5, 80, "6.3 %"), (1, 16, "6.3 %"), (3, 80, "3.8 %"), (0, 80, "0.0 %"), (80, 80, "100.0 %")],
)
def test_a_half_is_rounded_up(done, of, said):
    assert percent(Bar(done, of).share) == said


def test_every_share_is_rounded_as_a_sheet_does():
    for of in range(1, 301):
        for done in range(of + 1):
            exact = Fraction(done * 100, of)
            tenths = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert percent(Bar(done, of).share) == f"{tenths} %"


def test_a_share_of_nothing_is_a_dash():
    assert percent(Bar(0, 0).share) == "—"
