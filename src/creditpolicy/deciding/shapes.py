"""Which shapes of cases a point is compiled for: those that come often. The code for the last one is at hand."""

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, NoReturn, TypeAlias, TypeVar

from creditpolicy.backends.python import HandOver, NotCompiled, Shape, in_order, look, shape_of
from creditpolicy.facts.vocabulary import Vocabulary

MOST_SHAPES = 8
"""Compiling for a shape takes as long as thousands of decisions."""
MOST_LOOKS = 256
MOST_MISSED = 256
Found = TypeVar("Found")
Decide: TypeAlias = Callable[[Any, date, Any], Found]
"""What is found of facts; it raises `HandOver` or `KeyError` for what is for others, or what else is `not_here`."""


class Shapes(Generic[Found]):
    """The code for each shape, `decide` that of the case that came last; threads may share it.

    Where code raises what is `not_here`, the case is for others.
    """

    __slots__ = ("_after", "_made", "_make", "_missed", "_seen", "_vocabulary", "decide", "not_here")

    def __init__(self, vocabulary: Vocabulary, make: Callable[[Shape], Decide[Found]] | None, after: int) -> None:
        """Nothing is compiled yet.

        Args:
            vocabulary: what a case may hold.
            make: compiles the code for a shape, or raises `NotCompiled`; None where there is none for any.
            after: how many cases that look alike come before it does.

        """
        self.decide: Decide[Found] = _none
        self.not_here: tuple[type[Exception], ...] = (HandOver, KeyError)
        self._vocabulary = vocabulary
        self._make = make
        self._after = after
        self._made: dict[Shape, Decide[Found] | None] = {}
        self._missed = 0
        self._seen: dict[object, int | Decide[Found] | None] = {}

    @property
    def are_made(self) -> bool:
        """Whether code is made for any shape."""
        return self._make is not None

    def other(self, facts: Any) -> Decide[Found] | None:  # noqa: ANN401 - as the caller has them
        """The code for the shape of these facts, unless it was at hand and has handed them over."""
        if self._make is None:
            return None
        seen = look(facts)
        known = self._seen.get(seen, 0)
        if isinstance(known, int):
            known = self._counted(seen, known, facts)
        if known is None:
            self._missed += 1
            if self._missed > MOST_MISSED and not any(self._made.values()):
                # Nothing came of it: nobody looks any more.
                self._make = None
            return None
        if known is self.decide:
            return None
        self.decide = known
        return known

    def of(self, facts: Any) -> Decide[Found] | None:  # noqa: ANN401 - as above
        """The code for the shape of these facts, however seldom it came."""
        shape = shape_of(facts, self._vocabulary)
        if shape is None or self._make is None:
            return None
        known = in_order(shape)
        if known not in self._made and len(self._made) < MOST_SHAPES:
            try:
                self._made[known] = self._make(shape)
            except NotCompiled:
                self._made[known] = None
        return self._made.get(known)

    def _counted(self, seen: object, count: int, facts: Any) -> Decide[Found] | None:  # noqa: ANN401 - as above
        if count < self._after:
            # Threads may lose a count: then it is compiled a little later.
            if len(self._seen) < MOST_LOOKS:
                self._seen[seen] = count + 1
            return None
        found = self._seen[seen] = self.of(facts)
        return found


def _none(*_: object) -> NoReturn:
    """No code is at hand."""
    raise HandOver
