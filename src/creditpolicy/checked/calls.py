"""Functions, properties of dates and `is missing`: what is called, and whether its arguments fit."""

from collections.abc import Callable
from typing import TypeAlias

from creditpolicy.checked.aggregates import AGGREGATES, TypedBy, aggregate
from creditpolicy.checked.asking import Asking
from creditpolicy.checked.calendar_functions import needs_calendar
from creditpolicy.checked.functions import PROPERTIES, known_functions, property_type, signature
from creditpolicy.checked.literals import is_bare_number
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.formulas import Apply, Const, Formula, IsMissing, Today
from creditpolicy.syntax.expressions import tree as written
from creditpolicy.values.describe import type_words
from creditpolicy.values.types import DateType, ListType, Type

ON_A_COLUMN = frozenset({"contains", "starts with", "ends with", "list contains"})
"""Tests of something against a value, that people write in cells without the first."""
_THE_DAY = "the day for which is decided is `as_of`"
IN_OTHER_WORDS = {
    "today": _THE_DAY,
    "now": _THE_DAY,
    "days between": "a difference of two days is a number of days: `as_of - customer.customer_since`",
    "years between": "write `months between(earlier, later)`, and compare it with `12 months`",
}
"""Functions that people look for, and what there is instead."""
OperandBy: TypeAlias = Callable[[written.Expression, Asking, Type | None], Formula | None]


def check_call(node: written.Call, asking: Asking, operand: OperandBy, typed: TypedBy) -> Formula | None:
    """A function with its arguments, an aggregate without `where`, or `is missing`."""
    if node.name == "is missing":
        return _is_missing(node, asking, operand)
    if node.name in AGGREGATES and len(node.arguments) == 1:
        found = aggregate(node, asking, typed)
        if found is not None or node.name != "count":
            return found
    rule = signature(node.name)
    if rule is None:
        _unknown(node, asking)
        return None
    arguments = _arguments(node, asking, operand)
    if arguments is None:
        return None
    kind = rule(arguments)
    if isinstance(kind, str):
        given = ", ".join(type_words(argument.type) for argument in arguments) or "nothing"
        here = f"; here it is given {given}" if kind.startswith("takes ") else ""
        asking.complain(Code.TYPE_MISMATCH, node.span, f"`{node.name}` {kind}{here}", _way_out(node, arguments))
        return None
    if asking.scope.vocabulary.calendar is None and needs_calendar(node.name, arguments):
        way_out = "say whose holidays count, in the head of the policy: `calendar: NL`"
        asking.complain(Code.NO_CALENDAR, node.span, f"`{node.name}` needs a calendar", way_out)
        return None
    return Apply(node.name, arguments, kind)


def check_property(node: written.Property, asking: Asking, operand: OperandBy) -> Formula | None:
    """`.year` and the like of a date."""
    name, span = node.name, node.span
    inner = operand(node.operand, asking, None)
    if inner is None:
        return None
    if name not in PROPERTIES or not isinstance(inner.type, DateType):
        asking.complain(
            Code.TYPE_MISMATCH,
            span,
            f"{type_words(inner.type)} has no `.{name}`",
            "dates have `.year .month .day .weekday`",
        )
        return None
    return Apply(name, (inner,), property_type(name))


def _unknown(node: written.Call, asking: Asking) -> None:
    """Of several functions that begin with the word, all are told: there are several ways to round."""
    known = known_functions()
    place = asking.at(node.name_span)
    begun = [f"`{name}`" for name in known if name.startswith(f"{node.name} ")]
    if begun or node.name in IN_OTHER_WORDS:
        way_out = f"there are {', '.join(begun)}" if begun else IN_OTHER_WORDS[node.name]
        message = f"unknown function {quoted(node.name)}"
        asking.findings.unknown_name(Code.UNKNOWN_FUNCTION, message, node.name, place, way_out)
        return
    names = (*known, *AGGREGATES, "is missing", "not")
    asking.findings.unknown(Code.UNKNOWN_FUNCTION, "function", node.name, place, names)


def _way_out(node: written.Call, arguments: tuple[Formula, ...]) -> str | None:
    if node.name == "contains" and any(isinstance(argument.type, ListType) for argument in arguments):
        return "whether a value is in a list is `list contains(list, value)`"
    if len(arguments) == 1 and node.name in ON_A_COLUMN:
        return f"in a table, `{node.name}(name, value)` is the header of a column, and its cells are `true` or `false`"
    return None


def _arguments(node: written.Call, asking: Asking, operand: OperandBy) -> tuple[Formula, ...] | None:
    """The arguments typed; bare numbers and words take the type of the first argument that has one."""
    plain = node.name in {"min", "max", "list contains"}
    leading = next((given for given in node.arguments if not is_bare_number(given)), None) if plain else None
    first = operand(leading, asking, None) if leading is not None else None
    wanted = None if first is None else getattr(first.type, "of", first.type)
    arguments = [first if given is leading else operand(given, asking, wanted) for given in node.arguments]
    return None if None in arguments else tuple(argument for argument in arguments if argument is not None)


def _is_missing(node: written.Call, asking: Asking, operand: OperandBy) -> Formula | None:
    if len(node.arguments) != 1 or not isinstance(node.arguments[0], written.Name):
        asking.complain(
            Code.TYPE_MISMATCH, node.span, "`is missing` takes one name", "write `is missing(customer.segment)`"
        )
        return None
    inner = operand(node.arguments[0], asking, None)
    if inner is None:
        return None
    if isinstance(inner, Today | Const):
        asking.complain(Code.TYPE_MISMATCH, node.span, f"`{asking.text(node.arguments[0].span)}` is never missing")
        return None
    return IsMissing(inner, asking.text(node.span), asking.at(node.span))
