"""Which values of one formula pass a test: stretches of ordered values, or members among words."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from creditpolicy.formulas.stretches import Cut, Stretches
from creditpolicy.formulas.tree import MIRRORED, AllOf, AnyOf, Compare, Const, Formula, Holds, Negate, Subject
from creditpolicy.frozen import dataclass
from creditpolicy.values.money import Money
from creditpolicy.values.types import (
    BooleanType,
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
        others = tuple(one for some in sets[1:] if isinstance(some, Stretches) for one in some.stretches)
        return first.join(Stretches(others, first.step))
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
            return Stretches.between(_end(bounds.low), _end(bounds.high), step_of(of))


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
            found = _compared(MIRRORED[op], value, right.type)
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
            exactly = Stretches.between((at, 0), (at, 0), step)
            return exactly if op == "=" else exactly.complement()
        case "<" | "<=":
            return Stretches.between(None, (at, -1 if op == "<" else 0), step)
        case _:
            return Stretches.between((at, 1 if op == ">" else 0), None, step)


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


def _end(bound: Fraction | None) -> Cut:
    return None if bound is None else (bound, 0)
