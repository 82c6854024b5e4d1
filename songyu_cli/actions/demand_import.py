"""Rows of a needs list become demands; one that the ledger has already gains the steps that the row tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.demand import NewDemand, insert_demand
from songyu_cli.actions.demand_comparing import Told, differences, pair
from songyu_cli.actions.demand_rereading import Differing, Filling, Line, about, find_demands, reread
from songyu_cli.actions.demand_steps import check_step
from songyu_cli.actions.promises import Promises
from songyu_cli.domain.choices import DEMAND_STATES, REPLY_WAYS, ROLES, VERDICTS, YES_NO
from songyu_cli.domain.demand_duplicates import duplicates
from songyu_cli.domain.demand_refusals import DeclinedPartlyDone
from songyu_cli.domain.demands import CLOSED, Demand, DemandClosed, QuantityBelowCarriedOut
from songyu_cli.domain.errors import OF_WHAT_IS_TYPED
from songyu_cli.domain.imports import Changed, Tally, difference, refused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.promises import Promise, due_on
from songyu_cli.domain.tables.demand_faults import SaidOtherwise
from songyu_cli.domain.units import UnitNotFound
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import demand_steps, demands, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.demand_steps import DemandStory
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.tables.demand_rows import DemandRow
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.storage.connection import Database

_QUANTITY = Phrase("数量", "quantity")
_TEXT = Phrase("需求内容", "words")
_OWNER = Phrase("责任", "responsible")
_DECISION = Phrase("决定", "the decision")
_REPLIED = Phrase("答复", "replied")
_JUDGEMENTS = {"reasonable": Phrase("合理", "reasonable"), "feasible": Phrase("可行", "feasible")}
_ALIKE = Phrase(
    "新登记的里有 {n} 条，同单元还有没办结的同类需求：songyu demand duplicates。",
    "New ones that have an open demand of the same kind at their stairwell: {n}; see songyu demand duplicates.",
)


class _Step(NamedTuple):
    """A step to write down: the table it belongs to, its columns there, and how it is said."""

    table: str
    columns: dict[str, object]
    said: Phrase


def take_demands(db: Database, reading: Reading[DemandRow], actor: Actor) -> Tally:
    """Write the demands of a needs list inside the caller's transaction, and the steps taken since."""
    lines = [Line(sheet.sheet, number, row) for sheet in reading.sheets for number, row in sheet.records]
    known = demands.everything(db)
    find_demands(lines, known)
    spoken_of = {line.demand.demand for line in lines if line.demand}
    taking = _Taking(db, actor, [demand for demand in known if demand.demand not in spoken_of])
    for line in lines:
        try:
            taking.take(line)
        except OF_WHAT_IS_TYPED as refusal:
            taking.tally.errors.append(refused(line.sheet, line.number, refusal, place=line.row.unit))
    taking.compare()
    return taking.tally


class _Taking:
    """The state of one import."""

    def __init__(self, db: Database, actor: Actor, others: Sequence[Demand]) -> None:
        self.db = db
        self.actor = actor
        self.tally = Tally()
        self.units = {unit.unit: unit for unit in units.everywhere(db)}
        self.promises = Promises(db)
        self.taken: list[tuple[Line, int]] = []
        self.new: set[int] = set()
        self.others = {about(demand): demand for demand in reversed(others)}  # that no row speaks of
        self.differing: list[Phrase] = []

    def take(self, line: Line) -> None:
        """Take one row: a new demand, or what it adds to one. All of it is checked before anything is written."""
        row = line.row
        if row.unit not in self.units:
            units.get(self.db, row.unit)  # raises, naming the nearest
            raise UnitNotFound(unit=row.unit)
        if line.demand is None:
            number = self._register(row)
            self._write(number, self._steps(self._told(number, row), row))
            self.tally.added += 1
            self.new.add(number)
        else:
            number = line.demand.demand
            told = self._told(number, row)
            mends, steps = self._mends(line, line.demand), self._steps(told, row)
            if mends:
                self.db.update("demands", number, **{name: value for name, value, _ in mends})
            filled = self._fill(line, told, steps)
            self._write(number, steps)
            self._note(line, number, [*(said for *_, said in mends), *(step.said for step in steps), *filled])
        self.taken.append((line, number))

    def _register(self, row: DemandRow) -> int:
        new = NewDemand(
            unit=row.unit,
            kind=row.kind,
            quantity=row.quantity or 1,
            channel=row.channel,
            on=row.registered_on,
            text=row.text,
            owner_role=row.owner_role,
            result_due=self._due(row),
        )
        return insert_demand(self.db, new, self.actor, self.promises)

    def _due(self, row: DemandRow) -> Date | None:
        if isinstance(row.due, Promise):
            return due_on(row.registered_on, row.due, lambda day: self.promises.workdays.is_workday(day))  # noqa: PLW0108  made when needed
        return row.due

    def _mends(self, line: Line, demand: Demand) -> list[tuple[str, object, Phrase]]:
        """Return the columns that a row mends. Raises DemandClosed and QuantityBelowCarriedOut."""
        row = line.row
        found: list[tuple[str, object, Phrase]] = []
        words = row.text if line.reworded else None
        if demand.state in CLOSED and (words or row.quantity not in (None, demand.quantity)):
            raise DemandClosed(demand=demand.demand, state=DEMAND_STATES.phrase(demand.state))
        if words:
            old = quoted(demand.text) if demand.text else None
            found.append(("text", words, difference(_TEXT, old, quoted(words))))
        if row.quantity not in (None, demand.quantity):
            if row.quantity < demand.carried_out:
                raise QuantityBelowCarriedOut(
                    demand=demand.demand, carried_out=demand.carried_out, quantity=row.quantity
                )
            found.append(("quantity", row.quantity, difference(_QUANTITY, demand.quantity, row.quantity)))
        if row.owner_role not in (None, demand.owner_role):
            role = ROLES.phrase(row.owner_role)
            if demand.state in CLOSED:
                owner = ROLES.phrase(demand.owner_role) if demand.owner_role else verbatim("—")
                self.differing.append(pair(line, role, owner, _OWNER))
            else:
                found.append(("owner_role", row.owner_role, _said(_OWNER, role)))
        return found

    def _told(self, number: int, row: DemandRow) -> DemandStory | None:
        """Return what the ledger has of a demand, or None where the row tells of no step."""
        return demand_steps.story(self.db, number) if row.verdict or row.replied_on or row.reviewed_on else None

    def _fill(self, line: Line, told: DemandStory | None, steps: list[_Step]) -> list[Phrase]:
        """Write what a row adds to steps that are there, and note where it says otherwise; return what was written."""
        filled = []
        for found in reread(told, line.row, {step.table for step in steps}) if told else ():
            if isinstance(found, Differing):
                self.differing.append(pair(line, found.said, found.known, found.name))
            else:
                self._complete(told.demand.demand, found)  # type: ignore[union-attr]  # nothing is found without it
                filled.append(_said(found.name, verbatim(quoted(found.value))))
        return filled

    def _complete(self, number: int, filling: Filling) -> None:
        row = demand_steps.ids(self.db, filling.table, number)[filling.place]
        self.db.update(filling.table, row, **{filling.column: filling.value})

    def _steps(self, told: DemandStory | None, row: DemandRow) -> list[_Step]:
        """Return the steps that a row tells of and the ledger does not have.

        Raises SaidOtherwise, NotInThisState, DeclinedPartlyDone and StepTooEarly.
        """
        return [*self._review(told, row), *self._decision(told, row), *self._reply(told, row)] if told else []

    def _review(self, told: DemandStory, row: DemandRow) -> Iterator[_Step]:
        given = {name: getattr(row, name) for name in _JUDGEMENTS}
        news = {
            name: value
            for name, value in given.items()
            if value and _is_news(_JUDGEMENTS[name], value, {getattr(one, name) for one in told.reviews}, YES_NO)
        }
        if news and row.reviewed_on:
            self._check(told.demand, "review", row.reviewed_on)
            said = joined([_said(_JUDGEMENTS[name], YES_NO.phrase(value)) for name, value in news.items()])
            columns = {**news, "reason": row.reason, "reviewed_on": row.reviewed_on, "round": told.demand.round}
            yield _Step("reviews", columns, said)

    def _decision(self, told: DemandStory, row: DemandRow) -> Iterator[_Step]:
        demand = told.demand
        known: set[str | None] = {one.verdict for one in told.decisions}
        if row.verdict and row.decided_on and _is_news(_DECISION, row.verdict, known, VERDICTS):
            self._check(demand, "decide", row.decided_on)
            if row.verdict == "declined" and demand.carried_out:
                raise DeclinedPartlyDone(demand=demand.demand, carried_out=demand.carried_out, quantity=demand.quantity)
            columns = {"verdict": row.verdict, "reason": row.decided_why, "decided_on": row.decided_on}
            yield _Step("decisions", {**columns, "round": demand.round}, VERDICTS.phrase(row.verdict))

    def _reply(self, told: DemandStory, row: DemandRow) -> Iterator[_Step]:
        on = row.replied_on
        if on and not any(one.replied_on.startswith(on) for one in told.replies):
            how = row.how or "visit"
            said = _said(_REPLIED, on.phrase(), REPLY_WAYS.phrase(how))
            yield _Step("replies", {"replied_on": on, "how": how, "text": row.reply}, said)

    def _check(self, demand: Demand, command: str, on: Date) -> None:
        """Refuse a step in a state that does not allow it; what is done may have been decided before that."""
        if demand.state != "done":
            check_step(self.db, demand, command, on)

    def _write(self, number: int, steps: list[_Step]) -> None:
        for step in steps:
            self.db.insert(step.table, demand=number, role=self.actor.role, **step.columns)

    def _note(self, line: Line, number: int, said: list[Phrase]) -> None:
        if not said:
            self.tally.same += 1
            return
        what = Phrase("第 {n} 号：{what}", "demand {n}: {what}").format(n=number, what=joined(said))
        self.tally.changed.append(Changed(line.sheet, line.number, what))

    def compare(self) -> None:
        """Tell where the list differs from the ledger in what is never taken from it."""
        after = {demand.demand: demand for demand in demands.everything(self.db)}
        told = [
            Told(
                line,
                after[number],
                self.others.get(about(line.row)) if line.demand is None else None,
                self._due(line.row),
            )
            for line, number in self.taken
        ]
        self.tally.notices += differences(told, self.differing)
        alike = {number for group in duplicates(after.values()) for number in (group.into, *group.others)}
        if alike & self.new:
            self.tally.notices.append(_ALIKE.format(n=len(alike & self.new)))
        self.tally.notices += self.promises.notices


def _is_news(name: Phrase, value: str, known: set[str | None], words: Choices) -> bool:
    """Tell whether the ledger was never told a judgement. Raises SaidOtherwise where it was told another."""
    others = known - {None, value}
    if others and value not in known:
        raise SaidOtherwise(name=name, known=words.phrase(others.pop() or ""), said=words.phrase(value))
    return value not in known


def _said(*phrases: Phrase) -> Phrase:
    return Phrase(" ".join(one.zh for one in phrases), " ".join(one.en for one in phrases))
