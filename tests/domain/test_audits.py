"""What an audit comes to: where a bench stood on a day, what a look finds, and what settles it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.audit_overview import Inspected, Written, unsettled
from songyu_cli.domain.audit_refusals import SeenBeforeInstalled, SeenFewer
from songyu_cli.domain.audits import AuditLine, Gone, Look, Misplaced, Stands, Unknown, expected, findings
from songyu_cli.domain.dates import Date
from songyu_cli.domain.stairwells import Address

A, B, C = (Address("淞泽家园九区", str(building), "1") for building in (1, 2, 3))
DAY = Date("2022-09-05")


def bench(number, unit=A, *, installed="2021-06-18", retired=None, moves=(), lost=False):
    day = Date(retired) if retired and retired != "?" else None
    gone = tuple(Gone(Date(on), place) for on, place in moves)
    installed_on = Date(installed) if installed else None
    return Stands(number, f"B1-{number:03d}", unit, None, installed_on, bool(retired), day, gone, lost)


def ledger(*benches):
    return {one.tag: one for one in benches}


@pytest.mark.parametrize(
    ("one", "day", "place"),
    [
        (bench(1), "2021-06-18", A),
        (bench(1), "2021-06-17", None),
        (bench(1), "2021", A),  # it may have been the half after
        (bench(1, installed="2021"), "2021-01-01", A),
        (bench(1, installed=None), "2000", A),
        (bench(1, retired="2022-09-05"), "2022-09-05", None),
        (bench(1, retired="2022-09-05"), "2022-09-04", A),
        (bench(1, retired="2022-09"), "2022-09-04", None),
        (bench(1, retired="?"), "2021-09-04", None),
        (bench(1, B, moves=[("2022-09-05", A)]), "2022-09-05", B),
        (bench(1, B, moves=[("2022-09-05", A)]), "2022-09-04", A),
        (bench(1, C, moves=[("2022-05", A), ("2022-09", B)]), "2022-06", B),
        (bench(1, C, moves=[("2022-05", A), ("2022-09", B)]), "2022-04", A),
        (bench(1, C, moves=[("2022-05", A), ("2022-09", B)]), "2022", C),
    ],
)
def test_where_a_bench_stood_on_a_day(one, day, place):
    assert one.at(Date(day)) == place


def found(look, *benches, day=DAY):
    return [(one.finding, one.tag or one.quantity) for one in findings(look, expected(ledger(*benches), day))]


TAGS = [f"B1-{number:03d}" for number in range(1, 6)]
SOME = st.sets(st.sampled_from(TAGS)).map(sorted).map(tuple)


@given(seen=SOME, here=SOME, others=st.integers(0, 3))
def test_every_bench_that_is_due_is_found_or_missing_and_every_tag_seen_is_told(seen, here, others):
    there = [bench(int(tag[-1]), A if tag in here else B) for tag in TAGS]
    told = found(Look(A, seen, others=others), *there)
    assert {tag for what, tag in told if what in ("found", "missing")} == set(here)
    assert {tag for what, tag in told if what in ("found", "misplaced")} == set(seen)
    assert {tag for what, tag in told if what == "misplaced"} == set(seen) - set(here)
    assert [n for what, n in told if what == "unknown"] == [others] * bool(others)


@given(here=SOME, seen=st.integers(0, 8))
def test_a_number_is_never_guessed_about(here, seen):
    there = [bench(int(tag[-1])) for tag in here]
    look = Look(A, benches=seen)
    if 0 < seen < len(here):
        with pytest.raises(SeenFewer) as refusal:
            found(look, *there)
        assert all(tag in refusal.value.advice.en for tag in here)
        return
    kind = "found" if seen else "missing"
    more = seen - len(here)
    assert found(look, *there) == [*((kind, tag) for tag in here), *([("unknown", more)] if more > 0 else [])]


def test_only_what_was_looked_for_is_missing():
    there = [bench(1), bench(2), bench(3), bench(4, B)]
    assert found(Look(A, ("B1-001",), unseen={"B1-002", "B1-004"}), *there) == [
        ("found", "B1-001"),
        ("missing", "B1-002"),
    ]


def test_a_retired_bench_is_unknown_and_one_that_is_to_come_is_refused():
    assert found(Look(A, ("B1-001", "B7-009")), bench(1, retired="2022-09-01")) == [
        ("unknown", "B1-001"),
        ("unknown", "B7-009"),
    ]
    with pytest.raises(SeenBeforeInstalled) as refusal:
        found(Look(A, ("B1-001",)), bench(1, installed="2022-10"))
    assert "2022-09-05" in refusal.value.message.en
    assert found(Look(A, every=True), bench(1, installed="2022-10")) == []


# what settles it


def line(unit=A, on=DAY, audit=1, **findings):
    seen, missing, misplaced, unknown = (findings.get(one, ()) for one in ("seen", "missing", "misplaced", "unknown"))
    return AuditLine(
        audit,
        on,
        unit,
        None,
        found=tuple(seen),
        missing=tuple(missing),
        misplaced=tuple(Misplaced(tag, None) for tag in misplaced),
        unknown=tuple(unknown),
        remark=None,
    )


def still(lines, *benches, after=(), inspected=()):
    """What is unsettled; audit n is log entry 10 × n, benches stand there since entry 1, those of `after` since 15."""
    places = {one.tag: 15 if one.tag in after else 1 for one in benches}
    inspections = {"B1-001": [Inspected(entry, Date(on), result) for entry, on, result in inspected]}
    written = Written({n: n * 10 for n in range(1, 5)}, places, inspections)
    return [(one.unit, one.finding, one.tag or one.quantity) for one in unsettled(lines, ledger(*benches), written)]


LOST = [line(missing=["B1-001"])]
STRAY = [line(misplaced=["B1-001"])]


@pytest.mark.parametrize(
    ("one", "inspected", "open_"),
    [
        (bench(1), [], True),
        (bench(1, retired="2022-09-06"), [], False),
        (bench(1, B, moves=[("2022-09-06", A)]), [], False),
        (bench(1), [(12, "2022-09-05", "missing")], False),
        (bench(1), [(9, "2022-09-05", "missing")], False),
        (bench(1), [(9, "2022-09-05", "good")], True),
        (bench(1), [(12, "2022-09-05", "good")], False),
        (bench(1), [(12, "2022-09-04", "good")], True),
        (bench(1), [(9, "2022-09-04", "missing")], True),
        (bench(1), [(12, "2022-09", "needs_repair")], False),
    ],
)
def test_what_settles_a_missing_bench(one, inspected, open_):
    assert still(LOST, one, inspected=inspected) == ([(A, "missing", "B1-001")] if open_ else [])


@pytest.mark.parametrize(
    ("on", "entry", "open_"),
    [
        ("2022-09-04", 9, True),
        ("2022-09-04", 12, True),  # written down since, and older
        ("2022-09-05", 9, True),
        ("2022-09-05", 12, False),
        ("2022-09", 12, False),
        ("2022-09-06", 9, False),
    ],
)
def test_a_lost_bench_that_was_found_is_told_until_it_is_inspected(on, entry, open_):
    lines = [line(seen=["B1-001"])]
    told = still(lines, bench(1, lost=True), inspected=[(entry, on, "missing")])
    assert told == ([(A, "found", "B1-001")] if open_ else [])
    assert still(lines, bench(1), inspected=[(entry, on, "missing")]) == []
    assert still(LOST, bench(1, lost=True), inspected=[(entry, on, "missing")]) == []


@pytest.mark.parametrize(
    ("one", "after", "open_"),
    [
        (bench(1, B), (), True),
        (bench(1, A, moves=[("2022-09-06", B)]), ["B1-001"], False),
        (bench(1, B, retired="2022-09-06"), (), False),
        (bench(1, C, moves=[("2022-09-06", B)]), ["B1-001"], False),
        (bench(1, C, moves=[("2022-09-04", B)]), ["B1-001"], True),  # written down since, and older
        (bench(1, C, moves=[("2022-09-06", B)]), (), True),
    ],
)
def test_what_settles_a_misplaced_bench(one, after, open_):
    assert still(STRAY, one, after=after) == ([(A, "misplaced", "B1-001")] if open_ else [])


@pytest.mark.parametrize(
    ("unknown", "benches", "after", "left"),
    [
        ([Unknown(None, 2)], [bench(1)], (), [2]),
        ([Unknown(None, 2)], [bench(1)], ["B1-001"], [1]),
        ([Unknown(None, 2)], [bench(1), bench(2)], ["B1-001", "B1-002"], []),
        ([Unknown(None, 2)], [bench(1, B)], ["B1-001"], [2]),
        ([Unknown(None, 2)], [bench(1, retired="2022-09-06")], ["B1-001"], [2]),
        ([Unknown("B1-001", 1), Unknown(None, 1)], [bench(1)], ["B1-001"], [1]),
        ([Unknown("B1-001", 1)], [bench(1, B)], ["B1-001"], ["B1-001"]),
        ([Unknown("B1-001", 1)], [], (), ["B1-001"]),
    ],
)
def test_what_settles_unknown_benches(unknown, benches, after, left):
    assert still([line(unknown=unknown)], *benches, after=after) == [(A, "unknown", one) for one in left]


def test_benches_that_the_audit_speaks_of_are_no_newcomers():
    lines = [line(seen=["B1-001"], misplaced=["B1-002"], unknown=[Unknown(None, 1)])]
    benches = [bench(1), bench(2, moves=[("2022-09-06", B)])]
    assert still(lines, *benches, after=["B1-001", "B1-002"]) == [(A, "unknown", 1)]


def test_only_the_newest_audit_of_a_stairwell_counts_and_a_bench_is_where_it_was_last_seen():
    lines = [line(missing=["B1-001"]), line(seen=["B1-001"], audit=2)]
    assert still(lines, bench(1)) == []
    assert still([line(missing=["B1-001"], audit=2), line(seen=["B1-001"], audit=1)], bench(1)) != []
    older = line(seen=["B1-001"], on=Date("2022-09-04"), audit=2)  # taken in later
    assert still([*LOST, older], bench(1)) == [(A, "missing", "B1-001")]
    assert still([*LOST, line(B, misplaced=["B1-001"])], bench(1)) == [(B, "misplaced", "B1-001")]
    stray = line(B, misplaced=["B1-001"], on=Date("2022-09-04"))
    assert still([line(missing=["B1-001"], audit=2), stray], bench(1)) == [(B, "misplaced", "B1-001")]
    looked_again = line(B, on=DAY, audit=3)
    assert still([*LOST, stray, looked_again], bench(1)) == [(A, "missing", "B1-001")]
    seen_twice = [line(B, misplaced=["B1-001"]), line(C, misplaced=["B1-001"], audit=2)]
    assert still(seen_twice, bench(1)) == [(C, "misplaced", "B1-001")]
    assert still([*seen_twice, line(A, seen=["B1-001"], audit=3)], bench(1)) == []
