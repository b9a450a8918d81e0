"""Durations: `7 days`, `1 month`, `2 weeks`; where the caller allows it, hours and business days."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars.rewriting import readings

DurationUnit: TypeAlias = Literal["hours", "days", "business days", "months"]

_FORM = re.compile(r"(0|[1-9][0-9]*) ([a-z]+(?: [a-z]+)?)", re.ASCII)
_LOOSE = re.compile(r"(?P<number>.*?[0-9½])\s*-?\s*(?P<unit>[^\W\d_][^\d_]*)", re.DOTALL)
_MOST_DIGITS = 6
_DAYS_OF_A_MONTH = 30
# How a unit is counted: its singular, what it is counted in, and how many of those it has.
_UNITS: dict[str, tuple[str, DurationUnit, int]] = {
    "hours": ("hour", "hours", 1),
    "days": ("day", "days", 1),
    "business days": ("business day", "business days", 1),
    "weeks": ("week", "days", 7),
    "months": ("month", "months", 1),
    "years": ("year", "months", 12),
}
_BY_WORD = {word: plural for plural, (singular, _, _) in _UNITS.items() for word in (plural, singular)}
_MEANT = {
    "u": "hours",
    "h": "hours",
    "hr": "hours",
    "hrs": "hours",
    "uur": "hours",
    "uren": "hours",
    "d": "days",
    "dag": "days",
    "dagen": "days",
    "calendar days": "days",
    "kalenderdagen": "days",
    "werkdag": "business days",
    "werkdagen": "business days",
    "working day": "business days",
    "working days": "business days",
    "workdays": "business days",
    "w": "weeks",
    "wk": "weeks",
    "weken": "weeks",
    "m": "months",
    "mnd": "months",
    "maand": "months",
    "maanden": "months",
    "y": "years",
    "yr": "years",
    "j": "years",
    "jr": "years",
    "jaar": "years",
    "jaren": "years",
    "kwartaal": "quarters",
    "kwartalen": "quarters",
    "quarter": "quarters",
    "quarters": "quarters",
}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; weeks are kept as days, years as months."""

    number: int
    unit: DurationUnit


def duration(scalar: Scalar, units: tuple[DurationUnit, ...] = ("days", "months")) -> Duration | Diagnostic:
    """A whole number and its unit.

    Args:
        scalar: `7 days`, `1 day`, `2 weeks`, `12 months`, `1 year`, `48 hours`, `2 business days`.
        units: what the place allows to count in; weeks count in days, years in months.

    """
    found = _FORM.fullmatch(scalar.text)
    word = _BY_WORD.get(found.group(2)) if found else None
    if found is None or word is None or len(found.group(1)) > _MOST_DIGITS:
        return _refused(scalar, units)
    _, unit, times = _UNITS[word]
    if unit not in units:
        message = f"expected a duration in {_allowed(units)}, got {quoted(scalar.text)}"
        return Diagnostic(Code.BAD_DURATION, message, scalar.at, _in_days(found.group(1), unit, units))
    return Duration(int(found.group(1)) * times, unit)


def _in_days(number: str, unit: DurationUnit, units: tuple[DurationUnit, ...]) -> str | None:
    """The way out where days are wanted: about as many as the months have."""
    return f"write `{int(number) * _DAYS_OF_A_MONTH} days`" if unit == "months" and "days" in units else None


def _refused(scalar: Scalar, units: tuple[DurationUnit, ...]) -> Diagnostic:
    got = quoted(scalar.text) if scalar.text.strip() else "nothing"
    meant = _meant(scalar.text.strip(), units)
    either = " or ".join(f"`{words}`" for words in meant)
    way_out = f"write {either}" if meant else f"write a number and {_allowed(units)}"
    return Diagnostic(Code.BAD_DURATION, f"expected a duration such as `7 {units[0]}`, got {got}", scalar.at, way_out)


def _meant(text: str, units: tuple[DurationUnit, ...]) -> list[str]:
    numbers = readings(text)
    if numbers:
        return [_written(number, unit) for number in numbers[:1] for unit in units if _is_count(number)]
    loose = _LOOSE.fullmatch(text)
    if loose is None:
        return []
    word = " ".join(loose.group("unit").lower().rstrip(".").split())
    unit = _BY_WORD.get(word) or _MEANT.get(word) or _near(word)
    number = next(iter(readings(loose.group("number"))), "")
    if unit == "years" and not _is_count(number) and _is_count(twelve := _times_twelve(number)):
        return [_written(twelve, "months")]
    if unit is None or not _is_count(number):
        return []
    if unit == "quarters":
        number, unit = str(int(number) * 3), "months"
    return [_written(number, unit)] if _UNITS[unit][1] in units else []


def _near(word: str) -> str | None:
    near = nearest(word, _BY_WORD)
    return _BY_WORD[near] if near else None


def _times_twelve(number: str) -> str:
    """Half a year is six months."""
    whole, _, part = number.partition(".")
    if not whole.isdigit() or part not in {"5", "50", "25", "75"}:
        return ""
    return str(int(whole) * 12 + int(part.ljust(2, "0")) * 12 // 100)


def _is_count(number: str) -> bool:
    return number.isdigit() and len(number) <= _MOST_DIGITS


def _written(number: str, unit: str) -> str:
    return f"{number} {_UNITS[unit][0] if number == '1' else unit}"


def _allowed(units: tuple[DurationUnit, ...]) -> str:
    """The words that may follow the number."""
    words = [f"`{plural}`" for plural, (_, unit, _) in _UNITS.items() if unit in units]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
