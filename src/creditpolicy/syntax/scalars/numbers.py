"""Whole numbers, decimals, percentages and amounts: one notation each, never a float."""

import re
from dataclasses import dataclass
from fractions import Fraction

from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars.rewriting import PLAIN_NUMBER, fits, readings
from creditpolicy.values.money import Money
from creditpolicy.values.types import MOST_DIGITS

_CURRENCY_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "EURO": "EUR", "EUROS": "EUR"}
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_AMOUNT_PARTS = re.compile(r"(?P<before>[^\W\d_]+|[€$£¥])?\s*(?P<number>.*?)\s*(?P<after>[^\W\d_]+|[€$£¥])?", re.DOTALL)
# A price such as `10.000 EUR` is ten thousand to one reader and ten to another.
_AMBIGUOUS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}", re.ASCII)
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})  # ISO 4217, minor unit 3
_COUNTED = re.compile(r"(?P<number>.*\d)\s*(?P<unit>[^\W\d_]+\.?|%)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number, and the digits behind the point that it was written with (`0.30` has two)."""

    value: Fraction
    scale: int


def whole_number(scalar: Scalar) -> int | Diagnostic:
    """A whole number: `30`, `-5`, `0`."""
    found = PLAIN_NUMBER.fullmatch(scalar.text)
    if found is None or found.group("part") is not None:
        meant = dict.fromkeys(map(_without_zeros, _meant(scalar.text)))
        whole = [number for number in meant if "." not in number]
        if meant and not whole:
            message = f"expected a whole number, got {quoted(scalar.text)}"
            return Diagnostic(Code.BAD_NUMBER, message, scalar.at, "leave the part behind the point away")
        return _refused(scalar, "a whole number", whole)
    return int(scalar.text) if fits(scalar.text) else _too_long(scalar)


def decimal_number(scalar: Scalar) -> Number | Diagnostic:
    """A number with or without digits behind a point: `0.30`, `12`."""
    if scalar.text.endswith("%"):
        number = _hundredth(scalar.text.removesuffix("%").strip())
        return _refused(scalar, "a number", [number] if number else [])
    found = PLAIN_NUMBER.fullmatch(scalar.text)
    if found is None:
        return _refused(scalar, "a number", _meant(scalar.text))
    return _number(scalar.text) if fits(scalar.text) else _too_long(scalar)


def percent(scalar: Scalar) -> Number | Diagnostic:
    """A percentage as a fraction of one: `40%` is 0.40, with a scale of two more than written."""
    digits = scalar.text.removesuffix("%")
    if digits == scalar.text or PLAIN_NUMBER.fullmatch(digits) is None:
        return _refused(scalar, "a percentage", [f"{number}%" for number in _percentages(scalar.text)])
    if not fits(digits):
        return _too_long(scalar)
    number = _number(digits)
    return Number(number.value / 100, number.scale + 2)


def amount(scalar: Scalar) -> Money | Diagnostic:
    """An amount with its currency: `100.00 EUR`."""
    digits, _, currency = scalar.text.partition(" ")
    if PLAIN_NUMBER.fullmatch(digits) is None or _CURRENCY.fullmatch(currency) is None:
        return _refused(scalar, "an amount with its currency", _amounts(scalar.text), Code.BAD_AMOUNT)
    if _AMBIGUOUS.fullmatch(digits) and currency not in _THREE_DECIMALS:
        both = [f"{digits.replace('.', '')} {currency}", f"{digits[:-1]} {currency}"]
        return _refused(scalar, "an amount with at most two digits behind the point", both, Code.BAD_AMOUNT)
    return Money(Fraction(digits), currency) if fits(digits) else _too_long(scalar, Code.BAD_AMOUNT)


def _without_zeros(number: str) -> str:
    """`10000.00` is a whole number written at length; `10.000` may have been meant as ten thousand, and stays."""
    whole, _, part = number.partition(".")
    return number if part.strip("0") or len(part) == 3 else whole


def _number(digits: str) -> Number:
    return Number(Fraction(digits), len(digits.partition(".")[2]))


def _meant(text: str) -> list[str]:
    """Plain numbers that the text may stand for, a currency sign or a unit left away."""
    plain = readings(text)
    if plain:
        return list(plain)
    parts = _AMOUNT_PARTS.fullmatch(text.strip())
    return list(readings(parts.group("number"))) if parts else []


def _hundredth(digits: str) -> str | None:
    """What a percentage is as a plain number: `5` is `0.05`."""
    meant = readings(digits)
    if not meant:
        return None
    whole, _, part = meant[0].lstrip("-").partition(".")
    shifted = whole.rjust(3, "0")
    sign = "-" if meant[0].startswith("-") else ""
    return f"{sign}{shifted[:-2]}.{shifted[-2:]}{part}"


def _percentages(text: str) -> list[str]:
    if text.rstrip().endswith("%"):
        return list(readings(text.rstrip().removesuffix("%")))
    counted = _COUNTED.fullmatch(text.strip())
    if counted is not None:
        unit = counted.group("unit").lower().rstrip(".")
        return list(readings(counted.group("number"))) if unit in {"percent", "procent", "pct"} else []
    meant = list(readings(text))
    # A fraction of one is what spreadsheets hold: `0.4` was meant as 40 %.
    return [_hundredfold(number) if abs(Fraction(number)) <= 1 and "." in number else number for number in meant]


def _hundredfold(number: str) -> str:
    """What a fraction of one is in percent: `0.4` is `40`."""
    whole, _, part = number.lstrip("-").partition(".")
    digits = part.ljust(2, "0")
    shifted = f"{whole}{digits[:2]}".lstrip("0") or "0"
    return f"{'-' if number.startswith('-') else ''}{shifted}{'.' if digits[2:] else ''}{digits[2:]}"


def _amounts(text: str) -> list[str]:
    parts = _AMOUNT_PARTS.fullmatch(text.strip())
    if parts is None:
        return []
    word = (parts.group("before") or parts.group("after") or "").upper()
    currency = _CURRENCY_SIGNS.get(word, word if _CURRENCY.fullmatch(word) else "")
    numbers = readings(parts.group("number").rstrip("-").rstrip(",."))
    if word and not currency:
        return []
    return [f"{number} {currency or 'EUR'}" for number in numbers if not _AMBIGUOUS.fullmatch(number)]


def _refused(scalar: Scalar, wanted: str, meant: list[str], code: Code = Code.BAD_NUMBER) -> Diagnostic:
    got = quoted(scalar.text) if scalar.text.strip() else "nothing"
    way_out = f"write {' or '.join(f'`{words}`' for words in meant)}" if meant else _no_reading(scalar.text)
    return Diagnostic(code, f"expected {wanted}, got {got}", scalar.at, way_out)


def _no_reading(text: str) -> str | None:
    word = text.strip().lower().lstrip("+-.")
    if word in {"nan", "inf", "infinity"}:
        return "every number of a policy is finite: leave the bound away, or write one that is never reached"
    if re.fullmatch(r"[0-9]+(?::[0-9]+)+", word):
        return "a number has no `:`; for a time, write how many hours or minutes it is"
    return None


def _too_long(scalar: Scalar, code: Code = Code.BAD_NUMBER) -> Diagnostic:
    count = sum(character.isdigit() for character in scalar.text)
    message = f"expected at most {MOST_DIGITS} digits, got {count}: {quoted(scalar.text)}"
    return Diagnostic(code, message, scalar.at)
