"""One given value to a value of its fact's type, exactly; or what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.diagnostics.phrases import either
from creditpolicy.facts.errors import Problem
from creditpolicy.facts.words import Fault, Kind, Wanted, WayOut
from creditpolicy.frozen import replace
from creditpolicy.values.describe import plain_number
from creditpolicy.values.money import Money
from creditpolicy.values.types import (
    MOST_DIGITS,
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
from creditpolicy.values.value import Value

LONGEST_TEXT = 10_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
_NUMBER = re.compile(r"-?\d{1,60}(?:\.\d{1,60})?", re.ASCII)
_AMOUNT = re.compile(r"(-?\d{1,60}(?:\.\d{1,60})?) ([A-Z]{3})", re.ASCII)
_OTHER_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
MOST_ITEMS = 1000
_LONGEST_WORD = 40
MOST_OF_A_FLOAT = 10**15
"""Beyond, a float no longer tells one amount in cents from the next."""


def read_value(
    path: str, given: object, of: Type, currency: str | None, currencies: tuple[str, ...]
) -> Value | Problem:
    """Read `given` as a value of the type `of`.

    Args:
        path: where it stands, for the message.
        given: what the caller handed over.
        of: the type of its fact.
        currency: in which a bare number is meant, where the record or the policy says so.
        currencies: those for which the policy has thresholds.

    """
    given = own_kind(given)
    match of:
        case BooleanType():
            return given if isinstance(given, bool) else _wrong(path, given, Wanted.BOOLEAN(), _unquoted(given))
        case TextType():
            return _text(path, given)
        case EnumType():
            return _member(path, given, of)
        case DateType():
            return _date(path, given)
        case ListType(of=item):
            return _list(path, given, item)
        case MoneyType():
            return _money(path, given, of, currency, currencies)
        case NumberType(scale=scale, bounds=bounds, percent=percent):
            return _number(
                path, given, scale, bounds, Wanted.PERCENTAGE() if percent else Wanted.NUMBER(), percent=percent
            )
        case DaysType(scale=scale, bounds=bounds):
            return _number(path, given, scale, bounds, Wanted.DAYS())
        case MonthsType(bounds=bounds):
            return _number(path, given, 0, bounds, Wanted.MONTHS())


def own_kind(given: object) -> object:
    """A text or number of a class that was derived from Python's own, as Python's own: nobody else's code is run.

    A day that is none is its text.
    """
    match given:
        case bool():
            return given
        case str():
            return str.__str__(given)
        case int():
            return int.__int__(given)
        case float():
            return float.__float__(given)
        case datetime() if type(given.year) is not int:
            return str(given)  # the `NaT` of pandas
    return given


def shown(given: object) -> str:
    """A given value in a message: short, on one line, harmless."""
    match given:
        case None:
            return "null"
        case bool():
            return "`true`" if given else "`false`"
        case str():
            return quoted(given)
        case int() | float() | Decimal() | date():
            return quoted(str(given)) if not isinstance(given, int) or given.bit_length() < 200 else Kind.HUGE()
        case Mapping():
            return Kind.OBJECT()
        case Sequence() if not isinstance(given, bytes | bytearray | memoryview):
            return Kind.LIST()
        case _:
            return Kind.OTHER(kind=_named(type(given)))


def _named(kind: type) -> str:
    """A class by its name, and by its module where it is not Python's own: `numpy.bool` is no `bool`."""
    module = kind.__module__
    return kind.__name__ if module == "builtins" else f"{module.partition('.')[0]}.{kind.__name__}"


def outside(day: date) -> str:
    """That the day lies before or after all that can be decided about."""
    return Fault.WANTED(found=day, wanted=Wanted.DAY_BETWEEN(first=FIRST_DAY, last=LAST_DAY))


def is_plain_day(moment: datetime) -> bool:
    """Whether a midnight without an offset: a day of which no time is known, as databases give it."""
    return moment.tzinfo is None and moment.time() == time()


def exact(given: object) -> Fraction | None:
    """A number exactly: of an int, a Decimal, a text, or a float by its shortest text; None for anything else."""
    match given:
        case bool():
            return None
        case int():
            return Fraction(given) if given.bit_length() <= 4 * MOST_DIGITS else None
        case float():
            # Its shortest text, not its binary value; NaN, infinity and 1e17 have no plain decimal text.
            return exact(Decimal(repr(given))) if abs(given) < MOST_OF_A_FLOAT else None
        case Decimal():
            return _exact_decimal(given)
        case str():
            return Fraction(given) if _NUMBER.fullmatch(given) else None
    return None


def _exact_decimal(given: Decimal) -> Fraction | None:
    exponent = given.as_tuple().exponent
    if not isinstance(exponent, int) or not -MOST_DIGITS * 2 <= exponent <= MOST_DIGITS:
        return None
    return Fraction(given)


def _number(
    path: str, given: object, scale: int | None, bounds: Bounds, wanted: str, *, percent: bool = False
) -> Fraction | Problem:
    text = given.removesuffix("%") if percent and isinstance(given, str) else given
    value = exact(text)
    if value is None:
        return _wrong(path, given, wanted, _decimal_help(given))
    if text is not given:
        value /= 100
    found = _bounded(path, given, value, scale, bounds)
    if percent and isinstance(found, Problem) and text is given and bounds.holds(value / 100) and value > 1:
        return replace(found, help=WayOut.WRITE_PERCENTAGE(number=plain_number(value)))
    return found


def _bounded(path: str, given: object, value: Fraction, scale: int | None, bounds: Bounds) -> Fraction | Problem:
    if scale is not None and (value * 10**scale).denominator != 1:
        few = {0: Wanted.WHOLE(), 1: Wanted.ONE_DIGIT()}
        return _wrong(path, given, few.get(scale, Wanted.DIGITS(scale=scale)), WayOut.ROUND())
    if not bounds.holds(value):
        low, high = (None if end is None else plain_number(end) for end in (bounds.low, bounds.high))
        if low and high:
            return _wrong(path, given, Wanted.BETWEEN(low=low, high=high), None)
        return _wrong(path, given, Wanted.AT_LEAST(low=low) if low else Wanted.AT_MOST(high=high), None)
    return value


def _money(
    path: str, given: object, of: MoneyType, currency: str | None, currencies: tuple[str, ...]
) -> Money | Problem:
    amount: object = given
    said = currency
    match given:
        case str():
            found = _AMOUNT.fullmatch(given)
            if found is not None:
                amount, said = found.group(1), found.group(2)
        case Mapping() if set(given) == {"amount", "currency"}:
            amount, said = given["amount"], given["currency"]
        case Money(amount=inner, currency=inner_currency):
            amount, said = plain_number(inner), inner_currency
    value = exact(amount)
    if value is None:
        return _wrong(path, given, Wanted.AMOUNT(), WayOut.AMOUNT())
    if not isinstance(said, str):
        way_out = WayOut.WRITE_AMOUNT(amount=plain_number(value, 2), currency=_example(currencies))
        return _wrong(path, given, Wanted.AMOUNT_WITH_CURRENCY(), way_out)
    if said not in currencies:
        return Problem(path, Fault.CURRENCY(found=quoted(said), known=either(currencies)))
    bounded = _bounded(path, given, value, of.scale, of.bounds)
    return bounded if isinstance(bounded, Problem) else Money(bounded, said)


def _example(currencies: tuple[str, ...]) -> str:
    return currencies[0] if currencies else "EUR"


def _text(path: str, given: object) -> str | Problem:
    if not isinstance(given, str):
        is_short = isinstance(given, int) and given.bit_length() < 200
        return _wrong(path, given, Wanted.TEXT(), WayOut.QUOTE(text=given) if is_short else None)
    if len(given) > LONGEST_TEXT:
        return Problem(path, Fault.LONG_TEXT(count=len(given), most=LONGEST_TEXT))
    return given


def _member(path: str, given: object, of: EnumType) -> str | Problem:
    if isinstance(given, str) and given in of.members:
        return given
    listed = ", ".join(of.members[:12]) + (", ..." if len(of.members) > 12 else "")
    near = nearest(given, of.members) if isinstance(given, str) and len(given) <= 100 else None
    return _wrong(path, given, Wanted.ONE_OF(members=listed), WayOut.DID_YOU_MEAN(near=near) if near else None)


def _date(path: str, given: object) -> date | Problem:
    found: date | None = None
    match given:
        case datetime():
            found = given.date() if is_plain_day(given) else None
        case date():
            found = given
        case str() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", given, re.ASCII):
            try:
                found = date.fromisoformat(given)
            except ValueError:
                return Problem(path, Fault.NO_DAY(found=shown(given)))
    if found is None:
        return _wrong(path, given, Wanted.DATE(), _day_meant(given))
    if not FIRST_DAY <= found <= LAST_DAY:
        return Problem(path, outside(found))
    return found


def _day_meant(given: object) -> str:
    """The way out: the day itself where only one can be meant, as by 31-05-2026."""
    found = _OTHER_DATE.fullmatch(given) if isinstance(given, str) else None
    if found is not None:
        one, other, year = map(int, found.groups())
        days = {day for month, of_month in ((other, one), (one, other)) if (day := _day(year, month, of_month))}
        if len(days) == 1:
            return WayOut.WRITE_DAY(day=days.pop())
    return WayOut.WRITE_DATE()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _list(path: str, given: object, item: Type) -> tuple[str, ...] | Problem:
    if isinstance(given, str) or not isinstance(given, Sequence):
        is_word = isinstance(given, str) and len(given) <= _LONGEST_WORD and given.isprintable() and '"' not in given
        return _wrong(path, given, Wanted.LIST(), WayOut.WRITE_LIST(text=given) if is_word else None)
    if len(given) > MOST_ITEMS:
        return Problem(path, Fault.LONG_LIST(count=len(given), most=MOST_ITEMS))
    items: list[str] = []
    for index, one in enumerate(islice(given, MOST_ITEMS)):
        value = read_value(f"{path}[{index}]", one, item, None, ())
        if isinstance(value, Problem):
            return value
        items.append(str(value))
    return tuple(items)


def _wrong(path: str, given: object, wanted: str, help_text: str | None) -> Problem:
    if hasattr(type(given), "tolist") and type(given).__module__ != "builtins":
        help_text = WayOut.PYTHONS_OWN()  # a number or an array of numpy
    return Problem(path, Fault.WANTED(found=shown(given), wanted=wanted), help_text)


def _unquoted(given: object) -> str | None:
    return WayOut.UNQUOTE() if isinstance(given, str) and given in {"true", "false"} else None


def _decimal_help(given: object) -> str | None:
    if isinstance(given, str) and "," in given:
        return WayOut.WRITE_NUMBER()
    return None
