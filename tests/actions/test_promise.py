"""The promise's figures on random ledgers, counted a second time from the bare tables."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import ACTOR, new_ledger
from hypothesis import given, settings
from hypothesis import strategies as st

from songyu_cli.actions.figures import draw_up_grids, draw_up_promise, what_now, who_waits
from songyu_cli.actions.promises import Promises
from songyu_cli.actions.report import draw_up_report
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.windows import Window
from songyu_cli.storage import settings as kept
from songyu_cli.storage.log import transaction

TODAY = ACTOR.at.date()
GRIDS = (None, "一网格", "二网格")
UNITS = [Address("淞泽家园九区", "12", str(label)) for label in (1, 2, 3)]

DAY = st.sampled_from(["2022-03-05", "2022-03-12", "2022-03-13", "2022-05-04", "2022-05-05", "2022-03", "2022"])
STEP = st.sampled_from(
    [
        *("reply", "accept", "decline", "result", "half", "withdraw", "merge", "extend", "late", "reopen", "allocate"),
        *("resolved", "unresolved", "missed"),
    ]
)
STORIES = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 2]),
        st.sampled_from(["door", "walk_in", "hotline", "screening"]),
        st.sampled_from(["2022-03-05", "2022-02-26", "2022-12-30", "2022-03", "2022"]),
        st.lists(st.tuples(STEP, DAY), max_size=5),
    ),
    max_size=6,
)


def told(stories):
    """A ledger in which all this happened."""
    db = new_ledger()
    for place, grid in zip(UNITS, GRIDS, strict=True):
        add_unit(db, place, ACTOR, grid=grid)
    with transaction(db, "told", ACTOR):
        db.insert("batches", programme=1, number=1, planned=9, opened_on="2022")
        promises = Promises(db)
        for number, (unit, channel, on, steps) in enumerate(stories, start=1):
            reply_due, result_due = promises.for_demand("bench", Date(on))
            db.insert(
                "demands",
                unit=unit + 1,
                kind="bench",
                quantity=2,
                channel=channel,
                role="clerk",
                registered_on=on,
                reply_due=reply_due,
                result_due=result_due,
            )
            opened = 1
            for step, day in steps:
                opened += step == "reopen"
                tell(db, number, opened, step, day, unit + 1)
    return db


def tell(db, number, opened, step, day, unit):
    who = {"demand": number, "role": "clerk"}
    if step == "reply":
        db.insert("replies", **who, replied_on=day, how="visit")
    elif step in {"accept", "decline"}:
        verdict = {"accept": "accepted", "decline": "declined"}[step]
        db.insert("decisions", **who, round=opened, verdict=verdict, reason="x", decided_on=day)
    elif step in {"result", "half"}:
        db.insert("results", **who, round=opened, quantity=2 if step == "result" else 1, done_on=day)
    elif step == "withdraw":
        db.update("demands", number, withdrawn_on=day)
    elif step == "merge" and number > 1:
        db.update("demands", number, merged_into=1, merged_on=day)
    elif step in {"extend", "late"}:
        due = "2023-02-01" if step == "extend" else "2022-05-06"
        db.insert("extensions", **who, due=due, reason="x", extended_on=day)
    elif step == "reopen":
        db.insert("reopenings", **who, reason="x", reopened_on=day)
        db.update("demands", number, withdrawn_on=None)
    elif step in {"resolved", "unresolved", "missed"}:
        answer = {"resolved": "yes", "unresolved": "no"}.get(step)
        heard = {"reached": "yes" if answer else "no", "resolved": answer, "grade": answer and "satisfied"}
        db.insert("followups", **who, **heard, round=opened, followed_on=day)
    elif step == "allocate":
        db.insert("allocations", batch=1, unit=unit, quantity=1, rule="x", allocated_on=day)


def can_be(text):
    """The first and the last day that a date can mean, as text."""
    return (text + "-01-01")[:10], str(Date(text).latest())


def judge(due, met):
    if due is None:
        return "no_promise"
    if met is None:
        return "missed" if str(TODAY) > due else "not_due"
    first, last = can_be(met)
    return "met" if last <= due else "missed" if first > due else "not_known"


def by_hand(db):
    """Every figure from the tables as they are."""
    where = {key: {} for key in ("reply_rate", "response_rate", "result_rate", "on_time_rate")}
    for row in db.all("SELECT * FROM demands ORDER BY id"):
        number = row["id"]
        this = 1 + len(db.all("SELECT * FROM reopenings WHERE demand = ?", (number,)))
        replies = [one["replied_on"] for one in db.all("SELECT * FROM replies WHERE demand = ?", (number,))]
        results = db.all("SELECT * FROM results WHERE demand = ? AND round = ?", (number, this))
        decisions = db.all("SELECT * FROM decisions WHERE demand = ? ORDER BY id", (number,))
        extensions = db.all("SELECT * FROM extensions WHERE demand = ? ORDER BY id", (number,))
        verdict = decisions[-1]["verdict"] if decisions else None
        if verdict == "declined" and decisions[-1]["round"] < this:
            verdict = None
        away = row["withdrawn_on"] or row["merged_into"]
        done = not away and sum(one["quantity"] for one in results) >= 2
        if row["channel"] != "screening":
            where["reply_rate"][number] = "met" if replies else "missed"
            where["response_rate"][number] = judge(row["reply_due"], min(replies, key=padded, default=None))
        if verdict == "accepted" and not away:
            where["result_rate"][number] = "met" if done else "missed"
        elif done:
            where["result_rate"][number] = "never_decided"
        if not away and (done or verdict != "declined"):
            due = row["result_due"] and max(row["result_due"], *(one["due"] for one in extensions), "")
            met = max((one["done_on"] for one in results), key=padded) if done else None
            where["on_time_rate"][number] = judge(due, met)
    return where


def padded(day):
    """Return a date so that it sorts by the last day that it can mean."""
    return (day + "-99-99")[:10]


@settings(max_examples=120, deadline=None)
@given(STORIES)
def test_the_figures_are_those_counted_from_the_tables(stories):
    db = told(stories)
    found = draw_up_promise(db, Window(), TODAY)
    expected = by_hand(db)
    for figure in found.figures[:4]:
        seen = expected[figure.key]
        assert set(figure.numerator_ids) == {number for number, where in seen.items() if where == "met"}
        assert set(figure.denominator_ids) == {number for number, where in seen.items() if where in {"met", "missed"}}
        left_out = {number: one.reason for one in figure.left_out for number in one.ids}
        assert left_out == {number: where for number, where in seen.items() if where not in {"met", "missed"}}
    assert found.demands == len(stories) == sum(one.n for one in found.channels)
    assert found.unsure.n == 0
    unanswered = {
        row[0]
        for row in db.all(
            "SELECT id FROM demands WHERE channel <> 'screening' AND id NOT IN (SELECT demand FROM replies)"
        )
    }
    waiting = who_waits(db, TODAY).matters
    assert {one.demand for one in waiting if one.waiting_for == "reply"} == unanswered
    assert {one.demand for one in what_now(db, TODAY).answers} == unanswered
    promise = draw_up_report(db, TODAY).promise
    for figure in found.figures[:4]:
        assert getattr(promise, figure.key) == (figure.numerator, figure.denominator, figure.rate)
    assert promise.silent[:2] == (len(unanswered), sum(one.waiting_for == "result" for one in waiting))
    db.close()


@settings(max_examples=60, deadline=None)
@given(STORIES)
def test_grids_and_windows_share_out_what_there_is(stories):
    db = told(stories)
    whole = draw_up_promise(db, Window(), TODAY)
    parts = [draw_up_promise(db, Window(), TODAY, places={place}) for place in UNITS]
    for place, figure in enumerate(whole.figures):
        assert sorted(n for part in parts for n in part.figures[place].denominator_ids) == sorted(
            figure.denominator_ids
        )
        assert sum(part.figures[place].numerator for part in parts) == figure.numerator
    said = [part.followups for part in parts]
    for place, figure in enumerate(whole.followups.figures):
        shares = [part.figures[place] for part in said]
        assert sorted(n for one in shares for n in one.denominator_ids) == sorted(figure.denominator_ids)
        assert sum(one.numerator for one in shares) == figure.numerator
    assert sorted(n for part in said for n in part.asked.ids) == list(whole.followups.asked.ids)
    assert sorted(n for part in said for n in part.to_ask.ids) == list(whole.followups.to_ask.ids)
    lines = draw_up_grids(db, TODAY)
    assert [line.grid for line in lines] == ["一网格", "二网格", None]
    assert sum(line.demands for line in lines) == whole.demands
    assert sum(line.replied for line in lines) == whole.figures[0].numerator
    assert sum(line.asked for line in lines) == whole.figures[0].denominator
    assert sum(line.accepted for line in lines) == whole.figures[2].denominator
    assert [(line.demands, line.asked) for line in lines] == [
        (parts[place].demands, parts[place].figures[0].denominator) for place in (1, 2, 0)
    ]
    march = Window(date(2022, 3, 1), date(2022, 3, 31))
    inside = draw_up_promise(db, march, TODAY)
    registered = [row[0] for row in db.all("SELECT registered_on FROM demands ORDER BY id")]
    assert inside.demands == sum(day.startswith("2022-03") for day in registered)
    assert inside.unsure.ids == tuple(number for number, day in enumerate(registered, start=1) if day == "2022")
    db.close()


@pytest.mark.parametrize(
    ("settings_of", "received", "kind", "due"),
    [
        ({}, "2022-09-30", "bench", ("2022-10-07", "2022-11-29")),
        ({"reply_within": "5w"}, "2022-09-30", "bench", ("2022-10-12", "2022-11-29")),
        ({"reply_within": "5w, handrail=1w"}, "2022-09-30", "handrail", ("2022-10-08", "2022-11-29")),
        ({"result_within": "60, handrail=10w"}, "2022-09-30", "bench", ("2022-10-07", "2022-11-29")),
        ({"reply_within": "1w", "rest_days": "2022-10-08..2022-10-09"}, "2022-09-30", "bench", ("2022-10-10", None)),
        ({"reply_within": "1w", "work_days": "2022-10-02"}, "2022-09-30", "bench", ("2022-10-02", None)),
        ({"reply_within": "5w"}, "2022-09", "bench", (None, None)),
    ],
)
def test_a_demand_is_promised_what_the_settings_say(db, settings_of, received, kind, due):
    with transaction(db, "config set", ACTOR):
        for key, value in settings_of.items():
            kept.put(db, key, value)
    promises = Promises(db)
    reply, result = promises.for_demand(kind, Date(received))
    assert reply == due[0]
    assert due[1] in (None, result)
    assert promises.notices == ()


def test_a_year_whose_workdays_nobody_knows_is_said(db):
    with transaction(db, "config set", ACTOR):
        kept.put(db, "reply_within", "5w")
    promises = Promises(db)
    assert promises.notices == ()
    assert promises.for_demand("bench", Date("2026-12-30")).reply_due == "2027-01-07"
    [said] = promises.notices
    assert "2027" in said.zh
    assert "2027" in said.en
    assert "songyu config set work_days" in said.en
    with transaction(db, "config set", ACTOR):
        kept.put(db, "work_days", "2027-01-03")
    promises = Promises(db)
    assert promises.for_demand("bench", Date("2026-12-30")).reply_due == "2027-01-06"
    assert promises.notices == ()
