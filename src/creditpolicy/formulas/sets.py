"""Which values of one formula pass a test: exact sets, on the grid of the type's digits where it has one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from creditpolicy.formulas.tree import AllOf, AnyOf, Compare, Const, Formula, Holds, Negate, Subject
from creditpolicy.values.money import Money
from creditpolicy.values.types import (
    BooleanType,
    Bounds,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)
from creditpolicy.values.value import Value

Cut: TypeAlias = tuple[Fraction, int] | None
"""An end: a value and -1 (just below it), 0 (at it) or 1 (just above it); None is open."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Ordered values: disjoint stretches from low to high, both ends included. `step` is the grid, None is dense."""

    stretches: tuple[tuple[Cut, Cut], ...]
    step: Fraction | None

    @property
    def is_empty(self) -> bool:
        """Whether no value passes."""
        return not self.stretches

    def meet(self, other: "Stretches") -> "Stretches":
        """The values in both."""
        both = [(_higher(a[0], b[0]), _lower(a[1], b[1])) for a in self.stretches for b in other.stretches]
        return Stretches(tuple(sorted((s for s in both if _is_stretch(*s)), key=_by_low)), self.step)

    def join(self, other: "Stretches") -> "Stretches":
        """The values in either."""
        return Stretches(_merged((*self.stretches, *other.stretches), self.step), self.step)

    def complement(self) -> "Stretches":
        """All other values."""
        gaps: list[tuple[Cut, Cut]] = []
        low: Cut = None
        open_ended = True
        for start, end in self.stretches:
            if start is not None:
                gaps.append((low, _just(start, -1, self.step)))
            if end is None:
                open_ended = False
                break
            low = _just(end, 1, self.step)
        if open_ended:
            gaps.append((low, None))
        return Stretches(tuple(gap for gap in gaps if _is_stretch(*gap)), self.step)


@dataclass(frozen=True, slots=True)
class Members:
    """Words and truth values: those in `members`, or all others where `others` is set."""

    members: frozenset[str | bool]
    others: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no value passes."""
        return not self.members and not self.others

    def meet(self, other: "Members") -> "Members":
        """The values in both."""
        match self.others, other.others:
            case False, False:
                return Members(self.members & other.members)
            case False, True:
                return Members(self.members - other.members)
            case True, False:
                return Members(other.members - self.members)
        return Members(self.members | other.members, others=True)

    def join(self, other: "Members") -> "Members":
        """The values in either."""
        return self.complement().meet(other.complement()).complement()

    def complement(self) -> "Members":
        """All other values."""
        return Members(self.members, others=not self.others)


ValueSet: TypeAlias = Stretches | Members


def meet(left: ValueSet, right: ValueSet) -> ValueSet:
    """The values in both sets, which are of one kind."""
    match left, right:
        case (Stretches(), Stretches()) | (Members(), Members()):
            return left.meet(right)  # type: ignore[arg-type]  # the pair is of one kind
    return left


def join(left: ValueSet, right: ValueSet) -> ValueSet:
    """The values in either set, which are of one kind."""
    match left, right:
        case (Stretches(), Stretches()) | (Members(), Members()):
            return left.join(right)  # type: ignore[arg-type]  # the pair is of one kind
    return left


def join_all(sets: Sequence[ValueSet]) -> ValueSet:
    """The values in any of several sets, which are of one kind; at least one."""
    first = sets[0]
    if isinstance(first, Stretches):
        together = tuple(one for some in sets if isinstance(some, Stretches) for one in some.stretches)
        return Stretches(_merged(together, first.step), first.step)
    return reduce(join, sets)


def meet_all(sets: Sequence[ValueSet]) -> ValueSet:
    """The values in all of several sets, which are of one kind; at least one."""
    return join_all([one.complement() for one in sets]).complement() if len(sets) > 1 else sets[0]


def domain(of: Type) -> ValueSet:
    """All values that a type has."""
    match of:
        case BooleanType():
            return Members(frozenset({True, False}))
        case EnumType(members=members):
            return Members(frozenset(members))
        case TextType() | ListType():
            return Members(frozenset(), others=True)
        case DateType():
            return Stretches(((None, None),), Fraction(1))
        case NumberType(bounds=bounds) | MoneyType(bounds=bounds) | DaysType(bounds=bounds) | MonthsType(bounds=bounds):
            step = step_of(of)
            return Stretches(tuple(s for s in (_bounded(bounds),) if _is_stretch(*s)), step)


def covers_everything(values: ValueSet, of: Type) -> bool:
    """Whether every value of the type is in the set."""
    return meet(values.complement(), domain(of)).is_empty


def step_of(of: Type) -> Fraction | None:
    """The distance between neighbouring values of an ordered type; None where there is none."""
    match of:
        case NumberType(scale=scale) | MoneyType(scale=scale) | DaysType(scale=scale):
            return None if scale is None else Fraction(1, 10**scale)
        case MonthsType() | DateType():
            return Fraction(1)
        case BooleanType() | EnumType() | TextType() | ListType():
            return None


def set_of(test: Formula) -> tuple[Formula, ValueSet] | None:
    """What a test is about and which of its values pass; None where it does not test one formula against constants."""
    match test:
        case Compare(op=op, left=left, right=Const(value=value)) if not isinstance(left, Const):
            found = _compared(op, value, left.type)
            return None if found is None else (left, found)
        case Compare(op=op, left=Const(value=value), right=right) if not isinstance(right, Const):
            found = _compared(_MIRROR[op], value, right.type)
            return None if found is None else (right, found)
        case Holds(of=of):
            return of, Members(frozenset({True}))
        case Subject(type=BooleanType()):
            return test, Members(frozenset({True}))
        case Negate(part=part):
            inner = set_of(part)
            return None if inner is None else (inner[0], inner[1].complement())
        case AllOf(parts=parts) | AnyOf(parts=parts) if parts:
            return _folded(parts, is_and=isinstance(test, AllOf))
    return None


def position(value: Value) -> Fraction | None:
    """Where a value of an ordered type lies on its line; None for words."""
    match value:
        case bool():
            return None
        case Fraction():
            return value
        case Money(amount=amount):
            return amount
        case date():
            return Fraction(value.toordinal())
    return None


def _folded(parts: tuple[Formula, ...], *, is_and: bool) -> tuple[Formula, ValueSet] | None:
    sets = [set_of(part) for part in parts]
    if any(found is None for found in sets):
        return None
    known = [found for found in sets if found is not None]
    about = known[0][0]
    if any(other != about for other, _ in known[1:]):
        return None
    values = [found for _, found in known]
    return about, meet_all(values) if is_and else join_all(values)


def _compared(op: str, value: Value, of: Type) -> ValueSet | None:
    at = position(value)
    if at is None:
        if isinstance(value, bool | str) and op in {"=", "!="}:
            return Members(frozenset({value}), others=op == "!=")
        return _ordered_members(op, value, of)
    step = step_of(of)
    match op:
        case "=" | "!=":
            exactly = Stretches(tuple(s for s in (_on_grid((at, 0), (at, 0), step),) if _is_stretch(*s)), step)
            return exactly if op == "=" else exactly.complement()
        case "<" | "<=":
            return Stretches((_on_grid(None, (at, -1 if op == "<" else 0), step),), step)
        case _:
            return Stretches((_on_grid((at, 1 if op == ">" else 0), None, step),), step)


def _ordered_members(op: str, value: Value, of: Type) -> ValueSet | None:
    if not isinstance(of, EnumType) or not isinstance(value, str):
        return None
    index = of.members.index(value)
    passing = {
        "<": of.members[:index],
        "<=": of.members[: index + 1],
        ">": of.members[index + 1 :],
        ">=": of.members[index:],
    }
    return Members(frozenset(passing[op]))


def _bounded(bounds: Bounds) -> tuple[Cut, Cut]:
    return (None if bounds.low is None else (bounds.low, 0)), (None if bounds.high is None else (bounds.high, 0))


def _on_grid(low: Cut, high: Cut, step: Fraction | None) -> tuple[Cut, Cut]:
    """The same values with ends that lie on the grid."""
    if step is None:
        return low, high
    if low is not None:
        count = -(-low[0] // step)  # the first grid value at or above
        first = count * step
        low = (first + step if low[1] > 0 and first == low[0] else first, 0)
    if high is not None:
        last = (high[0] // step) * step
        high = (last - step if high[1] < 0 and last == high[0] else last, 0)
    return low, high


def _just(cut: tuple[Fraction, int], side: int, step: Fraction | None) -> tuple[Fraction, int]:
    """The neighbour of an end: the nearest value below (side -1) or above (side 1) it."""
    value, offset = cut
    if step is not None:
        return value + side * step, 0
    return value, offset + side


def just_beyond(end: tuple[Fraction, int], step: Fraction | None) -> tuple[Fraction, int]:
    """Where the values above an end begin."""
    return _just(end, 1, step)


def _merged(stretches: tuple[tuple[Cut, Cut], ...], step: Fraction | None) -> tuple[tuple[Cut, Cut], ...]:
    merged: list[tuple[Cut, Cut]] = []
    for low, high in sorted(stretches, key=_by_low):
        if merged and _touches(merged[-1][1], low, step):
            merged[-1] = (merged[-1][0], _later(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)


def _touches(end: Cut, start: Cut, step: Fraction | None) -> bool:
    return end is None or start is None or start <= _just(end, 1, step)


def _later(left: Cut, right: Cut) -> Cut:
    return None if left is None or right is None else max(left, right)


def _higher(left: Cut, right: Cut) -> Cut:
    return right if left is None else left if right is None else max(left, right)


def _lower(left: Cut, right: Cut) -> Cut:
    return right if left is None else left if right is None else min(left, right)


def _is_stretch(low: Cut, high: Cut) -> bool:
    return low is None or high is None or low <= high


def _by_low(stretch: tuple[Cut, Cut]) -> tuple[int, tuple[Fraction, int]]:
    return (0, (Fraction(0), 0)) if stretch[0] is None else (1, stretch[0])


_MIRROR = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
