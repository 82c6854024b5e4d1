import pytest

from songyu_cli.domain.addresses import FLAT_DROPPED, AddressRefused, Home, read_parts

HOME = Home(community="淞渔社区", subdistrict="斜塘街道", estate="淞泽家园九区")
OURS = "淞泽家园九区/12/3"


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        (("", "", "12", "3"), OURS),
        (("淞泽家园", "九区", "12幢", "3单元"), OURS),
        (("淞泽家园九区", "", "12号楼", "三"), OURS),
        (("淞泽家园九区", "9", "12.0", "3.0"), OURS),
        (("", "9", "十二", "03"), OURS),
        (("", "六区", "12#", "3梯"), "淞泽家园六区/12/3"),
        (("淞泽家园", "二期", "12", "3"), "淞泽家园二期/12/3"),
        (("竹海水韵竹邻间", "", "12", "甲"), "竹海水韵竹邻间/12/甲"),
        (("竹海水韵竹邻间", "2", "12A", "A"), "竹海水韵竹邻间二区/12A/A"),
        (("", "", "12幢", ""), "淞泽家园九区/12/-"),
        *((("", "", "12", blank), "淞泽家园九区/12/-") for blank in "/-—无"),
        (("", "", "12-3", ""), OURS),
        (("", "", "淞泽家园八区12幢", "3"), "淞泽家园八区/12/3"),
        (("淞泽家园", "八区", "淞泽家园八区12幢", "3"), "淞泽家园八区/12/3"),
        (("", "", "12", "3单元402"), OURS),
        (("", "", "a", "东"), "淞泽家园九区/A/东"),
        (("", "", "12幢3单元", ""), OURS),
        (("石湖", "", "12", "3"), "石湖/12/3"),
        (("石湖" * 10, "", "12", "3"), "石湖" * 10 + "/12/3"),
    ],
)
def test_reads_columns(cells, key):
    assert read_parts(*cells, HOME).address.key == key


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("", "", "", " "), "empty"),
        (("淞泽家园", "九区", "", "3"), "no_building"),
        (("", "", "0", "3"), "zero"),
        (("", "0", "12", "3"), "zero"),
        (("", "", "12月3日", ""), "excel_date"),
        (("", "", "45629", "1"), "excel_number"),
        (("", "", "12", "12月3日"), "excel_date"),
        (("", "", "12", "3、4"), "multiple"),
        *((("", "", "12", f"3{comma}4"), "multiple") for comma in "，；&+至到和及与 "),
        (("", "", "12", "1-3"), "multiple"),
        (("", "", "12、13", ""), "multiple"),
        (("", "", "12", "402"), "unparsed"),
        (("9", "", "12", "3"), "unparsed"),
        (("园", "", "12", "3"), "unparsed"),
        (("石湖" * 10 + "里", "", "12", "3"), "unparsed"),
        (("淞泽家园100区", "", "12", "3"), "unparsed"),
        (("淞泽家园0区", "", "12", "3"), "zero"),
        (("", "", "12-3", "3"), "ambiguous"),  # never 12-33
        (("淞泽家园2", "9", "12", "3"), "unparsed"),  # never 二十九区
        (("", "", "12 3", "1"), "ambiguous"),
        (("淞泽家园九区", "八区", "12", "3"), "unparsed"),
        (("淞泽家园八区", "", "淞泽家园九区12幢", "3"), "ambiguous"),
        (("", "八区", "淞泽家园九区12幢", "3"), "ambiguous"),
        (("苏安社区", "", "12", "3"), "other_community"),
        (("", "", "12撞", "3"), "typo"),
        (("", "", "12", "3" * 300), "unparsed"),
    ],
)
def test_refuses_columns(cells, kind):
    with pytest.raises(AddressRefused) as refused:
        read_parts(*cells, HOME)
    assert refused.value.kind == kind


def test_columns_say_that_the_zone_was_assumed():
    (notice,) = read_parts("淞泽家园", "", "12", "3", HOME).notices
    for words in notice:
        assert "淞泽家园九区" in words
    assert read_parts("", "", "12", "3", HOME).notices == ()


def test_columns_say_that_the_flat_was_left_out():
    assert read_parts("", "", "12", "3单元402", HOME).notices == (FLAT_DROPPED,)
