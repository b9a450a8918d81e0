"""The time behind a day in a cell: `31-01-2026 14:30`, with or without an offset."""

import re
from datetime import date, datetime

from creditpolicy.values.time_zones import local

_TIME = re.compile(r"[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)


def with_time(day: date, text: str, zone: str | None) -> tuple[date, int | None]:
    """The day and its minute in the zone; no minute where the cell has no time, or one that can't be placed.

    Without a zone nothing is known of a time with an offset but its day, as it is written.
    """
    found = _TIME.search(text.strip())
    if found is None or found.end() != len(text.strip()):
        return day, None
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59 or (found[3] and zone is None):
        return day, None
    if not found[3] or zone is None:
        # A midnight is how files write a plain day.
        return day, 60 * hour + minute or None
    try:
        moment = datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}{found[3]}")
    except ValueError:
        return day, None
    there = local(moment, zone)
    return there.date(), 60 * there.hour + there.minute
