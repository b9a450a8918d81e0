"""Which shapes of cases a point is compiled for: those that come often.

The code for the only one is at hand. Where there are several, a look at the facts in which they differ tells which: a
guess, as the code looks at all of its shape itself. Of JSON nothing can be told before it is read: there the code for
the last one is at hand, and those before it come next.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Generic, NoReturn, TypeAlias, TypeVar

from creditpolicy.backends.python import HandOver, NotCompiled, Shape, facts_of_shape, in_order, look, shape_of
from creditpolicy.facts.vocabulary import Vocabulary

MOST_SHAPES = 8
"""Compiling for a shape takes as long as thousands of decisions."""
MOST_LOOKS = 256
MOST_MISSED = 256
MOST_DIFFERING = 12
MOST_KINDS = 256
MOST_RECENT = 4
Found = TypeVar("Found")
Decide: TypeAlias = Callable[[Any, date, Any], Found]
"""What is found of facts; it raises `HandOver` or `KeyError` for what is for others, or what else is `not_here`."""


class Shapes(Generic[Found]):
    """The code for each shape, and in `decide` what is at hand; threads may share it.

    Where code raises what is `not_here`, the case is for others.
    """

    __slots__ = (
        "_after",
        "_by_kinds",
        "_differing",
        "_made",
        "_make",
        "_missed",
        "_seen",
        "_told_apart",
        "_vocabulary",
        "decide",
        "not_here",
        "recent",
    )

    def __init__(
        self,
        vocabulary: Vocabulary,
        make: Callable[[Shape], Decide[Found]] | None,
        after: int,
        *,
        told_apart: bool = True,
    ) -> None:
        """Nothing is compiled yet.

        Args:
            vocabulary: what a case may hold.
            make: compiles the code for a shape, or raises `NotCompiled`; None where there is none for any.
            after: how many cases that look alike come before it does.
            told_apart: whether the code is given facts, which can be looked at.

        """
        self.decide: Decide[Found] = _none
        self.not_here: tuple[type[Exception], ...] = (HandOver, KeyError)
        self.recent: tuple[Decide[Found], ...] = ()
        """What was at hand last, and before."""
        self._vocabulary = vocabulary
        self._make = make
        self._after = after
        self._told_apart = told_apart
        self._differing: tuple[tuple[str, str], ...] = ()
        self._by_kinds: dict[tuple[type, ...], Decide[Found]] = {}
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
        return known if self._put_at_hand(known, facts) else None

    def _put_at_hand(self, known: Decide[Found], facts: Any) -> bool:  # noqa: ANN401 - as above
        """Put the code for such facts at hand; False where it was, and has handed them over."""
        if not (self._told_apart and self._differing):
            was_at_hand = known is self.decide
            self.put_first(known)
            return not was_at_hand
        kinds = self._kinds(facts)
        was_at_hand = self.decide == self._chosen and self._by_kinds.get(kinds) is known
        if len(self._by_kinds) >= MOST_KINDS:
            self._by_kinds.clear()
        self._by_kinds[kinds] = known
        self.decide = self._chosen
        return not was_at_hand

    def put_first(self, code: Decide[Found]) -> None:
        """Put one at hand."""
        self.recent = (code, *(one for one in self.recent if one is not code))[:MOST_RECENT]
        self.decide = code

    def _chosen(self, facts: Any, today: date, beside: Any) -> Found:  # noqa: ANN401 - as above
        """What the code says that is for facts of these kinds."""
        found = self._by_kinds.get(self._kinds(facts))
        if found is None:
            raise HandOver
        return found(facts, today, beside)

    def _kinds(self, facts: Any) -> tuple[type, ...]:  # noqa: ANN401 - as above
        """Of what kinds the values are in which the shapes differ."""
        if type(facts) is not dict:
            return ()
        kinds: list[type] = []
        for record, key in self._differing:
            given = facts.get(record)
            kinds.append(type(given.get(key, ...)) if type(given) is dict else type(...))
        return tuple(kinds)

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
            self._differing = tuple(_differing([one for one, code in self._made.items() if code is not None]))
            self._by_kinds = {}
        return self._made.get(known)

    def _counted(self, seen: object, count: int, facts: Any) -> Decide[Found] | None:  # noqa: ANN401 - as above
        if count < self._after:
            # Threads may lose a count: then it is compiled a little later.
            if len(self._seen) < MOST_LOOKS:
                self._seen[seen] = count + 1
            return None
        found = self._seen[seen] = self.of(facts)
        return found


def _differing(shapes: Sequence[Shape]) -> Iterator[tuple[str, str]]:
    """The facts, each by its record and its key there, that not all of the shapes have in the same form."""
    forms = [facts_of_shape(one) for one in shapes]
    names = sorted({name for one in forms for name in one})
    differing = (name for name in names if len({one.get(name) for one in forms}) > 1)
    for name in islice(differing, MOST_DIFFERING):
        record, _, key = name.partition(".")
        yield record, key


def _none(*_: object) -> NoReturn:
    """No code is at hand."""
    raise HandOver
