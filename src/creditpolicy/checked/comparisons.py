"""Which values can be compared, and comparisons whose answer does not depend on the case."""

from typing import Literal

from creditpolicy.checked.arithmetic import bounds_of, currencies_agree, too_wide
from creditpolicy.checked.asking import Asking
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import Amounts, Compare, Const, Formula
from creditpolicy.syntax.expressions.tree import Span
from creditpolicy.values.describe import plain_number, type_words
from creditpolicy.values.money import Money
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

Op = Literal["=", "!=", "<", "<=", ">", ">="]
EQUALITY = frozenset({"=", "!="})


def compare(op: Op, left: Formula, right: Formula, span: Span, asking: Asking, *, half: bool = False) -> Compare | None:
    """The test `left op right`; None where it makes no sense (reported). One `half` of a range may always hold."""
    problem = _clash(op, left.type, right.type)
    if problem is not None:
        code, message, help_text = problem
        asking.complain(code, span, message, help_text)
        return None
    if isinstance(left, Amounts) and isinstance(right, Amounts):
        message = f"`{asking.text(span)}` compares two thresholds, and no amount that has a currency"
        asking.complain(Code.UNIT_MISMATCH, span, message, "compare an amount with one of them")
        return None
    if _currency_is_open(left, right) or _currency_is_open(right, left):
        asking.complain(
            Code.UNIT_MISMATCH,
            span,
            "found an amount in one currency, wanted one for each currency of the policy",
            "name it under `amounts`: `threshold: {"
            + ", ".join(f"{one}: ..." for one in asking.scope.vocabulary.currencies)
            + "}`",
        )
        return None
    if any(too_wide(side.type) for side in (left, right)):
        asking.complain(Code.TOO_MANY_DIGITS, span, "this may need more than 38 digits", "round first")
        return None
    test = Compare(op, left, right, asking.text(span), asking.at(span))
    if isinstance(left, Const) and isinstance(right, Const):
        asking.complain(
            Code.ALWAYS_TRUE, span, f"`{test.text}` compares two fixed values", "compare a fact with a value"
        )
        return None
    answer = always(test)
    if answer is False or (answer and not half):
        word = "true" if answer else "false"
        code = Code.ALWAYS_TRUE if answer else Code.ALWAYS_FALSE
        asking.complain(
            code, span, f"`{test.text}` is always {word}: {_why(left, right)}", "compare with a value in between"
        )
        return None
    return test


def always(test: Compare) -> bool | None:
    """How the test comes out in every case, by the bounds of its sides; None where it depends on the case."""
    return _fixed(test.op, bounds_of(test.left.type), bounds_of(test.right.type))


def _clash(op: Op, left: Type, right: Type) -> tuple[Code, str, str | None] | None:
    match left, right:
        case (MoneyType(), MoneyType()):
            if currencies_agree(left, right):
                return None
            return Code.UNIT_MISMATCH, f"cannot compare {left.currency} with {right.currency}", None
        case (
            (NumberType(), NumberType())
            | (DaysType(), DaysType())
            | (MonthsType(), MonthsType())
            | (DateType(), DateType())
        ):
            return None
        case (BooleanType(), BooleanType()) | (TextType(), TextType()):
            return (
                None
                if op in EQUALITY
                else (Code.TYPE_MISMATCH, f"{type_words(left)} has no order: `{op}` fits numbers", "use `=` or `!=`")
            )
        case EnumType(), EnumType():
            if left.name != right.name and left.members != right.members:
                return Code.TYPE_MISMATCH, _pair(left, right), None
            ordered = op in EQUALITY or left.ordered
            return (
                None
                if ordered
                else (
                    Code.TYPE_MISMATCH,
                    f"`{left.name}` has no order: `{op}` fits numbers",
                    "use `=`, or declare the enum `ordered: true`",
                )
            )
        case (MoneyType(), NumberType()) | (NumberType(), MoneyType()):
            return Code.UNIT_MISMATCH, _pair(left, right), "write the amount with its currency: `5000 EUR`"
        case (DaysType(), MonthsType()) | (MonthsType(), DaysType()):
            return (
                Code.UNIT_MISMATCH,
                _pair(left, right),
                "months differ in length: `6 months` beside months, `14 days` beside days",
            )
        case (ListType(), _) | (_, ListType()):
            return Code.TYPE_MISMATCH, _pair(left, right), "use `list contains(list, value)` or `count(list)`"
        case _:
            return Code.TYPE_MISMATCH, _pair(left, right), None


def _pair(left: Type, right: Type) -> str:
    return f"cannot compare {type_words(left)} with {type_words(right)}"


def _currency_is_open(one: Formula, other: Formula) -> bool:
    """Whether an amount of any currency meets a literal in one of them: sign tests against zero are fine."""
    if not isinstance(one.type, MoneyType) or one.type.currency is not None or isinstance(one, Const | Amounts):
        return False
    return isinstance(other, Const) and isinstance(other.value, Money) and other.value.currency != ""


def _fixed(op: Op, left: Bounds, right: Bounds) -> bool | None:
    """The answer that follows from the bounds alone."""
    if op in EQUALITY:
        return op == "!=" if _below(left, right) or _below(right, left) else None
    if op in {">", ">="}:
        left, right = right, left
    if op in {"<", ">"}:
        return True if _below(left, right) else False if _at_most(right, left) else None
    return True if _at_most(left, right) else False if _below(right, left) else None


def _below(left: Bounds, right: Bounds) -> bool:
    return left.high is not None and right.low is not None and left.high < right.low


def _at_most(left: Bounds, right: Bounds) -> bool:
    return left.high is not None and right.low is not None and left.high <= right.low


def _why(left: Formula, right: Formula) -> str:
    side = right if isinstance(left, Const) else left
    inner = bounds_of(side.type)
    low = "any low" if inner.low is None else plain_number(inner.low)
    high = "any high" if inner.high is None else plain_number(inner.high)
    return f"the value lies from {low} to {high}"
