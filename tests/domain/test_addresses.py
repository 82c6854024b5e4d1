import pytest

from songyu_cli.domain.addresses import AddressRefused, Home, read_address, read_unit
from songyu_cli.domain.masking import quoted

HOME = Home(community="淞渔社区", subdistrict="斜塘街道", estate="淞泽家园九区")
OURS = "淞泽家园九区/12/3"
INVISIBLE = "\ufeff\u00ad\u2060\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

READ = [
    # DOMAIN.md, examples
    ("淞泽家园九区12幢3单元", OURS),
    ("淞泽家园9区12幢3单元", OURS),
    ("淞泽家园九区１２幢３单元", OURS),
    ("12幢3单元", OURS),
    ("12号楼3单元", OURS),
    ("12座3单元", OURS),
    ("12#3单元", OURS),
    ("12#楼3单元", OURS),
    ("12-3", OURS),
    ("12－3", OURS),
    ("012-03", OURS),
    ("十二幢三单元", OURS),
    ("二十一栋二单元", "淞泽家园九区/21/2"),
    (" 12 幢 3 单元\u3000", OURS),
    ("12棟3單元", OURS),
    ("12幢3单元402室", OURS),
    ("12-3-402", OURS),
    ("12幢3单元4楼402", OURS),
    ("淞泽家园八区35栋1303室", "淞泽家园八区/35/-"),
    ("12幢", "淞泽家园九区/12/-"),
    ("12幢甲单元", "淞泽家园九区/12/甲"),
    ("12A幢2单元", "淞泽家园九区/12A/2"),
    ("12幢3单元（楼道口）", OURS),
    ("九区12幢3单元", OURS),
    ("淞泽家园六区12幢3单元", "淞泽家园六区/12/3"),
    ("\ufeff12幢3单元", OURS),
    ("'12-3", OURS),
    ('="12-3"', OURS),
    ("12号3单元", OURS),
    ("12幢①单元", "淞泽家园九区/12/1"),
    ("淞泽家园2区5幢1单元", "淞泽家园二区/5/1"),
    # seen in the wild
    ("大富山庄35幢1单元14层1405室", "大富山庄/35/1"),
    ("民乐园万达广场2期1幢1单元1层", "民乐园万达广场二期/1/1"),
    ("1幢1单元101", "淞泽家园九区/1/1"),
    ("新苑小区二区六号楼二单元", "新苑小区二区/6/2"),
    ("二号楼一单元二零二", "淞泽家园九区/2/1"),
    ("2-1-202", "淞泽家园九区/2/1"),
    ("一号楼二单元二楼西户201", "淞泽家园九区/1/2"),
    ("4号楼二单元民生小区", "民生小区/4/2"),
    ("4号楼二单元和平新村", "和平新村/4/2"),
    ("4号楼二单元松泽家园", "松泽家园/4/2"),
    # settled questions 12 to 15
    ("12", "淞泽家园九区/12/-"),
    ("103", "淞泽家园九区/103/-"),
    ("12号", "淞泽家园九区/12/-"),
    ("淞泽家园12幢3单元", OURS),
    ("民生小区12幢3单元", "民生小区/12/3"),
    ("淞泽家园二期12幢3单元", "淞泽家园二期/12/3"),
    ("12-3单元", OURS),
    ("12A-2", "淞泽家园九区/12A/2"),
    ("12a-2", "淞泽家园九区/12A/2"),
    ("12-b", "淞泽家园九区/12/B"),
    ("12幢癸单元", "淞泽家园九区/12/癸"),
    ("12幢东单元", "淞泽家园九区/12/东"),
    *((f"12{dash}3", OURS) for dash in "-－–—―‐‑‒−─～~ー"),
    ("12——3", OURS),
    ("淞澤家園九區12號樓3單元", OURS),
    ("蘇州市蘇州工業園區淞漁社區12幢3門洞4層2號", OURS),
    ("12幢3單元東戶", OURS),
    ("12幢東單元", "淞泽家园九区/12/东"),
    ("12幢两单元", "淞泽家园九区/12/2"),
    ("壹拾贰幢叁单元", OURS),
    ("廿三幢一单元", "淞泽家园九区/23/1"),
    ("一零三幢1单元", "淞泽家园九区/103/1"),
    ("一〇三幢1单元", "淞泽家园九区/103/1"),
    ("一百幢1单元", "淞泽家园九区/100/1"),
    ("壹佰幢1单元", "淞泽家园九区/100/1"),
    ("卅一幢1单元", "淞泽家园九区/31/1"),
    *((f"12幢3单元{spot}", OURS) for spot in ("楼道口", "门口", "门前", "楼下", "入口", "大门", "(门口)")),
    ("12幢99单元", "淞泽家园九区/12/99"),
    ("12-99单元", "淞泽家园九区/12/99"),
    # rules 3 and 6
    *((f"12幢3{word}", OURS) for word in ("单元", "梯", "门洞", "楼道", "号楼道")),
    ("斜塘街道淞渔社区淞泽家园九区12幢3单元", OURS),
    ("江苏省苏州市苏州工业园区斜塘街道淞渔社区淞泽家园九区12幢3单元", OURS),
    ("苏州市苏州工业园区淞泽家园九区12-3", OURS),
    ("苏州工业园区12幢3单元", OURS),
    ("吴中区淞泽家园九区12-3", OURS),
    ("淞漁社區12-3", OURS),
    ("涟水县淞泽家园九区12-3", OURS),
    ("江苏省苏州市民生小区2幢1单元", "民生小区/2/1"),
    ("苏州市吴县民生小区2幢1单元", "民生小区/2/1"),
    ("黑龙江省哈尔滨市道外区民生小区2幢1单元", "民生小区/2/1"),
    *((f"淞泽家园{side}区12-3", f"淞泽家园{side}区/12/3") for side in "东西南北中"),
    ("淞泽家园99区12-3", "淞泽家园九十九区/12/3"),
    ("城市花园2幢1单元", "城市花园/2/1"),
    ("苏州市民生小区2幢1单元", "民生小区/2/1"),
    ("9区12-3", OURS),
    ("八区-12-3", "淞泽家园八区/12/3"),
    ("都市花园2幢1单元", "都市花园/2/1"),
    ("苏州市吴江区民生小区2幢1单元", "民生小区/2/1"),
    ("淮安市涟水县民生小区2幢1单元", "民生小区/2/1"),
    *((f"12幢3单元{side}户", OURS) for side in "东西南北中左右"),
    *(
        (f"12幢3单元{flat}", OURS)
        for flat in ("2室", "2号室", "2房", "四楼", "2号", "2户", "402A室", "二零二", "-402", "(402)")
    ),
    ("A座3单元", "淞泽家园九区/A/3"),
    ("A号楼3单元", "淞泽家园九区/A/3"),
    ("B号幢1单元", "淞泽家园九区/B/1"),
    ("A栋3单元", "淞泽家园九区/A/3"),
    ("12-402室", "淞泽家园九区/12/-"),
    ("12-1402房", "淞泽家园九区/12/-"),
    ("12幢/3单元", OURS),
    ("12幢；3单元", OURS),
    ("12幢（3单元）", OURS),
    ("12幢\n3单元", OURS),
    ("12幢3单元401、402室", OURS),
    ("12幢3单元401，402室", OURS),
    ("12幢3单元一四零二", OURS),
    ("12幢3单元四楼2号", OURS),
    ("12-3-402号", OURS),
    ("12-3-402户", OURS),
    *((f"12幢3{word}2号", OURS) for word in ("梯", "门洞", "楼道")),
    ("12幢3-402", OURS),
    ("12幢3单元1层02号", OURS),
    ("12幢3单元4楼2号", OURS),
    *((f"12幢{unseen}3单元", OURS) for unseen in INVISIBLE),
    *((f"{around}12-3{around}", OURS) for around in "=\"'“”‘’`。，；、 \t\r\n"),
    ("Building 12, Unit 3", OURS),
    ("Building 12, Unit 3 (门口)", OURS),
    ("12幢 Unit 3", OURS),
    # the canonical key
    ("淞泽家园九区/12/3", OURS),
    ("淞泽家园9区/012/03", OURS),
    ("淞泽家园九区/12/-", "淞泽家园九区/12/-"),
    ("竹海水韵竹邻间/12A/甲", "竹海水韵竹邻间/12A/甲"),
]

REFUSED = [
    ("12月3日", "excel_date"),
    ("2024/12/3", "excel_date"),
    ("3-Dec", "excel_date"),
    ("9-12-3", "ambiguous"),
    ("12幢3、4单元", "multiple"),
    ("12幢3单元和13幢1单元", "multiple"),
    ("12撞3单元", "typo"),
    ("3单元", "no_building"),
    ("九区", "no_building"),
    ("0幢1单元", "zero"),
    ("", "empty"),
    ("12幢3", "unparsed"),
    ("12/3", "excel_date"),
    ("娄葑街道苏安社区12幢3单元", "other_community"),
    # seen in the wild
    ("竹海水韵竹邻间12幢1单元302室", "unparsed"),
    ("1幢1单元楼门", "unparsed"),
    ("嘉顺花园甲单元666", "no_building"),
    ("东门", "unparsed"),
    ("温江区同兴东路 88 号 2 栋 1 单元 1 层 02 号", "unparsed"),
    ("淞泽家园2区", "no_building"),
    # settled question 12
    ("2022-12-03", "excel_date"),
    ("2022-12-03 00:00:00", "excel_date"),
    ("苏安社区12-3", "other_community"),
    ("娄葑街道12-3", "other_community"),
    ("斜塘街道苏安社区12-3", "other_community"),
    ("苏安社区/12/3", "other_community"),
    ("45629", "excel_number"),
    ("12.3", "excel_number"),
    ("3.20524E+17", "excel_number"),
    ("Dec-03", "excel_date"),
    ("12月", "excel_date"),
    # what else must not be guessed
    (" \u3000\n", "empty"),
    ("12幢0单元", "zero"),
    ("12-0", "zero"),
    ("零幢1单元", "zero"),
    ("0区12-3", "zero"),
    ("12-302", "ambiguous"),
    ("12-302号", "ambiguous"),
    ("9-12-3-402", "ambiguous"),
    ("12-14幢", "ambiguous"),
    ("二三幢1单元", "ambiguous"),
    ("12幢三四单元", "ambiguous"),
    ("12 3", "ambiguous"),
    ("12-3、3号", "ambiguous"),
    ("12一3", "typo"),
    ("12懂3单元", "typo"),
    ("十二动三单元", "typo"),
    ("12憧3单无", "typo"),
    ("12-3\n12-4", "multiple"),
    ("12幢3号", "unparsed"),
    ("12号楼3号", "unparsed"),
    ("12-3-4号", "ambiguous"),
    ("12幢3单元旁边的公园", "unparsed"),
    ("12幢3单元对面小区", "unparsed"),
    ("我们小区12幢3单元", "unparsed"),
    ("老人家里12幢3单元", "unparsed"),
    ("12幢100单元", "unparsed"),
    ("12幢十十单元", "unparsed"),
    ("12-十十单元", "no_building"),
    ("12幢3单元中心花园", "unparsed"),
    ("12幢3单元民生小区9幢", "unparsed"),
    ("八区12幢3单元民生小区", "unparsed"),
    ("12幢民生小区", "unparsed"),
    ("淞泽家园九区/12/3/4", "unparsed"),
    *((f"12幢3单元{beside}民生小区", "unparsed") for beside in "东西南北前后侧旁边门室户层楼号对"),
    ("东区12-3", "unparsed"),
    ("A-3", "unparsed"),
    ("12-3-40", "ambiguous"),  # two figures are no flat: 12 may be the zone
    ("9-12-03", "ambiguous"),
    ("12幢3单元02", "unparsed"),
    ("12幢3单元二二", "unparsed"),
    ("12月3日楼下", "unparsed"),
    ("1000/3", "unparsed"),
    ("1000-1", "ambiguous"),
    ("12幢3单元一四零二三", "unparsed"),
    ("二十 三幢1单元", "ambiguous"),
    ("3，4单元", "no_building"),
    ("民生小区淞泽家园九区12-3", "unparsed"),
    ("八区淞泽家园九区12-3", "unparsed"),
    ("1000幢1单元", "unparsed"),
    ("B2-034", "unparsed"),
    ("淞泽家园100区12-3", "unparsed"),
    ("淞泽家园十十区12-3", "unparsed"),
    ("苏州市12-3", "unparsed"),
    ("门口超市12-3", "unparsed"),
    ("0303", "no_building"),
    ("12幢3单元西侧家园", "unparsed"),
    ("9-12-3西侧", "unparsed"),
    ("12幢3单元" + "室" * 200, "unparsed"),
]


@pytest.mark.parametrize(("text", "key"), READ)
def test_reads(text, key):
    assert read_address(text, HOME).address.key == key


@pytest.mark.parametrize(("text", "kind"), REFUSED)
def test_refuses(text, kind):
    with pytest.raises(AddressRefused) as refused:
        read_address(text, HOME)
    assert refused.value.kind == kind
    assert refused.value.exit_code == 2
    for language in ("zh", "en"):
        assert quoted(text) in refused.value.message.within(language)
        assert refused.value.advice.within(language)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("12撞3单元", "12幢3单元"),
        ("12一3", "12幢3单元"),
        ("12撞3单元402室", "12幢3单元"),
        ("八区12撞3单元", "淞泽家园八区12幢3单元"),
        ("12撞3、4单元", "12-3、12-4"),
        *((f"12幢3单{slip}", "Is it 12幢3单元?") for slip in "无园圆员原源远"),
        *((f"12{slip}3单元", "Is it 12幢3单元?") for slip in "撞憧动懂董冻"),
        ("12/3", "12-3?"),
        ("3/5", "3-5?"),
        ("12/34", "12-34?"),
        ("3-Dec", "12-3"),
        ("2024/11/2", "11-2"),
        ("45629", "12-3"),
        ("44898", "12-3"),
        ("12月", "12-3"),
        ("45351", "2-29"),
        ("123/4", "123-4"),
        ("11.2", "11-2"),
        ("12幢3", "12幢3单元"),
        ("12幢", "12-1"),
        ("12幢3、4单元", "12-3、12-4"),
        ("八区12幢3、4单元", "淞泽家园八区12幢3单元"),
    ],
)
def test_a_refusal_says_what_to_type(text, proposal):
    with pytest.raises(AddressRefused) as refused:
        read_unit(text, HOME)
    assert proposal in refused.value.advice.en
    assert proposal.removeprefix("Is it ").rstrip("?") in refused.value.advice.zh


@pytest.mark.parametrize(
    "text", ["12幢3单元张三13812345678", "12撞3单元402室13812345678", "12撞3单元1402室", "张三12/3"]
)
def test_a_refusal_repeats_no_phone_and_no_flat(text):
    with pytest.raises(AddressRefused) as refused:
        read_unit(text, HOME)
    said = "".join((*refused.value.message, *refused.value.advice))
    assert "13812345678" not in said
    assert "402" not in said


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("12A幢3", "12A幢3单元"),
        ("八区12号楼3号", "八区12号楼3号单元"),
        ("12幢3西侧", None),
        ("12幢3单元西侧家园", None),
    ],
)
def test_a_last_number_alone_may_be_a_unit_or_a_flat(text, proposal):
    with pytest.raises(AddressRefused) as refused:
        read_address(text, HOME)
    assert ("may be a unit" in refused.value.message.en) == bool(proposal)
    assert not proposal or refused.value.advice.en == f"If it is the unit, write {proposal}."


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("2024-12-3|2024/12/3|2024.12.3|2024年12月3日|2024年12月3|24年12月3日|12月3日|12月3号|12月3", "12-3"),
        ("2024-12-03T00:00:00|2024-12-03 00:00:00.000000|2024-12-03 9:30", "12-3"),
        ("3-Dec|03-Dec|3-Dec-24|3-Dec-2024|3 Dec, 2024|3Dec2024|3-December", "12-3"),
        ("Dec-3|Dec-03|Dec 3|Dec3|December 3, 2024|12/3/2024|12/3/24", "12-3"),
        ("2024-01-02|2024/1/2|24年1月2日|1月2日|01月02日|02-Jan|Jan-02|1/2/24|01/02/2024", "1-2"),
        ("9-September|September 9", "9-9"),
        ("2024年11月12日|11月12日|12-Nov-24|Nov-12|November 12, 2024|11/12/2024|11/12/24", "11-12"),
        ("12.3|012.3|10.10|12.34|0.3|123456|1234567|3.2E+17|3.20524e17|3E17", "12-3"),  # or no better guess
    ],
)
def test_every_date_and_number_of_a_spreadsheet_is_known(written, proposal):
    for text in written.split("|"):
        with pytest.raises(AddressRefused) as refused:
            read_address(text, HOME)
        assert refused.value.kind in {"excel_date", "excel_number"}
        assert (
            refused.value.advice.en == f"Set the column to Text (文本) first, then type it again, such as {proposal}."
        )


def test_a_slash_gets_no_lecture_about_excel():
    with pytest.raises(AddressRefused) as refused:
        read_address("12/3", HOME)
    assert "Excel" not in refused.value.message.en + refused.value.advice.en


@pytest.mark.parametrize("text", ["12幢", "12号", "12", "淞泽家园八区35栋1303室", "淞泽家园九区/12/-"])
def test_a_building_is_no_stairwell(text):
    with pytest.raises(AddressRefused) as refused:
        read_unit(text, HOME)
    assert refused.value.kind == "no_unit"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12-3", []),
        ("12幢3单元门口", []),
        ("淞泽家园九区12幢3单元", []),
        ("斜塘街道淞渔社区12-3", []),
        ("淞泽家园12-3", ["按淞泽家园九区读"]),
        ("12-3-402", ["户号"]),
        ("12幢3单元西户", ["户号"]),
        ("12幢3单元4楼", ["户号"]),
        ("淞泽家园12幢3单元402室", ["按淞泽家园九区读", "户号"]),
        ("松泽家园九区12-3", ["只差一个字"]),
        ("民生小区12-3", []),
    ],
)
def test_says_what_was_assumed_or_left_out(text, said):
    notices = read_unit(text, HOME).notices
    assert len(notices) == len(said)
    for notice, words in zip(notices, said, strict=True):
        assert words in notice.zh
        assert "402" not in notice.zh + notice.en
