"""Private data never reaches the ledger; everything else does, as typed."""

from __future__ import annotations

import re

import pytest
from hostile import HOSTILE
from hypothesis import example, given
from hypothesis import strategies as st

from songyu_cli.domain.masking import TOKENS, likely_names, mask, quoted

ID = "32052419450101123X"
TEN = "401、402、403、404、405、406、407、408、409、410"


@pytest.mark.parametrize(
    ("text", "stored", "hits"),
    [
        ("联系13812345678", "联系[手机]", "mobile"),
        ("手机138 1234 5678", "手机[手机]", "mobile"),
        ("+86 13812345678", "[手机]", "mobile"),
        ("１３８１２３４５６７８", "[手机]", "mobile"),
        (f"身份证{ID}", "身份证[身份证]", "id"),
        ("座机0512-62812345", "座机[电话]", "tel"),
        ("12幢3单元402室", "12幢3单元[户号]", "room"),
        ("3单元402，2022年提的", "3单元[户号]，2022年提的", "room"),
        ("3单元402、12345", "3单元[户号]、12345", "room"),
        ("12幢-402", "12幢-[户号]", "room"),
        ("12-412那家", "12-[户号]那家", "room"),
        # digits split, disguised or with a prefix
        ("138-1234-5678", "[手机]", "mobile"),
        ("138.1234.5678", "[手机]", "mobile"),
        ("138·1234·5678", "[手机]", "mobile"),
        ("138—1234—5678", "[手机]", "mobile"),
        ("138  1234  5678", "[手机]", "mobile"),
        ("138\u200b1234\u200d5678", "[手机]", "mobile"),
        ("138\u00a01234\n5678", "[手机]", "mobile"),
        ("1381 234 5678", "[手机]", "mobile"),
        ("138 12 34 56 78", "[手机]", "mobile"),
        ("1 3 8 1 2 3 4 5 6 7 8", "[手机]", "mobile"),
        ("1-3-8-1-2-3-4-5-6-7-8", "[手机]", "mobile"),
        ("8613812345678", "[手机]", "mobile"),
        ("008613812345678", "[手机]", "mobile"),
        ("+86-138-1234-5678", "[手机]", "mobile"),
        ("013812345678", "[手机]", "mobile"),
        ("1\u20e33\u20e38\u20e312345678", "[手机]", "mobile"),
        ("①③⑧①②③④⑤⑥⑦⑧", "[手机]", "mobile"),
        ("١٣٨١٢٣٤٥٦٧٨", "[手机]", "mobile"),
        ("一三八一二三四五六七八", "[手机]", "mobile"),
        ("王13812345678转15987654321。", "王[手机]转[手机]。", "mobile mobile"),
        ("12-3 13812345678", "12-3 [手机]", "mobile"),
        ("15-3 13812345 678", "15-3 [手机]", "mobile"),
        ("320524 19450101 123x", "[身份证]", "id"),
        ("3205 2419 4501 0112 3X", "[身份证]", "id"),
        ("320524194501011234", "[身份证]", "id"),
        (f"{ID}13812345678", "[身份证][手机]", "id mobile"),
        ("320524450101123", "[身份证]", "id"),
        ("622421194501011234", "[身份证]", "id"),  # begins like a bank card
        ("6222 0212 3456 7890 123", "[银行卡]", "card"),
        ("051262812345", "[电话]", "tel"),
        ("(0512)62812345", "[电话]", "tel"),
        ("（0512）6281 2345", "[电话]", "tel"),
        ("010-62812345", "[电话]", "tel"),
        ("+86-512-62812345", "[电话]", "tel"),
        ("0512-6281234 51号", "[电话] 51号", "tel"),
        ("3(0512)62812345", "3[电话]", "tel"),
        ("共3+8613812345678", "共3[手机]", "mobile"),
        ("电话6281234", "电话[电话]", "tel"),
        ("电话：62812345", "电话：[电话]", "tel"),
        ("微信zhang_san88", "微信[微信]", "wechat"),
        ("微信号：zhang-san", "微信号：[微信]", "wechat"),
        ("VX：abc12345", "VX：[微信]", "wechat"),
        ("微信12345678wx", "微信[微信]", "wechat"),
        ("wx abc12345", "wx [微信]", "wechat"),
        ("加V abc12345", "加V [微信]", "wechat"),
        ("微信13812345678", "微信[手机]", "mobile"),
        ("12-3-402", "12-3-[户号]", "room"),
        ("12－3－402", "12-3-[户号]".replace("-", "－"), "room"),
        ("12 - 3 - 402", "12 - 3 - [户号]", "room"),
        ("九区12-3-402漏水", "九区12-3-[户号]漏水", "room"),
        ("家住3-402门口", "家住3-[户号]门口", "room"),
        ("四〇二室", "[户号]", "room"),
        ("三单元四〇二", "三单元[户号]", "room"),
        ("四百零二室", "[户号]", "room"),
        ("12幢3单元402", "12幢3单元[户号]", "room"),
        ("12幢3单元4楼402", "12幢3单元4楼[户号]", "room"),
        ("12幢3单元401、402有老人", "12幢3单元[户号]有老人", "room"),
        ("401、402室", "[户号]", "room"),
        ("3单元2室", "3单元[户号]", "room"),
        ("12-3-2室", "12-3-[户号]", "room"),
        ("12#3-412", "12#3-[户号]", "room"),
        ("12-3单元402", "12-3单元[户号]", "room"),
        ("八区35栋1303室", "八区35栋[户号]", "room"),
        ("户号402", "户号[户号]", "room"),
        ("12幢3单元402室王13812345678", "12幢3单元[户号]王[手机]", "room mobile"),
        ("王13812345678住12幢3单元402室", "王[手机]住12幢3单元[户号]", "mobile room"),
        # each as far apart, as long or as short as it may be
        ("138   1234   5678", "[手机]", "mobile"),
        ("1\u03053\u03058\u030512345678", "[手机]", "mobile"),
        ("15020210905", "[手机]", "mobile"),  # a date could end it, were it written apart
        ("3205 2419 4501 0112 3x", "[身份证]", "id"),
        ("6222021234567890", "[银行卡]", "card"),
        ("0512 6281   2345", "[电话]", "tel"),
        ("0512-62 81 23 45", "[电话]", "tel"),
        ("0512-6281234 5号", "[电话] 5号", "tel"),
        ("微信abcdef", "微信[微信]", "wechat"),
        ("微信123456", "微信[微信]", "wechat"),
        ("微信202109051234", "微信[微信]", "wechat"),
        ("3单元1203、1204有老人", "3单元[户号]有老人", "room"),
        ("3单元402、12", "3单元[户号]、12", "room"),
        (f"3单元{TEN}", "3单元[户号]", "room"),
        (f"{TEN}室", "[户号]", "room"),
        ("1201、02室", "[户号]", "room"),
        ("三单元一二〇三", "三单元[户号]", "room"),
        ("3单元12室", "3单元[户号]", "room"),
        ("112-3-402", "112-3-[户号]", "room"),
        ("8-12-3-402", "8-12-3-[户号]", "room"),
        ("12-13-402", "12-13-[户号]", "room"),
        ("12幢13-412", "12幢13-[户号]", "room"),
        ("12-402", "12-[户号]", "room"),
        # who lives there
        ("住402", "住[户号]", "room"),
        ("住 402", "住 [户号]", "room"),
        ("住在1203的老人", "住在[户号]的老人", "room"),
        ("住的是402", "住的是[户号]", "room"),
        ("住201", "住[户号]", "room"),
        ("402那家", "[户号]那家", "room"),
        ("402A住户", "[户号]住户", "room"),
        ("402王大爷", "[户号]王大爷", "room"),
        ("402 王大爷", "[户号] 王大爷", "room"),
        ("402的王阿姨", "[户号]的王阿姨", "room"),
    ],
)
def test_what_is_masked(text, stored, hits):
    masked = mask(text)
    assert masked.text == stored
    assert masked.hits == tuple(hits.split())


@pytest.mark.parametrize(
    "text",
    [
        "凳号20210900012",
        "共300张",
        "安装日期20210905",
        "工单12345",
        "孙老反映凳子松动",
        "",
        "12-3",
        "12－3",
        "012-03",
        "12幢3单元",
        "十二幢三单元",
        "12A幢2单元",
        "淞泽家园九区/12/3",
        "九区12幢3、4单元",
        "B2-034",
        "B2-034、B2-035",
        "2021-03-05",
        "2021年3月5日 星期五 16:30",
        "2021.9.5-2021.9.12",
        "20210905",
        "3-5",
        "3-5张",
        "50-100",
        "3-402张",
        "9-101-105",
        "100-120张",
        "12-3 11/2 凳 旧凳1 老人没处坐",
        "13-1 14-2 15-3 16-4 17-5",
        "1-3 5-8 9-2 12-3 4-5 6",
        "150 3 12 4 2021",
        "15-12 12-11 131",
        "13-2 20210905安装",
        "13-2 2021-09-05安装",
        "12-3-2021-09-05",
        "150 2021-09-05",
        "150 20210905",
        "12-3 11-2 2021-09-05 13-2 4",
        "工单202109001234",
        "202109051234567",
        "202109011231234",
        "320524998899998888",
        "编号1234567890室",
        "3单元300张",
        "12幢3单元一楼100人",
        "12号楼2021年建成",
        "12幢3单元2021-09-05安装",
        "3单元二三十人",
        "1单元1,200元",
        "1单元120.5元",
        "3单元300-400元",
        "B1-101张奶奶坐过",
        "12幢-2022年",
        "二室一厅",
        "共100平，2021室外",
        "教室、会议室、室内",
        "微信群里说的",
        "微信通知",
        "newxabcdef",
        "电话20210905打过",
        "400-820-8820",
        "12345热线",
        "WPS表格",
        "¥1234567.00",
        # a digit more or less than what it would be
        "编号1320524194501011234",
        "编号3205241945010112345",
        "编号1320524450101123",
        "编号3205244501011234",
        "编号162220212345678901",
        "编号622202123456789",
        "编号62220212345678901234",
        "编号113812345678",
        "编号138123456789",
        "编号3008651262812345",
        "编号12402住户",
        "电话628123",
        "电话628123456",
        "微信abcde",
        "微信12345",
        "共12室",
        "3单元12345",
        "三单元三五成群",
        "3单元2室内",
        "入住402",
        "住2012",
        "2012王大爷",
    ],
)
def test_what_stays_as_it_is(text):
    assert mask(text) == mask(mask(text).text)
    assert mask(text).text == text
    assert mask(text).hits == ()


GAPS = st.sampled_from(["", " ", "-", ".", "—", "·", "\u200b", "\u2060", "\u00a0"])
BEFORE = st.sampled_from(["", "请联系", "老人", "，", "\n", "：", "12幢3单元", "(", "）", "B2-034 "])
AFTER = st.sampled_from(["", "转告", "，", "\n", "）", " 12幢3单元", "、B2-034"])


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), GAPS, st.sampled_from(["3-4-4", "3-8", "1", "11"]), BEFORE, AFTER
)
def test_no_seeded_mobile_number_is_left(number, gap, shape, before, after):
    sizes = {"3-4-4": [3, 4, 4], "3-8": [3, 8], "1": [1] * 11, "11": [11]}[shape]
    if shape == "3-8" and re.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])\d\d", number[3:]):
        return  # might be 150 and a date
    ends = [sum(sizes[: i + 1]) for i in range(len(sizes))]
    written = gap.join(number[end - size : end] for end, size in zip(ends, sizes, strict=True))
    assert mask(f"{before}{written}{after}").text == f"{before}[手机]{after}"


@given(
    st.integers(110000, 659999), st.dates(), st.integers(0, 999), st.sampled_from("0123456789Xx"), GAPS, BEFORE, AFTER
)
def test_no_seeded_identity_number_is_left(place, born, serial, check, gap, before, after):  # noqa: PLR0913, PLR0917
    number = (
        f"{place // 10000 % 5 + 31}{place % 10000:04}",
        f"{max(born.year, 1800):04}{born:%m%d}",
        f"{serial:03}{check}",
    )
    if born.year < 2100:
        assert mask(before + gap.join(number) + after).text == f"{before}[身份证]{after}"


@given(
    st.integers(1, 99),
    st.integers(1, 9),
    st.integers(101, 699),
    st.sampled_from(["{}-{}-{}", "{}幢{}单元{}", "{}幢{}单元{}室"]),
)
def test_no_seeded_flat_is_left_and_every_stairwell_is(building, unit, flat, form):
    assert mask(form.format(building, unit, flat)).text == form.removesuffix("室").format(building, unit, "[户号]")


PIECES = (
    "0 1 2 3 4 5 6 7 8 9 13 138 0512 62 12345678 20210905 1234 402 〇 一 二 百 X - . ： 、 ( ) ① ８ \u200b / # A b "
    "单元 幢 楼 室 号 张 年 人 区 微信 vx wxid_ abcdef 电话 户号 +86 13812345678 32052419450101123X \u20e3"
)
SPRINKLED = st.lists(
    st.one_of(st.sampled_from([*PIECES.split(), " "]), st.characters()),
    max_size=25,
).map("".join)


@given(SPRINKLED)
@example("1 3 8 1 2 3 4 5 6 7 8 1 3 8 1 2 3 4 5 6 7 8 9")
def test_masking_twice_changes_nothing_more(text):
    once = mask(text)
    assert mask(once.text).text == once.text


@given(SPRINKLED.filter(lambda text: "[" not in text))
def test_only_what_is_masked_changes(text):
    masked = mask(text)
    kept = re.split("|".join(map(re.escape, TOKENS.values())), masked.text)
    assert re.findall(r"\[.*?\]", masked.text) == [TOKENS[hit] for hit in masked.hits]
    assert re.fullmatch("(?s:.+?)".join(map(re.escape, kept)), text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_stored_as_typed(text):
    assert mask(text).text == text


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "13",
        "1 ",
        "1-",
        "402、",
        "12-3-",
        "单元4",
        "wx",
        "微信a",
        "0512 ",
        "1\u200b",
        "１",
        "一百",
        "1 3 8 1 2 3 4 5 6 7 8 ",
    ],
)
def test_long_text_is_no_trap(piece):
    long = (piece * 100_000)[:100_000]
    assert len(mask(long).text) <= len(long)
    assert likely_names(long + "王阿姨") == ("王阿姨",)


def test_what_a_message_may_repeat():
    assert quoted("\x1b[31m13812345678\n") == "?[31m[手机]"
    assert quoted("12幢" * 10) == "12幢" * 10
    assert quoted("凳" * 40) == "凳" * 40
    assert quoted("凳" * 41) == "凳" * 39 + "…"
    assert "1381234" not in quoted("凳" * 33 + "13812345678")  # a number cut in two is still a number
    assert len(quoted("1" * 100_000)) == 40


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("孙老反映凳子松动", ["孙老"]),
        ("肖大爷说没处坐", ["肖大爷"]),
        ("王阿姨、李奶奶和张某某都来了", ["王阿姨", "李奶奶", "张某某"]),
        ("老王和小陈", ["老王", "小陈"]),
        ("欧阳先生", ["欧阳先生"]),
        ("李××，王XX", ["李××", "王XX"]),
        ("李×，王***", ["李×", "王***"]),
        ("王xiao", []),
        ("高某", ["高某"]),
        ("联系人：王小明说没处坐", ["联系人:王小明"]),
        ("联系人王明", ["联系人王明"]),
        ("联系人：王", []),
        ("王\u200b阿姨", ["王阿姨"]),
        ("王阿姨对王阿姨", ["王阿姨"]),
        ("8王阿姨", ["王阿姨"]),
        ("老人没处坐", []),
        ("提高老年人生活质量", []),
        ("属于老旧小区", []),
        ("便于老人上楼", []),
        ("属于某些人", []),
        ("两张老凳子", []),
        ("2张×3", []),
        ("小区道路", []),
        ("老张贴栏", []),
        ("某某小区", []),
        ("12幢3单元", []),
    ],
)
def test_what_looks_like_a_name(text, names):
    assert list(likely_names(text)) == names
    assert mask(text).text == text


@given(SPRINKLED)
def test_names_are_only_pointed_at(text):
    assert all(isinstance(name, str) and name for name in likely_names(text))
