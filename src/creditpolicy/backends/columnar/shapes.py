"""The shape of a formula: what it says, without the author's words and their place, so that equal tests are found."""

from typing import Any

from creditpolicy.formulas import (
    Amounts,
    Apply,
    Arith,
    Compare,
    Const,
    Formula,
    Over,
    Read,
    parts,
)


def shape(formula: Formula) -> tuple[Any, ...]:
    """A key that two formulas share if they say the same about the same names."""
    inner = tuple(shape(part) for part in parts(formula))
    match formula:
        case Const(value=value, type=of):
            return "Const", type(value), value, of
        case Amounts(name=name) | Read(name=name):
            return type(formula).__name__, name
        case Arith(op=op) | Compare(op=op):
            return type(formula).__name__, op, *inner
        case Apply(function=function, type=of):
            return "Apply", function, of, *inner
        case Over(kind=kind, record=record, together=together):
            # Which of its parts a formula stands for is told by those that are there.
            there = formula.where is None, formula.subject is None, formula.default is None
            return "Over", kind, record, together, there, *inner
    return type(formula).__name__, formula.type, *inner
