"""Nothing that people typed may act on a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hostile import HOSTILE, INVISIBLE, TERMINAL
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.cleaning import clean, folded, looks_alike, plain, same_words, storable

UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
ANY_TEXT = st.text(st.characters())  # surrogates too


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12幢3单元", "12幢3单元"),
        ("\x1b[31m红", "?[31m红"),
        ("\x9b31m", "?31m"),
        ("\u202e321", "?321"),
        ("1\u200b2", "1?2"),
        ("\ufeff序号", "?序号"),
        ("a\tb\nc\r\nd\re", "a b c d e"),
        ("a\u2028b", "a?b"),
        ("\ud800", "?"),
        ("[red]", "[red]"),
        ("\u3000\u00a0", "\u3000\u00a0"),
        ("", ""),
    ],
)
def test_what_reaches_a_terminal(text, expected):
    assert clean(text) == expected


def test_lines_are_kept_on_request():
    assert clean("a\r\nb\rc\nd\te\x1b", lines=True) == "a\nb\nc\nd e?"


def check_safe(text, shown, lines):
    assert not [c for c in shown if unicodedata.category(c) in UNSAFE and not (lines and c == "\n")]
    assert clean(shown, lines=lines) == shown


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_safe_to_show(text, lines):
    check_safe(text, clean(text, lines=lines), lines)


@given(ANY_TEXT, st.booleans())
def test_any_text_is_safe_to_show(text, lines):
    check_safe(text, clean(text, lines=lines), lines)


@given(st.text(st.characters(exclude_categories=list(UNSAFE))))
def test_ordinary_text_stays_as_it_is(text):
    assert clean(text) == text


@pytest.mark.parametrize("text", [*TERMINAL, *INVISIBLE[:-2]])  # the last two are letters and blanks
def test_the_corpus_is_hostile(text):
    assert clean(text) != text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１２－３", "12-3"),
        ("12—3", "12-3"),
        ("　12 幢\n", "12 幢"),
        ("\ufeff1\u200b2\u00ad", "12"),
        ("'12-3", "12-3"),
        ('="12-3"', "12-3"),
        ('=" 12 "', "12"),
        (" '12-3 ", "12-3"),
        ('="12-3', '="12-3'),
        ('12-3"', '12-3"'),
        ("（a）", "(a)"),
        ("30①", "30①"),
        ("a\tb", "a b"),
        ("\x1b[0m", "[0m"),
        ("", ""),
        ("'", ""),
    ],
)
def test_one_plain_spelling(text, expected):
    assert folded(text) == expected


@given(ANY_TEXT)
def test_the_plain_spelling_hides_nothing(text):
    assert not [c for c in folded(text) if unicodedata.category(c) in UNSAFE]
    assert all(len(plain(c)) <= 18 for c in text)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("一网格", "一网格", True),
        (" 一网格", "一网格\n", True),
        ("一\u200b网格", "一\u200c网格", True),
        ("一网格", "二网格", False),
        (3, 3, True),
        (None, None, True),
        (3, "3", False),
        ("3", 3, False),
        (None, "", False),
    ],
)
def test_what_nobody_could_tell_apart_on_a_page(one, other, alike):
    assert looks_alike(one, other) is alike


@pytest.mark.parametrize(
    ("text", "held"), [("凳 a\n", "凳 a\n"), ("a\0b", "a?b"), ("凳\udce5", "凳?"), ("\ud800", "?")]
)
def test_what_a_ledger_can_hold(text, held):
    assert storable(text) == held


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("先 修，再装。", "先修再装", True),
        ("ＡＢ１", "ab1", True),
        (None, "……", True),
        (None, None, True),
        ("修", None, False),
        ("修 1", "修 2", False),
    ],
)
def test_whether_two_texts_have_the_same_words(one, other, same):
    assert same_words(one, other) is same
