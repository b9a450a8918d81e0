"""What written expressions and cells mean, worked out from docs/language alone.

Values are strong Kleene ones over Fractions and dates. Nothing of the interpreter is used here, nor of the type
checker: a value knows its own unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from creditpolicy.syntax.expressions import tree as t
from creditpolicy.syntax.expressions.names import names_in
from tests.property.oracle_functions import function
from tests.property.oracle_values import (
    UNKNOWN,
    Amount,
    Days,
    Months,
    TwoCurrencies,
    alike,
    and_,
    compare,
    moved,
    not_,
    one_currency,
    or_,
    same,
)


@dataclass(frozen=True)
class World:
    """What is known: plain facts by full name, lists of them, definitions, thresholds per currency, words in order."""

    facts: Mapping[str, Any]
    lists: Mapping[str, Sequence[Mapping[str, Any]]]
    definitions: Mapping[str, t.Expression]
    amounts: Mapping[str, Mapping[str, Fraction]]
    order: Mapping[str, int]
    currencies: tuple[str, ...]
    records: Mapping[str, str]
    as_of: date
    amount_facts: frozenset[str] = frozenset()


def evaluate(node: Any, world: World, one_of: Mapping[str, int] | None = None) -> Any:
    """The value of an expression, `UNKNOWN` where it can't be known; `one_of` says which record is looked at."""
    return _Evaluator(world, dict(one_of or {})).value(node)


def cell_holds(cell: t.Cell, subject: Any, world: World, one_of: Mapping[str, int] | None = None) -> Any:
    """Whether a cell holds for the value of its column."""
    evaluator = _Evaluator(world, dict(one_of or {}))
    return or_([evaluator.test(test, subject) for test in cell.tests]) if cell.tests else True


class _Evaluator:
    def __init__(self, world: World, one_of: dict[str, int]) -> None:
        self.world = world
        self.one_of = one_of

    def value(self, node: Any) -> Any:
        match node:
            case t.NumberLiteral(text=text, percent=percent):
                return Fraction(text) / (100 if percent else 1)
            case t.AmountLiteral(text=text, currency=currency):
                return Amount(Fraction(text), currency)
            case t.DurationLiteral(text=text, unit="days"):
                return Days(Fraction(text))
            case t.DurationLiteral(text=text, unit=unit):
                return Months(Fraction(text) * (12 if unit == "years" else 1))
            case t.TextLiteral(value=value) | t.BooleanLiteral(value=value):
                return value
            case t.DateLiteral(text=text):
                return date.fromisoformat(text)
            case t.Name(text=text):
                return self.name(text)
            case t.Property(operand=operand, name=name):
                day = self.value(operand)
                return (
                    UNKNOWN
                    if day == UNKNOWN
                    else Fraction(day.isoweekday() if name == "weekday" else getattr(day, name))
                )
            case t.Negation(operand=operand):
                return self.calculated("-", Fraction(0), self.value(operand))
            case t.Arithmetic(op=op, left=left, right=right):
                return self.calculated(op, self.value(left), self.value(right))
            case t.Comparison(op=op, left=left, right=right):
                return self.compared(op, left, right)
            case t.In(value=value, tests=tests):
                subject = self.value(value)
                return or_([self.test(test, subject) for test in tests])
            case t.And(parts=parts):
                return and_([self.value(part) for part in parts])
            case t.Or(parts=parts):
                return or_([self.value(part) for part in parts])
            case t.Not(operand=operand):
                return not_(self.value(operand))
            case t.IfThenElse(condition=condition, yes=yes, no=no):
                test, then, other = self.value(condition), self.value(yes), self.value(no)
                if test == UNKNOWN:
                    return then if same(then, other) else UNKNOWN
                return then if test else other
            case t.Call(name="is missing", arguments=(argument,)):
                return self.value(argument) == UNKNOWN
            case t.Call(name="count", arguments=(t.Name(text=text),)) if text in self.world.records:
                return self.aggregate("count", node.arguments[0], None, None)
            case t.Call(name="sum" | "any" | "all" as name, arguments=(subject,)):
                return self.aggregate(name, subject, None, None)
            case t.Call(name=name, arguments=arguments):
                try:
                    return function(name, [self.value(argument) for argument in arguments])
                except TwoCurrencies:
                    return UNKNOWN
            case t.Aggregate(name=name, subject=subject, where=where, default=default):
                return self.aggregate(name, subject, where, default)
        raise AssertionError(node)

    def name(self, text: str) -> Any:
        world = self.world
        if text == "as_of":
            return world.as_of
        if text in world.definitions:
            return self.value(world.definitions[text])
        record, dot, _ = text.partition(".")
        if not dot:
            return text
        if record in self.one_of:
            return world.lists[record][self.one_of[record]].get(text, UNKNOWN)
        return world.facts.get(text, UNKNOWN)

    def test(self, test: t.CellTest, subject: Any) -> Any:
        match test:
            case t.Equal(value=value):
                return compare("=", subject, self.value(value), self.world.order)
            case t.Against(op=op, value=value):
                return compare(op, subject, self.value(value), self.world.order)
            case t.Range(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
                above = compare(">=" if low_closed else ">", subject, self.value(low), self.world.order)
                below = compare("<=" if high_closed else "<", subject, self.value(high), self.world.order)
                return and_([above, below])
            case t.NotTests(tests=tests):
                return not_(or_([self.test(inner, subject) for inner in tests]))
        raise AssertionError(test)

    def compared(self, op: str, left: Any, right: Any) -> Any:
        for threshold, other, flip in ((left, right, True), (right, left, False)):
            if isinstance(threshold, t.Name) and threshold.text in self.world.amounts:
                value = self.value(other)
                if value == UNKNOWN:
                    return UNKNOWN
                by_currency = self.world.amounts[threshold.text]
                wanted = [Amount(number, one) for one, number in by_currency.items() if value.currency in {"", one}]
                answers = {compare(op, one, value, {}) if flip else compare(op, value, one, {}) for one in wanted}
                return answers.pop() if len(answers) == 1 else UNKNOWN
        return compare(op, self.value(left), self.value(right), self.world.order)

    def calculated(self, op: str, left: Any, right: Any) -> Any:
        try:
            return self.exactly(op, left, right)
        except TwoCurrencies:
            return UNKNOWN

    def exactly(self, op: str, left: Any, right: Any) -> Any:
        if UNKNOWN in (left, right):
            return UNKNOWN
        if op in "+-":
            left, right = alike(left, right)
        match op, left, right:
            case "+" | "-", date(), Days(number=number) | Months(number=number):
                return moved(left, number if op == "+" else -number, months=isinstance(right, Months))
            case "+", Days() | Months(), date():
                return self.calculated("+", right, left)
            case "-", date(), date():
                return Days(Fraction((left - right).days))
            case "+" | "-", Amount(), Amount():
                sign = 1 if op == "+" else -1
                return Amount(left.number + sign * right.number, one_currency((left, right)))
            case "+" | "-", _, _:
                sign = 1 if op == "+" else -1
                return (
                    left + sign * right if isinstance(left, Fraction) else type(left)(left.number + sign * right.number)
                )
            case "*", Fraction(), Fraction():
                return left * right
            case "*", Fraction(), _:
                return self.calculated("*", right, left)
            case "*", Amount(number=number, currency=currency), Fraction():
                return Amount(number * right, currency)
            case "*", _, Fraction():
                return type(left)(left.number * right)
        divisor = right if isinstance(right, Fraction) else right.number
        if isinstance(left, Amount) and isinstance(right, Amount):
            one_currency((left, right))
        if divisor == 0:
            return UNKNOWN
        if isinstance(left, Fraction) or not isinstance(right, Fraction):
            return (left if isinstance(left, Fraction) else left.number) / divisor
        return (
            Amount(left.number / divisor, left.currency)
            if isinstance(left, Amount)
            else type(left)(left.number / divisor)
        )

    def aggregate(self, name: str, subject: Any, where: Any, default: Any) -> Any:
        record = _record_of(subject, self.world.records)
        if record not in self.world.lists:
            return UNKNOWN
        tests, values = [], []
        for index in range(len(self.world.lists[record])):
            inner = _Evaluator(self.world, {**self.one_of, record: index})
            tests.append(True if where is None else inner.value(where))
            values.append(None if name == "count" else inner.value(subject))
        if name == "any":
            return or_([and_(pair) for pair in zip(tests, values, strict=True)])
        if name == "all":
            return and_([or_([not_(test), value]) for test, value in zip(tests, values, strict=True)])
        taken = [value for test, value in zip(tests, values, strict=True) if test is not False]
        if UNKNOWN in tests or UNKNOWN in taken:
            return UNKNOWN
        if name == "count":
            return Fraction(len(taken))
        if not taken and name != "sum":
            return self.value(default)
        try:
            return self.total(subject, taken) if name == "sum" else function(name, taken)
        except TwoCurrencies:
            return UNKNOWN

    def total(self, subject: Any, taken: list[Any]) -> Any:
        if any(isinstance(value, Amount) for value in taken):
            return Amount(sum((value.number for value in taken), Fraction(0)), one_currency(taken))
        if taken:
            total = taken[0]
            for value in taken[1:]:
                total = self.calculated("+", total, value)
            return total
        if not set(names_in(subject)) & self.world.amount_facts:
            return Fraction(0)
        # The sum of no amounts has a currency only where the policy has but one.
        return Amount(Fraction(0), self.world.currencies[0] if len(self.world.currencies) == 1 else "")


def _record_of(node: Any, records: Mapping[str, str]) -> str:
    """The list record that an expression looks at."""
    if isinstance(node, t.Name):
        head = node.text.partition(".")[0]
        return head if head in records else ""
    if isinstance(node, tuple):
        return next((found for part in node if (found := _record_of(part, records))), "")
    if hasattr(node, "__dataclass_fields__"):
        return _record_of(tuple(getattr(node, field) for field in node.__dataclass_fields__), records)
    return ""
