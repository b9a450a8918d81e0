"""What compiled code calls while it runs. Unknown is None here, the known nothing of an output is `NOTHING`.

A number is an int or, where it is not whole, a Fraction; both times ten to a power that is known when the code is made.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, NoReturn, TypeAlias

from creditpolicy.values.calendar import add_months
from creditpolicy.values.describe import plain_number

Number: TypeAlias = int | Fraction


class HandOver(Exception):
    """This case is for the interpreter."""


class TotalsTold(HandOver):
    """The case tells values that can be worked out as well: for the function that compares them."""


class _Mark:
    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


NOT_YET: Final = _Mark("NOT_YET")
"""What nobody has asked for so far."""
NOTHING: Final = _Mark("NOTHING")
"""The known nothing of an output that does not apply."""


def hand_over() -> NoReturn:
    """Leave the case to the interpreter."""
    raise HandOver


def rows_held(held: int, numbers: Sequence[int]) -> int:
    """The bits of rows in a table, of their bits in a bucket; `numbers` are theirs in the table, from one on."""
    found = 0
    while held:
        found |= 1 << numbers[(held & -held).bit_length()] - 1
        held &= held - 1
    return found


def something(value: Any) -> Any:  # noqa: ANN401 - any value
    """`value`, which is not the known nothing."""
    if value is NOTHING:
        raise HandOver
    return value


def times(value: Any, factor: int) -> Any:  # noqa: ANN401 - any value
    """A number at a finer scale; what is no number stays as it is."""
    return value if value is None or value is NOTHING else value * factor


def divided(left: Number, right: Number) -> Number | None:
    """Exactly; unknown where the divisor is zero."""
    if not right:
        return None
    if type(left) is int and type(right) is int:
        return Fraction(left, right) if left % right else left // right
    return exact(Fraction(left) / right)


def exact(value: Fraction) -> Number:
    """A whole number as an int."""
    return value.numerator if value.denominator == 1 else value


def days_later(day: date, count: Number, scale: int) -> date:
    """`day` moved by whole days, no further than the calendar goes."""
    try:
        return day + timedelta(days=count if type(count) is int and not scale else int(Fraction(count, 10**scale)))
    except OverflowError:
        return date.max if count > 0 else date.min


def months_later(day: date, count: Number, scale: int) -> date:
    """`day` moved by whole months, no further than the calendar goes."""
    try:
        return add_months(day, int(Fraction(count, 10**scale)))
    except OverflowError:
        return date.max if count > 0 else date.min


def round_to(value: Number, scale: int, mode: str, places: int) -> int:
    """Rounded, at the scale of its digits. The same as `values/rounding.py`, on whole numbers."""
    counter, step = (value, 1) if type(value) is int else (value.numerator, value.denominator)
    if scale <= places:
        counter *= 10 ** (places - scale)
    else:
        step *= 10 ** (scale - places)
    whole, rest = divmod(-counter if counter < 0 else counter, step)
    if not rest:
        return counter // step
    match mode:
        case "up":
            whole += 1
        case "half up":
            whole += 2 * rest >= step
        case "half down":
            whole += 2 * rest > step
        case "half even":
            whole += 2 * rest > step or (2 * rest == step and whole % 2)
        case "floor":
            return counter // step
        case "ceiling":
            return -(-counter // step)
    return -whole if counter < 0 else whole


def amount_text(value: Number, scale: int, places: int, currency: str) -> str:
    """An amount as the plain text of an outcome."""
    return f"{_decimal(value, scale, places)} {currency}".rstrip()


def number_shown(value: Number, scale: int, places: int | None) -> int | str:
    """A number as the plain data of an outcome."""
    if not places:
        if not scale and type(value) is int:
            return value
        whole, rest = divmod(value, 10**scale)
        if not rest:
            return int(whole)
    return _decimal(value, scale, places or 0)


def _decimal(value: Number, scale: int, least: int) -> str:
    """A number as plain text, with at least so many digits after the point and no zeros behind those."""
    if type(value) is not int:
        return plain_number(Fraction(value, 10**scale), least or None)
    digits = f"{abs(value):0{scale + 1}d}"
    sign = "-" if value < 0 else ""
    if not scale:
        return f"{sign}{digits}.{'0' * least}" if least else sign + digits
    head, tail = digits[:-scale], digits[-scale:]
    if scale > least:
        tail = tail[:least] + tail[least:].rstrip("0")
    tail = tail.ljust(least, "0")
    return f"{sign}{head}.{tail}" if tail else sign + head
