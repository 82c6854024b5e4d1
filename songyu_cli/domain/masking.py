"""Private data taken out of free text before it is stored, logged or quoted: phones, ids, flat numbers, WeChat names.

The rules look at a plain view of the text (half-width digits, one kind of dash, nothing invisible) and what they
find is replaced in the text itself; every other character stays as typed. From each place a rule looks at a bounded
stretch, so that the work grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from songyu_cli.domain.cleaning import clean, plain

if TYPE_CHECKING:
    from collections.abc import Callable

Hit = Literal["mobile", "id", "tel", "room", "wechat", "card"]
TOKENS: dict[Hit, str] = {
    "mobile": "[手机]",
    "id": "[身份证]",
    "tel": "[电话]",
    "room": "[户号]",
    "wechat": "[微信]",
    "card": "[银行卡]",
}
_TAKEN = "\uffff"  # stands in the view for what an earlier rule found
_QUOTED = 40
_LOOKED_AT = 2000  # of a text to quote: enough to hold what is shown, however much of it is masked
_FOREIGN = r"[^\W\d_\u3400-\u9fff]"  # a letter of another script, as WeChat names have


@dataclass(frozen=True)
class Masked:
    """Text without private data, and what was found, in the order of the text."""

    text: str
    hits: tuple[Hit, ...] = ()


def mask(text: str) -> Masked:
    """Replace phone, identity card and bank card numbers, flat numbers and WeChat names by what they are.

    Masking twice changes nothing more. Names of people cannot be found safely: see `likely_names`.
    """
    if sum(map(str.isnumeric, text)) < 2 and not re.search(_FOREIGN, text):  # noqa: PLR2004
        return Masked(text)
    seen = [_seen(char) for char in text]
    view = "".join(seen)
    place = [index for index, shown in enumerate(seen) for _ in shown]
    found: list[tuple[int, int, Hit]] = []
    for hit, pattern in _rules():
        view = _taken(view, hit, pattern, found)
    pieces, end = [], 0
    for first, last, hit in sorted(found):
        pieces += [text[end : place[first]], TOKENS[hit]]
        end = place[last - 1] + 1
    return Masked("".join(pieces) + text[end:], tuple(hit for _, _, hit in sorted(found)))


def quoted(text: str) -> str:
    """Return what somebody wrote as a message may repeat it: masked, safe for a terminal, on one line, cut short."""
    shown = clean(mask(text[:_LOOKED_AT]).text).strip()
    return shown if len(shown) <= _QUOTED else shown[: _QUOTED - 1] + "…"


def _taken(view: str, hit: Hit, pattern: re.Pattern[str], found: list[tuple[int, int, Hit]]) -> str:
    """Add what a rule finds, and return the view with it taken out, in the same length."""
    fits = _FITS.get(hit, bool)
    pieces, end = [], 0
    for match in pattern.finditer(view):
        first, last = match.span("found")
        if first >= end and fits(match["found"]):
            found.append((first, last, hit))
            pieces += [view[end:first], _TAKEN * (last - first)]
            end = last
    return "".join(pieces) + view[end:] if pieces else view


@lru_cache(maxsize=4096)
def _seen(char: str) -> str:
    if unicodedata.category(char) in ("Mn", "Me"):  # what is drawn over a digit does not hide it
        return ""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    return "".join(map(plain, unicodedata.normalize("NFKC", char)))


_BETWEEN = r"[ ._·・•。-]"  # what people put between the digits of one number
_GAP = _BETWEEN + "{0,3}"
_DIGIT = f"(?:{_GAP}[0-9])"
_PAIRED = rf"(?:(?:{_BETWEEN}{{1,3}}(?=[0-9]{{2}}))?[0-9])"  # a digit; a group that it begins has two or more
_NUMERAL = "〇零○一二三四五六七八九"
_ROOM_DIGIT = f"[0-9{_NUMERAL}十百]"
_UNITED = "单元|單元"
_MEASURE = "年月日人户戶张張个個名位条條套次元块塊米岁歲天多余餘来來几层層楼樓级級%平家"
_NOT_ROOM = rf"(?![0-9A-Za-z{_NUMERAL}十百千万]|[.,:][0-9]|[ ]?[{_MEASURE}])"
_ENDS = rf"(?![0-9A-Za-z{_NUMERAL}十百千万]|[ ]?[{_MEASURE}])"  # of each in a list: 402, 2022年 is one flat and a year
_FLAT = rf"(?:[0-9]{{3,4}}[A-D]?|[{_NUMERAL}]{{3,4}}){_ENDS}"
_ROOM = rf"(?P<found>{_FLAT}(?:[、,和及/~至到-][0-9]{{3,4}}[A-D]?{_ENDS}){{0,9}})(?![.:~至到-][0-9])"
_YEAR = r"(?!(?:19|20)[0-9]{2}[-./][0-9])"
_NO_DATE = r"(?!(?:19|20)[0-9]{2}(?P<cut>[./-]?)(?:0[1-9]|1[0-2])(?P=cut)(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
_DATE = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)"
_CITIZEN = rf"{_PROVINCE}[0-9]{{4}}(?:18[0-9]{{6}}|{_DATE})[0-9]{{3}}[0-9X]"
_OLD_CITIZEN = rf"{_PROVINCE}[0-9]{{6}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}"


def _sizes(found: str) -> list[int]:
    return [len(group) for group in re.findall("[0-9]+X?", found.upper())]


def _one_number(found: str) -> bool:
    """Tell one number written in groups (138 1234 5678) from several numbers in a row (13-1 14-2 15-3 16)."""
    first, *others = _sizes(found)
    return not others or (first > 2 and min(others) > 1) or {first, *others} == {1}  # noqa: PLR2004


def _is_mobile(found: str) -> bool:
    """Tell a mobile number from 150 followed by 2021-09-05."""
    if "1" not in found:  # in Chinese numerals
        return True
    number = found[found.index("1") :]  # no prefix has a 1 in it
    dated = _sizes(number) in ([3, 8], [3, 4, 2, 2]) and re.fullmatch(_DATE, re.sub("[^0-9]", "", number)[3:])
    return not dated and _one_number(number)


def _is_citizen(found: str) -> bool:
    compact = re.sub("[^0-9X]", "", found.upper())
    return bool(re.fullmatch(f"{_CITIZEN}|{_OLD_CITIZEN}", compact)) and _one_number(found)


_FITS: dict[Hit, Callable[[str], bool]] = {"id": _is_citizen, "mobile": _is_mobile}
_AREA = r"(?:(?:[+]|(?<![0-9])00)86" + _GAP + r"[(]?0?|(?:[(]|(?<![0-9]))0)[1-9][0-9]{1,2}[)]?"
_LOCAL = rf"{_NO_DATE}[2-9]{_PAIRED}{{6,7}}"
_CALL = "(?:电话|電話|座机|固话|致电|拨打|tel|phone)[号码號碼 :.是为]{0,6}"
_WECHAT = "(?:微信|加v|(?<![A-Za-z])(?:[vw]x|v信|wechat|weixin))(?:号码|号|號|id)?[ :=是为]{0,5}"
_FLATS = rf"{_ROOM_DIGIT}{{3,7}}[A-Z]?(?:[、,和及/]{_ROOM_DIGIT}{{2,7}}[A-Z]?){{0,9}}[ ]?号?[室房]"
_STAIRWELL = (
    rf"(?:(?<![0-9A-Za-z.-])(?:{_ROOM_DIGIT}{{1,3}}[A-Z]?[ ]?-[ ]?){{1,2}}{_ROOM_DIGIT}{{1,2}}"
    rf"|[幢栋棟座楼樓#]{_ROOM_DIGIT}{{1,2}}|{_UNITED})"
)
_SURNAMES = (
    "王李刘陈杨赵黄吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪"
    "戴崔任陆廖姚金邱夏谭韦贾邹熊孟秦阎薛侯雷白龙郝孔邵史常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜"
    "庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲祁路涂兰甘裴梅童翁霍阮柯肖"
)
_TITLES = (
    "老太太 老太 老伯 老师傅 老师 大爷 大妈 大娘 大伯 大叔 大姐 大哥 阿姨 阿婆 阿公 奶奶 爷爷 叔叔 伯伯 婆婆 "
    "师傅 先生 女士 小姐 太太 同志"
)
# 张, 段, 方 and their like also count things: 两张老凳子
_SURNAME = f"欧阳|上官|司马|诸葛|[{_SURNAMES}]|(?<![0-9一二三四五六七八九十百两几每这那半])[张段方石毛周]"
_TITLE = "|".join(_TITLES.split()) + "|老(?![年人旧化龄少城房小楼服院伴百干板街])"

# The number of a flat as doors have it, floor and door, and who stands behind it: 402王大爷, 住402, 402那家.
_DOOR = r"(?!(?:19|20)[0-9]{2})(?P<found>(?:[1-9]|[1-3][0-9])(?:0[1-9]|1[0-2])[A-D]?)"
_HOUSEHOLD = "住户|住戶|那家|那户|这家|这户|家的|家里|老人家"
_RULES: tuple[tuple[Hit, str], ...] = (  # first those whose finds might be taken for another's
    # a lookahead lets the search begin again inside what did not fit
    ("id", rf"(?<![0-9])(?=(?P<found>[1-9]{_DIGIT}{{16}}{_GAP}(?:[0-9](?![0-9])|X)))"),
    ("id", rf"(?<![0-9])(?=(?P<found>[1-9]{_DIGIT}{{14}})(?![0-9]))"),
    ("card", rf"(?<![0-9])(?P<found>62[0-9]{_PAIRED}{{13,16}})(?![0-9])"),
    ("mobile", rf"(?=(?P<found>(?:[+]86{_GAP}|(?<![0-9])(?:0086{_GAP}|86-?|0)?)1{_GAP}[3-9]{_DIGIT}{{9}})(?![0-9]))"),
    ("mobile", rf"(?<![{_NUMERAL}])(?P<found>[一幺][三四五六七八九][幺{_NUMERAL}]{{9}})(?![{_NUMERAL}])"),
    ("tel", rf"(?P<found>{_AREA}{_GAP}{_LOCAL})(?![0-9])"),
    ("tel", rf"{_CALL}(?P<found>{_LOCAL})(?![0-9])"),
    ("wechat", rf"{_WECHAT}(?P<found>[a-z][a-z0-9_-]{{5,}}|{_NO_DATE}[0-9]{{6}}[a-z0-9_-]*)"),
    ("room", rf"(?<!{_ROOM_DIGIT})(?P<found>{_FLATS})(?![内內外友屋产產地租型])"),
    ("room", rf"(?:{_UNITED}|[楼樓层層]|[0-9]-)[ ]?(?P<found>{_ROOM_DIGIT}{{1,2}}号?室)(?![内內外友])"),
    ("room", rf"(?:{_UNITED}|[幢栋棟楼樓层層]|[户戶房室]号)[ ]?-?[ ]?{_YEAR}{_ROOM}"),
    ("room", rf"{_STAIRWELL}[ ]?-[ ]?{_YEAR}{_ROOM}"),
    ("room", rf"(?<!入)住[在的是]{{0,2}}[ ]?{_DOOR}{_NOT_ROOM}"),
    ("room", rf"(?<![0-9A-Za-z.-])(?:[0-9]{{1,2}}-)?{_DOOR}(?=[ ]?(?:{_HOUSEHOLD}|的?(?:{_SURNAME})(?:{_TITLE})))"),
    # 3-402 might be a range; with a nought before the door it is a flat
    ("room", rf"(?<![0-9A-Za-z.-])[0-9]{{1,2}}-(?P<found>[1-9]0[1-9]){_NOT_ROOM}(?!-[0-9])"),
)


@cache
def _rules() -> list[tuple[Hit, re.Pattern[str]]]:
    """Compile the rules when they are first needed: most commands mask nothing."""
    return [(hit, re.compile(pattern, re.IGNORECASE)) for hit, pattern in _RULES]


_COMMON = "王李张刘陈杨赵吴徐孙朱胡郭何郑谢韩冯曹彭曾肖沈潘蒋蔡陆钱周"


@cache
def _names() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_SURNAME})(?:{_TITLE}|某某?(?![个些种])|[x×*]{{1,3}}(?![a-z0-9]))"
        rf"|[老小][{_COMMON}](?![树贴旧设家])"
        rf"|(?:联系人|户主|姓名|反映人|申请人)[ :是为]{{0,3}}(?:{_SURNAME})[\u4e00-\u9fff]{{1,2}}",
        re.IGNORECASE,
    )


def likely_names(text: str) -> tuple[str, ...]:
    """Return what looks like a person's name (孙老, 王阿姨, 张某某), for a warning; many names do not show."""
    return tuple(dict.fromkeys(_names().findall("".join(map(plain, text)))))
