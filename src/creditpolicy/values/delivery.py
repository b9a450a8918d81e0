"""When a letter by ordinary post may be taken as delivered, by the law of the Netherlands.

Source: HR 25-11-2016, ECLI:NL:HR:2016:2704: on the second day after sending, where Sunday, Monday and official holidays
do not count, neither in between nor as the day of delivery.
"""

from datetime import date, timedelta

from creditpolicy.values.calendar import ONE_DAY

_DAYS_OF_POST = 2
_SUNDAY, _MONDAY = 6, 0


def delivered_by_post(sent: date) -> date:
    """The day on which a letter that was posted on `sent` may be taken as delivered.

    Raises:
        OverflowError: that day lies beyond the calendar.

    """
    day, left = sent, _DAYS_OF_POST
    while left:
        day += ONE_DAY
        left -= _counts(day)
    return day


def _counts(day: date) -> bool:
    return day.weekday() not in {_SUNDAY, _MONDAY} and not _is_official_holiday(day)


def _is_official_holiday(day: date) -> bool:
    """Whether it is a day on which the law of the Netherlands lets a term not end; Good Friday counts as one.

    Source: Algemene termijnenwet, article 3. Calendars of business days have 5 May every fifth year only; this law has
    it each year, and a letter is never taken as delivered too early.
    """
    fixed = {(1, 1), (5, 5), (12, 25), (12, 26)}
    easter = _easter(day.year)
    moving = {easter + timedelta(days=days) for days in (-2, 1, 39, 50)}
    return (day.month, day.day) in fixed or day in moving or day == _birthday_of_the_monarch(day.year)


def _birthday_of_the_monarch(year: int) -> date:
    """27 April, or the day before a Sunday; until 2013 it was 30 April."""
    day = date(year, 4, 27 if year >= 2014 else 30)
    return day - ONE_DAY if day.weekday() == _SUNDAY else day


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar. Source: the algorithm in Nature of 20 April 1876."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, left = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - shift + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
