"""How addresses are written: the text made plain, and the patterns of its parts.

The patterns are strings, compiled when first used: most commands read only `12-3` and never need them.
Every repetition is bounded or possessive, so that no text, however strange, takes long.
"""

from __future__ import annotations

import re
import unicodedata

from songyu_cli.domain.numerals import NUMERALS
from songyu_cli.domain.stairwells import LABELS

LONGEST = 200
"""Characters; nothing longer is an address."""

_DASHES = "—–―‐‑‒−～~ー─"
_INVISIBLE = "\ufeff\u00ad\u2060\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_FOLDED = str.maketrans(
    dict(zip("號樓棟單區園澤戶數層門東漁蘇業", "号楼栋单区园泽户数层门东渔苏业", strict=True))
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_INVISIBLE, "")
)
_WRAPPING = "=\"'“”‘’`。,;、 \t\r\n"  # ="12-3" and '12-3 are how Excel keeps text
# What masking leaves of a flat, a telephone or the like, with the dash or bracket before it.
_MASKED = r"[-( ]*\[(?:手机|电话|身份证|户号|微信|银行卡)\]\)?"
_IDLE_SPACE = f"(?<![0-9{NUMERALS}]) | (?![0-9{NUMERALS}])"

HAN = "[㐀-鿿〇\U00020000-\U000323af]"
NUMBER = rf"(?:[0-9]++|[{NUMERALS}]++)"
MARK = rf"(?:{NUMBER}|[{LABELS}])"
BUILDING_WORD = r"(?:号?[幢栋座]|号楼|#楼?|号(?!楼|单元|门洞|梯))"
UNIT_WORD = r"(?:号?(?:单元|楼道口?|门洞|梯))"
SEPARATORS = "-,;/ "
_LONG_FLAT = "[0-9]{3,4}[A-Z]?[室号房户]?"
_FLAT = (
    rf"(?:{NUMBER}[层楼](?![下道])|[东西南北中左右]边?户"
    rf"|{_LONG_FLAT}|{NUMBER}(?:号?室|房)|(?:(?<=[元层梯洞道])|(?<=[0-9{NUMERALS}]楼)){NUMBER}[号户]|[{NUMERALS}]{{3,4}})"
)
_FLATS = rf"(?:-?\(?{_FLAT}\)?|[,、 ]{_LONG_FLAT}){{0,4}}+"
SPOT = r"(?:\(?(?:楼道口|门口|门前|楼下|入口|大门)\)?)"

SHORT = "0*([1-9][0-9]{0,2})([A-Z]?)-0*([1-9][0-9]?)"
"""12-3, which is nearly everything that is typed."""
BODY = (
    rf"(?:(?P<number>{NUMBER})(?P<letter>[A-Z])?|(?P<lettered>[A-Z])(?=号?[幢栋座]|号楼))"
    rf"(?:{BUILDING_WORD}(?:[{SEPARATORS}(]?(?:(?P<unit>{MARK}){UNIT_WORD}\)?|(?P<before_flat>{NUMBER})(?=-[0-9]{{3,4}})))?"
    rf"|-(?P<short>{MARK}){UNIT_WORD}?"
    r"|(?<![0-9]{4})(?=$|-[0-9]{3,4}[室房]))"
    rf"(?P<flat>{_FLATS}){SPOT}{{0,2}}+(?P<after>{HAN}.{{2,15}})?"
)
"""Building, unit, what is dropped, and an estate that was put at the end."""
KEY = rf"(?P<place>[^/]*{HAN}[^/]*)/(?P<building>[0-9]+[A-Z]?|[A-Z])/(?P<label>[0-9]+|[-{LABELS}])"

ESTATE_NAME = (
    "(?!本|我|该|这|那|隔壁|对面|旁边|附近|家园|花园)"  # words that point rather than name
    rf"(?:(?![区省县市号幢栋单]){HAN}|(?<=[城都])市){{1,12}}"
    "(?:(?<![公校儿])园|[苑村庭邸]|(?<=..)(?:小区|公寓|广场|公馆|山庄|华府|新城|家属院))"
)
ZONE = rf"(?P<zone>{NUMBER}|[东西南北中A-Z])(?P<word>[区期])"
ZONED = rf"(?P<name>.+?)(?:{ZONE})?"
OTHER_PLACE = rf"{HAN}{{1,16}}?(?:街道(?:{HAN}{{1,16}}?社区)?|社区)"
REGION = (
    rf"(?:{HAN}{{2,3}}省)?(?:{HAN}{{2,3}}(?<![城都])市)?"
    rf"(?:{HAN}{{0,4}}工业园区|(?<=市){HAN}{{1,3}}(?<![小{NUMERALS}])[区县])?"
)
"""Province, city and district, as far as they cannot be part of an estate's name."""

UNIT_ALONE = rf"(?:(?:{MARK}[-、,]){{0,9}}{MARK}{UNIT_WORD})?{_FLATS}{SPOT}{{0,2}}+"
CHAIN = rf"{NUMBER}(?:-{NUMBER})+{BUILDING_WORD}?"
NAKED = rf"{NUMBER}[A-Z]?{BUILDING_WORD}[{SEPARATORS}]?{NUMBER}号?"
BARE = rf"(?:{NUMBER}[A-Z]?|[{LABELS}])"
BARE_LIST = rf"{BARE}(?:[、,;&+至到和及与 ]{BARE}){{0,29}}"


def plain_text(text: str) -> str:
    """Return what was written in one way of writing: half width, simplified, capitals, without spaces.

    A space between two numbers stays, so that 12 3 does not become 123.
    """
    text = unicodedata.normalize("NFKC", text).translate(_FOLDED).strip(_WRAPPING).upper()
    if "[" in text:
        text = re.sub(_MASKED, "", text)
    if not text.isalnum():  # nothing below changes plain letters and digits
        text = re.sub("-{2,}", "-", re.sub(_IDLE_SPACE, "", " ".join(text.split())))
    if "BUILDING" in text or "UNIT" in text:
        text = re.sub(r"BUILDING([0-9]+[A-Z]?|[A-Z])(?![0-9A-TV-Z])", r"\1幢", text)
        text = re.sub(rf"UNIT([0-9]+|[{LABELS}])(?![0-9A-Z])", r"\1单元", text)
    return text
