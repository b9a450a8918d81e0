"""The frozen calendars of the package: `countries/*.json`, made by `tools/freeze_calendars.py`, never at run time."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from creditpolicy.values.business_days import Calendar, made_calendar

NAMES = ("BE", "DE", "IE", "NL", "TARGET")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday with its names."""

    on: date
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class CountryCalendar:
    """The holidays of a country as they were frozen; `digest` is over all that the file says."""

    name: str
    digest: str
    source: str
    first: date
    last: date
    holidays: tuple[Holiday, ...]

    def as_calendar(self) -> Calendar:
        """The business days of it."""
        days = frozenset(holiday.on for holiday in self.holidays)
        return made_calendar(self.name, self.digest, self.first, self.last, days)


@cache
def country_calendar(name: str) -> CountryCalendar:
    """The calendar called so, one of `NAMES`."""
    text = resources.files("creditpolicy.values").joinpath("countries", f"{name}.json").read_text(encoding="utf-8")
    data = json.loads(text)
    names = data["names"]
    holidays = []
    for year, days in data["holidays"].items():
        for line in days:
            day, *ids = line.split()
            nl, en = ("; ".join(names[one][language] for one in ids) for language in ("nl", "en"))
            holidays.append(Holiday(date.fromisoformat(f"{year}-{day}"), nl, en))
    first, last = date.fromisoformat(data["first"]), date.fromisoformat(data["last"])
    return CountryCalendar(name, data["digest"], data["source"], first, last, tuple(holidays))
