"""A condition to an equal one that reads well: no double negations, the fact left and the fixed value right.

Every step keeps the strong Kleene answer (`not` moves inwards by De Morgan, which also holds for unknown).
"""

from typing import Literal

from creditpolicy.formulas import (
    AllOf,
    Amounts,
    AnyOf,
    Apply,
    Arith,
    Choose,
    Compare,
    Const,
    Formula,
    Holds,
    IfMissing,
    IsMissing,
    Negate,
    Over,
    Read,
    Subject,
    Today,
)
from creditpolicy.frozen import replace
from creditpolicy.values.types import BooleanType

Op = Literal["=", "!=", "<", "<=", ">", ">="]


def plain(formula: Formula, *, positive: bool = True) -> Formula:
    """`formula`, or its opposite where `positive` is off; `Negate` stays around single claims only."""
    match formula:
        case Negate(part=part):
            return plain(part, positive=not positive)
        case AllOf(parts=parts):
            return _joined(parts, positive=positive, is_and=positive)
        case AnyOf(parts=parts):
            return _joined(parts, positive=positive, is_and=not positive)
        case Compare():
            return _comparison(formula, positive=positive)
        case Choose(condition=condition, yes=yes, no=no):
            branches = plain(yes, positive=positive), plain(no, positive=positive)
            return replace(formula, condition=plain(condition), yes=branches[0], no=branches[1])
        case IfMissing(of=of, instead=instead):
            return replace(formula, of=plain(of, positive=positive), instead=plain(instead, positive=positive))
        case Const(value=bool() as value):
            return replace(formula, value=value is positive)
        case Holds(of=of):
            return plain(of, positive=positive)
        case Const() | Amounts() | Read() | Subject() | Today() | Arith() | Apply() | IsMissing() | Over():
            return formula if positive else Negate(formula)


def _joined(parts: tuple[Formula, ...], *, positive: bool, is_and: bool) -> Formula:
    flat: list[Formula] = []
    for part in parts:
        said = plain(part, positive=positive)
        flat.extend(said.parts if isinstance(said, AllOf if is_and else AnyOf) else (said,))
    if len(flat) == 1:
        return flat[0]
    return AllOf(tuple(flat)) if is_and else AnyOf(tuple(flat))


def _comparison(test: Compare, *, positive: bool) -> Formula:
    if isinstance(test.left, Const) and not isinstance(test.right, Const):
        test = replace(test, op=_MIRROR[test.op], left=test.right, right=test.left)
    if isinstance(test.right, Const) and isinstance(test.right.value, bool):
        return plain(test.left, positive=positive is ((test.op == "=") is test.right.value))
    if isinstance(test.left.type, BooleanType):
        test = replace(test, left=plain(test.left), right=plain(test.right))
    return test if positive else replace(test, op=_OPPOSITE[test.op])


_MIRROR: dict[Op, Op] = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_OPPOSITE: dict[Op, Op] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
