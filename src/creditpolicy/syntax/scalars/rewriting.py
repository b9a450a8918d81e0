"""Numbers as people write them, to the one notation of the language: `10.000,00`, `1e3`, `030`, `½`. For help only."""

import re
import unicodedata
from fractions import Fraction

from creditpolicy.values.types import MOST_DIGITS

PLAIN_NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>0|[1-9][0-9]*)(?:\.(?P<part>[0-9]+))?", re.ASCII)
_EXPONENT = re.compile(r"([+-]?[0-9]*\.?[0-9]*)[eE]([+-]?[0-9]{1,2})")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_MINUS_SIGNS = "\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}"
_FILLERS = re.compile("[\\s_'\N{RIGHT SINGLE QUOTATION MARK}]")


def readings(text: str) -> tuple[str, ...]:
    """The numbers that `text` may mean, in plain notation, likeliest first; empty if it means none."""
    if len(text) > 2 * MOST_DIGITS:
        return ()
    compact = _FILLERS.sub("", unicodedata.normalize("NFC", text))
    sign = "-" if compact[:1] in {"-", *_MINUS_SIGNS} else ""
    digits = "".join(map(_plain_digit, compact.lstrip("+-" + _MINUS_SIGNS)))
    found = _vulgar_fraction(digits) or _exponent(digits) or _separated(digits)
    return tuple(f"{sign}{number}" for number in found if fits(number))


def fits(number: str) -> bool:
    """Whether a plain number has at most as many digits as the language reads."""
    return sum(character.isdigit() for character in number) <= MOST_DIGITS


def _plain_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _vulgar_fraction(digits: str) -> tuple[str, ...]:
    value = unicodedata.numeric(digits[-1], None) if digits and not digits[-1].isascii() else None
    whole = digits[:-1] or "0"
    if value is None or not (whole.isascii() and whole.isdigit()):
        return ()
    return _decimal(int(whole) + Fraction(value).limit_denominator(1000))


def _exponent(digits: str) -> tuple[str, ...]:
    found = _EXPONENT.fullmatch(digits)
    if found is None or not any(character.isdigit() for character in found.group(1)):
        return ()
    return _decimal(Fraction(found.group(1)) * Fraction(10) ** int(found.group(2)))


def _separated(digits: str) -> tuple[str, ...]:
    """Commas and points: the last of two kinds is the decimal one; a single one before three digits can be either."""
    if not re.fullmatch(r"[0-9.,]*[0-9][0-9.,]*", digits):
        return ()
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        decimal = max(",.", key=digits.rfind)
        other = "," if decimal == "." else "."
        return _joined(digits.replace(other, ""), decimal) if digits.count(decimal) == 1 else ()
    sign = "," if commas else "."
    if commas + points > 1:
        return (_trimmed(digits.replace(sign, "")),) if _GROUPED.fullmatch(digits) else ()
    if commas + points == 1 and _GROUPED.fullmatch(digits) and not digits.startswith("0"):
        return _trimmed(digits.replace(sign, "")), *_joined(digits, sign)
    return _joined(digits, sign)


def _joined(digits: str, decimal: str) -> tuple[str, ...]:
    whole, _, part = digits.partition(decimal)
    return (f"{_trimmed(whole)}.{part}" if part else _trimmed(whole),)


def _trimmed(whole: str) -> str:
    return whole.lstrip("0") or "0"


def _decimal(value: Fraction) -> tuple[str, ...]:
    """The value with as many digits as it needs; nothing if it never ends."""
    for scale in range(MOST_DIGITS + 1):
        scaled = value * 10**scale
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(scale + 1, "0")
            return (f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits,)
    return ()
