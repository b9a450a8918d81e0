"""Plain cases as the oracle knows them."""

from datetime import date
from fractions import Fraction
from typing import Any

from tests.property.oracle import World
from tests.property.oracle_values import Amount, Days, Months
from tests.property.policies import Made
from tests.property.vocabulary import AMOUNTS, AS_OF, KINDS, ORDER


def world_of(made: Made, case: dict[str, Any], as_of: date = AS_OF) -> World:
    """What is known of a case under a policy."""
    order = ORDER | {"one": 0, "two": 1, "three": 2}
    amounts = {
        name: {currency: Fraction(text) for currency, text in by.items() if currency in made.currencies}
        for name, by in AMOUNTS.items()
    }
    lists = {} if case.get("items") is None else {"item": [_facts("item", given) for given in case["items"]]}
    definitions = {full: node for full, _, node in made.definitions}
    facts = _facts("box", case.get("box", {}))
    money = frozenset(name for name, kind in KINDS.items() if kind == "money")
    return World(facts, lists, definitions, amounts, order, made.currencies, {"item": "items"}, as_of, money)


def _facts(record: str, given: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{record}.{key}": _value(KINDS.get(f"{record}.{key}", "text"), value)
        for key, value in given.items()
        if value is not None
    }


def _value(kind: str, plain: Any) -> Any:
    match kind:
        case "number":
            return Fraction(plain)
        case "money":
            number, currency = plain.split()
            return Amount(Fraction(number), currency)
        case "days":
            return Days(Fraction(plain))
        case "months":
            return Months(Fraction(plain))
        case "date":
            return date.fromisoformat(plain)
        case "list":
            return tuple(plain)
    return plain
