import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.address_grammar import LABELS
from songyu_cli.domain.addresses import Address, nearest

NINE = "淞泽家园九区"
REGISTER = [Address(NINE, str(building), str(unit)) for building in range(1, 40) for unit in range(1, 5)]

addresses = st.builds(
    Address,
    st.sampled_from(["淞泽家园九区", "淞泽家园十区", "淞泽家园二期", "民生小区", "民生小区二区"]),
    st.one_of(st.builds("{}{}".format, st.integers(1, 999), st.sampled_from(["", "A", "B"])), st.sampled_from("AB")),
    st.one_of(st.none(), st.integers(1, 99).map(str), st.sampled_from(LABELS)),
)


def test_sorts_as_people_count():
    keys = [
        "民生小区/1/1",
        "淞泽家园/3/1",
        "淞泽家园二区/30/1",
        "淞泽家园九区/2/4",
        "淞泽家园九区/10/1",
        "淞泽家园九区/12/-",
        "淞泽家园九区/12/2",
        "淞泽家园九区/12/10",
        "淞泽家园九区/12/甲",
        "淞泽家园九区/12/乙",
        "淞泽家园九区/12/东",
        "淞泽家园九区/12/A",
        "淞泽家园九区/12A/1",
        "淞泽家园九区/13/1",
        "淞泽家园九区/A/1",
        "淞泽家园十区/1/1",
    ]
    assert [a.key for a in sorted(map(_address, reversed(keys)), key=lambda a: a.order)] == keys


@given(addresses, addresses)
def test_only_the_same_address_has_the_same_place_in_the_order(one, other):
    assert (one.order == other.order) == (one == other)
    assert (one.order < other.order) == (not other.order <= one.order)


def test_shows_itself_in_both_languages():
    assert _address("淞泽家园九区/12/3").phrase() == ("淞泽家园九区12幢3单元", "淞泽家园九区, Building 12, Unit 3")
    assert _address("淞泽家园九区/12A/-").phrase() == ("淞泽家园九区12A幢", "淞泽家园九区, Building 12A")
    assert [_address(f"民生小区/{rest}").short for rest in ("12/甲", "12/-", "A/3")] == ["12-甲", "12幢", "A幢3单元"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("淞泽家园九区/12/5", "12-4 12-3 12-2"),  # the same building
        ("淞泽家园九区/3/12", "3-2 3-1 12-3"),  # and the two numbers swapped
        ("淞泽家园九区/123/4", "23-4 13-4 12-4"),  # a figure too many, the nearest number first
        ("淞泽家园九区/40/2", "30-2 20-2 10-2"),
        ("淞泽家园九区/12A/2", "12-2"),  # a letter that does not exist
        ("淞泽家园八区/12/3", "12-3"),
        ("淞泽家园九区/51/9", "31-4"),  # the wrong zone
        ("淞泽家园九区/12/-", "12-1 12-2 12-3"),
    ],
)
def test_nearest(wanted, found):
    expected = found.split()
    assert [a.short for a in nearest(_address(wanted), REGISTER)][: len(expected)] == expected


def test_nearest_gives_no_more_than_there_are():
    assert nearest(REGISTER[0], [], 3) == []
    assert len(nearest(REGISTER[0], REGISTER, 5)) == 5


def _address(key):
    estate, building, label = key.split("/")
    return Address(estate, building, None if label == "-" else label)
