"""A date pattern such as `DD-MM-YYYY`, and a cell written so, to a day. Never guesses."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from creditpolicy.diagnostics.phrases import either
from creditpolicy.portfolio.cell_words import Cells
from creditpolicy.portfolio.cells import BadCell

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""No ledger has a day outside these; one that seems so is a typing mistake (2002 for 2020 is not, 0202 is)."""

_PIECES = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "YY": r"(?P<short>[0-9]{2})",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "DD": r"(?P<day>[0-9]{2})",
    "D": r"(?P<day>[0-9]{1,2})",
}
_TOKEN = re.compile(r"YYYY|YY|MM|M|DD|D|[-/. ]")
# A time behind the day is left out: the language knows days.
_TIME = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"


def is_date_pattern(pattern: str) -> bool:
    """Whether `pattern` names a year, a month and a day once each, with `-`, `/`, `.` or a blank between them."""
    pieces = _TOKEN.findall(pattern)
    letters = sorted(piece[0] for piece in pieces if piece in _PIECES)
    return "".join(pieces) == pattern and letters == ["D", "M", "Y"]


def date_reader(patterns: Sequence[str]) -> Callable[[str], date]:
    """A reader of cells written in one of `patterns`; it raises `BadCell` and remembers what it has read."""
    compiled = tuple(_compile(pattern) for pattern in patterns)
    wanted = Cells.DATE_AS(patterns=either(patterns))
    seen: dict[str, date] = {}

    def read(text: str) -> date:
        known = seen.get(text)
        if known is not None:
            return known
        for shape in compiled:
            found = shape.fullmatch(text)
            if found is not None:
                seen[text] = _day(found.groupdict(), wanted)
                return seen[text]
        raise BadCell(wanted)

    return read


def _compile(pattern: str) -> re.Pattern[str]:
    pieces = (_PIECES.get(piece, re.escape(piece)) for piece in _TOKEN.findall(pattern))
    return re.compile("".join(pieces) + _TIME)


def _day(parts: dict[str, str | None], wanted: str) -> date:
    year = int(parts["year"] or 0) if "year" in parts else 2000 + int(parts["short"] or 0)
    try:
        day = date(year, int(parts["month"] or 0), int(parts["day"] or 0))
    except ValueError:
        raise BadCell(Cells.REAL_DATE(wanted=wanted)) from None
    if not EARLIEST <= day <= LATEST:
        raise BadCell(Cells.DATE_BETWEEN(first=EARLIEST.year, last=LATEST.year))
    return day
