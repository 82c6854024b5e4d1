"""Why an address is refused, said so that it can be put right. `kind` is one of a closed list."""

from __future__ import annotations

from typing import ClassVar

from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.wording import Phrase


class AddressRefused(UsageRefused):
    """What was written is not one address that can be taken with certainty.

    The sentence repeats it as `written`, masked and cut short: people write flats, names and phones beside addresses.
    """

    name: ClassVar[str]

    def __init__(self, **values: object) -> None:
        super().__init__(**{key: quoted(value) if isinstance(value, str) else value for key, value in values.items()})

    @property
    def kind(self) -> str:
        """One of empty, zero, no_building, no_unit, unparsed, ambiguous, multiple, typo, excel_*, other_community."""
        return self.name


class EmptyAddress(AddressRefused):
    """Nothing was written."""

    name = "empty"
    sentence = Phrase("没有写地址。", "No address was given.")
    hint = Phrase("写成 12-3 或 12幢3单元。", "Write 12-3 or 12幢3单元.")


class ZeroNumber(AddressRefused):
    """A zone, building or unit numbered 0."""

    name = "zero"
    sentence = Phrase(
        "“{written}”里有 0：没有 0 区、0 幢或 0 单元。", "“{written}” has a 0: there is no zone, building or unit 0."
    )
    hint = Phrase(
        "核对后写成 12-3；不知道单元的，先到现场看门牌。", "Look it up, then write 12-3; the plate at the door tells."
    )


class NoBuilding(AddressRefused):
    """A place or a unit without a building."""

    name = "no_building"
    sentence = Phrase("“{written}”没有幢号。", "“{written}” names no building.")
    hint = Phrase("把幢和单元都写上，如 12-3 或 12幢3单元。", "Write building and unit, such as 12-3 or 12幢3单元.")


class NoUnit(AddressRefused):
    """A whole building where one stairwell is needed."""

    name = "no_unit"
    sentence = Phrase(
        "“{written}”只写到楼栋，没有单元。", "“{written}” names a building, and a stairwell (单元) is needed."
    )
    hint = Phrase("把单元也写上，如 {building}-1。", "Add the unit, such as {building}-1.")


class Unparsed(AddressRefused):
    """Not a way of writing an address that is known."""

    name = "unparsed"
    sentence = Phrase("看不懂地址“{written}”。", "“{written}” is not an address that can be read.")
    hint = Phrase("写成 12-3、12幢3单元 或 {estate}12幢3单元。", "Write 12-3, 12幢3单元 or {estate}12幢3单元.")


class NakedNumber(Unparsed):
    """A number after the building that may be a unit or a flat."""

    sentence = Phrase(
        "“{written}”里最后的数是单元还是户号，说不准。",
        "The last number of “{written}” may be a unit or a mistyped flat.",
    )
    hint = Phrase("是单元就写成 {proposal}。", "If it is the unit, write {proposal}.")


class Ambiguous(AddressRefused):
    """More than one reading is possible."""

    name = "ambiguous"
    sentence = Phrase("“{written}”有几种读法。", "“{written}” can be read in more than one way.")
    hint = Phrase(
        "写清楚幢和单元，如 12幢3单元；有几个就各写全：12-3、12-4。",
        "Say which is building and unit, such as 12幢3单元; write several in full: 12-3、12-4.",
    )


class SeveralAddresses(AddressRefused):
    """More than one stairwell where one is expected."""

    name = "multiple"
    sentence = Phrase("“{written}”写了 {count} 个地址。", "“{written}” names {count} places.")
    hint = Phrase(
        "分开写：{found}；表格导入时可加 --expand 拆开。",
        "Write them apart: {found}; the import of a table splits them with --expand.",
    )


class AddressTypo(AddressRefused):
    """A slip of the voice or pinyin keyboard: the fix is proposed, never applied."""

    name = "typo"
    sentence = Phrase("“{written}”像是打错了字。", "“{written}” looks mistyped.")
    hint = Phrase("是不是 {proposal}？是的话这样重写。", "Is it {proposal}? Then write it so.")


class ExcelDate(AddressRefused):
    """A date that was 12-3 before a spreadsheet got hold of it."""

    name = "excel_date"
    sentence = Phrase(
        "“{written}”是日期，不是地址：Excel/WPS 会把 {proposal} 这样的地址改成日期。",
        "“{written}” is a date and not an address: Excel and WPS turn an address like {proposal} into a date.",
    )
    hint = Phrase(
        "先把这一列的单元格格式设为“文本”，再重新填写，如 {proposal}。",
        "Set the column to Text (文本) first, then type it again, such as {proposal}.",
    )


class SlashedAddress(ExcelDate):
    """12/3: typed at the keyboard rather than made by Excel."""

    sentence = Phrase("“{written}”带斜杠，是日期的写法。", "“{written}” has a slash, which is how dates are written.")
    hint = Phrase("是不是 {proposal}？", "{proposal}?")


class ExcelNumber(ExcelDate):
    """A bare number that was 12-3 before a spreadsheet got hold of it."""

    name = "excel_number"
    sentence = Phrase(
        "“{written}”是一个数，不是地址：Excel/WPS 会把 {proposal} 这样的地址改成数。",
        "“{written}” is a number and not an address: Excel and WPS turn an address like {proposal} into a number.",
    )


class OtherCommunity(AddressRefused):
    """An address that names another subdistrict or community than the ledger's."""

    name = "other_community"
    sentence = Phrase(
        "“{written}”写的是{named}，本台账是{subdistrict}{community}。",
        "“{written}” is in {named}; this ledger is {subdistrict}{community}'s.",
    )
    hint = Phrase(
        "不属于本社区的不要登记；写错了就去掉“{named}”。",
        "Leave out what belongs to another community; if it was a slip, take out “{named}”.",
    )
