"""A sentence by its kind: what it says is fixed in English and Dutch, what it speaks of is filled in.

Each room has a catalogue of the sentences that it says. Who notices something picks the sentence; in which language it
is read is decided on the command line alone.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import reduce
from string import Formatter
from typing import Literal, Self, TypeAlias

Language: TypeAlias = Literal["nl", "en"]


class Sentence(Enum):
    """The sentences of a room, each by its kind: its text in English and Dutch, `{...}` where it is about something."""

    def __init__(self, en: str, nl: str) -> None:
        """Keep both texts."""
        self.en = en
        self.nl = nl

    def __call__(self, **about: object) -> "Phrase":
        """Say it of something."""
        return Phrase(self, about)


class Phrase(str):
    """A sentence about something: its English text, that knows how to be said in Dutch."""

    __slots__ = ("about", "kind")
    kind: Sentence
    about: Mapping[str, object]

    def __new__(cls, kind: Sentence, about: Mapping[str, object]) -> Self:
        """Say the sentence in English; keep what it was made from."""
        phrase = super().__new__(cls, kind.en.format_map(about))
        phrase.kind, phrase.about = kind, about
        return phrase

    def __reduce__(self) -> tuple[type["Phrase"], tuple[Sentence, Mapping[str, object]]]:
        """Copies are made as the original was."""
        return Phrase, (self.kind, self.about)

    @property
    def dutch(self) -> str:
        """The same sentence in Dutch."""
        return _DUTCH.vformat(self.kind.nl, (), {name: _in_dutch(part) for name, part in self.about.items()})


class Joined(Sentence):
    """Words that join others."""

    OR = ("{first} or {last}", "{first} of {last}")
    AND = ("{first} and {last}", "{first} en {last}")
    COMMA = ("{first}, {last}", "{first}, {last}")


def said(text: str, language: Language) -> str:
    """`text` in the language, where it knows how; a text of someone else's stays as it is."""
    return text.dutch if language == "nl" and isinstance(text, Phrase) else str(text)


def said_or_none(text: str | None, language: Language) -> str | None:
    """As `said`, for what may have nothing to say."""
    return None if text is None else said(text, language)


def either(words: Sequence[str]) -> str:
    """`EUR or USD`; the empty text for no words."""
    return _joined(Joined.OR, words)


def both(words: Sequence[str]) -> str:
    """`A and B`; the empty text for no words."""
    return _joined(Joined.AND, words)


def listed(words: Sequence[str]) -> str:
    """`A, B`; the empty text for no words."""
    return _joined(Joined.COMMA, words)


def _joined(by: Joined, words: Sequence[str]) -> str:
    return reduce(lambda first, last: by(first=first, last=last), words) if words else ""


class _Dutch(Formatter):
    """Fills a Dutch sentence in; thousands are kept apart by a point."""

    def format_field(self, value: object, format_spec: str) -> str:
        text: str = format(value, format_spec)
        return text.replace(",", ".") if format_spec == "," else text


_DUTCH = _Dutch()


def _in_dutch(part: object) -> object:
    return part.dutch if isinstance(part, Phrase) else part
