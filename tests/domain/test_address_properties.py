import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.address_grammar import LABELS
from songyu_cli.domain.addresses import (
    Address,
    AddressRefused,
    Home,
    address_of,
    expand_units,
    read_address,
    read_parts,
    read_unit,
)

HOME = Home(community="淞渔社区", subdistrict="斜塘街道", estate="淞泽家园九区")
ESTATES = ["淞泽家园九区", "淞泽家园十二区", "淞泽家园二期", "民生小区", "三元新村", "城市花园A区", "大富山庄"]
addresses = st.builds(
    Address,
    st.sampled_from(ESTATES),
    st.one_of(st.builds("{}{}".format, st.integers(1, 999), st.sampled_from(["", "A", "Z"])), st.sampled_from("AZ")),
    st.one_of(st.none(), st.integers(1, 99).map(str), st.sampled_from(LABELS)),
)


@given(addresses)
def test_reads_back_every_way_it_writes_an_address(address):
    assert address_of(address.key) == address
    for written in (address.key, *address.phrase(), f"{address.estate}{address.short}", address.phrase().zh + "门口"):
        assert read_address(written, HOME).address == address
        assert expand_units(written, HOME) == [address]


@given(
    st.one_of(
        st.text(), st.text("0123一二十两AZ甲东-/、和至 \n幢号楼#座单元室区淞泽家园社街道市月日.=\"'撞", max_size=40)
    )
)
def test_takes_any_text(text):
    for read in (read_address, read_unit, expand_units):
        with suppress(AddressRefused):
            read(text, HOME)
    with suppress(AddressRefused):
        read_parts(text[:3], text[3:5], text[5:9], text[9:], HOME)


@pytest.mark.parametrize(
    "piece", ["1", "十", "12-", "幢", "小区", "江苏省", "都市", "4楼", "(402", "1、", "12幢1、", "/中"]
)
def test_no_text_takes_long(piece):
    for text in ("12幢3单元" + piece * 180, (piece * 200)[:195], piece * 100_000):
        began = time.process_time()
        with pytest.raises(AddressRefused):
            read_unit(text, HOME)
        assert time.process_time() - began < 0.2
