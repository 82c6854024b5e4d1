"""Asks a person, in their language and on stderr; without a person at the terminal nothing is asked."""

from __future__ import annotations

import sys
from contextlib import suppress

from songyu_cli.domain.choices import YES_NO
from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.quantities import CountRefused, read_count
from songyu_cli.domain.wording import Language, Phrase

_OPTIONS = Phrase("[是/否，默认否] ", "[y/N] ")
_EITHER = Phrase("[是/否，回车跳过] ", "[y/n, Enter skips] ")
_NUMBER = Phrase("[几张，回车是 0] ", "[a number, Enter is 0] ")


def interactive() -> bool:
    """Tell whether a person reads the question and can answer it."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(question: Phrase, language: Language) -> bool:
    """Ask, and return whether the answer is yes: y, yes, 是. Nothing, the end of input and any other word are no."""
    with suppress(UsageRefused):
        return YES_NO.read(_answer(question, _OPTIONS, language)) == "yes"  # what cannot be read is no yes
    return False


def ask_either(question: Phrase, language: Language) -> bool | None:
    """Ask until the answer is yes or no, and return it; nothing, or the end of input, is None."""
    while answer := _answer(question, _EITHER, language).strip():
        with suppress(UsageRefused):
            return YES_NO.read(answer) == "yes"
    return None


def ask_number(question: Phrase, language: Language) -> int | None:
    """Ask until the answer is a whole number, and return it: nothing is 0, the end of input None."""
    while answer := _answer(question, _NUMBER, language):
        with suppress(CountRefused):
            return read_count(answer) or 0
    return None


def _answer(question: Phrase, options: Phrase, language: Language) -> str:
    """Return the line that was typed, empty at the end of input."""
    sys.stderr.write(f"{clean(question.within(language))} {options.within(language)}")
    sys.stderr.flush()
    answer = ""
    with suppress(OSError, UnicodeDecodeError):
        answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        sys.stderr.write("\n")
    return answer
