import pytest

from songyu_cli.domain.addresses import AddressRefused, Home, expand_units, read_unit

HOME = Home(community="淞渔社区", subdistrict="斜塘街道", estate="淞泽家园九区")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("12-3", "12-3"),
        ("12幢", "12幢"),
        ("12幢3、4单元", "12-3 12-4"),
        ("12幢3，4和6单元", "12-3 12-4 12-6"),
        ("12幢3单元和13幢1单元", "12-3 13-1"),
        ("12幢3单元、4单元；13幢1单元", "12-3 12-4 13-1"),
        ("12幢3、4单元门口", "12-3 12-4"),
        ("12-3、12-4", "12-3 12-4"),
        ("12-3\n12-4", "12-3 12-4"),
        ("12幢3单元\r\n13幢1单元", "12-3 13-1"),
        ("12-3、4单元", "12-3 12-4"),
        ("12幢、13幢", "12幢 13幢"),
        ("12、13幢", "12幢 13幢"),
        ("12幢1-3单元", "12-1 12-2 12-3"),
        ("12幢3到4单元", "12-3 12-4"),
        ("12幢1～3单元、5单元", "12-1 12-2 12-3 12-5"),
        ("12幢一至三单元", "12-1 12-2 12-3"),
        ("12至14幢", "12幢 13幢 14幢"),
        ("12幢甲、乙单元", "12-甲 12-乙"),
        ("12A幢1单元及12B幢1单元", "12A-1 12B-1"),
        ("12A和12B幢", "12A幢 12B幢"),
        ("12-3&12-4", "12-3 12-4"),
        ("12-3+12-4", "12-3 12-4"),
        ("12幢3单元(门口)与4单元(门口)", "12-3 12-4"),
        ("12幢1-30单元", " ".join(f"12-{unit}" for unit in range(1, 31))),
        *((f"12幢3{word}和4{word}", "12-3 12-4") for word in ("单元", "梯", "门洞", "楼道", "楼道口", "号楼道")),
        *((f"12-3、12-4号{word}", "12-3 12-4") for word in ("单元", "梯", "门洞")),
        *((f"12{word}和13{word}", "12幢 13幢") for word in ("幢", "栋", "座", "号", "号楼", "#", "#楼")),
    ],
)
def test_takes_apart_what_is_certain(text, places):
    assert " ".join(address.short for address in expand_units(text, HOME)) == places


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("八区12幢3单元、13幢1单元", ["淞泽家园八区/12/3", "淞泽家园八区/13/1"]),
        ("八区12-3、九区13-1", ["淞泽家园八区/12/3", "淞泽家园九区/13/1"]),
        ("和平新村1幢2单元、3单元", ["和平新村/1/2", "和平新村/1/3"]),
    ],
)
def test_the_estate_holds_until_another_is_named(text, keys):
    assert [address.key for address in expand_units(text, HOME)] == keys


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12-3、4", "ambiguous"),
        ("12、3", "ambiguous"),
        ("12、民生小区3", "ambiguous"),
        ("12、13幢3单元", "ambiguous"),
        ("12幢、13幢1单元", "ambiguous"),
        ("12幢3单元、13-1", "ambiguous"),
        ("12-3、12-3", "ambiguous"),
        ("12幢9-3单元", "ambiguous"),
        ("12幢1-302单元", "ambiguous"),
        ("12幢3-3单元", "ambiguous"),
        ("12幢1-31单元", "ambiguous"),
        ("12幢十十至3单元", "ambiguous"),
        ("12幢3至十十单元", "ambiguous"),
        ("12幢三四单元", "ambiguous"),
        ("12-14幢", "ambiguous"),
        ("12幢0、1单元", "zero"),
        ("12幢3单元、苏安社区13幢1单元", "other_community"),
        ("12幢3单元、车棚", "unparsed"),
        ("12幢1至3单元西侧", "unparsed"),
        ("12幢3、4单元402室", "unparsed"),  # the flat of which?
        ("12撞3、4单元", "typo"),
        ("3、4单元", "no_building"),
        ("12月3日", "excel_date"),
        ("", "empty"),
    ],
)
def test_refuses_what_is_not(text, kind):
    with pytest.raises(AddressRefused) as refused:
        expand_units(text, HOME)
    assert refused.value.kind == kind


@pytest.mark.parametrize("text", ["12幢3、4单元", "12-3、12-4", "12幢1-3单元", "12幢、13幢"])
def test_one_address_is_never_picked_out_of_several(text):
    with pytest.raises(AddressRefused) as refused:
        read_unit(text, HOME)
    assert refused.value.kind == "multiple"
    assert "--expand" in refused.value.advice.zh
