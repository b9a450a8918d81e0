"""What compiled code calls while it runs. Unknown is None here, the known nothing of an output is `NOTHING`.

A number is an int or, where it is not whole, a Fraction; both times ten to a power that is known when the code is made.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from json.encoder import JSONEncoder, encode_basestring_ascii
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeAlias

from creditpolicy.values.calendar import add_months
from creditpolicy.values.describe import plain_number

Number: TypeAlias = int | Fraction
Rows: TypeAlias = tuple[tuple[int, ...] | None, ...]
"""For each of some tables the rows that are reasons; None where it is no reason."""


class HandOver(Exception):
    """This case is for the interpreter."""


class RowsLeft(HandOver):
    """This case is for the interpreter, and of a table no other rows than these count any more."""

    def __init__(self, table: str, rows: Sequence[int]) -> None:
        super().__init__()
        self.table = table
        self.rows = rows


class TotalsTold(HandOver):
    """The case tells values that can be worked out as well: for the function that compares them."""


class LeftOpen(Exception):
    """Some answers about this case are for the interpreter. None stands in their place.

    `outcome` is that of the case as a whole, and `rows` the deciding rows of each of its tables; `answers` are those
    for each record by its name, and `each` the deciding rows of these. `kept` are the facts.
    """

    def __init__(
        self,
        outcome: Mapping[str, Any] | None,
        rows: Rows | None,
        answers: Mapping[str, Mapping[str, Any] | None],
        each: Sequence[Rows | None],
        kept: dict[str, Any],
    ) -> None:
        super().__init__()
        self.outcome = outcome
        self.rows = rows
        self.answers = answers
        self.each = each
        self.kept = kept


class _Mark:
    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


_NONE: Final[list[Any]] = []
_ENCODE: Final = JSONEncoder(separators=(",", ":")).encode
FEW: Final = 12
"""Fewer bits are taken off one by one."""
NOT_YET: Final = _Mark("NOT_YET")
"""What nobody has asked for so far."""
NOTHING: Final = _Mark("NOTHING")
"""The known nothing of an output that does not apply."""


def hand_over() -> NoReturn:
    """Leave the case to the interpreter."""
    raise HandOver


def leave_rows(table: str, rows: Sequence[int]) -> NoReturn:
    """Leave some rows of a table to the interpreter."""
    raise RowsLeft(table, rows)


def leave_open(
    outcome: Mapping[str, Any] | None,
    rows: Rows | None,
    answers: Mapping[str, Mapping[str, Any] | None],
    each: Sequence[Rows | None],
    kept: dict[str, Any],
) -> NoReturn:
    """Leave what is None to the interpreter."""
    raise LeftOpen(outcome, rows, answers, each, kept)


def rows_held(held: int, numbers: Sequence[int]) -> int:
    """The bits of rows in a table, of their bits in a bucket; `numbers` are theirs in the table, from one on."""
    found = 0
    while held:
        found |= 1 << numbers[(held & -held).bit_length()] - 1
        held &= held - 1
    return found


def rows_of(bits: int) -> list[int]:
    """The positions of the bits, from the lowest up."""
    found = []
    if bits.bit_count() < FEW:
        while bits:
            lowest = bits & -bits
            found.append(lowest.bit_length() - 1)
            bits ^= lowest
        return found
    # Of many bits each would be arithmetic with all of the others.
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        found.append(place)
        place = text.find("1", place + 1)
    return found


def words_held(held: int, given: Sequence[Any]) -> tuple[str, ...]:
    """The words of the rows whose bits are set, each once; `given` is what each row gives, from one on."""
    return listed({row: given[row + 1] for row in rows_of(held)}) or ()


def something(value: Any) -> Any:  # noqa: ANN401 - any value
    """`value`, which is not the known nothing."""
    if value is NOTHING:
        raise HandOver
    return value


def listed(given: Mapping[int, Any]) -> tuple[str, ...] | None:
    """The words of all rows in their order, each once; unknown where what one gives is."""
    found: dict[str, bool] = {}
    for value in given.values():
        if value is None:
            return None
        if value is not NOTHING:
            found.update(dict.fromkeys(value if type(value) is tuple else (value,), True))
    return tuple(found)


def listed_with(given: Mapping[int, Any], open_rows: Sequence[int]) -> tuple[str, ...] | None:
    """The same where some rows may hold: known where none of them could add a word, or move one."""
    certain = {row: value for row, value in given.items() if row not in open_rows}
    found = listed(certain)
    for row in open_rows:
        if row not in given:
            continue
        value = given[row]
        if value is None or found is None:
            return None
        earlier = listed({other: value for other, value in certain.items() if other < row})
        if not set(listed({row: value}) or ()) <= set(earlier or ()):
            # What only a later row gives could come earlier.
            together = listed({other: given[other] for other in sorted([*certain, row])})
            if together != found:
                return None
    return found


def unless_changed(combine: str, found: Any, others: Sequence[Any]) -> Any:  # noqa: ANN401 - any values
    """A sum, or the least or greatest, where rows with other values may hold too: unknown if these would change it."""
    if found is None or None in others:
        return None
    if combine == "sum":
        return None if any(others) else found
    pick = min if combine == "min" else max
    return found if all(pick(found, other) == found for other in others) else None


def among(grouped: Mapping[Any, list[Any]], word: Any, listed: list[Any]) -> list[Any]:  # noqa: ANN401 - any word
    """The records that may have a word; all where it is not known."""
    if word is None:
        return listed
    own, unknown = grouped.get(word, _NONE), grouped.get(None)
    return own if unknown is None else own + unknown


def agreed(one: Any, other: Any) -> Any:  # noqa: ANN401 - any values
    """What two values that could both be have in common; unknown where they differ."""
    return one if one == other else None


def settled(candidates: Sequence[tuple[Any, ...]], rows: Sequence[int], certain: int) -> tuple[Any, ...]:
    """What the rows that could win agree on, output by output, and which of them are reasons.

    Args:
        candidates: the outputs of each, None for what is unknown.
        rows: which rows they are; one less where no row at all may win.
        certain: the row that holds for certain, where it is among them; else -1.

    """
    outputs = [
        first if all(one == first for one in others) else None for first, *others in zip(*candidates, strict=True)
    ]
    reasons = (certain,) if certain >= 0 and None not in outputs else tuple(rows)
    return (*outputs, reasons)


def settled_bits(rows: Sequence[tuple[Any, ...]], may: int, low: int, none: tuple[Any, ...] | None) -> tuple[Any, ...]:
    """The same of rows as bits: those that may hold before the one that certainly does, if any.

    `none` is what no row at all gives, where that may be.
    """
    bits = may & (low - 1) if low else may
    found = []
    while bits:
        lowest = bits & -bits
        found.append(rows[lowest.bit_length() - 1])
        bits ^= lowest
    positions = [index for row in found for index in row[-1]]
    certain = -1
    if low:
        certain = low.bit_length() - 1
        found.append(rows[certain])
        positions.append(certain)
    elif none is not None:
        found.append(none)
    return settled([row[:-1] for row in found], positions, certain)


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


def whole(group: dict[str, Any]) -> Mapping[str, Any] | None:
    """A group of an outcome; one of which every field is nothing is nothing."""
    for value in group.values():
        if value is not None:
            return MappingProxyType(group)
    return None


def json_bytes(data: Any) -> bytes:  # noqa: ANN401 - plain data
    """Plain data as ASCII, in the order that it has."""
    if type(data) is int:
        return b"%d" % data
    if type(data) is str:
        return encode_basestring_ascii(data).encode()
    return b"null" if data is None else _ENCODE(data).encode()


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
