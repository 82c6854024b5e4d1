"""A phrase in both languages, side by side.

Chinese and English stand in one place, so that neither can be forgotten: a message without its twin is a
type error, there is no catalogue to build or to keep in step, and starting up costs nothing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Phrase(NamedTuple):
    """One thing to say, in Chinese and in English."""

    zh: str
    en: str

    def format(self, **values: object) -> Phrase:
        """Fill the `{name}` fields of both languages; a value that is itself a Phrase takes its own language."""
        phrases = [(name, value) for name, value in values.items() if isinstance(value, Phrase)]
        if not phrases:
            return Phrase(self.zh.format_map(values), self.en.format_map(values))
        return Phrase(
            self.zh.format_map(values | {name: phrase.zh for name, phrase in phrases}),
            self.en.format_map(values | {name: phrase.en for name, phrase in phrases}),
        )

    def within(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en


def said(value: object, language: Language) -> object:
    """Return a Phrase in one language and anything else as it is."""
    return value.within(language) if isinstance(value, Phrase) else value


def verbatim(text: str) -> Phrase:
    """Return a phrase that reads the same in both languages: an address, a file name, what a user typed."""
    return Phrase(text, text)


def joined(phrases: list[Phrase]) -> Phrase:
    """Return phrases as one enumeration, with the comma of each language."""
    return Phrase("、".join(p.zh for p in phrases), ", ".join(p.en for p in phrases))
