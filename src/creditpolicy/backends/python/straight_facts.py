"""Functions of the facts of one shape: one that checks a case, and one for each row that says what it looked at."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from creditpolicy.backends.python.code import NotCompiled, literal
from creditpolicy.backends.python.names import Names, module
from creditpolicy.backends.python.shape import Form, Shape, facts_of_shape
from creditpolicy.backends.python.straight_reading import plain_test, read_shape
from creditpolicy.facts.errors import Problem
from creditpolicy.facts.plain import shown_value
from creditpolicy.facts.reading import read_value
from creditpolicy.facts.vocabulary import Fact
from creditpolicy.ir.program import Program
from creditpolicy.values.types import ListType, MoneyType

MOST_SHOWN = 1024
"""Of so many values of a fact is kept how they are shown."""


def write_check(program: Program, shape: Shape) -> tuple[str, dict[str, Any]]:
    """A function that checks a case: what its facts count as, and what was given; its text, and the objects it names.

    Raises:
        NotCompiled: as `refuse_rare`.

    """
    refuse_rare(program, shape)
    check = _Check(program)
    reading = read_shape(check, shape, only_currency(program), check.number, "facts")
    facts = "".join(f"{code.text}, " for code in reading.codes.values())
    lines = [*reading.lines(), f"return ({facts}), {' + '.join(reading.kept) or '()'}"]
    return module((*reading.described(), *check.described()), "check(data, today)", lines), check.objects


def write_values(
    program: Program, asked: Sequence[str], places: Mapping[str, str], forms: Mapping[str, Form]
) -> tuple[str, dict[str, Any]]:
    """A function that says which values some facts have, by their places; its text, and the objects it names.

    Raises:
        NotCompiled: some of them are amounts of which the currency is not known.

    """
    check = _Check(program)
    parts = []
    for name in asked:
        if forms.get(name, "none") == "none":
            continue
        fact, place = program.vocabulary.facts[name], places[name]
        currency = only_currency(program)
        if isinstance(fact.type, MoneyType) and not currency:
            # In which currency it is meant hangs on its record.
            raise NotCompiled
        if plain_test(check, fact, forms[name], place) is None:
            place = f"{check.bound(_showing(fact, currency))}({place})"
        parts.append(f"{literal(name)}: {place}")
    return module(tuple(check.described()), "values(kept)", [f"return {{{', '.join(parts)}}}"]), check.objects


def _showing(fact: Fact, currency: str) -> Callable[[object], Any]:
    """What shows a value as its fact counts, as plain data."""

    def shown(given: object) -> Any:  # noqa: ANN401 - plain data
        found = read_value(fact.name, given, fact.type, currency, (currency,))
        return None if isinstance(found, Problem) else shown_value(found)

    # A list would be one and the same for all who ask.
    return shown if isinstance(fact.type, ListType) else lru_cache(MOST_SHOWN)(shown)


def refuse_rare(program: Program, shape: Shape) -> None:
    """Refuse exceptions that are granted, and values that the case tells and the policy works out."""
    granted = {one.record for overrides in program.overrides.values() for one in overrides}
    supplied = {one.name for one in program.definitions.values() if one.supplied}
    if granted & {record for record, _ in shape} or supplied & set(facts_of_shape(shape)):
        raise NotCompiled


def only_currency(program: Program) -> str:
    """The policy's only one; "" where it has several."""
    currencies = program.vocabulary.currencies
    return currencies[0] if len(currencies) == 1 else ""


class _Check(Names):
    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program
