"""Whoever reads an answer finds no key of a program in it: each field of an outcome is called something."""

from collections.abc import Iterator
from typing import Any

from creditpolicy.decision.outcome_schema import OUTCOMES
from creditpolicy.reports import decision_words


def fields(schema: object) -> Iterator[str]:
    match schema:
        case dict():
            properties: Any = schema.get("properties", {})
            yield from properties
            for inner in schema.values():
                yield from fields(inner)
        case list():
            for inner in schema:
                yield from fields(inner)


def test_every_field_of_an_outcome_is_called_something():
    assert {*fields(OUTCOMES)} - {*decision_words._LABELS} == set()
