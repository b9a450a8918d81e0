"""The values of one column cut into pieces that no cell tells apart, and the pieces that each cell accepts as bits."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import inf, lcm
from typing import TypeAlias

from creditpolicy.formulas.sets import Members, ValueSet, domain
from creditpolicy.formulas.stretches import Cut, Stretches, just_beyond
from creditpolicy.frozen import dataclass
from creditpolicy.values.money import Money
from creditpolicy.values.types import DateType, EnumType, MoneyType, Type
from creditpolicy.values.value import Value

OTHER_TEXT = "(any other)"
MISSING = "(missing)"


@dataclass(frozen=True, slots=True)
class Pieces:
    """`witnesses` holds one value of each piece; `accepted` for each cell, in order, the pieces as bits."""

    witnesses: tuple[Value, ...]
    accepted: tuple[int, ...]

    @property
    def all(self) -> int:
        """Every piece."""
        return (1 << len(self.witnesses)) - 1

    def or_missing(self, any_value: Sequence[bool]) -> "Pieces":
        """The same with one piece more, for what is missing: cells accept it that accept any value."""
        piece = 1 << len(self.witnesses)
        bits = zip(self.accepted, any_value, strict=True)
        return Pieces((*self.witnesses, MISSING), tuple(cell | piece if free else cell for cell, free in bits))


def cut(of: Type, cells: Sequence[ValueSet | None], currency: str) -> Pieces:
    """Cut a column.

    Args:
        of: the type of the column.
        cells: for each row the set of values that its cell accepts, None for any.
        currency: for witnesses of an amount in any currency.

    """
    # Large tables say the same in many cells: each set is looked at once.
    different = {id(cell): cell for cell in cells}
    pieces = _cut(of, tuple(different.values()), currency)
    accepted = dict(zip(different, pieces.accepted, strict=True))
    return Pieces(pieces.witnesses, tuple(accepted[id(cell)] for cell in cells))


def _cut(of: Type, cells: Sequence[ValueSet | None], currency: str) -> Pieces:
    whole = domain(of)
    if isinstance(whole, Members):
        return _members(whole, cells, of)
    return _stretches(whole, [cell if isinstance(cell, Stretches) else None for cell in cells], of, currency)


def _members(whole: Members, cells: Sequence[ValueSet | None], of: Type) -> Pieces:
    named = [member for cell in cells if isinstance(cell, Members) for member in sorted(cell.members, key=str)]
    members = (
        tuple(of.members)
        if isinstance(of, EnumType)
        else tuple(dict.fromkeys((*sorted(whole.members, key=str), *named)))
    )
    witnesses: tuple[str | bool, ...] = (*members, OTHER_TEXT) if whole.others else members
    index: dict[Value, int] = {word: position for position, word in enumerate(members)}
    every = (1 << len(witnesses)) - 1

    def accepts(cell: ValueSet | None) -> int:
        if not isinstance(cell, Members):
            return every
        named_here = sum(1 << index[word] for word in cell.members if word in index)
        return every & ~named_here if cell.others else named_here

    return Pieces(witnesses, tuple(accepts(cell) for cell in cells))


def _stretches(whole: Stretches, cells: Sequence[Stretches | None], of: Type, currency: str) -> Pieces:
    line = _Line.through([whole, *(cell for cell in cells if cell is not None)], whole.step)
    every = [line.span(*stretch) for stretch in whole.stretches]
    inside = [None if cell is None else _within(every, [line.span(*one) for one in cell.stretches]) for cell in cells]
    ends = {end for spans in (every, *inside) for span in spans or () for end in span}
    lasts = {last for _, last in every}
    starts = sorted(ends - lasts)
    places = {start: place for place, start in enumerate(starts)}
    all_pieces = (1 << len(starts)) - 1

    def accepts(spans: list[_Span] | None) -> int:
        if spans is None:
            return all_pieces
        return sum((1 << places.get(end, len(starts))) - (1 << places[start]) for start, end in spans)

    pieces = pairwise((*starts, *lasts))
    witnesses = tuple(_value(line.between(start, following), of, currency) for start, following in pieces)
    return Pieces(witnesses, tuple(map(accepts, inside)))


_Span: TypeAlias = tuple[float, float]
"""From one place on the line up to another, that one not included."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Ends of stretches as places: whole numbers, which sort and compare many times faster than fractions.

    A value has four: just below it, at it, just above it, and beyond that. Open ends lie at infinity.
    """

    unit: int
    step: Fraction | None

    @classmethod
    def through(cls, sets: Sequence[Stretches], step: Fraction | None) -> "_Line":
        """The line on which all ends of these sets are whole."""
        ends = {end[0].denominator for one in sets for stretch in one.stretches for end in stretch if end is not None}
        return cls(lcm(*ends, 1 if step is None else step.denominator), step)

    def span(self, low: Cut, high: Cut) -> _Span:
        """The places of a stretch."""
        return -inf if low is None else self._at(low), inf if high is None else self._at(just_beyond(high, self.step))

    def _at(self, end: tuple[Fraction, int]) -> int:
        value, offset = end
        return 4 * value.numerator * (self.unit // value.denominator) + offset

    def between(self, start: float, following: float) -> Fraction:
        """A value in what starts at a place: the start itself, or, where that is open, something before the next."""
        if start == -inf:
            return Fraction(0) if following == inf else self._value(following) - 1
        value = self._value(start)
        if start <= 4 * value * self.unit:
            return value
        return value + 1 if following == inf else (value + self._value(following)) / 2

    def _value(self, place: float) -> Fraction:
        return Fraction((int(place) + 1) // 4, self.unit)


def _within(every: list[_Span], spans: list[_Span]) -> list[_Span]:
    """What of the spans lies within the whole."""
    both = ((max(start, first), min(end, last)) for first, last in every for start, end in spans)
    return [(start, end) for start, end in both if start < end]


def _value(at: Fraction, of: Type, currency: str) -> Value:
    match of:
        case MoneyType():
            return Money(at, of.currency or currency)
        case DateType():
            return date.fromordinal(min(max(int(at), 1), date.max.toordinal()))
    return at
