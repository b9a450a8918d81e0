"""The values of one column cut into pieces that no cell tells apart, and the pieces that each cell accepts as bits."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from creditpolicy.formulas.sets import Members, ValueSet, domain, meet
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
    step = whole.step
    inside = [None if cell is None else meet(cell, whole) for cell in cells]
    starts: set[tuple[int, tuple[Fraction, int]]] = set()
    for found in (whole, *(cell for cell in inside if cell is not None)):
        if isinstance(found, Stretches):
            for low, high in found.stretches:
                starts.add(_key(low))
                if high is not None:
                    starts.add(_key(just_beyond(high, step)))
    last = [_key(just_beyond(high, step)) for _, high in whole.stretches if high is not None]
    ordered = sorted(start for start in starts if not last or start < last[0])

    def accepts(cell: ValueSet | None) -> int:
        if not isinstance(cell, Stretches):
            return (1 << len(ordered)) - 1
        bits = 0
        for low, high in cell.stretches:
            first = bisect_left(ordered, _key(low))
            end = len(ordered) if high is None else bisect_left(ordered, _key(just_beyond(high, step)))
            bits |= (1 << end) - (1 << first)
        return bits

    witnesses = tuple(_witness(ordered, index, of, currency) for index in range(len(ordered)))
    return Pieces(witnesses, tuple(accepts(cell) for cell in inside))


def _key(cut_: Cut) -> tuple[int, tuple[Fraction, int]]:
    return (0, (Fraction(0), 0)) if cut_ is None else (1, cut_)


def _witness(ordered: list[tuple[int, tuple[Fraction, int]]], index: int, of: Type, currency: str) -> Value:
    """A value inside a piece: its start, or, where that is open, something between it and the next."""
    bounded, (value, offset) = ordered[index]
    following = ordered[index + 1][1] if index + 1 < len(ordered) else None
    if not bounded:
        value = Fraction(0) if following is None else following[0] - 1
    elif offset > 0:
        value = value + 1 if following is None or following[0] == value else (value + following[0]) / 2
    return _value(value, of, currency)


def _value(at: Fraction, of: Type, currency: str) -> Value:
    match of:
        case MoneyType():
            return Money(at, of.currency or currency)
        case DateType():
            return date.fromordinal(min(max(int(at), 1), date.max.toordinal()))
    return at
