"""A checked case as a caller could have given it, in the forms that compiled code reads."""

from fractions import Fraction
from typing import Any

from creditpolicy.facts.case import Case, Given
from creditpolicy.facts.lapse import lapse
from creditpolicy.ir.program import Program
from creditpolicy.values.describe import plain_number
from creditpolicy.values.money import Money
from creditpolicy.values.value import Value


def as_given(case: Case, program: Program) -> dict[str, Any]:
    """The facts of a checked case that count on its day, as a caller gives them: without their sources and days."""
    vocabulary = program.vocabulary
    found: dict[str, Any] = {}
    for record in vocabulary.records.values():
        if record.many is None:
            mine = {name: value for name, value in case.single.items() if name.partition(".")[0] == record.name}
            if mine:
                found[record.name] = _counting(mine, record.name, case, program)
        elif record.name in case.lists:
            found[record.many] = [
                _counting(one, f"{record.many}[{index}]", case, program)
                for index, one in enumerate(case.lists[record.name])
            ]
    return found


def _counting(given: Given, path: str, case: Case, program: Program) -> dict[str, Any]:
    facts = program.vocabulary.facts
    named = ((name.partition(".")[2], facts[name], value) for name, value in given.items())
    return {
        key: _plain(value)
        for key, fact, value in named
        if lapse(fact, f"{path}.{key}", given, case, program.max_ages) is None
    }


def _plain(value: Value) -> Any:  # noqa: ANN401 - plain data
    match value:
        case Money(amount=amount, currency=currency):
            return f"{plain_number(amount)} {currency}"
        case bool():
            return value
        case Fraction():
            return value.numerator if value.denominator == 1 else plain_number(value)
    return value
