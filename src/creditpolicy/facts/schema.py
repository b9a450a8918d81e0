"""The facts of a case as a JSON Schema. Input: `Vocabulary`. Output: plain data for a file."""

from fractions import Fraction
from typing import Any

from creditpolicy.facts.reading import LONGEST_TEXT, MOST_ITEMS
from creditpolicy.facts.vocabulary import Fact, Record, Vocabulary
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

_DAY = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TIME = {
    "type": "string",
    "pattern": (
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$"
    ),
}
_DIGITS = r"-?[0-9]+(\.[0-9]+)?"


def facts_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """JSON Schema 2020-12 of the facts of one case; nothing is required, because every fact may be missing.

    A vocabulary without currencies takes any; an enum without members takes any word, since policies give them.
    """
    records = vocabulary.records.values()
    facts = sorted(vocabulary.facts.values(), key=lambda fact: fact.name)
    kinds = _Kinds(vocabulary.currencies)
    parts = {record.name: _record(record, facts, kinds) for record in records}
    about = "What is known of one customer. A fact that is left out, or null, is missing: never false, never zero."
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:creditpolicy:schema:facts:1",
        "title": "The facts of one case",
        "description": about,
        "type": "object",
        "properties": {record.many or record.name: _held(record) for record in records},
        "additionalProperties": False,
        "$defs": {**parts, **kinds.found, "day": {"anyOf": [_DAY, {"type": "null"}]}},
    }


class _Kinds:
    """The kinds of value, each described once: a value, null, or a value with its source and day of origin."""

    def __init__(self, currencies: tuple[str, ...]) -> None:
        self.currencies = currencies
        self.found: dict[str, dict[str, Any]] = {}
        self._names: dict[tuple[Type, bool], str] = {}

    def reference(self, of: Type, *, with_time: bool = False) -> str:
        """Where the kind of this type is described; a date may come with its time."""
        if (of, with_time) not in self._names:
            word = "time" if with_time else type(of).__name__.removesuffix("Type").lower()
            called = f"{word}_{sum(name.startswith(f'{word}_') for name in self.found) + 1}"
            self._names[of, with_time] = called
            value = {"anyOf": [_DAY, _TIME]} if with_time else value_schema(of, self.currencies)
            dated = {
                "type": "object",
                "properties": {
                    "value": {"anyOf": [value, {"type": "null"}]},
                    "source": {},
                    "as_of": {"$ref": "#/$defs/day"},
                },
                "required": ["value"],
                "additionalProperties": False,
            }
            self.found[called] = {"anyOf": [value, {"type": "null"}, dated]}
        return f"#/$defs/{self._names[of, with_time]}"


def _held(record: Record) -> dict[str, Any]:
    one = {"$ref": f"#/$defs/{record.name}"}
    if record.many is None:
        return {"anyOf": [one, {"type": "null"}]}
    return {"anyOf": [{"type": "array", "items": one, "maxItems": record.max_count}, {"type": "null"}]}


def _record(record: Record, facts: list[Fact], kinds: _Kinds) -> dict[str, Any]:
    own = [fact for fact in facts if fact.record == record.name]
    return {
        "title": record.titles.en,
        "description": f"{record.titles.en} / {record.titles.nl}",
        "type": "object",
        "properties": {fact.key: _fact(fact, kinds) for fact in own},
        "additionalProperties": False,
    }


def _fact(fact: Fact, kinds: _Kinds) -> dict[str, Any]:
    about = f"{fact.titles.en} / {fact.titles.nl}" + (" (worked out where it is not given)" if fact.derived else "")
    return {"description": about, "$ref": kinds.reference(fact.type, with_time=fact.minute is not None)}


def value_schema(of: Type, currencies: tuple[str, ...]) -> dict[str, Any]:
    """What a value of this type may look like in JSON."""
    match of:
        case BooleanType():
            return {"type": "boolean"}
        case TextType():
            return {"type": "string", "maxLength": LONGEST_TEXT}
        case EnumType(members=()):
            return {"type": "string"}
        case EnumType(members=members):
            return {"enum": list(members)}
        case DateType():
            return _DAY
        case ListType(of=item):
            return {"type": "array", "items": value_schema(item, currencies), "maxItems": MOST_ITEMS}
        case MoneyType(bounds=bounds):
            return _money(bounds, currencies)
        case NumberType(scale=scale, bounds=bounds, percent=percent):
            return _number(bounds, "%?" if percent else "", is_whole=scale == 0)
        case DaysType(scale=scale, bounds=bounds):
            return _number(bounds, "", is_whole=scale == 0)
        case MonthsType(bounds=bounds):
            return _number(bounds, "", is_whole=True)


def _money(bounds: Bounds, currencies: tuple[str, ...]) -> dict[str, Any]:
    code = f"({'|'.join(currencies)})" if currencies else "[A-Z]{3}"
    pair = {
        "type": "object",
        "properties": {
            "amount": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_DIGITS}$"}]},
            "currency": {"type": "string", "pattern": f"^{code}$"},
        },
        "required": ["amount", "currency"],
        "additionalProperties": False,
    }
    text = {"type": "string", "pattern": f"^{_DIGITS}( {code})?$"}
    return {
        "anyOf": [text, {"type": "number", **_limits(bounds)}, pair],
        "examples": [f"1250.00 {(*currencies, 'EUR')[0]}"],
    }


def _number(bounds: Bounds, mark: str, *, is_whole: bool) -> dict[str, Any]:
    kind = {"type": "integer" if is_whole else "number", **_limits(bounds)}
    return {"anyOf": [kind, {"type": "string", "pattern": f"^{_DIGITS}{mark}$"}]}


def _limits(bounds: Bounds) -> dict[str, int]:
    """Bounds that are whole numbers; the others are said by the reading, exactly."""
    ends: tuple[tuple[str, Fraction | None], ...] = (("minimum", bounds.low), ("maximum", bounds.high))
    return {key: int(end) for key, end in ends if end is not None and end.denominator == 1}
