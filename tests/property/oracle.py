"""What written expressions and cells mean, worked out from docs/language alone.

Values are strong Kleene ones over Fractions and dates. Nothing of the interpreter is used here, nor of the type
checker: a value knows its own unit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from creditpolicy.syntax.expressions import tree as t
from creditpolicy.syntax.expressions.names import names_in
from creditpolicy.values.country_calendars import country_calendar

UNKNOWN = "?unknown?"
NO_ROW = "?no row?"


class TwoCurrencies(Exception):
    """Amounts in two currencies meet: what they make together is not known."""


@dataclass(frozen=True)
class Amount:
    number: Fraction
    currency: str


@dataclass(frozen=True)
class Days:
    number: Fraction


@dataclass(frozen=True)
class Months:
    number: Fraction


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
    return _or([evaluator.test(test, subject) for test in cell.tests]) if cell.tests else True


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
                return _or([self.test(test, subject) for test in tests])
            case t.And(parts=parts):
                return _and([self.value(part) for part in parts])
            case t.Or(parts=parts):
                return _or([self.value(part) for part in parts])
            case t.Not(operand=operand):
                return _not(self.value(operand))
            case t.IfThenElse(condition=condition, yes=yes, no=no):
                test, then, other = self.value(condition), self.value(yes), self.value(no)
                if test == UNKNOWN:
                    return then if _same(then, other) else UNKNOWN
                return then if test else other
            case t.Call(name="is missing", arguments=(argument,)):
                return self.value(argument) == UNKNOWN
            case t.Call(name="count", arguments=(t.Name(text=text),)) if text in self.world.records:
                return self.aggregate("count", node.arguments[0], None, None)
            case t.Call(name="sum" | "any" | "all" as name, arguments=(subject,)):
                return self.aggregate(name, subject, None, None)
            case t.Call(name=name, arguments=arguments):
                try:
                    return _function(name, [self.value(argument) for argument in arguments])
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
                return _compare("=", subject, self.value(value), self.world.order)
            case t.Against(op=op, value=value):
                return _compare(op, subject, self.value(value), self.world.order)
            case t.Range(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
                above = _compare(">=" if low_closed else ">", subject, self.value(low), self.world.order)
                below = _compare("<=" if high_closed else "<", subject, self.value(high), self.world.order)
                return _and([above, below])
            case t.NotTests(tests=tests):
                return _not(_or([self.test(inner, subject) for inner in tests]))
        raise AssertionError(test)

    def compared(self, op: str, left: Any, right: Any) -> Any:
        for threshold, other, flip in ((left, right, True), (right, left, False)):
            if isinstance(threshold, t.Name) and threshold.text in self.world.amounts:
                value = self.value(other)
                if value == UNKNOWN:
                    return UNKNOWN
                by_currency = self.world.amounts[threshold.text]
                wanted = [Amount(number, one) for one, number in by_currency.items() if value.currency in {"", one}]
                answers = {_compare(op, one, value, {}) if flip else _compare(op, value, one, {}) for one in wanted}
                return answers.pop() if len(answers) == 1 else UNKNOWN
        return _compare(op, self.value(left), self.value(right), self.world.order)

    def calculated(self, op: str, left: Any, right: Any) -> Any:
        try:
            return self.exactly(op, left, right)
        except TwoCurrencies:
            return UNKNOWN

    def exactly(self, op: str, left: Any, right: Any) -> Any:
        if UNKNOWN in (left, right):
            return UNKNOWN
        if op in "+-":
            left, right = _alike(left, right)
        match op, left, right:
            case "+" | "-", date(), Days(number=number) | Months(number=number):
                return _moved(left, number if op == "+" else -number, months=isinstance(right, Months))
            case "+", Days() | Months(), date():
                return self.calculated("+", right, left)
            case "-", date(), date():
                return Days(Fraction((left - right).days))
            case "+" | "-", Amount(), Amount():
                sign = 1 if op == "+" else -1
                return Amount(left.number + sign * right.number, _one_currency((left, right)))
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
            _one_currency((left, right))
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
            return _or([_and(pair) for pair in zip(tests, values, strict=True)])
        if name == "all":
            return _and([_or([_not(test), value]) for test, value in zip(tests, values, strict=True)])
        taken = [value for test, value in zip(tests, values, strict=True) if test is not False]
        if UNKNOWN in tests or UNKNOWN in taken:
            return UNKNOWN
        if name == "count":
            return Fraction(len(taken))
        if not taken and name != "sum":
            return self.value(default)
        try:
            return self.total(subject, taken) if name == "sum" else _function(name, taken)
        except TwoCurrencies:
            return UNKNOWN

    def total(self, subject: Any, taken: list[Any]) -> Any:
        if any(isinstance(value, Amount) for value in taken):
            return Amount(sum((value.number for value in taken), Fraction(0)), _one_currency(taken))
        if taken:
            total = taken[0]
            for value in taken[1:]:
                total = self.calculated("+", total, value)
            return total
        if not set(names_in(subject)) & self.world.amount_facts:
            return Fraction(0)
        # The sum of no amounts has a currency only where the policy has but one.
        return Amount(Fraction(0), self.world.currencies[0] if len(self.world.currencies) == 1 else "")


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """A bare number takes the unit of what stands beside it."""
    for one, other in ((left, right), (right, left)):
        if not isinstance(one, Fraction):
            continue
        unit = {Days: Days, Months: Months, date: Days, Fraction: Fraction}.get(type(other))
        if isinstance(other, Amount):
            wrapped: Any = Amount(one, "")
        elif unit is not None:
            wrapped = unit(one)
        else:
            continue
        return (wrapped, other) if one is left else (other, wrapped)
    return left, right


def _moved(day: date, number: Fraction, *, months: bool) -> date:
    try:
        if not months:
            return day + timedelta(days=int(number))
        return _month_later(day, int(number))
    except (OverflowError, ValueError):
        return date.max if number > 0 else date.min


def _month_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    for last in range(day.day, 27, -1):
        try:
            return date(index // 12, index % 12 + 1, last)
        except ValueError:
            if not 1 <= index // 12 <= 9999:
                raise
    return date(index // 12, index % 12 + 1, min(day.day, 28))


def _months_between(start: date, end: date) -> int:
    if end < start:
        return -_months_between(end, start)
    count = 0
    while _month_later(start, count + 1) <= end:
        count += 1
    return count


def _one_currency(amounts: Iterable[Amount]) -> str:
    found = sorted({amount.currency for amount in amounts} - {""})
    if len(found) > 1:
        raise TwoCurrencies
    return found[0] if found else ""


def _compare(op: str, left: Any, right: Any, order: Mapping[str, int]) -> Any:
    if UNKNOWN in (left, right):
        return UNKNOWN
    left, right = _alike(left, right)
    if isinstance(left, Amount) and isinstance(right, Amount):
        if len({left.currency, right.currency} - {""}) > 1:
            return UNKNOWN
        left, right = left.number, right.number
    elif isinstance(left, Days | Months):
        left, right = left.number, right.number
    elif isinstance(left, str) and op not in {"=", "!="}:
        left, right = order[left], order[right]
    return {
        "=": lambda: left == right,
        "!=": lambda: left != right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
    }[op]()


def _same(left: Any, right: Any) -> bool:
    if UNKNOWN in (left, right):
        return False
    left, right = _alike(left, right)
    return bool(left == right)


def _not(value: Any) -> Any:
    return value if value == UNKNOWN else not value


def _and(values: Iterable[Any]) -> Any:
    found = list(values)
    if any(value is False for value in found):
        return False
    return UNKNOWN if UNKNOWN in found else True


def _or(values: Iterable[Any]) -> Any:
    return _not(_and([_not(value) for value in values]))


def _function(name: str, given: list[Any]) -> Any:
    if UNKNOWN in given:
        return UNKNOWN
    if name in {"min", "max"}:
        return _extreme(name, given)
    match name, given:
        case "abs", [value]:
            return _with_number(value, abs)
        case (("floor" | "ceiling"), [value]):
            return _with_number(value, lambda number: Fraction(floor(number) if name == "floor" else ceil(number)))
        case (("decimal" | "round up" | "round down" | "round half up" | "round half down"), [value, places]):
            return _with_number(value, lambda number: _rounded(name, number, int(places)))
        case "contains", [text, part]:
            return part in text
        case "starts with", [text, part]:
            return text[: len(part)] == part
        case "ends with", [text, part]:
            return text[len(text) - len(part) :] == part if len(part) <= len(text) else False
        case "string length", [text]:
            return Fraction(len(text))
        case "list contains", [items, value]:
            return any(item == value for item in items)
        case "count", [items]:
            return Fraction(len(items))
        case "months between", [start, end]:
            return Months(Fraction(_months_between(start, end)))
        case "business days between", [start, end]:
            return Fraction(_opened(start, end)) if _known(start, end) else UNKNOWN
        case "add business days", [day, count]:
            return _business_day(day, int(count))
        case "next business day", [day]:
            return _business_day(day, 0)
        case "is business day", [day]:
            return _is_open(day) if _known(day) else UNKNOWN
        case "next allowed day", [day, not_on, *rather_on]:
            return _allowed_day(day, not_on.replace(",", " ").split(), rather_on[0].split() if rather_on else [])
    raise AssertionError(name)


CLOSED = frozenset(holiday.on for holiday in country_calendar("NL").holidays)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _known(*days: date) -> bool:
    return all(2000 <= day.year <= 2050 for day in days)


def _is_open(day: date) -> bool:
    return WEEK[day.weekday()] not in {"saturday", "sunday"} and day not in CLOSED


def _opened(start: date, end: date) -> int:
    if end < start:
        return -_opened(end, start)
    return sum(_is_open(start + timedelta(days=ahead)) for ahead in range(1, (end - start).days + 1))


def _business_day(day: date, count: int) -> Any:
    """Day by day; a business day that 0 asks for may be the day itself."""
    if _known(day) and count == 0 and _is_open(day):
        return day
    left, step = abs(count) or 1, timedelta(days=-1 if count < 0 else 1)
    while _known(day) and left:
        day += step
        left -= _is_open(day)
    return day if _known(day) else UNKNOWN


def _allowed_day(day: date, not_on: list[str], rather_on: list[str]) -> Any:
    closed = {*not_on, *(("saturday", "sunday") if "weekend" in not_on else ())}

    def may(one: date) -> bool:
        return WEEK[one.weekday()] not in closed and not ("holiday" in closed and one in CLOSED)

    if "holiday" in closed and not _known(day):
        return UNKNOWN
    days = [day + timedelta(days=ahead) for ahead in range(40)]
    wanted = [one for one in days[:7] if may(one) and WEEK[one.weekday()] in rather_on]
    found = (wanted or [one for one in days if may(one)])[0]
    return UNKNOWN if "holiday" in closed and not _known(found) else found


def _extreme(name: str, given: list[Any]) -> Any:
    best = given[0]
    if any(isinstance(value, Amount) for value in given):
        currency = _one_currency([value for value in given if isinstance(value, Amount)])
        numbers = [value.number if isinstance(value, Amount) else value for value in given]
        return Amount(min(numbers) if name == "min" else max(numbers), currency)
    for value in given[1:]:
        best, other = _alike(best, value)
        if _compare("<" if name == "min" else ">", other, best, {}):
            best = other
    return best


def _with_number(value: Any, change: Any) -> Any:
    match value:
        case Fraction():
            return change(value)
        case Amount(number=number, currency=currency):
            return Amount(change(number), currency)
    return type(value)(change(value.number))


def _rounded(name: str, number: Fraction, places: int) -> Fraction:
    scale = Fraction(10) ** places
    if name == "decimal":
        return round(number * scale, 0) / scale
    size = abs(number) * scale
    steps = {
        "round up": lambda: ceil(size),
        "round down": lambda: floor(size),
        "round half up": lambda: floor(size + Fraction(1, 2)),
        "round half down": lambda: ceil(size - Fraction(1, 2)),
    }[name]()
    return Fraction(steps if number >= 0 else -steps) / scale


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
