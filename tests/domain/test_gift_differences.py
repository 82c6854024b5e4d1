"""Why pledged, received and put up differ: each cause on a few gifts and benches."""

from __future__ import annotations

import pytest

from songyu_cli.domain.gift_differences import PlacedBench
from songyu_cli.domain.partners import Gift, Partner
from songyu_cli.domain.reconciliation import by_partner, reconcile

BANK = Partner(1, "苏州银行", "donor", None)
FIRM = Partner(2, "中衡设计", "donor", None)
LEADER = Partner(3, "机关党总支", "co_initiator", None)


def gifts(*written, partner=1):
    """Gifts of a partner, numbered from 1: `+` is a pledge and `-` a receipt, then what and for which batch."""
    found = []
    for number, text in enumerate(written, start=1):
        step, what, *of = text.split()
        kind, amount = what[0], int(what[1:]) if what[1:] else None
        names = {"b": "benches", "m": "money", "l": "labour", "?": "unstated"}
        amounts = {
            "benches": amount if kind == "b" else None,
            "fen": amount if kind == "m" else None,
            "days": amount if kind == "l" else None,
        }
        found.append(
            Gift(
                number,
                partner,
                "",
                int(of[0]) if of else None,
                {"+": "pledged", "-": "received"}[step],
                names[kind],
                **amounts,
                given_on="2021",
                role="clerk",
                note=None,
            )
        )
    return found


def benches(*states, partner=1, batch=1):
    return [PlacedBench(f"B{batch}-{n:03}", batch, partner, state) for n, state in enumerate(states, start=1)]


def found(written, placed=(), *, partners=(BANK,), batch=None):
    """Return each difference as its key, its batch and its number."""
    drawn = reconcile(partners, written, placed, as_of="2022-12-31", batch=batch)
    return [(one.key, one.batch, one.n) for one in drawn.differences]


@pytest.mark.parametrize(
    ("written", "standing", "expected"),
    [
        (["+ b2 1", "- b2 1"], 2, []),
        (["+ b1 1", "+ b1 1", "- b2 1"], 2, []),
        (["+ b1 1"], 0, [("not_received", 1, 1)]),
        (["+ b2 1"], 0, [("not_received", 1, 2)]),
        (["+ b4 1", "- b1 1"], 1, [("not_received", 1, 3)]),
        (["- b1 1"], 1, [("over_pledged", 1, 1)]),
        (["- b2 1"], 2, [("over_pledged", 1, 2)]),
        (["+ b1 1", "- b2 1"], 2, [("over_pledged", 1, 1)]),
        (["+ b3 1", "- b3 1"], 1, [("not_installed", 1, 2)]),
        (["+ b1 1", "- b1 1"], 3, [("over_received", 1, 2)]),
        ([], 2, [("over_received", 1, 2)]),
        (["+ m500 2", "- m200 2"], 0, [("not_received", 2, 300)]),
        (["+ l3 1"], 0, [("not_received", 1, 3)]),
        (["+ l 1", "- l 1"], 0, [("unstated", 1, None)]),
        (["+ ? 1"], 0, [("nothing_received", 1, None)]),
        (["+ ?"], 0, [("nothing_received", None, None)]),
        (["+ ? 1", "- ? 1"], 2, [("unstated", 1, None)]),
        (["+ ? 1", "- b2 1"], 2, [("unstated", 1, None)]),
        (["+ b2 1", "- ? 1"], 2, [("unstated", 1, None)]),
        (["+ b2", "- b2 1"], 2, [("no_batch", None, None)]),
        (["+ b3", "- b2 1"], 2, [("not_received", None, 1), ("no_batch", None, None)]),
        (["+ ?", "- b2 1"], 2, [("nothing_stated", None, None)]),
        (["+ ? 1", "+ b2 1"], 0, [("not_received", 1, 2), ("unstated", 1, None)]),
        (["+ b1 1", "- b2 1", "+ l 1"], 2, [("over_pledged", 1, 1), ("unstated", 1, None)]),
        (["+ m500 2", "+ ? 2", "- m200 2"], 0, [("not_received", 2, 300), ("unstated", 2, None)]),
        (["+ b2", "- b2", "+ m100 1"], 0, [("not_installed", None, 2), ("not_received", 1, 100)]),
        (["+ ?", "+ b1", "- b2 1"], 2, [("no_batch", None, None), ("nothing_stated", None, None)]),
    ],
)
def test_a_difference_has_its_cause(written, standing, expected):
    assert found(gifts(*written), benches(*["in_use"] * standing)) == expected


def test_what_was_not_stated_makes_a_difference_the_least_it_can_be():
    drawn = reconcile([BANK], gifts("+ b5 1", "+ ? 1", "- b2 1"), benches("in_use"), as_of="2022")
    key, least = "not_received", [(one.key, one.at_least) for one in drawn.differences]
    assert least == [(key, True), ("not_installed", False), ("unstated", False)]
    drawn = reconcile([BANK], gifts("+ b1 1", "- b2 1", "- ? 1"), benches("in_use"), as_of="2022")
    assert [(one.key, one.at_least) for one in drawn.differences][:2] == [
        ("over_pledged", True),
        ("not_installed", True),
    ]


def test_a_batch_is_not_compared_alone_while_a_gift_names_none():
    written = gifts("+ b3", "- b2 1", "+ b4 2")
    assert found(written, benches("in_use", "in_use"), batch=1) == [("no_batch", 1, None)]
    assert found(written, benches("in_use", "in_use"), batch=3) == []
    drawn = reconcile([BANK], written, (), as_of="2022", batch=1)
    assert drawn.differences[0].gifts == (1,)
    assert [(line.batch, line.received) for line in drawn.lines] == [(1, 2)]


def test_money_and_replacements_account_for_benches():
    written = gifts("+ m100 1", "- m100 1")
    one = reconcile([BANK], written, benches("in_use", "replaced"), as_of="2022").differences[0]
    assert (one.key, one.more, one.less, one.because) == ("over_received", 2, None, {"replaced": 1, "fen": 100})


@pytest.mark.parametrize(
    ("written", "because"),
    [
        (["- m100 1"], {"fen": 100}),
        (["- m100"], {"fen": 100}),  # for whichever batch
        (["- b1", "- m100 1"], {"fen": 100}),  # compared over all batches
        (["- m100 2"], {}),  # for another batch
        (["+ m100 1"], {}),  # not received yet
    ],
)
def test_the_money_that_may_have_bought_a_bench_was_received_for_its_batch(written, because):
    drawn = reconcile([BANK], gifts(*written), benches("in_use", "in_use"), as_of="2022")
    over = next(one for one in drawn.differences if one.key == "over_received")
    assert (over.because, over.at_least) == (because, False)


def test_gifts_for_no_batch_are_named_in_order_and_only_where_there_are_any():
    written = gifts("+ b1", *["+ b1 1"] * 6, "+ b1")
    for batch in (None, 1):
        drawn = reconcile([BANK], written, (), as_of="2022", batch=batch)
        assert [one.gifts for one in drawn.differences if one.key == "no_batch"] == [(1, 8)]
    drawn = reconcile([BANK], gifts("+ ? 1", *["+ b1 1"] * 6, "+ l 1"), (), as_of="2022")
    assert [one.gifts for one in drawn.differences if one.key == "unstated"] == [(1, 8)]
    assert found(gifts("+ b1 1", "- b1 1"), benches("in_use"), batch=1) == []


def test_a_replaced_bench_is_nobodys_question():
    assert found((), benches("replaced", partner=None), partners=()) == []
    assert found((), benches("replaced", "in_use", partner=None), partners=()) == [("donor_unknown", 1, 1)]


def test_a_replaced_bench_stands_outside_the_installed_number():
    drawn = reconcile([BANK], (), benches("in_use", "replaced", "out_of_use", "retired", "pending"), as_of="2022")
    line = drawn.lines[0]
    assert (line.installed, line.in_use, line.out_of_use, line.retired, line.pending, line.replaced) == (
        *(4, 1, 1, 1, 1, 1),
    )
    idle = drawn.differences[-1]
    assert (idle.key, idle.kind, idle.n) == ("not_in_use", "benches", 3)
    assert idle.because == {"out_of_use": 1, "retired": 1, "pending": 1}
    assert idle.tags == ("B1-003", "B1-004", "B1-005")
    assert reconcile([BANK], (), benches("in_use", "retired"), as_of="2022").differences[-1].because == {"retired": 1}


def test_labour_without_its_days_is_counted_apart_from_labour_with_them():
    written = gifts("+ l", "+ l3 1", "+ l2 1", "+ b1 1", "- l 1", "- l4 1", "- l5 1", "- b1 1", "- ? 1")
    total = reconcile([BANK], written, (), as_of="2022").total
    assert (total.days_pledged, total.days_received) == (5, 9)
    assert (total.unstated_labour_pledges, total.unstated_labour_receipts) == (1, 1)
    assert (total.pledged, total.received, total.unstated_pledges, total.unstated_receipts) == (1, 1, 0, 1)


def test_benches_without_a_donor_have_a_line_and_come_last():
    placed = [*benches("in_use", "in_use", partner=None, batch=2), *benches("in_use", partner=2)]
    drawn = reconcile([BANK, FIRM, LEADER], [], placed, as_of="2022")
    assert [(line.partner, line.batch) for line in drawn.lines] == [(1, None), (2, 1), (None, 2)]
    assert [(one.partner, one.key) for one in drawn.differences] == [
        (1, "nothing_recorded"),
        (2, "over_received"),
        (None, "donor_unknown"),
    ]
    assert drawn.differences[-1].tags == ("B2-001", "B2-002")
    every = benches("in_use", "out_of_use", "retired", "pending", "replaced", partner=None)
    unknown = reconcile([], [], every, as_of="2022").differences[0]
    assert (unknown.kind, unknown.n) == ("benches", 4)
    assert set(unknown.tags) == {"B1-001", "B1-002", "B1-003", "B1-004"}
    assert (drawn.partners, drawn.total.installed) == (3, 3)


def test_the_differences_of_a_partner_stand_together():
    written = [*gifts("+ b1 1", "- b1 1"), *gifts("+ b9 1", partner=2)]
    placed = [*benches("retired"), *benches("in_use", partner=None, batch=2)]
    drawn = reconcile([BANK, FIRM, LEADER], written, placed, as_of="2022")
    assert [(one.partner, one.key) for one in drawn.differences] == [
        (1, "not_in_use"),
        (2, "not_received"),
        (None, "donor_unknown"),
    ]


def test_nothing_stated_is_none_and_never_nought():
    line = reconcile([BANK], gifts("+ ?", "- l"), (), as_of="2022").lines[0]
    assert (line.pledged, line.received, line.fen_pledged, line.days_received) == (None, None, None, None)
    assert (line.unstated_pledges, line.unstated_receipts) == (1, 0)
    assert (line.unstated_labour_pledges, line.unstated_labour_receipts) == (0, 1)
    (mine,) = by_partner([BANK], gifts("+ ?", "- l", "+ b3", "+ m7 1", "- m5 1", "- m1 2"), ())
    assert (mine.pledged, mine.fen_pledged, mine.fen_received, mine.received, mine.unstated_pledges) == (
        *(3, 7, 6, None, 1),
    )
