"""A bundle can hold each class as it is, and nothing else."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from creditpolicy.bundle import shapes
from creditpolicy.bundle.kinds import Flag, Kind, Many, Maybe, Member, Named, Names, Pair, Part, Text, Whole
from creditpolicy.bundle.shapes import FORMAT, FUNCTIONS, SHAPES, SPELLED
from creditpolicy.checked.functions import PROPERTIES, known_functions

OF_CLASSES = [shape for shape in SHAPES if is_dataclass(shape.type)]
VALUES = {bool: "flag", Fraction: "number", str: "text", date: "day", tuple[str, ...]: "texts"}
BY_OTHERS = {"Apply.function": FUNCTIONS}
"""Texts that their class leaves open, and the words that a bundle keeps them to."""


def told(kind: Kind) -> object:
    """A kind as plain data, so that two can be compared."""
    match kind:
        case Text():
            return "text", *sorted(kind._words)
        case Flag():
            return "flag"
        case Whole():
            return "whole"
        case Part():
            return "part", *sorted(kind._names)
        case Member():
            return "member", *{type(one).__name__ for one in kind._members.values()}
        case Maybe():
            return "maybe", told(kind._kind)
        case Many():
            return "many", told(kind._kind)
        case Pair():
            return "pair", told(kind._first), told(kind._second)
        case Named():
            return "named", told(kind._pairs)
        case Names():
            return "names"
    raise AssertionError(kind)


def kind_of(hint: Any, where: str) -> Kind:
    """The kind that the type of a field asks for."""
    origin, arguments = get_origin(hint), get_args(hint)
    if where in BY_OTHERS:
        return Text(*BY_OTHERS[where])
    if origin is Literal:
        return Text(*arguments)
    if origin in {Union, UnionType}:
        inner = [one for one in arguments if one is not NoneType]
        several = Part(*(VALUES.get(each) or each.__name__ for each in inner))
        one = kind_of(inner[0], where) if len(inner) == 1 else several
        return Maybe(one) if len(inner) < len(arguments) else one
    if origin is tuple and arguments[-1] is not Ellipsis:
        return Pair(*(kind_of(one, where) for one in arguments))
    if origin is tuple:
        return Many(kind_of(arguments[0], where))
    if origin is Mapping:
        return Named(kind_of(arguments[1], where))
    if origin is frozenset:
        return Names()
    if hint is str:
        return Text()
    if hint is bool:
        return Flag()
    if hint is int:
        return Whole(0, 0)
    if issubclass(hint, Enum):
        return Member(hint)
    return Part(VALUES.get(hint) or hint.__name__)


@pytest.mark.parametrize("shape", OF_CLASSES, ids=lambda shape: shape.name)
def test_a_shape_has_the_fields_of_its_class_and_their_types(shape):
    hints = get_type_hints(shape.type)
    asked = {field.name: told(kind_of(hints[field.name], f"{shape.name}.{field.name}")) for field in fields(shape.type)}

    assert {field: told(kind) for field, kind in zip(shape.fields, shape.kinds, strict=True)} == asked


def test_every_function_of_the_language_can_be_read_back():
    of_the_checker = {"abs", "negate", "statutory interest"}

    assert set(FUNCTIONS) == {*known_functions(), *PROPERTIES, *of_the_checker}


def test_whoever_changes_what_a_bundle_holds_raises_its_format():
    # A function more changes no bundle that was made without it.
    kinds = [
        told(kind)
        for shape in SHAPES
        for field, kind in zip(shape.fields, shape.kinds, strict=True)
        if f"{shape.name}.{field}" not in BY_OTHERS
    ]
    said = "\n".join((*SPELLED, *map(str, kinds)))
    told_apart = hashlib.sha256(said.encode("utf-8")).hexdigest()[:16]

    assert (FORMAT, told_apart) == (1, "f4b0308e6cddd0ec"), "raise FORMAT in bundle/shapes.py, and say both here"


def test_every_shape_has_a_name_of_its_own():
    assert len(shapes.NUMBERS) == len(SHAPES)
