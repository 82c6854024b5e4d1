"""Partner organisations (共建单位): who gives, who builds, and which of them is meant by a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_NAME = 60  # characters
_NEAR = 0.6  # of what was typed, found in its order in a name


class Partner(NamedTuple):
    """One organisation; `partner` is its number, `name` stands as it was written."""

    partner: int
    name: str
    role: str
    note: str | None


class Gift(NamedTuple):
    """What a partner pledged, or gave: `step` is `pledged` or `received`, `gift` its number.

    Its `kind` says which of the three amounts it may have: benches, fen, or person-days of labour, which may not be
    stated. Of an `unstated` one nothing is. Without a `batch` it is for the whole programme.
    """

    gift: int
    partner: int
    name: str
    batch: int | None
    step: str
    kind: str
    benches: int | None
    fen: int | None
    days: int | None
    given_on: str
    role: str
    note: str | None


class PartnerNotFound(NotFound):
    """No partner goes by that number, name or part of a name."""

    sentence = Phrase("没有登记过单位“{text}”。", "There is no partner “{text}”.")
    hint = Phrase(
        "{near}看全部：songyu partner list；是新的单位就先登记：songyu partner add 名称。",
        "{near}See all: songyu partner list; register a new one first: songyu partner add NAME.",
    )

    def __init__(self, text: str, nearest: Partner | None) -> None:
        question = Phrase("最接近的是 {n}“{name}”。", "The nearest is {n}, “{name}”. ")
        near = question.format(n=nearest.partner, name=quoted(nearest.name)) if nearest else Phrase("", "")
        super().__init__(text=quoted(text), near=near)


class PartnersAlike(UsageRefused):
    """A part of a name that several partners have."""

    sentence = Phrase("“{text}”不止一个单位：{partners}。", "“{text}” may be any of: {partners}.")
    hint = Phrase("写编号（如 {first}）或全名。", "Write its number, such as {first}, or its whole name.")

    def __init__(self, text: str, fitting: Sequence[Partner]) -> None:
        listed = joined([verbatim(f"{one.partner} {one.name}") for one in fitting])
        super().__init__(text=quoted(text), partners=listed, first=fitting[0].partner)


class PartnerExists(RuleForbids):
    """Two partners of one name could not be told apart."""

    sentence = Phrase("已有叫“{name}”的单位，是第 {partner} 号。", "Partner {partner} is called “{name}” already.")
    hint = Phrase(
        "看它：songyu partner show {partner}；要改：songyu partner edit {partner}。",
        "See it: songyu partner show {partner}; to change it: songyu partner edit {partner}.",
    )


class PartnerUnnamed(UsageRefused):
    """A name without a letter, which could be taken for a number."""

    sentence = Phrase("“{text}”不是单位的名称。", "“{text}” is not the name of an organisation.")
    hint = Phrase("例如：songyu partner add 苏州银行。", "For example: songyu partner add 'Bank of Suzhou'.")


class PartnerNameLong(UsageRefused):
    """A name so long that it is more than a name, and that no table could show."""

    sentence = Phrase(
        "单位名称有 {n} 个字，最多 {most} 个字。", "The name has {n} characters; {most} are the most there can be."
    )
    hint = Phrase(
        "只写单位的名称，其余写到 --note 里。", "Give the organisation's name alone, and the rest with --note."
    )


class GiftTwice(UsageRefused):
    """Benches, money and labour are gifts of their own."""

    sentence = Phrase("一次只记一样：凳子、资金或人力。", "One gift at a time: benches, money or labour.")
    hint = Phrase(
        "分开记，每样一条；-n 是凳子张数，--money 是元，--labour 是工日。",
        "Write them one by one: -n for benches, --money for yuan, --labour for person-days.",
    )


class GiftUnsized(UsageRefused):
    """Benches and money come with their amount, or nothing is stated."""

    sentence = Phrase("写了{kind}，没有写多少。", "It says {kind}, and not how much.")
    hint = Phrase(
        "凳子写 -n 张数，资金写 --money 金额；数额不明就去掉 --kind，记作未载明。",
        "Add -n NUMBER for benches or --money YUAN; if the amount is not known leave --kind out.",
    )


class GiftOfNothing(UsageRefused):
    """A sum of nought is no gift."""

    sentence = Phrase("金额是 0。", "The amount is 0.")
    hint = Phrase("写实际金额；不知道就不写，记作未载明。", "Give the amount; if it is not known leave it out.")


def spelling(name: str) -> str:
    """Return a name as names are compared: half-width, without blanks, in lower case."""
    return "".join(folded(name).split()).casefold()


def checked_name(text: str) -> str:
    """Return a name as it is stored. Raises PartnerUnnamed and PartnerNameLong."""
    if not any(map(str.isalpha, text)):
        raise PartnerUnnamed(text=quoted(text))
    name = text.strip()
    if len(name) > LONGEST_NAME:
        raise PartnerNameLong(n=len(name), most=LONGEST_NAME)
    return name


def named(partners: Iterable[Partner], text: str) -> Partner:
    """Return the partner meant: by number (3, #3), by its name, or by a part of the name that no other has.

    Raises PartnerNotFound and PartnersAlike.
    """
    known = list(partners)
    wanted = spelling(text)
    number = wanted.removeprefix("#")
    if number.isdigit():  # 58 means a number, whoever has it in the name
        fitting = [one for one in known if number == str(one.partner)]
    else:
        fitting = [one for one in known if wanted == spelling(one.name)]
        fitting = fitting or [one for one in known if wanted and wanted in spelling(one.name)]
    if len(fitting) > 1:
        raise PartnersAlike(text, fitting)
    if not fitting:
        raise PartnerNotFound(text, _nearest(known, wanted))
    return fitting[0]


def _nearest(partners: Sequence[Partner], wanted: str) -> Partner | None:
    from difflib import SequenceMatcher  # noqa: PLC0415  # only a refusal needs it

    def likeness(one: Partner) -> float:
        blocks = SequenceMatcher(None, wanted[:60], spelling(one.name), autojunk=False).get_matching_blocks()
        return sum(block.size for block in blocks) / (len(wanted[:60]) or 1)

    best = max(partners, key=likeness, default=None)
    return best if best and likeness(best) >= _NEAR else None
