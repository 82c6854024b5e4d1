"""One line a stairwell: what counts, what is a remark, and that nothing typed is ever lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.addresses import Address, Home
from songyu_cli.domain.choices import HAZARD_KINDS, KINDS
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.visit_lines import MOST, Need, Sighting, VisitLine, read_line
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.visit import understood

HOME = Home("淞渔社区", "斜塘街道", "淞泽家园九区")
PLACE = Address("淞泽家园九区", "12", "3")
BENCH, RAIL = Need("bench"), Need("handrail")
STOOL = Sighting("old_stool")


def read(text, kinds=KINDS):
    return read_line(text, HOME, kinds)


def parts(line):
    return line.elderly_60, line.elderly_80, list(line.needs), list(line.hazards), line.remark


@pytest.mark.parametrize(
    ("text", "sixty", "eighty", "needs", "hazards", "remark"),
    [
        ("12-3 11/2 凳 旧凳1 老人没处坐", 11, 2, [BENCH], [STOOL], "老人没处坐"),
        ("12-3 11/2 bench old-stool1 nowhere to sit", 11, 2, [BENCH], [STOOL], "nowhere to sit"),
        ("12-3 老人没处坐 旧凳1 凳 11/2", 11, 2, [BENCH], [STOOL], "老人没处坐"),
        ("12-3", None, None, [], [], None),
        # people
        ("12-3 11", 11, None, [], [], None),
        ("12-3 11人 凳", 11, None, [BENCH], [], None),
        ("12-3 11/", 11, None, [], [], None),
        ("12-3 /2", None, 2, [], [], None),
        ("12-3 0/0", 0, 0, [], [], None),
        ("12-3 凳 130/12", 130, 12, [BENCH], [], None),
        ("12-3 １１／２", 11, 2, [], [], None),
        ("12-3 11人/2人", 11, 2, [], [], None),
        ("12-3 / 凳", None, None, [BENCH], [], "/"),
        ("12-3 11/2。 没处坐", 11, 2, [], [], "没处坐"),
        ("12-3 11。 凳", 11, None, [BENCH], [], None),
        # needs and hazards
        ("12-3 凳2", None, None, [Need("bench", 2)], [], None),
        ("12-3 凳x2 扶手×3 坡道*4", None, None, [Need("bench", 2), Need("handrail", 3), Need("ramp", 4)], [], None),
        ("12-3 凳2张", None, None, [Need("bench", 2)], [], None),
        ("12-3 凳２ 路灯", None, None, [Need("bench", 2), Need("lighting")], [], None),
        ("12-3 Bench2 HANDRAIL", None, None, [Need("bench", 2), RAIL], [], None),
        ("12-3 11/2 凳 2张 旧凳 3把 没处坐", 11, 2, [Need("bench", 2)], [Sighting("old_stool", 3)], "没处坐"),
        ("12-3 两张凳 旧凳三把 3处路灯", None, None, [Need("bench", 2), Need("lighting", 3)], [
            Sighting("old_stool", 3),
        ], None),
        ("12-3 2张凳、3旧凳", None, None, [Need("bench", 2)], [Sighting("old_stool", 3)], None),
        ("12-3 要 两张 凳 旧凳! 十二把", None, None, [Need("bench", 2)], [Sighting("old_stool", 12, "medium")], "要"),
        ("12-3 凳 2 旧凳 1 没处坐", None, None, [Need("bench", 2)], [STOOL], "没处坐"),
        ("12-3 凳 2。 旧凳 3把。 没处坐", None, None, [Need("bench", 2)], [Sighting("old_stool", 3)], "没处坐"),
        ("12-3 凳 扶手 2", None, None, [BENCH, Need("handrail", 2)], [], None),
        ("12-3 凳2 3把 旧凳", None, None, [Need("bench", 2)], [Sighting("old_stool", 3)], None),
        ("12-3 2张。 凳", None, None, [Need("bench", 2)], [], None),
        ("12-3 凳X2", None, None, [Need("bench", 2)], [], None),
        ("12-3 凳 没处坐 2张", None, None, [BENCH], [], "没处坐 2张"),
        ("12-3 2张 11/2 凳", 11, 2, [BENCH], [], "2张"),
        ("12-3 没人 13812345678 凳", None, None, [BENCH], [], "没人 13812345678"),
        ("12-3 2 凳", 2, None, [BENCH], [], None),
        ("12-3 11/2 3处 破损", 11, 2, [], [], "3处 破损"),
        ("12-3 凳 凳", None, None, [BENCH, BENCH], [], None),
        ("12-3 扶手 扶手松动", None, None, [RAIL], [Sighting("loose_rail")], None),
        ("12-3 旧凳3! 堵塞通道!! 杂物！", None, None, [], [
            Sighting("old_stool", 3, "medium"), Sighting("blocked_exit", 1, "high"), Sighting("clutter", 1, "medium"),
        ], None),
        ("12-3 旧凳!!!!", None, None, [], [Sighting("old_stool", 1, "high")], None),
        ("12-3 凳。 旧凳；", None, None, [BENCH], [STOOL], None),
        # what separates
        ("12-3，11/2，凳、扶手,老人没处坐", 11, 2, [BENCH, RAIL], [], "老人没处坐"),
        ("　12-3　11/2\t凳 ", 11, 2, [BENCH], [], None),
        # other is both a need and a hazard
        ("12-3 其他", None, None, [], [], "其他"),
        ("12-3 其他需求 其他隐患2!", None, None, [Need("other")], [Sighting("other", 2, "medium")], None),
        ("12-3 other-need other-hazard", None, None, [Need("other")], [Sighting("other")], None),
        ("12-3 扶手需求2", None, None, [Need("handrail", 2)], [], None),
        # only whole words count
        ("12-3 凳子坏了", None, None, [], [], "凳子坏了"),
        ("12-3 旧凳挡路", None, None, [], [], "旧凳挡路"),
        ("12-3 2楼凳 凳坏2 凳十十", None, None, [], [], "2楼凳 凳坏2 凳十十"),
        ("12-3 想要凳 2楼老人", None, None, [], [], "想要凳 2楼老人"),
        ("12-3 no light at night", None, None, [], [], "no light at night"),
        ("12-3 light no light at night", None, None, [Need("lighting")], [], "no light at night"),
        ("12-3 nobody home bench2", None, None, [Need("bench", 2)], [], "nobody home"),
        ("12-3 凳!", None, None, [], [], "凳!"),
        ("12-3 没人 2 次", None, None, [], [], "没人 2 次"),
        # quotes
        ('12-3 凳 "扶手 12/3 滑"', None, None, [BENCH], [], "扶手 12/3 滑"),
        ("12-3 “凳” 旧凳", None, None, [], [STOOL], "凳"),
        ('12-3 他说 "凳 扶手" 都要', None, None, [], [], '他说 "凳 扶手" 都要'),
        ('"12幢 3单元" 凳', None, None, [BENCH], [], None),
        ('12-3 "没关引号 凳', None, None, [BENCH], [], '"没关引号'),
        ('12-3 凳 "  "', None, None, [BENCH], [], None),
        ('12-3 凳 ""', None, None, [BENCH], [], None),
        ('12-3 凳 "', None, None, [BENCH], [], '"'),
        ("12-3 凳 没\ud800处坐", None, None, [BENCH], [], "没?处坐"),  # bytes that were no text
        # what stood side by side stays as it was typed
        ("12-3 没处坐，腿脚  不便 凳 楼道黑", None, None, [BENCH], [], "没处坐，腿脚  不便 楼道黑"),
        ("12-3 13812345678", None, None, [], [], "13812345678"),
    ],
)  # fmt: skip
def test_a_line(text, sixty, eighty, needs, hazards, remark):
    line = read(text)
    assert line.unit == PLACE
    assert parts(line) == (sixty, eighty, needs, hazards, remark)


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("", "empty", "没有写地址"),
        ("，，", "empty", "没有写地址"),
        ("凳 12-3", "unparsed", "“凳”"),
        ("12 11/2", "no_unit", "没有单元"),
        ("12幢 3单元", "no_unit", "只写到楼栋"),
        ("12-3 11/12", "bands_do_not_nest", "12 人"),
        ("12-3 11/2 12/2", "two_counts", "“11/2”和“12/2”"),
        ("12-3 11 /2", "two_counts", "“11”和“/2”"),
        ("12-3 11 2", "loose_number", "“2”"),
        ("12-3 凳 12", "loose_number", "“12”"),
        ("12-3 凳2 2", "loose_number", "“2”"),
        ("12-3 凳2 3把", "loose_number", "“3把”"),
        ("12-3 凳2 3把 没处坐 旧凳", "loose_number", "“3把”"),
        ("12-3 凳 2张 3把", "loose_number", "“3把”"),
        ("12-3 旧凳2 3把", "loose_number", "“3把”"),
        ("12-3 没处坐 2 凳", "loose_number", "“2”"),
        ("12-3 没处坐 402 凳", "loose_number", "“402”"),
        ("12-3 凳 12。", "loose_number", "“12。”"),
        ("12-3 1. 没处坐 2. 楼道黑", "loose_number", "“1.”"),
        ("12-3 凳 十十张", "line_quantity", "“十十张”"),
        ("12-3 凳 0", "line_quantity", "“0”"),
        ("12-3 凳 1000张", "line_quantity", "“1000张”"),
        ("12-3 402", "loose_number", "“402”"),
        ("12-3 402 凳", "loose_number", "“402”"),
        ("12-3 凳0", "line_quantity", "“凳0”"),
        ("12-3 旧凳1000", "line_quantity", "“旧凳1000”"),
        ("12-3 凳13812345678", "line_quantity", "“凳[手机]”"),
    ],
)
def test_a_line_that_is_refused(text, kind, said):
    with pytest.raises(SongyuError) as refusal:
        read(text)
    assert (refusal.value.kind, refusal.value.exit_code) == (kind, 4 if kind == "bands_do_not_nest" else 2)
    assert said in refusal.value.message.zh
    assert refusal.value.advice


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12-3 其他", "其他需求 或 其他隐患"),
        ("12-3 other", "其他需求 或 其他隐患"),
        ("12-3 凳!", "单独写在备注前面：凳"),
        ("12-3 nowhere to sit bench", "单独写在备注前面：凳"),
        ("12-3 凳2坏了", "“凳2坏了”记在备注里，没有登记；要登记就单独写在备注前面：凳。"),
        ("12-3 三楼路灯坏了", "单独写在备注前面：灯坏"),
        ("12-3 旧凳2张坏了", "单独写在备注前面：旧凳。"),
        ("12-3 it is dark clutter", "单独写在备注前面：杂物"),
        ("12-3-402 凳", "户号、楼层不登记"),
    ],
)
def test_what_is_not_registered_or_left_out_is_said(text, said):
    assert [said in notice.zh for notice in read(text).notices] == [True]


@pytest.mark.parametrize("text", ['12-3 凳 "扶手2 滑"', "12-3 凳 其他2件事", "12-3 凳 没处坐 路灯坏了"])
def test_a_remark_without_a_number_and_a_kind_or_in_quotes_needs_no_word(text):
    assert read(text).notices == ()


def test_words_of_the_ledgers_own_kinds_count_too():
    kinds = KINDS.extended({"canopy": Phrase("雨棚", "canopy"), "clutter": Phrase("杂物", "clutter")})
    line = read("12-3 雨棚2 canopy 杂物 杂物隐患", kinds)
    assert parts(line) == (None, None, [Need("canopy", 2), Need("canopy")], [Sighting("clutter")], "杂物")
    assert "杂物需求 或 杂物隐患" in line.notices[0].zh


WORDS = [choice.phrase.zh for choices in (KINDS, HAZARD_KINDS) for choice in choices if choice.key != "other"]
typed_parts = st.one_of(
    st.sampled_from(
        [*WORDS, "凳2", "旧凳x3!", "bench", "old-stool2", "11/2", "7/", "/3", "其他", "2", "两张", "3把", "u"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8),
    st.sampled_from(
        ["老人没处坐", "凳子坏了", "nowhere", "“凳 扶手”", '"12/3"', "13812345678", "孙老", "。", "！", "{x}"]
    ),
)
separators = st.sampled_from([" ", "　", "\t", "，", "、", ", ", "  "])
lines = st.lists(st.tuples(separators, typed_parts), max_size=8).map(
    lambda found: "12-3" + "".join(between + part for between, part in found)
)


def shown(line):
    """The echo of a line without the words that songyu adds."""
    return understood(line, KINDS, HOME.estate).zh


@given(lines)
def test_every_part_of_a_line_is_taken_or_in_the_remark(text):
    try:
        line = read(text)
    except SongyuError:
        return
    taken = (line.elderly_60 is not None or line.elderly_80 is not None) + len(line.needs) + len(line.hazards)
    remark = line.remark or ""
    pieces = re.findall(r'"[^"]*"|“[^“”]*”|[^\s，、,]+', text)[1:]
    left = [piece for piece in pieces if piece.strip('"“”').strip() in remark or piece in remark]
    counts = [piece for piece in pieces if re.fullmatch("[0-9]{1,3}|两张|3把", piece)]  # they count what is beside
    assert len(left) + taken + len(counts) >= len(pieces)
    for piece in re.findall(r"[^\s，、,]+", remark):
        assert piece in text
    echo = shown(line)
    assert echo.startswith("12-3：")
    assert remark in echo
    for need in line.needs:
        assert f"{KINDS.phrase(need.kind).zh} {need.quantity}" in echo
    for hazard in line.hazards:
        assert f"{HAZARD_KINDS.phrase(hazard.kind).zh} {hazard.quantity}" in echo
    for count in (line.elderly_60, line.elderly_80):
        assert count is None or f"+ {count}" in echo


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        line = read(text)
    except SongyuError:
        return
    assert isinstance(line, VisitLine)


@given(
    st.permutations(["11/2", "凳2", "扶手", "旧凳1!", "老人没处坐"]),
    st.sets(st.sampled_from(["11/2", "凳2", "扶手", "旧凳1!", "老人没处坐"])),
)
def test_the_order_of_the_parts_does_not_matter_and_any_may_be_missing(order, there):
    line = read(" ".join(["12-3", *(part for part in order if part in there)]))
    assert (line.elderly_60, line.elderly_80) == ((11, 2) if "11/2" in there else (None, None))
    assert set(line.needs) == {need for word, need in (("凳2", Need("bench", 2)), ("扶手", RAIL)) if word in there}
    assert bool(line.hazards) == ("旧凳1!" in there)
    assert line.remark == ("老人没处坐" if "老人没处坐" in there else None)


@given(
    st.sampled_from(WORDS),
    st.integers(1, MOST),
    st.sampled_from(
        ["{word}{n}", "{word}x{n}", "{word}×{n}", "{word}*{n}", "{n}张{word}", "{word} {n}个", "{n}{word}"]
    ),
)
def test_every_word_takes_its_number(word, number, form):
    line = read("12-3 " + form.format(word=word, n=number))
    assert [one.quantity for one in (*line.needs, *line.hazards)] == [number]


def test_the_echo_says_everything():
    line = read("12-3 11/2 凳 旧凳1 老人没处坐")
    assert understood(line, KINDS, HOME.estate) == (
        "12-3：60+ 11、80+ 2；需求 凳 1；隐患 旧凳 1；备注 老人没处坐",
        "12-3: 60+ 11, 80+ 2; asks for bench 1; hazard old stool 1; remark 老人没处坐",
    )
    assert understood(read("12-3 旧凳2!!"), KINDS, "别处") == (
        "淞泽家园九区12幢3单元：隐患 旧凳 2 重大",
        "淞泽家园九区, Building 12, Unit 3: hazard old stool 2 high",
    )
    assert understood(read("12-3"), KINDS, HOME.estate) == (
        "12-3：到过，没有要记的",
        "12-3: called at, nothing to note",
    )
