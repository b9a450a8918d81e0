"""A cell with a number to an exact `Decimal`, by the signs that the file declares. Never through a float."""

import re
from collections.abc import Callable
from decimal import Decimal

from creditpolicy.portfolio.cell_words import Cells
from creditpolicy.portfolio.cells import BadCell
from creditpolicy.portfolio.exact import at_scale
from creditpolicy.values.types import MOST_DIGITS, Bounds

_CURRENCY = re.compile(
    r"(?:(?P<before>[A-Z]{3}|€) ?)?(?P<number>[-+]?[0-9.,' \u00a0\u202f]+-?)(?: ?(?P<after>[A-Z]{3}|€))?"
)
_EXPONENT = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?[eE][-+]?[0-9]+")
_DIGITS = re.compile(r"[0-9]+")
_BLANKS = (" ", "\u00a0", "\u202f")


def number_reader(decimal: str, thousands: str | None) -> Callable[[str], Decimal]:
    """A reader of `-1.234,56`, `1234.56`, `12,50-`; grouping signs only if declared, and three digits apart."""
    shape = "1234" + decimal + "56" if thousands is None else "1" + thousands + "234" + decimal + "56"
    wanted = Cells.NUMBER_AS(shape=shape)
    groups = re.compile(r"[0-9]{1,3}(?:" + re.escape(thousands) + r"[0-9]{3})+") if thousands else None

    def read(text: str) -> Decimal:
        if _EXPONENT.fullmatch(text):
            raise BadCell(Cells.NO_EXPONENT(wanted=wanted))
        body, negative = _sign(text)
        whole, point, rest = body.partition(decimal)
        if groups is not None and thousands is not None:
            whole = _spaces(whole, thousands)
            if groups.fullmatch(whole):
                whole = whole.replace(thousands, "")
        if not _DIGITS.fullmatch(whole) or (point and not _DIGITS.fullmatch(rest)):
            raise BadCell(wanted)
        plain = f"{whole}.{rest}" if point else whole
        if len((whole + rest).lstrip("0")) > MOST_DIGITS:
            raise BadCell(Cells.MOST_DIGITS(most=MOST_DIGITS))
        # Not `-Decimal(...)`: arithmetic on decimals rounds to 28 digits.
        return Decimal(f"-{plain}" if negative else plain)

    return read


def split_currency(text: str) -> tuple[str, str | None]:
    """The number's text, and the currency that is written with it (`12.50 EUR`, `€ 12,50`), if any."""
    found = _CURRENCY.fullmatch(text)
    if found is None:
        return text, None
    code = found["before"] or found["after"]
    if found["before"] and found["after"]:
        raise BadCell(Cells.ONE_CURRENCY())
    return found["number"].strip(), "EUR" if code == "€" else code


def fit(value: Decimal, scale: int | None, bounds: Bounds, unit: str) -> Decimal:
    """`value` with no more digits behind the point than `scale` and within `bounds`, or `BadCell`."""
    if scale is not None:
        fitted = at_scale(value, scale)
        if fitted != value:
            raise BadCell(Cells.MOST_PLACES(unit=unit, scale=scale) if scale else Cells.WHOLE(unit=unit))
        value = fitted
    if bounds.low is not None and value < bounds.low:
        raise BadCell(Cells.AT_LEAST(unit=unit, low=bounds.low))
    if bounds.high is not None and value > bounds.high:
        raise BadCell(Cells.AT_MOST(unit=unit, high=bounds.high))
    return value


def whole_number(text: str) -> str:
    """`1930571429.0` as `1930571429`: the text of a whole number that a spreadsheet or a data frame wrote."""
    whole, _, rest = text.partition(".")
    if not (whole.isascii() and whole.isdigit() and rest.strip("0") == ""):
        raise BadCell(Cells.WHOLE_NUMBER())
    return whole


def _sign(text: str) -> tuple[str, bool]:
    if text.startswith(("-", "+")):
        return text[1:], text[0] == "-"
    # SAP writes the minus behind the number.
    return (text[:-1], True) if text.endswith("-") else (text, False)


def _spaces(whole: str, thousands: str) -> str:
    if thousands == " ":
        for blank in _BLANKS[1:]:
            whole = whole.replace(blank, " ")
    return whole
