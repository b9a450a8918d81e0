"""The tests of `in (...)` and of table cells as formulas over one value."""

from datetime import date
from fractions import Fraction

from creditpolicy.checked.aggregates import TypedBy
from creditpolicy.checked.asking import Asking
from creditpolicy.checked.comparisons import Op, always, compare
from creditpolicy.checked.literals import Word, member
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import AllOf, AnyOf, Compare, Const, Formula, Negate
from creditpolicy.syntax.expressions import tree as written
from creditpolicy.values.money import Money
from creditpolicy.values.types import BooleanType, Type


def cell_test(test: written.CellTest, value: Formula, asking: Asking, typed: TypedBy) -> Formula | None:
    """One test over `value`; None where it was in error (reported)."""
    match test:
        case written.Equal(value=other, span=span):
            return _against("=", value, other, span, asking, typed)
        case written.Against(op=op, value=other, span=span):
            return _against(op, value, other, span, asking, typed)
        case written.Range():
            return _range(test, value, asking, typed)
        case written.NotTests(tests=tests):
            parts = [cell_test(inner, value, asking, typed) for inner in tests]
            known = tuple(part for part in parts if part is not None)
            return Negate(AnyOf(known)) if len(known) == len(parts) else None


def _against(
    op: Op, value: Formula, other: written.Expression, span: written.Span, asking: Asking, typed: TypedBy
) -> Formula | None:
    right = _side(other, value.type, asking, typed)
    if right is None:
        return None
    if isinstance(value.type, BooleanType) and isinstance(right, Const) and op in {"=", "!="}:
        return Compare(op, value, right, asking.text(span), asking.at(span))
    return compare(op, value, right, span, asking)


def _range(test: written.Range, value: Formula, asking: Asking, typed: TypedBy) -> Formula | None:
    low, high = (_side(end, value.type, asking, typed) for end in (test.low, test.high))
    if low is None or high is None:
        return None
    if (
        isinstance(low, Const)
        and isinstance(high, Const)
        and _is_empty(low, high, closed=test.low_closed and test.high_closed)
    ):
        text = asking.text(test.span)
        asking.complain(Code.EMPTY_RANGE, test.span, f"no value lies in `{text}`", "write the lower end first")
        return None
    above = compare(">=" if test.low_closed else ">", value, low, test.span, asking, half=True)
    below = compare("<=" if test.high_closed else "<", value, high, test.span, asking, half=True)
    if above is None or below is None:
        return None
    if always(above) and always(below):
        message = f"`{above.text}` is always true: every value lies within"
        asking.complain(Code.ALWAYS_TRUE, test.span, message, "leave it out, or write `-` in a cell")
        return None
    return AllOf((above, below))


def _side(node: written.Expression, expected: Type, asking: Asking, typed: TypedBy) -> Formula | None:
    found = typed(node, asking.beside(compared=True), expected)
    return member(found, expected, asking) if isinstance(found, Word) else found


def _is_empty(low: Const, high: Const, *, closed: bool) -> bool:
    match low.value, high.value:
        case (Fraction() as first, Fraction() as last):
            return first > last or (first == last and not closed)
        case (date() as first_day, date() as last_day):
            return first_day > last_day or (first_day == last_day and not closed)
        case (Money(amount=least), Money(amount=most)):
            return least > most or (least == most and not closed)
    return False
