"""A point compiled for what frames hold: for some facts, and for the numbers that were seen so far, with room to spare.

So whole numbers stay small, and none can grow beyond its type. A batch that does not fit is compiled for anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from creditpolicy.backends.columnar.column import NotCompiled
from creditpolicy.backends.columnar.point import Given
from creditpolicy.backends.columnar.reading import bounds_of
from creditpolicy.facts.vocabulary import Vocabulary

T = TypeVar("T")


class Variants(Generic[T]):
    """What was compiled, each with the facts that it takes for granted."""

    def __init__(self, vocabulary: Vocabulary, compiled: Callable[[Mapping[str, Given]], T]) -> None:
        """Nothing is compiled yet; `compiled` does it."""
        self._vocabulary = vocabulary
        self._compiled = compiled
        self._found: dict[tuple[frozenset[str], bool], tuple[Mapping[str, Given], T] | None] = {}

    def fitting(self, given: Mapping[str, Given]) -> T | None:
        """What fits these facts; None where there can't be any."""
        key = frozenset(given), any(one.maybe for one in given.values())
        known = self._found.get(key)
        if key in self._found and (known is None or _fits(known[0], given)):
            return None if known is None else known[1]
        wanted = {name: self._roomy(name, one, known[0][name] if known else None) for name, one in given.items()}
        try:
            found = self._compiled(wanted)
        except (NotCompiled, RecursionError):
            # With these facts it can't be compiled, or with numbers as large as these: then earlier ones still fit.
            if known is None:
                self._found[key] = None
            return None
        self._found[key] = wanted, found
        return found

    def _roomy(self, name: str, given: Given, earlier: Given | None) -> Given:
        """The same with room for numbers that were not seen yet, as far as the fact allows."""
        least, most = bounds_of(self._vocabulary.facts[name].type)
        low, high = max(least, _room(given.low, -1)), min(most, _room(given.high, 1))
        if earlier is None:
            return replace(given, low=low, high=high)
        return replace(
            given, maybe=given.maybe or earlier.maybe, low=min(low, earlier.low), high=max(high, earlier.high)
        )


def _fits(own: Mapping[str, Given], given: Mapping[str, Given]) -> bool:
    """Whether nothing that was taken for granted is otherwise."""
    return all(
        (mine.maybe or not one.maybe) and mine.low <= one.low and one.high <= mine.high
        for mine, one in ((own[name], one) for name, one in given.items())
    )


def _room(value: int, side: int) -> int:
    """The next power of 16 above, on that side of zero; zero where the value lies on the other."""
    room = 1
    while room < abs(value):
        room *= 16
    return side * room if value * side > 0 else 0
