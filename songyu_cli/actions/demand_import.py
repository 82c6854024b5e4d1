"""Rows of a needs list become demands; one that the ledger has already gains the steps that the row tells of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.demand import NewDemand, insert_demand
from songyu_cli.actions.demand_steps import check_step
from songyu_cli.actions.promises import Promises
from songyu_cli.domain.choices import DEMAND_STATES, REPLY_WAYS, ROLES, VERDICTS, YES_NO
from songyu_cli.domain.demand_duplicates import duplicates
from songyu_cli.domain.demand_refusals import DeclinedPartlyDone
from songyu_cli.domain.demands import CLOSED, Demand, DemandClosed, QuantityBelowCarriedOut
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.imports import Changed, Tally, difference, refused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.promises import Promise, due_on
from songyu_cli.domain.tables.demand_faults import SaidOtherwise
from songyu_cli.domain.units import UnitNotFound
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import demand_steps, demands, units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from songyu_cli.domain.choices import Choices
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.demand_steps import DemandStory
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.tables.demand_rows import DemandRow
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.storage.connection import Database

_MOST_LISTED = 5  # rows named one by one
_QUANTITY = Phrase("数量", "quantity")
_OWNER = Phrase("责任", "responsible")
_DECISION = Phrase("决定", "the decision")
_REPLIED = Phrase("答复", "replied")
_JUDGEMENTS = {"reasonable": Phrase("合理", "reasonable"), "feasible": Phrase("可行", "feasible")}
_ASKED = Phrase(
    "同类反映次数和账本不一样的（{n} 行），没有采用：{rows}。是同一件事的先归并：songyu demand duplicates。",
    "Rows whose 同类反映次数 (times asked) differs from the ledger ({n}); not taken: {rows}. "
    "Merge what is the same: songyu demand duplicates.",
)
_STATES = Phrase(
    "状态和账本推算的不一样的（{n} 行），没有采用：{rows}。",
    "Rows whose 状态 (state) differs from what follows from the facts ({n}); not taken: {rows}.",
)
_GRIDS = Phrase(
    "网格和底账不一样的（{n} 行），没有采用，请核对单元：{rows}。",
    "Rows whose 网格 (grid) differs from the register ({n}); not taken, please look at the stairwell: {rows}.",
)
_DUE = Phrase(
    "办理时限和账本不一样的（{n} 行），没有改：{rows}。要延期：songyu demand extend。",
    "Rows whose 办理时限 (due day) differs from the ledger ({n}); not taken: {rows}. "
    "To put one off: songyu demand extend.",
)
_ALIKE = Phrase(
    "新登记的里有 {n} 条，同单元还有没办结的同类需求：songyu demand duplicates。",
    "New ones that have an open demand of the same kind at their stairwell: {n}; see songyu demand duplicates.",
)


@dataclass
class _Line:
    """A row, where it stands, and the demand of the ledger that it speaks of."""

    sheet: str
    number: int
    row: DemandRow
    demand: Demand | None = None


class _Step(NamedTuple):
    """A step to write down: the table it belongs to, its columns there, and how it is said."""

    table: str
    columns: dict[str, object]
    said: Phrase


def take_demands(db: Database, reading: Reading[DemandRow], actor: Actor) -> Tally:
    """Write the demands of a needs list inside the caller's transaction, and the steps taken since."""
    lines = [_Line(sheet.sheet, number, row) for sheet in reading.sheets for number, row in sheet.records]
    _find(lines, demands.everything(db))
    taking = _Taking(db, actor)
    for line in lines:
        try:
            taking.take(line)
        except SongyuError as refusal:
            taking.tally.errors.append(refused(line.sheet, line.number, refusal, place=line.row.unit))
    taking.compare()
    return taking.tally


class _Taking:
    """The state of one import."""

    def __init__(self, db: Database, actor: Actor) -> None:
        self.db = db
        self.actor = actor
        self.tally = Tally()
        self.units = {unit.unit: unit for unit in units.everywhere(db)}
        self.promises = Promises(db)
        self.taken: list[tuple[_Line, int]] = []
        self.new: set[int] = set()

    def take(self, line: _Line) -> None:
        """Take one row: a new demand, or what it adds to one. All of it is checked before anything is written."""
        row = line.row
        if row.unit not in self.units:
            units.get(self.db, row.unit)  # raises, naming the nearest
            raise UnitNotFound(unit=row.unit)
        if line.demand is None:
            number = self._register(row)
            self._write(number, self._steps(demands.get(self.db, number), row))
            self.tally.added += 1
            self.new.add(number)
        else:
            number = line.demand.demand
            mends, steps = self._mends(line.demand, row), self._steps(line.demand, row)
            if mends:
                self.db.update("demands", number, **{name: value for name, value, _ in mends})
            self._write(number, steps)
            self._note(line, number, [*(said for *_, said in mends), *(step.said for step in steps)])
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

    def _mends(self, demand: Demand, row: DemandRow) -> list[tuple[str, object, Phrase]]:
        """Return the columns that a row mends. Raises DemandClosed and QuantityBelowCarriedOut."""
        found: list[tuple[str, object, Phrase]] = []
        if row.quantity not in (None, demand.quantity):
            if demand.state in CLOSED:
                raise DemandClosed(demand=demand.demand, state=DEMAND_STATES.phrase(demand.state))
            if row.quantity < demand.carried_out:
                raise QuantityBelowCarriedOut(
                    demand=demand.demand, carried_out=demand.carried_out, quantity=row.quantity
                )
            found.append(("quantity", row.quantity, difference(_QUANTITY, demand.quantity, row.quantity)))
        if row.owner_role not in (None, demand.owner_role):
            role = Phrase("{name} {role}", "{name} {role}").format(name=_OWNER, role=ROLES.phrase(row.owner_role))
            found.append(("owner_role", row.owner_role, role))
        return found

    def _steps(self, demand: Demand, row: DemandRow) -> list[_Step]:
        """Return the steps that a row tells of and the ledger does not have.

        Raises SaidOtherwise, NotInThisState, DeclinedPartlyDone and StepTooEarly.
        """
        if not (row.verdict or row.replied_on or row.reviewed_on):
            return []
        told = demand_steps.story(self.db, demand.demand)
        return [*self._review(told, row), *self._decision(told, row), *self._reply(told, row)]

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
        if on and row.how and not any(one.replied_on.startswith(on) for one in told.replies):
            said = _said(_REPLIED, on.phrase(), REPLY_WAYS.phrase(row.how))
            yield _Step("replies", {"replied_on": on, "how": row.how, "text": row.reply}, said)

    def _check(self, demand: Demand, command: str, on: Date) -> None:
        """Refuse a step in a state that does not allow it; what is done may have been decided before that."""
        if demand.state != "done":
            check_step(self.db, demand, command, on)

    def _write(self, number: int, steps: list[_Step]) -> None:
        for step in steps:
            self.db.insert(step.table, demand=number, role=self.actor.role, **step.columns)

    def _note(self, line: _Line, number: int, said: list[Phrase]) -> None:
        if not said:
            self.tally.same += 1
            return
        what = Phrase("第 {n} 号：{what}", "demand {n}: {what}").format(n=number, what=joined(said))
        self.tally.changed.append(Changed(line.sheet, line.number, what))

    def compare(self) -> None:
        """Tell where the list differs from the ledger in what is never taken from it."""
        after = {demand.demand: demand for demand in demands.everything(self.db)}
        found: defaultdict[Phrase, list[Phrase]] = defaultdict(list)
        for line, number in self.taken:
            row, demand = line.row, after[number]
            if row.asked and row.asked != demand.asked:
                found[_ASKED].append(_pair(line, row.asked, demand.asked))
            if row.state not in (None, demand.state):
                said = (
                    DEMAND_STATES.phrase(row.state) if row.state in DEMAND_STATES.keys else verbatim(quoted(row.state))
                )
                found[_STATES].append(_pair(line, said, DEMAND_STATES.phrase(demand.state)))
            if row.grid and demand.grid and row.grid != demand.grid:
                found[_GRIDS].append(_pair(line, quoted(row.grid), demand.grid))
            due = self._due(row)
            if due and due != demand.result_due:
                found[_DUE].append(_pair(line, due, demand.result_due or "—"))
        for line_, rows in found.items():
            listed = [*rows[:_MOST_LISTED], *[verbatim("…")] * (len(rows) > _MOST_LISTED)]
            self.tally.notices.append(line_.format(n=len(rows), rows=joined(listed)))
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


def _pair(line: _Line, said: object, known: object) -> Phrase:
    where = Phrase("第 {row} 行（表 {said}，账本 {known}）", "row {row} ({said}; the ledger has {known})")
    return where.format(row=line.number, said=said, known=known)


# How a demand is known again among several that read the same: the likest first, of all rows, before the less like.
_LIKENESS: tuple[Callable[[DemandRow, Demand], bool], ...] = (
    lambda row, demand: row.quantity in (None, demand.quantity) and row.replied_on == demand.replied_on,
    lambda row, demand: row.quantity in (None, demand.quantity),
    lambda _row, _demand: True,
)


def _find(lines: list[_Line], known: list[Demand]) -> None:
    """Give each line the demand that it speaks of: the n-th of its stairwell, kind, day, channel and words."""
    pools: defaultdict[tuple[object, ...], list[Demand]] = defaultdict(list)
    for demand in known:
        pools[_identity(demand)].append(demand)
    for like in _LIKENESS:
        for line in lines:
            pool = pools.get(_identity(line.row))
            found = next((one for one in pool or () if line.demand is None and like(line.row, one)), None)
            if pool and found:
                line.demand = found
                pool.remove(found)


def _identity(demand: Demand | DemandRow) -> tuple[object, ...]:
    return demand.unit, demand.kind, demand.registered_on, demand.channel, demand.text
