"""A given day, with or without its time, to the day and the minute in the policy's time zone.

Seconds are dropped. A midnight without an offset is a day without its time: so databases give plain days.
"""

import re
from datetime import date, datetime

from creditpolicy.facts.errors import Problem
from creditpolicy.facts.reading import FIRST_DAY, LAST_DAY, is_plain_day, outside, own_kind, read_value, shown
from creditpolicy.facts.words import Fault, Wanted, WayOut
from creditpolicy.frozen import dataclass
from creditpolicy.values.time_zones import local
from creditpolicy.values.types import DateType

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the minute of it (0 to 1439) where a time was given."""

    day: date
    minute: int | None


def read_moment(path: str, given: object, zone: str | None) -> Moment | Problem:
    """Read `given` as a day with or without its time.

    Args:
        path: where it stands, for the message.
        given: what the caller handed over.
        zone: the policy's time zone. Times without an offset are of its clocks; those with one are converted, for
            which there must be a zone.

    """
    given = own_kind(given)
    moment = _moment(path, given)
    if moment is None:
        day = read_value(path, given, DateType(), None, ())
        return Moment(day, None) if isinstance(day, date) else _as_problem(path, day)
    if isinstance(moment, Problem):
        return moment
    is_day = is_plain_day(moment)
    if moment.tzinfo is not None:
        if zone is None:
            return Problem(path, Fault.NO_ZONE(found=shown(given)), WayOut.LOCAL_TIME())
        try:
            moment = local(moment, zone)
        except Exception:  # noqa: BLE001 - the offset may be the caller's own code, or lead beyond the year 9999
            wanted = Fault.WANTED(found=shown(given), wanted=Wanted.TIME_WITH_OFFSET())
            return Problem(path, wanted, WayOut.WRITE_TIME())
    if not FIRST_DAY <= moment.date() <= LAST_DAY:
        return Problem(path, outside(moment.date()))
    return Moment(moment.date(), None if is_day else 60 * moment.hour + moment.minute)


def _moment(path: str, given: object) -> datetime | Problem | None:
    """The time in it; None where it holds none."""
    match given:
        case datetime():
            return given
        case str() if _TIME.fullmatch(given):
            try:
                return datetime.fromisoformat(given)
            except ValueError:
                return Problem(path, Fault.NO_TIME(found=shown(given)), WayOut.WRITE_TIME())
    return None


def _as_problem(path: str, found: object) -> Problem:
    if isinstance(found, Problem):
        return found
    return Problem(path, Fault.WANTED(found=shown(found), wanted=Wanted.DATE()), WayOut.WRITE_TIME())
