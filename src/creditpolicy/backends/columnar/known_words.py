"""The places of texts among the words of an enum. Each word has a slot, by its hash; the one found there is compared.

To look each text up takes twice as long, and to compare it with one word after the other pays for the fewest only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars

from creditpolicy.backends.columnar.column import Expr, code_type

_MOST_BITS = 16


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Different words, and for each slot the place of the word that has it."""

    words: polars.Series
    slots: polars.Series
    width: int

    def supposed(self, text: Expr) -> Expr:
        """The place of a text, if it is one of the words."""
        return polars.lit(self.slots).gather(text.hash() // self.width)

    def compared(self, place: Expr, text: Expr) -> Expr:
        """The same place; null where another word stands there."""
        return polars.when(polars.lit(self.words).gather(place) == text).then(place)


def known_words(members: Sequence[str]) -> KnownWords | None:
    """Words that have a slot each; None where they are too many for that."""
    words = polars.Series(members, dtype=polars.String())
    hashes = words.hash().to_list()
    for bits in range(len(members).bit_length(), _MOST_BITS + 1):
        width = 1 << (64 - bits)
        slots = {value // width: place for place, value in enumerate(hashes)}
        if len(slots) == len(members):
            kind = code_type(len(members))
            return KnownWords(words, polars.Series([slots.get(n, 0) for n in range(1 << bits)], dtype=kind), width)
    return None
