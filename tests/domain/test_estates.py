import pytest

from songyu_cli.domain.addresses import AddressRefused, Home, read_unit

HOME = Home(community="淞渔社区", subdistrict="斜塘街道", estate="淞泽家园九区")
KINDS = "花园 苑 新村 华庭 官邸 小区 公寓 广场 公馆 山庄 华府 新城 家属院"
POINTING = "本花园 我花园 该花园 这花园 那花园 我们小区 这个小区 那个小区 隔壁小区 对面小区 旁边小区 附近小区"
NAMELESS = "家园 花园 公园 学校园 幼儿园 小区 东海县家园 老城区家园 九幢花园 九栋花园 九号花园 三单元花园 某省家园"


@pytest.mark.parametrize("kind", KINDS.split())
def test_takes_what_is_an_estate_by_its_name(kind):
    assert read_unit(f"民生{kind}2幢1单元", HOME).address.key == f"民生{kind}/2/1"
    assert read_unit(f"民生{kind}3区2幢1单元", HOME).address.key == f"民生{kind}三区/2/1"


@pytest.mark.parametrize("words", f"{POINTING} {NAMELESS} 某市家园 该小区 本小区 某小区".split())
def test_refuses_what_only_looks_like_an_estate(words):
    with pytest.raises(AddressRefused) as refused:
        read_unit(f"{words}12-3", HOME)
    assert refused.value.kind == "unparsed"


@pytest.mark.parametrize("name", ["城市花园", "都市花园", "阳光城市花园", "东方都市花园", "三元新村", "十全新村"])
def test_a_word_inside_a_name_is_no_region_and_no_number(name):
    assert read_unit(f"{name}2-1", HOME).address.estate == name


def test_another_home_decides_what_is_missing():
    plain = Home(community="民生社区", subdistrict="", estate="民生小区")
    assert read_unit("12-3", plain).address.key == "民生小区/12/3"
    assert read_unit("民生小区二区12-3", plain).address.key == "民生小区二区/12/3"
    assert read_unit("4号楼二单元石湖里", Home("某社区", "某街道", "石湖里")).address.key == "石湖里/4/2"
    assert read_unit("竹园里4-2", Home("某社区", "某街道", "竹园里")).address.key == "竹园里/4/2"
    odd = Home(community="某社区", subdistrict="某街道", estate="竹海水韵竹邻间")
    assert read_unit("竹海水韵竹邻间12幢1单元302室", odd).address.key == "竹海水韵竹邻间/12/1"
    for text in ("九区12-3", "淞渔社区12-3"):
        with pytest.raises(AddressRefused):
            read_unit(text, plain)
    assert read_unit("民生小区12-3", plain).notices == ()
    for text in ("吴中区新苑小区2-1", "苏州市12-3"):  # without a subdistrict nothing more is taken for a place
        with pytest.raises(AddressRefused):
            read_unit(text, plain)


def test_a_zone_alone_is_homes_own_or_a_number():
    lettered = Home("某社区", "某街道", "城市花园A区")
    assert read_unit("A区2-1", lettered).address.key == "城市花园A区/2/1"
    for text in ("B区2-1", "A期2-1"):
        with pytest.raises(AddressRefused):
            read_unit(text, lettered)
    assert read_unit("2-1", Home("某社区", "某街道", "石湖100区")).address.estate == "石湖100区"


@pytest.mark.parametrize(("own", "other", "notices"), [("石湖苑", "右湖苑", 1), ("东苑", "西苑", 0)])
def test_only_a_name_of_three_characters_resembles_another(own, other, notices):
    assert len(read_unit(f"{other}2-1", Home("某社区", "某街道", own)).notices) == notices
