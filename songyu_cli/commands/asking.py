"""Asks a person yes or no, in their language and on stderr; without a person at the terminal nothing is asked."""

from __future__ import annotations

import sys
from contextlib import suppress

from songyu_cli.domain.choices import YES_NO
from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.wording import Language, Phrase

_OPTIONS = Phrase("[是/否，默认否] ", "[y/N] ")


def interactive() -> bool:
    """Tell whether a person reads the question and can answer it."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(question: Phrase, language: Language) -> bool:
    """Ask, and return whether the answer is yes: y, yes, 是. Nothing, the end of input and any other word are no."""
    sys.stderr.write(f"{clean(question.within(language))} {_OPTIONS.within(language)}")
    sys.stderr.flush()
    answer = ""
    with suppress(OSError, UnicodeDecodeError):  # what cannot be read is no yes
        answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        sys.stderr.write("\n")
    with suppress(UsageRefused):
        return YES_NO.read(answer) == "yes"
    return False
