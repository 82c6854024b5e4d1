"""A vocabulary: the words that may be written for each choice, the one that is stored, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SEPARATORS = str.maketrans("", "", " _-")


@dataclass(frozen=True)
class Choice:
    """One word of a vocabulary: how it is stored, how it is shown, and what else it is called."""

    key: str
    phrase: Phrase
    synonyms: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that may be written for it."""
        return (self.key, *self.phrase, *self.synonyms)

    @property
    def typed(self) -> Phrase:
        """What to type for it in each language."""
        return Phrase(self.phrase.zh, self.key.replace("_", "-"))


class ChoiceRefused(UsageRefused):
    """A word that is not in the vocabulary. `nearest` is the key of the likeliest choice, if one is near."""

    sentence = Phrase("{name}里没有“{text}”。", "There is no {name} “{text}”.")
    hint = Phrase("{guess}可选：{options}。", "{guess}Choose from: {options}.")

    def __init__(self, choices: Choices, text: str, nearest: Choice | None) -> None:
        from songyu_cli.domain.masking import quoted  # noqa: PLC0415  its many patterns, only for a refusal

        question = Phrase("是不是“{word}”？", "Did you mean {word}? ")
        guess = question.format(word=nearest.typed) if nearest else Phrase("", "")
        options = joined([choice.typed for choice in choices])
        super().__init__(name=choices.name, text=quoted(text), guess=guess, options=options)
        self.nearest = nearest.key if nearest else None

    @property
    def kind(self) -> str:
        """The refusal's name for programs."""
        return "unknown_choice"


class ChoiceTaken(UsageRefused):
    """A label of the user's own would make a word mean two things."""

    sentence = Phrase("“{word}”已经是{name}里“{owner}”的叫法。", "“{word}” already means {owner} as a {name}.")
    hint = Phrase("请换一个叫法。", "Choose another word.")


class Choices:
    """A vocabulary. Iterating gives its choices in the order to show them in."""

    def __init__(self, name: Phrase, *choices: Choice) -> None:
        self.name = name
        self._choices = {choice.key: choice for choice in choices}

    @cached_property
    def _meaning(self) -> dict[str, Choice]:
        """What each word stands for; made when one is read, because most commands only show. Raises ChoiceTaken."""
        meaning: dict[str, Choice] = {}
        for choice in self._choices.values():
            for word in choice.words:
                owner = meaning.setdefault(_spelling(word), choice)
                if owner is not choice:
                    from songyu_cli.domain.masking import quoted  # noqa: PLC0415  as above

                    raise ChoiceTaken(word=quoted(word), owner=owner.phrase, name=self.name)
        return meaning

    def checked(self) -> Choices:
        """Return this vocabulary once it is sure that no word means two things. Raises ChoiceTaken."""
        _ = self._meaning
        return self

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._choices.values())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, as they are stored."""
        return tuple(self._choices)

    def read(self, text: str) -> str:
        """Return the key that a word stands for: English with hyphen or underscore, in any case, or Chinese.

        Raises ChoiceRefused.
        """
        found = self.find(text)
        if found is None:
            raise ChoiceRefused(self, text, self._nearest(text))
        return found

    def find(self, text: str) -> str | None:
        """Return the key that a word stands for, as `read` does, or None."""
        found = self._meaning.get(_spelling(text))
        return found.key if found else None

    def phrase(self, key: str) -> Phrase:
        """Return how a stored key is shown; one that is no longer in the vocabulary is shown as it is."""
        return self._choices[key].phrase if key in self._choices else verbatim(key)

    def extended(self, labels: Mapping[str, Phrase]) -> Choices:
        """Return this vocabulary with the user's own labels; one with an existing key renames that choice.

        Raises ChoiceTaken where a label is already another choice's word.
        """
        if not labels:
            return self
        mine = {key: Choice(key, phrase) for key, phrase in labels.items()}
        for key, choice in self._choices.items():
            if key in mine:
                mine[key] = Choice(key, mine[key].phrase, (*choice.phrase, *choice.synonyms))
        return Choices(self.name, *{**self._choices, **mine}.values()).checked()

    def _nearest(self, text: str) -> Choice | None:
        from difflib import get_close_matches  # noqa: PLC0415  # only a refusal needs it

        near = get_close_matches(_spelling(text)[:40], self._meaning, n=1, cutoff=0.5)
        return self._meaning[near[0]] if near else None


def _spelling(word: str) -> str:
    return folded(word).translate(_SEPARATORS).casefold()


def vocabulary(zh: str, en: str, choices: Iterable[tuple[str, str, str]]) -> Choices:
    """Return choices from rows of key, Chinese and further words; the English is the key with spaces."""
    return Choices(
        Phrase(zh, en),
        *(Choice(key, Phrase(shown, key.replace("_", " ")), tuple(also.split())) for key, shown, also in choices),
    )
