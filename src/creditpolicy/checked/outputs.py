"""Whether a formula can be an output of a declared type: same kind and unit, within bounds, rounded."""

from creditpolicy.checked.arithmetic import bounds_of, currencies_agree, scale_of
from creditpolicy.checked.findings import Findings
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import Const, Formula
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.values.describe import type_words
from creditpolicy.values.money import Money
from creditpolicy.values.types import (
    BooleanType,
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


def fit_output(formula: Formula, wanted: Type, fragment: Fragment, findings: Findings) -> Formula | None:
    """`formula` where it fits the type `wanted`, None where it does not (reported)."""
    found = formula.type
    if not _same_kind(found, wanted):
        findings.add(Code.TYPE_MISMATCH, f"found {type_words(found)}, wanted {type_words(wanted)}", fragment.at)
        return None
    scale, most = scale_of(found), scale_of(wanted)
    if isinstance(wanted, NumberType | MoneyType | DaysType) and most is not None and (scale is None or scale > most):
        message = f"`{fragment.text}` may have more than {most} digits after the point"
        findings.add(Code.UNROUNDED, message, fragment.at, f"round it: `round half up({fragment.text}, {most})`")
        return None
    if isinstance(formula, Const) and not _within(formula, wanted):
        low, high = bounds_of(wanted).low, bounds_of(wanted).high
        shown = f"{'any low' if low is None else low} to {'any high' if high is None else high}"
        findings.add(Code.BAD_NUMBER, f"`{fragment.text}` lies outside {shown}", fragment.at)
        return None
    if (
        isinstance(formula, Const)
        and isinstance(formula.value, Money)
        and isinstance(wanted, MoneyType)
        and wanted.currency
    ):
        return Const(Money(formula.value.amount, wanted.currency), wanted)
    return formula


def _same_kind(found: Type, wanted: Type) -> bool:
    match found, wanted:
        case MoneyType(), MoneyType():
            return currencies_agree(found, wanted)
        case EnumType(), EnumType():
            return found.name == wanted.name
        case ListType(of=one), ListType(of=other):
            return type(one) is type(other)
        case (
            (BooleanType(), BooleanType())
            | (NumberType(), NumberType())
            | (TextType(), TextType())
            | (DateType(), DateType())
            | (DaysType(), DaysType())
            | (MonthsType(), MonthsType())
        ):
            return True
    return False


def _within(constant: Const, wanted: Type) -> bool:
    own, inner = bounds_of(constant.type), bounds_of(wanted)
    return own.low is None or inner.holds(own.low)
