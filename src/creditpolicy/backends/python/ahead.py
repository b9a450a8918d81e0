"""What code that looks ahead calls while it runs.

`f.today` is the day that is looked at. `f.next` is the first later day on which anything that was looked at may be
another: whatever moves lowers it. INVARIANT: on all days from `f.today` to the one before `f.next` each test and each
value that was looked at since `f.next` was set comes out the same, so that the same ways are taken; what is kept in a
frame has the day on which that ends beside it, and days are looked at in their order.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from heapq import heapify, heappop, heapreplace
from typing import Any, Protocol

from creditpolicy.backends.python.running import HandOver
from creditpolicy.values.calendar import ONE_DAY

NO_DAY = date.min
"""Before every day: nothing was found yet."""
MOST_STEPS = 400
"""So many days are looked at for one record; what takes more is for the interpreter."""
DAYS_TRIED = 40
"""A formula of the day alone is tried on so many days, to see when it next has another value."""
MOST_KEPT = 20_000


class Looking(Protocol):
    """The frame of a case."""

    today: date
    next: date
    end: date


class _Day:
    __slots__ = ("today",)

    def __init__(self, today: date) -> None:
        self.today = today


def comes_after(f: Looking, day: date) -> bool:
    """Whether `as_of` comes after `day`, which it does from the next day on."""
    if f.today > day:
        return True
    if day < f.next:
        f.next = day + ONE_DAY
    return False


def reaches(f: Looking, day: date) -> bool:
    """Whether `as_of` has come to `day`."""
    if f.today >= day:
        return True
    f.next = min(f.next, day)
    return False


def is_on(f: Looking, day: date) -> bool:
    """Whether `as_of` is `day`."""
    return reaches(f, day) and not comes_after(f, day)


def each_day(f: Looking) -> date:
    """`as_of` as a value: another one tomorrow."""
    f.next = f.today + ONE_DAY
    return f.today


def lasting(f: Looking, value: Any, until: date | None) -> Any:  # noqa: ANN401 - any value
    """A fact that counts until a day, and is missing from then on."""
    if value is None or until is None:
        return value
    return None if comes_after(f, until) else value


def by_day(f: Looking, known: dict[date, tuple[Any, date]], test: Callable[[_Day], Any]) -> Any:  # noqa: ANN401 - any value
    """The value of what is about the day alone, found once for each day."""
    found = known.get(f.today)
    if found is None:
        if len(known) >= MOST_KEPT:
            known.clear()
        found = known[f.today] = _value_and_end(test, f.today)
    f.next = min(f.next, found[1])
    return found[0]


def _value_and_end(test: Callable[[_Day], Any], today: date) -> tuple[Any, date]:
    """The value on a day, and a day until which it stays the same."""
    value = test(_Day(today))
    day = today
    for _ in range(DAYS_TRIED):
        if day == date.max:
            break
        day += ONE_DAY
        if test(_Day(day)) != value:
            break
    return value, day


def one_way(f: Looking, test: Callable[..., bool | None], *given: Any) -> bool | None:  # noqa: ANN401 - any values
    """A test that changes once at most as long as it is known on the first day and the last."""
    today = f.today
    now = test(_Day(today), *given)
    low, high = 0, (f.next - today).days - 1
    last = test(_Day(today + timedelta(days=high)), *given)
    if now is None or last is None:
        f.next = today + ONE_DAY
    elif now is not last:
        # INVARIANT: as now after `low` days, otherwise after `high`.
        while high - low > 1:
            middle = (low + high) // 2
            if test(_Day(today + timedelta(days=middle)), *given) is now:
                low = middle
            else:
                high = middle
        f.next = today + timedelta(days=high)
    return now


def first_changes(
    f: Looking,
    records: Sequence[Any],
    asked: Callable[[Looking, Any], tuple[Any, ...]],
    answers: Sequence[tuple[Any, ...]],
    nexts: Sequence[date],
) -> list[date | None]:
    """For each record the first day on which its answers are others, None where that is not before `f.end`.

    All records are looked at together, in the order of the days.
    """
    found: list[date | None] = [None] * len(records)
    steps = [0] * len(records)
    waiting = [(day, index) for index, day in enumerate(nexts) if day < f.end]
    heapify(waiting)
    while waiting:
        day, index = waiting[0]
        f.today, f.next = day, f.end
        if asked(f, records[index]) != answers[index]:
            found[index] = day
        elif f.next < f.end:
            steps[index] += 1
            if steps[index] == MOST_STEPS:
                raise HandOver
            heapreplace(waiting, (f.next, index))
            continue
        heappop(waiting)
    return found
