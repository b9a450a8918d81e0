"""A value of a typed file (Parquet, Excel) as the exact text that a CSV would have had."""

from datetime import date, datetime, time
from decimal import Decimal


def as_text(value: object) -> str | None:
    """Numbers in full, floats by their shortest text, days and times as ISO, nothing as empty; None for a structure."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if _is_day(value) else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return ";".join(value)
    return None


def _is_day(value: datetime) -> bool:
    """A day that the file keeps as its midnight."""
    return value.tzinfo is None and (value.hour, value.minute, value.second) == (0, 0, 0)


def _float(value: float) -> str:
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text
