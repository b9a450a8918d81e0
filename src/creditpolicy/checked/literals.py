"""What the author wrote as a value becomes a constant of the type that its place wants."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from creditpolicy.checked.arithmetic import DAYS_OF_THE_CALENDAR, MONTHS_OF_THE_CALENDAR
from creditpolicy.checked.asking import Asking
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import Const
from creditpolicy.syntax.expressions.tree import (
    AmountLiteral,
    BooleanLiteral,
    DateLiteral,
    DurationLiteral,
    Expression,
    Negation,
    NumberLiteral,
    Span,
    TextLiteral,
)
from creditpolicy.values.describe import plain_number, type_words
from creditpolicy.values.money import Money
from creditpolicy.values.types import (
    MOST_DIGITS,
    BooleanType,
    Bounds,
    DateType,
    DaysType,
    EnumType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)

Literal = NumberLiteral | AmountLiteral | DurationLiteral | TextLiteral | DateLiteral | BooleanLiteral
MONTHS_IN_A_YEAR = 12
CENTS = 2
_MOST = {"days": int(DAYS_OF_THE_CALENDAR), "months": int(MONTHS_OF_THE_CALENDAR), "years": 9_998}
"""From the first day of the calendar, 0001-01-01, to its last, 9999-12-31."""


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word that is no visible name: a member of an enum, once it is known of which."""

    text: str
    span: Span


def literal(node: Literal, asking: Asking, expected: Type | None) -> Const | None:
    """The constant; None where it is no possible one (reported)."""
    match node:
        case NumberLiteral():
            return _number(node, asking, expected)
        case AmountLiteral():
            return _amount(node, asking)
        case DurationLiteral():
            count = Fraction(node.text)
            if count > _MOST[node.unit]:
                _too_long(asking.text(node.span), node.unit, node.span, asking)
                return None
            if node.unit == "days":
                return Const(count, DaysType(_scale(node.text), Bounds(count, count)))
            if count.denominator != 1:
                asking.complain(
                    Code.BAD_DURATION, node.span, f"`{asking.text(node.span)}` is no whole number of months"
                )
                return None
            months = count * (MONTHS_IN_A_YEAR if node.unit == "years" else 1)
            return Const(months, MonthsType(Bounds(months, months)))
        case TextLiteral(value=value, span=span):
            if isinstance(expected, EnumType):
                return member(Word(value, span), expected, asking)
            return Const(value, TextType())
        case DateLiteral():
            try:
                return Const(date.fromisoformat(node.text), DateType())
            except ValueError:
                asking.complain(
                    Code.BAD_DATE, node.span, f"`{node.text}` is no day of the calendar", "write `2026-01-31`"
                )
                return None
        case BooleanLiteral(value=value):
            return Const(value, BooleanType())


def member(word: Word, of: Type, asking: Asking) -> Const | None:
    """`word` as a member of the enum `of`; reported where it is none."""
    if not isinstance(of, EnumType):
        asking.unknown_name(word.text, word.span)
        return None
    if word.text in of.members:
        return Const(word.text, of)
    asking.findings.unknown(Code.UNKNOWN_MEMBER, "word", word.text, asking.at(word.span), of.members)
    return None


def as_literal(node: object) -> Literal | None:
    """`node` where it is a literal."""
    literals = (NumberLiteral, AmountLiteral, DurationLiteral, TextLiteral, DateLiteral, BooleanLiteral)
    return node if isinstance(node, literals) else None


def negated(const: Const) -> Const | None:
    """A constant below zero: `-5`, `-10 EUR`; None where its type has no negation."""
    match const.value, const.type:
        case Fraction() as value, NumberType(scale=scale, percent=percent):
            return Const(-value, NumberType(scale, Bounds(-value, -value), percent))
        case Fraction() as value, DaysType(scale=scale):
            return Const(-value, DaysType(scale, Bounds(-value, -value)))
        case Fraction() as value, MonthsType():
            return Const(-value, MonthsType(Bounds(-value, -value)))
        case Money(amount=amount, currency=currency), MoneyType(scale=scale):
            return Const(Money(-amount, currency), MoneyType(currency or None, scale, Bounds(-amount, -amount)))
    return None


def _number(node: NumberLiteral, asking: Asking, expected: Type | None) -> Const | None:
    value, scale = Fraction(node.text), _scale(node.text)
    if len(node.text.replace(".", "")) > MOST_DIGITS:
        asking.complain(Code.TOO_MANY_DIGITS, node.span, f"a number of more than {MOST_DIGITS} digits", "round it")
        return None
    if node.percent:
        return Const(value / 100, NumberType(scale + 2, Bounds(value / 100, value / 100), percent=True))
    exactly = Bounds(value, value)
    if isinstance(expected, MoneyType) and scale > CENTS:
        both = f"`{node.text.replace('.', '')}` or `{plain_number(round(value, CENTS), CENTS)}`"
        message = f"`{node.text}` has more than two digits after the point"
        asking.complain(Code.BAD_AMOUNT, node.span, message, f"write {both}, whichever is meant")
        return None
    match expected:
        case DaysType() if value > _MOST["days"]:
            _too_long(f"{node.text} days", "days", node.span, asking)
            return None
        case DaysType():
            return Const(value, DaysType(scale, exactly))
        case MonthsType() if scale == 0:
            return Const(value, MonthsType(exactly))
        case MoneyType() if asking.unit is not None:
            return Const(Money(value, asking.unit), MoneyType(asking.unit, max(scale, 2), exactly))
        case MoneyType() if value == 0:
            return Const(Money(value, ""), MoneyType(None, 2, exactly))
        case MoneyType():
            shown = " or ".join(f"`{node.text} {currency}`" for currency in asking.scope.vocabulary.currencies[:2])
            asking.complain(
                Code.UNIT_MISMATCH,
                node.span,
                f"found the number `{node.text}`, wanted {type_words(expected)}",
                f"write {shown}",
            )
            return None
    return Const(value, NumberType(scale, exactly))


def _too_long(text: str, unit: str, span: Span, asking: Asking) -> None:
    message = f"found `{text}`, the calendar holds at most {_MOST[unit]:,} {unit}"
    asking.complain(Code.BAD_DURATION, span, message)


def _amount(node: AmountLiteral, asking: Asking) -> Const | None:
    value, currencies = Fraction(node.text), asking.scope.vocabulary.currencies
    if node.currency not in currencies:
        asking.findings.unknown(Code.UNIT_MISMATCH, "currency", node.currency, asking.at(node.span), currencies)
        return None
    return Const(Money(value, node.currency), MoneyType(node.currency, max(2, _scale(node.text)), Bounds(value, value)))


def _scale(text: str) -> int:
    return len(text.partition(".")[2])


def is_bare_number(node: Expression) -> bool:
    """Whether `node` is a number without unit or sign of percent: it takes the unit of what stands beside it."""
    inner = node.operand if isinstance(node, Negation) else node
    return isinstance(inner, NumberLiteral) and not inner.percent
