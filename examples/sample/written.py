"""Days and amounts as a Dutch bookkeeping package writes them."""

from datetime import date, timedelta


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def dutch(day: date | None) -> str:
    """A day as 31-01-2026."""
    return "" if day is None else f"{day.day:02d}-{day.month:02d}-{day.year}"


def hundredths(number: int) -> str:
    """Cents as 1234,56, hundredths as 0,35."""
    return f"{'-' if number < 0 else ''}{abs(number) // 100},{abs(number) % 100:02d}"


def amount(cents: int) -> str:
    """Cents as 1.234,56."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}".replace(",", ".") + f",{abs(cents) % 100:02d}"
