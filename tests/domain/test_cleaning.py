"""Nothing that people typed may act on a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hostile import HOSTILE, INVISIBLE, TERMINAL
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.cleaning import clean, folded, plain

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
