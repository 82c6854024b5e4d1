"""Which partner a word means."""

from __future__ import annotations

import pytest

from songyu_cli.domain.partners import (
    Partner,
    PartnerNameLong,
    PartnerNotFound,
    PartnersAlike,
    PartnerUnnamed,
    checked_name,
    named,
)

KNOWN = [
    Partner(1, "苏州银行零售银行总部党委", "donor", None),
    Partner(2, "中共同程网络科技股份有限公司委员会", "donor", None),
    Partner(3, "中衡设计集团股份有限公司", "donor", None),
    Partner(4, "58 到家（苏州）Ltd", "builder", None),
    Partner(5, "中衡", "builder", None),
]


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("3", 3),
        ("#3", 3),
        ("＃３", 3),
        ("苏州银行零售银行总部党委", 1),
        ("苏州银行 零售银行总部党委", 1),
        ("苏州银行", 1),
        ("同程", 2),
        ("中衡", 5),  # the exact name before a part of another
        ("中衡设计", 3),
        ("58到家", 4),
        ("到家(苏州)ltd", 4),
    ],
)
def test_a_partner_is_meant_by_number_name_or_part(text, partner):
    assert named(KNOWN, text).partner == partner


def test_a_part_that_several_have_names_them():
    with pytest.raises(PartnersAlike) as refusal:
        named(KNOWN, "股份有限公司")
    assert "2 中共同程网络科技股份有限公司委员会、3 中衡设计集团股份有限公司" in refusal.value.message.zh
    assert "2" in refusal.value.advice.zh


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("苏洲银行", "1“苏州银行"),
        ("中恒设计集团", "3“中衡设计"),
        ("建行", None),
        ("9", None),
        ("58", "4“58 到家"),
        ("", None),
    ],
)
def test_one_that_is_not_there_is_refused_with_the_nearest(text, near):
    with pytest.raises(PartnerNotFound) as refusal:
        named(KNOWN, text)
    assert ("最接近" in refusal.value.advice.zh) is (near is not None)
    assert (near or "") in refusal.value.advice.zh
    assert "songyu partner add" in refusal.value.advice.en


@pytest.mark.parametrize("text", ["", "58", "#3", "——"])
def test_a_name_has_a_letter(text):
    with pytest.raises(PartnerUnnamed):
        checked_name(text)
    assert checked_name(" 苏州银行 ") == "苏州银行"


def test_a_name_is_no_longer_than_a_name():
    assert checked_name(f" {'银' * 60} ") == "银" * 60
    with pytest.raises(PartnerNameLong):
        checked_name("银" * 61)
