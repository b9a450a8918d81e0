"""What a sample of values tells of how a file writes things: dates, decimals, currencies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from creditpolicy.portfolio.cells import BadCell
from creditpolicy.portfolio.dates import date_reader

# The first that fits every value wins, so that of two readings the day-first one does.
_PATTERNS = (
    "YYYY-MM-DD", "YYYYMMDD", "DD-MM-YYYY", "DD/MM/YYYY", "DD.MM.YYYY", "D-M-YYYY", "D/M/YYYY", "D.M.YYYY",
    "MM/DD/YYYY", "MM-DD-YYYY", "M/D/YYYY", "M-D-YYYY", "YYYY/MM/DD", "YYYY/M/D", "YYYY.MM.DD", "DD-MM-YY", "DD/MM/YY",
    "DD.MM.YY", "D-M-YY", "M/D/YY",
)  # fmt: skip
DIRTY_ONE_IN = 50
_CODE = re.compile(r"[A-Z]{3}")
_NUMBER = re.compile(r"(?:[A-Z]{3}|€)? ?[-+]?[0-9][0-9.,' \u00a0]*-?(?: ?(?:[A-Z]{3}|€))?")
_FLOAT_ID = re.compile(r"[0-9]+\.0+")
# Three digits behind the only sign may be a group (`1.250`); four never are, nor three behind a longer or a zero head.
_THOUSANDTHS = re.compile(r"^-?(?:0|[0-9]{4,})[.,][0-9]{3}$|[.,][0-9]{4,}$")
_CURRENCIES = frozenset(
    {
        "AED", "AUD", "BGN", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR",
        "ISK", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SAR", "SEK", "SGD", "THB", "TRY", "TWD",
        "USD", "ZAR",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column for a fact; `others` are columns that could have been meant as well."""

    column: str
    others: tuple[str, ...]
    whole_number: bool
    rounds: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class DateGuess:
    """The patterns of a file's dates; `ambiguous` is the other way in which they could all be read, if any."""

    patterns: tuple[str, ...]
    ambiguous: str | None


def guess_column(key: str, title: str, values: Sequence[str], others: tuple[str, ...]) -> ColumnGuess:
    """The column, and how its values must be read: ids that became floats, amounts with thousandths."""
    return ColumnGuess(
        column=title,
        others=others,
        whole_number=key.endswith("_id") and bool(values) and all(_FLOAT_ID.fullmatch(value) for value in values),
        rounds=key.startswith("amount_") and any(_THOUSANDTHS.search(value) for value in values),
        is_empty=not values,
    )


def looks_like(key: str, values: Sequence[str]) -> bool:
    """Whether the values could be those of the fact. An empty column speaks against nothing but a currency."""
    if key == "currency":
        known = [value for value in values if _CODE.fullmatch(value) and value in _CURRENCIES]
        return bool(values) and len(values) - len(known) <= _dirt(values)
    if key in ("invoice_date", "due_date", "paid_at"):
        return not values or bool(_fitting(values))
    if key in ("amount_open", "amount_total"):
        return sum(not _NUMBER.fullmatch(value) for value in values) <= _dirt(values)
    return True


def guess_dates(columns: Sequence[Sequence[str]]) -> DateGuess:
    """One pattern for all date columns if there is one, else one for each that needs its own."""
    together = [value for values in columns for value in values]
    common = _fitting(together)
    if common:
        return DateGuess((common[0],), _other_order(common))
    patterns: dict[str, None] = {}
    for values in columns:
        found = _fitting(values)
        if values and found:
            patterns[found[0]] = None
    return DateGuess(tuple(patterns) or ("YYYY-MM-DD",), None)


def guess_decimal(columns: Sequence[Sequence[str]]) -> tuple[str, str | None]:
    """The decimal sign and the thousands sign (None: not seen)."""
    decimal, thousands = ".", None
    for value in (value for values in columns for value in values):
        signs = [sign for sign in value if sign in ".,"]
        if len(set(signs)) == 2:
            return signs[-1], signs[0]
        if re.search(r"[.,][0-9]{1,2}(?![0-9.,])", value) and signs[-1:] == [","]:
            decimal = ","
        if len(signs) > 1:
            thousands = signs[0]
        if re.search(r"[0-9][ \u00a0][0-9]{3}", value):
            thousands = " "
    if thousands is not None and thousands == decimal:
        decimal = "," if thousands == "." else "."
    return decimal, thousands


def _fitting(values: Sequence[str]) -> tuple[str, ...]:
    """The patterns that read the values best, and well enough."""
    misfits = {pattern: _misfits(pattern, values) for pattern in _PATTERNS}
    least = min(misfits.values())
    if not values or least > _dirt(values):
        return ()
    return tuple(pattern for pattern, count in misfits.items() if count == least)


def _misfits(pattern: str, values: Sequence[str]) -> int:
    read = date_reader((pattern,))
    count = 0
    for value in values:
        try:
            read(value)
        except BadCell:
            count += 1
    return count


def _dirt(values: Sequence[str]) -> int:
    """How many values of a real export may be wrong without telling anything of the others."""
    return len(values) // DIRTY_ONE_IN


def _other_order(fitting: tuple[str, ...]) -> str | None:
    """Another fitting pattern that has day and month the other way round."""
    first = fitting[0]
    for pattern in fitting[1:]:
        if (first.index("D") < first.index("M")) != (pattern.index("D") < pattern.index("M")) and pattern[-1] == first[
            -1
        ]:
            return pattern
    return None
