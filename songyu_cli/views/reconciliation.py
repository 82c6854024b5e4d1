"""What was given beside what stands: the figures, and every difference with its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.choices import BENCH_STATES
from songyu_cli.domain.money import money_phrase, yuan
from songyu_cli.domain.reconciliation import STATES, Line
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Cell, Column, Drawing, Heading, Listing, Table
from songyu_cli.views.words import benches_phrase, date_phrase, dotted, enumerated, number_column, numbered, ranged_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.gift_differences import Difference
    from songyu_cli.domain.reconciliation import Reconciliation

NOT_STATED = date_phrase(None)
UNKNOWN = Phrase("捐赠单位不明", "donor unknown")
NO_PARTNER = Phrase(
    "还没有登记单位。登记一家：songyu partner add 苏州银行",
    "No partners yet. To register one: songyu partner add 'Bank of Suzhou'",
)
_NO_GIFT = Phrase(
    "还没有记过捐赠，也没有凳子。记一笔：songyu partner pledge 单位 -n 20",
    "Neither gifts nor benches yet. To write down a pledge: songyu partner pledge PARTNER -n 20",
)
REPLACED = Phrase("已更换 {n} 张", "{n} replaced")
_PLEDGED, _RECEIVED = Phrase("认捐", "Pledged"), Phrase("收到", "Received")
_BENCHES = (
    Column(_PLEDGED, lambda line: _amount(line.pledged, line.unstated_pledges), number=True),
    Column(_RECEIVED, lambda line: _amount(line.received, line.unstated_receipts), number=True),
    number_column("已装", "Installed", "installed"),
    number_column("在用", "In use", "in_use"),
)
_MONEY = (
    Column(_PLEDGED, lambda line: _money(line.fen_pledged), number=True),
    Column(_RECEIVED, lambda line: _money(line.fen_received), number=True),
)
_LABOUR = (
    Column(_PLEDGED, lambda line: _amount(line.days_pledged, line.unstated_labour_pledges), number=True),
    Column(_RECEIVED, lambda line: _amount(line.days_received, line.unstated_labour_receipts), number=True),
)
_APART = (  # what is not counted in benches has a table of its own
    (Phrase("资金（元）", "Money (yuan)"), _MONEY),
    (Phrase("人力（工日）", "Labour (days)"), _LABOUR),
)
_SAID = {  # by key, and whether anything was written down to compare with
    ("over_pledged", True): Phrase(
        "收到 {more}，认捐 {less}，{least}多收 {n}", "received {more}, pledged {less}: {least}{n} more than pledged"
    ),
    ("over_pledged", False): Phrase("收到 {more}，没有记过认捐", "received {more}, and no pledge is written down"),
    ("not_received", True): Phrase(
        "认捐 {more}，收到 {less}，{least}还有 {n}没有收到",
        "pledged {more}, received {less}: {least}{n} not received yet",
    ),
    ("not_received", False): Phrase("认捐 {more}，还没有收到", "pledged {more}, and nothing received yet"),
    ("not_installed", True): Phrase(
        "收到 {more}，装了 {less}，{least}还有 {n}没有装",
        "received {more}, put up {less}: {least}{n} not installed yet",
    ),
    ("over_received", True): Phrase(
        "装了 {more}，收到 {less}，多 {n}", "put up {more}, received {less}: {n} more than received"
    ),
    ("over_received", False): Phrase("装了 {more}，没有记过收到凳子", "put up {more}, and no bench received"),
    ("not_in_use", True): Phrase("已装 {more}，在用 {less}", "{more} installed, {less} in use"),
    ("donor_unknown", False): Phrase("{n}不知道是谁捐的", "{n}, and nobody wrote down who gave them"),
    ("no_batch", False): Phrase(
        "{gifts}没有写给哪一批，只能各批合在一起比",
        "no batch is named for {gifts}: only all batches together can be compared",
    ),
    ("unstated", False): Phrase("{gifts}未载明数额，不能比", "no amount is stated for {gifts}: not to be compared"),
    ("nothing_stated", False): Phrase(
        "{gifts}未载明数额，也没有写给哪一批，各批都不能比",
        "neither amount nor batch is stated for {gifts}: no batch can be compared",
    ),
    ("nothing_received", False): Phrase(
        "{gifts}认捐未载明数额，也还没有记过收到",
        "no amount is stated for {gifts}, a pledge, and nothing is written down as received",
    ),
    ("nothing_recorded", False): Phrase("没有记过认捐，也没有记过收到", "no pledge and no receipt is written down"),
}
_ALONE = Phrase(
    "{gifts}没有写给哪一批，这一批不能单独比",
    "no batch is named for {gifts}: this one cannot be compared on its own",
)
_BECAUSE = {
    "fen": Phrase("另有资金 {n}，买的凳子不在收到之内", "besides {n} of money, and what that bought is not among them"),
    "replaced": Phrase("其中 {n} 张后来更换了", "{n} of these replaced since"),
}
_MEND = {  # what to type, for a partner by its number
    "not_received": Phrase(
        "收到{name}的捐赠后：songyu partner receive {partner} {what}",
        "Once received from {name}: songyu partner receive {partner} {what}",
    ),
    "over_received": Phrase(
        "补记收到{name}的捐赠：songyu partner receive {partner} {what}",
        "To add a receipt from {name}: songyu partner receive {partner} {what}",
    ),
    "over_pledged": Phrase(
        "补记{name}的认捐：songyu partner pledge {partner} {what}",
        "To add a pledge of {name}: songyu partner pledge {partner} {what}",
    ),
    "nothing_recorded": Phrase(
        "记{name}的认捐：songyu partner pledge {partner}（数额不明就不写）",
        "To add a pledge of {name}: songyu partner pledge {partner} (without an amount if none is known)",
    ),
}
_MEND["nothing_received"] = _MEND["not_received"]
_AMOUNTS = {  # how to type how much, by kind; the batch follows, or the gift would be for all of them
    "benches": Phrase("-n 张数", "-n BENCHES"),
    "money": Phrase("--money 元", "--money YUAN"),
    "labour": Phrase("--labour 工日", "--labour DAYS"),
}
_ANYBODY = {"partner": Phrase("单位", "PARTNER"), "name": Phrase("单位", "a partner"), "what": _AMOUNTS["benches"]}
_MOST_NAMED = 3  # differences with a hint each
_GIVER = Phrase(
    "补记捐赠单位：songyu bench edit {tags} --partner 单位",
    "To say who gave a bench: songyu bench edit {tags} --partner PARTNER",
)


def rows(found: Reconciliation) -> Listing:
    """Return the lines alone, a row each."""
    return Listing(found.lines, Line, NO_PARTNER)


def page(found: Reconciliation, *, more: bool) -> list[Drawing]:
    """Draw the figures by partner and batch and every difference, and with `more` where to see what is behind them."""
    scope = Phrase("，第{n}批", ", batch {n}").format(n=found.batch) if found.batch else Phrase("", "")
    title = Phrase("捐赠对账{scope}，截至{day}", "Reconciliation of gifts{scope}, as of {day}")
    things: list[Drawing] = [Heading(title.format(scope=scope, day=date_phrase(found.as_of)))]
    if found.lines:
        things += [*tables(found.lines, found.total), *differences(found.differences)]
    elif found.batch:
        things.append(Phrase("这一批还没有捐赠，也没有凳子。", "This batch has neither gifts nor benches yet."))
    if not found.partners:
        things.append(NO_PARTNER)
    elif not found.lines and not found.batch:
        things.append(_NO_GIFT)
    hint = Phrase("每个数是怎么来的：加 --explain", "What is behind each figure: add --explain")
    return [*things, Aside(hint)] if more and found.lines else things


def tables(lines: Sequence[Line], total: Line | None = None, *, named: bool = True) -> list[Drawing]:
    """Draw the lines: the benches, and then money and labour where there are any; `named` with their partners."""
    first = (
        *([Column(Phrase("单位", "Partner"), _name)] if named else []),
        Column(Phrase("批次", "Batch"), _batch, keep=True),
    )
    sums = [Phrase("合计", "Total"), *([None] if named else [])]
    rest = [Column(Phrase("其余", "Others"), _rest)] if any(map(_rest, lines)) else []
    things: list[Drawing] = [_table((*_BENCHES, *rest), first, lines, sums, total)]
    for title, columns in _APART:
        there = [line for line in lines if any(column.cell(line) is not None for column in columns)]
        if there:
            things += [Heading(title), _table(columns, first, there, sums, total)]
    return things


def _table(
    columns: Sequence[Column], first: Sequence[Column], lines: Sequence[Line], sums: list[Any], total: Line | None
) -> Table:
    closing = [*sums, *(column.cell(total) for column in columns)] if total and len(lines) > 1 else ()
    return Table((*first, *columns), lines, total=closing)


def _amount(stated: int | None, unstated: int) -> Cell:
    """Return an amount with what was not stated: 20, 未载明, 20 + 未载明, or nothing."""
    if not unstated:
        return stated
    return NOT_STATED if stated is None else Phrase("{n} + 未载明", "{n} + unstated").format(n=stated)


def _money(fen: int | None) -> Cell:
    return None if fen is None else yuan(fen)


def _rest(line: Line) -> Phrase | None:
    """Return the benches of a line that are not in use, and those that do not count: others took their place."""
    brief = Phrase("{state}{n}", "{n} {state}")
    idle = [
        brief.format(state=BENCH_STATES.phrase(state), n=len(line.tags[state]))
        for state in STATES[1:-1]
        if line.tags[state]
    ]
    if not line.replaced:
        return joined(idle) if idle else None
    also = Phrase("{idle}；另更换{n}", "{idle}; {n} more replaced") if idle else Phrase("更换{n}", "{n} replaced")
    return also.format(idle=joined(idle), n=line.replaced)


def gifts_phrase(numbers: Sequence[int]) -> Phrase:
    """Return gifts by their numbers."""
    line = Phrase("第 {numbers} 笔", "gift {numbers}" if len(numbers) == 1 else "gifts {numbers}")
    return line.format(numbers=enumerated(numbers))


def state_phrase(state: str, n: int) -> Phrase:
    """Return a number of benches in a state."""
    return Phrase("{state} {n} 张", "{n} {state}").format(state=BENCH_STATES.phrase(state), n=n)


def _name(line: Line) -> Cell:
    return line.name or UNKNOWN


def _batch(line: Line) -> Cell:
    if line.batch is not None:
        return Phrase("第{n}批", "{n}").format(n=line.batch)
    return Phrase("整个项目", "all") if line.pledges or line.receipts else None


def amount_phrase(kind: str | None, n: int) -> Phrase:
    """Return an amount of benches, fen or days of labour as it is said."""
    if kind == "money":
        return money_phrase(n)
    return numbered(n, "个工日", "day of labour", "days of labour") if kind == "labour" else benches_phrase(n)


def differences(found: Iterable[Difference]) -> list[Drawing]:
    """Say every difference with its cause, and how to write down what is missing."""
    there = list(found)
    title = Heading(Phrase("差异", "Differences"))
    if not there:
        return [title, Phrase("没有差异。", "None.")]
    return [title, *map(difference_phrase, there), *map(Aside, _mends(there))]


def _mends(found: Sequence[Difference]) -> Iterable[Phrase]:
    """Return what to type to write down what is missing: for each difference, unless there are many."""
    short: dict[Phrase, dict[Phrase, None]] = {}
    for one in found:
        if one.key in _MEND:
            amount = _AMOUNTS[one.kind or "benches"]
            of_batch = verbatim("{amount} --batch {batch}")
            what = of_batch.format(amount=amount, batch=one.batch) if one.batch else amount
            mend = _MEND[one.key].format(partner=one.partner, name=one.name, what=what)
            short.setdefault(_MEND[one.key], {})[mend] = None
    for mend, lines in short.items():
        yield from [mend.format(**_ANYBODY)] if len(lines) > _MOST_NAMED else lines
    given = next((one for one in found if one.key == "donor_unknown"), None)
    if given:
        yield _GIVER.format(tags=ranged_tags(given.tags).zh.split("、")[0])


def difference_phrase(one: Difference) -> Phrase:
    """Return a difference in one line: whose, of which batch, the two figures, and what accounts for it."""
    least = Phrase("至少", "at least ") if one.at_least else Phrase("", "")
    said = _ALONE if one.key == "no_batch" and one.batch else _SAID[one.key, one.less is not None]
    what = said.format(
        more=amount_phrase(one.kind, one.more or 0),
        less=amount_phrase(one.kind, one.less or 0),
        n=amount_phrase(one.kind, one.n or 0),
        least=least,
        gifts=gifts_phrase(one.gifts),
    )
    causes = [
        _BECAUSE[name].format(n=money_phrase(n) if name == "fen" else n) if name in _BECAUSE else state_phrase(name, n)
        for name, n in one.because.items()
    ]
    if causes:
        what = Phrase("{what}：{why}", "{what}: {why}").format(what=what, why=joined(causes))
    batch = Phrase("第{n}批", "batch {n}").format(n=one.batch) if one.batch else None
    where = dotted(UNKNOWN if one.partner is None else verbatim(one.name or ""), batch)
    return Phrase("{where}：{what}", "{where}: {what}").format(where=where, what=what)
