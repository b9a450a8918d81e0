"""Whether a day that moves with `as_of` stays within the calendar while we look ahead.

Business days are known only there: what left it on the way would be unknown for a while, and no longer move one way.
"""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from creditpolicy.formulas import Apply, Arith, Const, Formula, Today
from creditpolicy.values.allowed_words import read_allowed
from creditpolicy.values.business_days import Allowed, Calendar, Outside, add_business_days, next_allowed_day
from creditpolicy.values.calendar import add_months
from creditpolicy.values.types import DateType, MonthsType

Window: TypeAlias = tuple[date, date]
"""The first and the last day that is looked at."""
Moving: TypeAlias = Callable[[Formula], bool]


def stays_covered(formula: Formula, window: Window, calendar: Calendar, moves: Moving) -> bool:
    """Whether what moves in a date lies within the calendar on every day of the window.

    Only plain shapes are seen through: `as_of`, moved by what the author wrote, beside what stands still.
    """
    ends = _ends(formula, window, calendar, moves)
    return ends is not None and all(calendar.outside(end) is None for end in ends)


def _ends(formula: Formula, window: Window, calendar: Calendar, moves: Moving) -> Window | None:
    """The values on the first and the last day of the window; None where they can't be told."""

    def each(by: Callable[[date], date | Outside], of: Formula) -> Window | None:
        inner = _ends(of, window, calendar, moves)
        if inner is None:
            return None
        first, last = by(inner[0]), by(inner[1])
        return (first, last) if isinstance(first, date) and isinstance(last, date) else None

    match formula:
        case Today():
            return window
        case Arith(op="+" | "-", left=left, right=Const(value=Fraction() as by) as right):
            unit = right.type
            count = int(by) if formula.op == "+" else -int(by)
            return each(lambda day: _moved(day, count, in_months=isinstance(unit, MonthsType)), left)
        case Apply(function="min" | "max", arguments=arguments, type=DateType()):
            # Beside one thing that moves, what stands still is either out of play or never passed.
            moving = [argument for argument in arguments if moves(argument)]
            return _ends(moving[0], window, calendar, moves) if len(moving) == 1 else None
        case Apply(function="next business day", arguments=(of,)):
            return each(lambda day: add_business_days(calendar, day, 0), of)
        case Apply(function="add business days", arguments=(of, Const(value=Fraction() as by))):
            return each(lambda day: add_business_days(calendar, day, int(by)), of)
        case Apply(function="next allowed day", arguments=(of, *words)):
            texts = [str(word.value) for word in words if isinstance(word, Const)]
            allowed = read_allowed(*texts)
            if isinstance(allowed, Allowed):
                return each(lambda day: next_allowed_day(calendar, day, allowed), of)
    return None


def _moved(day: date, count: int, *, in_months: bool) -> date | Outside:
    try:
        return add_months(day, count) if in_months else day + timedelta(days=count)
    except OverflowError:
        return "beyond"
