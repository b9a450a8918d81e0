"""Interest at dated rates: exact, by calendar days over 365, each completed year added to the principal where asked.

Sources: article 6:119a of the Dutch Civil Code (from the day after the last day of payment, to and including the day of
payment; each completed year compounds). The statute does not say how days are counted: over 365, in leap years too, is
convention.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from creditpolicy.values.calendar import MONTHS, ONE_DAY, add_months

DAYS_A_YEAR = 365
MOST_YEARS = 100
"""No claim bears interest for longer; it keeps every amount within the digits that the language has."""

Dated: TypeAlias = Sequence[tuple[date, Fraction | None]]
"""Yearly rates by the day from which they hold, earliest first; None where no rate is known."""


def first_day_without_rate(rates: Dated, first: date, last: date) -> date | None:
    """The first day from `first` through `last` for which no rate is known; None where all are covered."""
    if last < first:
        return None
    if not rates or first < rates[0][0]:
        return first
    return next(
        (max(day, first) for day, rate, end in _spans(rates) if rate is None and day <= last and end >= first), None
    )


def interest(principal: Fraction, first: date, last: date, rates: Dated, *, compounds: bool) -> Fraction:
    """Interest on `principal` over the days `first` through `last`, both included, unrounded; 0 if there are none.

    Years are counted from `first`; one that began on 29 February begins on the 28th where there is none.
    INVARIANT: every day has a rate, and there are no more than `MOST_YEARS` years.
    """
    earned = Fraction(0)
    for begin, end in _years(first, last):
        base = principal + earned if compounds else principal
        earned += base * Fraction(_rate_days(rates, begin, end), DAYS_A_YEAR)
    return earned


def years_of(first: date, last: date) -> int:
    """How many years, begun ones too, lie from `first` through `last`."""
    return max(0, last.year - first.year + 1)


def _years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """First and last day of each year since `first`, the last one as far as it goes."""
    count, begin = 0, first
    while begin <= last:
        count += 1
        following = add_months(first, MONTHS * count)
        yield begin, min(last, following - ONE_DAY)
        begin = following


def _rate_days(rates: Dated, begin: date, end: date) -> Fraction:
    """The sum of each day's yearly rate."""
    total = Fraction(0)
    for day, rate, last in _spans(rates):
        days = (min(last, end) - max(day, begin)).days + 1
        if days > 0 and rate is not None:
            total += rate * days
    return total


def _spans(rates: Dated) -> Iterator[tuple[date, Fraction | None, date]]:
    """Each rate with its first and last day."""
    for index, (day, rate) in enumerate(rates):
        following = rates[index + 1][0] - ONE_DAY if index + 1 < len(rates) else date.max
        yield day, rate, following
