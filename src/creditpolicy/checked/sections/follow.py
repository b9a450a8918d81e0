"""Whether one window begins only after another has ended, from whatever day both are counted."""

from datetime import date, timedelta

from creditpolicy.checked.sections.windows import Window
from creditpolicy.values.business_days import Calendar


def begins_too_early(window: Window, earlier: Window, calendar: Calendar | None) -> str | None:
    """The way out where it does not; both count from the same anchor.

    Where business days play a part, every day of the calendar is tried as the anchor.
    """
    if window.unit == earlier.unit == "days" or calendar is None:
        if window.first > earlier.last:
            return None
        return f"let it begin {earlier.last + 1} days after {window.anchor} or later"
    anchor = _overlap(window, earlier, calendar)
    if anchor is None:
        return None
    (first, _), (_, last) = window.days(anchor, calendar), earlier.days(anchor, calendar)
    return f"counted from {anchor} it begins on {first}, and the other ends on {last}: let it begin later"


def _overlap(window: Window, earlier: Window, calendar: Calendar) -> date | None:
    """An anchor from which the window begins on the last day of the earlier one, or before."""
    day = calendar.first
    while day <= calendar.last:
        (first, _), (_, last) = window.days(day, calendar), earlier.days(day, calendar)
        if isinstance(first, date) and isinstance(last, date) and first <= last:
            return day
        day += timedelta(days=1)
    return None
