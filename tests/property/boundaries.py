"""Cases for any program, drawn by chance: facts lie on the values that the program compares with, and beside them."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from creditpolicy.facts.vocabulary import Fact
from creditpolicy.formulas import Amounts, Const, Formula, names_read, walk
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import formulas_of
from creditpolicy.values.describe import plain_number
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
)

TEXTS = ("", "a", "41", "410", "bv")
HALVES = (Fraction(1, 2), Fraction(-1, 2), Fraction(5, 2), Fraction(-5, 2), Fraction(1, 200), Fraction(-3, 200))
"""What rounding turns on: ties of both signs, before an even and an odd digit."""


class Boundaries:
    """The values that matter to one program, and cases made of them."""

    def __init__(self, program: Program, as_of: date) -> None:
        self.program = program
        vocabulary = program.vocabulary
        constants = [value for formula in _formulas(program) for part in walk(formula) for value in _constants_of(part)]
        self.as_of = as_of
        self.numbers = {*HALVES, *(one for one in constants if type(one) is Fraction), Fraction(0)}
        self.amounts = {*HALVES, *(one.amount for one in constants if isinstance(one, Money))}
        self.days = {as_of, date(2024, 2, 29), *(one for one in constants if type(one) is date and one < date.max)}
        self.texts = sorted({*TEXTS, *(one for one in constants if type(one) is str)})
        self.values = {fact.name: list(self._values(fact)) for fact in vocabulary.facts.values()}
        asked = {name.partition(".")[0] for formula in _formulas(program) for name in names_read(formula)}
        self.records = [record for record in vocabulary.records.values() if record.name in asked]
        self.facts = {
            record.name: [fact for fact in vocabulary.facts.values() if fact.record == record.name]
            for record in self.records
        }

    def case(self, random: Random, missing: float) -> dict[str, Any]:
        """A case in which each fact lacks with the chance `missing`, and each list too."""
        found: dict[str, Any] = {}
        for record in self.records:
            if record.many is None:
                found[record.name] = self._record(record.name, random, missing)
            elif random.random() >= missing:
                found[record.many] = [
                    self._record(record.name, random, missing) for _ in range(random.choice((0, 1, 1, 2, 3)))
                ]
        return found

    def _record(self, name: str, random: Random, missing: float) -> dict[str, Any]:
        # Of the few that come first, two facts are often equal.
        most = random.choice((3, None, None))
        return {
            fact.key: random.choice(self.values[fact.name][:most])
            for fact in self.facts[name]
            if random.random() >= missing and fact.key not in {"id", f"{name}_id"} and not fact.derived
        }

    def _values(self, fact: Fact) -> Iterator[Any]:
        of = fact.type
        match of:
            case BooleanType():
                yield from (True, False)
            case TextType():
                yield from self.texts
            case EnumType(members=members):
                yield from members
            case DateType():
                days = {day + timedelta(days=by) for day in self.days for by in (-1, 0, 1)}
                yield from sorted(days, key=lambda day: (abs(day - self.as_of), day))
            case ListType(of=item):
                words = item.members if isinstance(item, EnumType) else tuple(self.texts)
                yield from ([], *([word] for word in words), list(words))
            case MoneyType(scale=scale, bounds=bounds):
                for number in _near(self.amounts, 2 if scale is None else scale, bounds):
                    yield from (f"{plain_number(number)} {one}" for one in self.program.vocabulary.currencies)
            case NumberType(scale=scale, bounds=bounds) | DaysType(scale=scale, bounds=bounds):
                yield from map(plain_number, _near(self.numbers, scale or 0, bounds))
            case MonthsType(bounds=bounds):
                yield from map(plain_number, _near(self.numbers, 0, bounds))


def _near(values: set[Fraction], scale: int, bounds: Bounds) -> list[Fraction]:
    """Small ones first: each value that a fact can have, one step to either side, and the ends of what it can be."""
    step = Fraction(1, 10**scale)
    floors = {value // step * step for value in values}
    ends = {end for end in (bounds.low, bounds.high) if end is not None}
    near = {floor + by * step for floor in floors for by in (-1, 0, 1, 2)}
    return sorted({one for one in near if bounds.holds(one)} | ends, key=lambda one: (abs(one), one))


def _formulas(program: Program) -> Iterator[Formula]:
    yield from (definition.formula for definition in program.definitions.values())
    for table in program.tables.values():
        yield from formulas_of(table)


def _constants_of(part: Formula) -> Iterator[Any]:
    match part:
        case Const(value=value):
            yield value
        case Amounts(by_currency=by_currency):
            yield from (amount for _, amount in by_currency)


def cases(program: Program, as_of: date, seed: int, count: int) -> Iterator[Mapping[str, Any]]:
    """So many cases: complete ones, some with gaps, some with hardly a fact."""
    boundaries = Boundaries(program, as_of)
    random = Random(seed)  # noqa: S311 - cases, not secrets
    for _ in range(count):
        yield boundaries.case(random, random.choice((0.0, 0.0, 0.0, 0.05, 0.3, 0.9)))
