"""Which columns are ours in a file of bad rows, and how kept maps are written down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.tables.columns import fold
from songyu_cli.domain.tables.our_columns import ours, problem_title
from songyu_cli.domain.tables.saved_maps import merged_map, read_map, written_map


@pytest.mark.parametrize(
    ("headers", "mine"),
    [
        (["幢", "问题", "原行号"], {1, 2}),
        (["Building", "Problem", "Original row"], {1, 2}),
        (["幢", "问题"], set()),
        (["幢", "原行号"], set()),
        (["问题", "幢", "导入问题", "原行号"], {2, 3}),
        (["幢", "存在问题", "原行号"], set()),
    ],
)
def test_our_columns_are_ours_only_together(headers, mine):
    assert ours(dict(enumerate(headers))) == mine


def test_a_column_of_the_users_own_keeps_its_name():
    assert problem_title(["幢", "数量"]).zh == "问题"
    assert problem_title(["幢", " 问题 "]).zh == "导入问题"
    assert problem_title(["Unit", "PROBLEM"]).en == "Import problem"


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("", {}),
        ("长者=elderly_60", {"长者": "elderly_60"}),
        (" 长者 = 60+ ； 门=label, 户数，总=households;", {"长者": "60+", "门": "label", "户数，总": "households"}),
        ("60+;65+=elderly", {"60+;65+": "elderly"}),
    ],
)
def test_kept_pairs_are_read_as_people_write_them(text, pairs):
    assert read_map(text) == pairs


@pytest.mark.parametrize("text", ["长者", "=label", "长者=", "a=b;c"])
def test_what_is_no_pair_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_map(text)


HEADERS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="="), min_size=1, max_size=12)


@given(st.dictionaries(HEADERS, st.sampled_from(["label", "elderly_60", "installed_on"]), max_size=5))
def test_what_is_written_down_is_read_back(pairs):
    pairs = {header: field for header, field in pairs.items() if header[0] not in ";；,，、"}
    assert read_map(written_map(pairs)) == pairs


@given(st.dictionaries(HEADERS, st.just("label"), max_size=4), st.dictionaries(HEADERS, st.just("spot"), max_size=4))
def test_the_latest_word_on_a_header_counts(kept, typed):
    now = merged_map(kept, typed)
    assert typed.items() <= now.items()
    again = {fold(header) for header in typed}
    assert {header for header in kept if fold(header) not in again} | set(typed) == set(now)
