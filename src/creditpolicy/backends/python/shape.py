"""What a case looks like from outside: which facts of which records are given, and in what form."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from creditpolicy.backends.python.counted import counted
from creditpolicy.facts.vocabulary import Fact, Vocabulary
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program
from creditpolicy.values.types import DaysType, MonthsType, NumberType

Form: TypeAlias = Literal["none", "whole", "other"]
Shape: TypeAlias = tuple[tuple[str, tuple[tuple[str, Form], ...]], ...]
"""For each record that is given, its facts: one that is None, a whole number given as one, or anything else.

They stand in the order in which they first came.
"""


def shape_of(data: Any, vocabulary: Vocabulary) -> Shape | None:  # noqa: ANN401 - as the caller gave it
    """The shape of a case of single records; None for all others, and for what holds something unknown."""
    if type(data) is not dict:
        return None
    shape = []
    for name, given in data.items():
        record = vocabulary.records.get(name) if type(name) is str else None
        if record is None or record.many is not None or type(given) is not dict:
            return None
        facts = []
        for key, value in given.items():
            fact = vocabulary.facts.get(f"{name}.{key}") if type(key) is str else None
            if fact is None:
                return None
            facts.append((key, _form(fact, value)))
        shape.append((name, tuple(facts)))
    return tuple(shape)


def in_order(shape: Shape) -> Shape:
    """The same whatever the order in which the facts came."""
    return tuple(sorted((name, tuple(sorted(facts))) for name, facts in shape))


def look(data: Any) -> object:  # noqa: ANN401 - as the caller gave it
    """What cases of one shape have in common, at a glance: their keys, and what kinds of values stand behind those."""
    if type(data) is not dict:
        return None
    records = [given for given in data.values() if type(given) is dict]
    if any(not {*map(type, one)} <= {str} for one in (data, *records)):
        return None
    return tuple(data), tuple([(tuple(given), tuple(map(type, given.values()))) for given in records])


def facts_of_shape(shape: Shape) -> Mapping[str, Form]:
    """Every fact that is given, by its name."""
    return {f"{record}.{key}": form for record, facts in shape for key, form in facts}


def full_shape(program: Program, point: Point) -> Shape:
    """That of a case which gives every fact of single records that a point asks for, plainly."""
    vocabulary = program.vocabulary
    asked: dict[str, list[tuple[str, Form]]] = {}
    for name in counted(program, point):
        fact = vocabulary.facts.get(name)
        if fact is not None and name not in program.definitions and vocabulary.records[fact.record].many is None:
            asked.setdefault(fact.record, []).append((fact.key, "whole" if _is_whole(fact) else "other"))
    return tuple((record, tuple(facts)) for record, facts in asked.items())


def _form(fact: Fact, value: object) -> Form:
    if value is None:
        return "none"
    return "whole" if type(value) is int and _is_whole(fact) else "other"


def _is_whole(fact: Fact) -> bool:
    return isinstance(fact.type, NumberType | DaysType | MonthsType) and not getattr(fact.type, "scale", 0)
