"""What generated code calls to read a value as the caller gave it, where it is of a form that is frequent.

Anything else is handed over: `facts/from_data.py` then reads it, or says what is wrong with it.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date
from decimal import Context, Decimal, InvalidOperation, Rounded
from fractions import Fraction
from typing import Any, TypeVar

from creditpolicy.backends.python.running import HandOver, Number, TotalsTold
from creditpolicy.facts.from_json import LONGEST_NUMBER
from creditpolicy.facts.reading import FIRST_DAY, LAST_DAY, LONGEST_TEXT, MOST_ITEMS, MOST_OF_A_FLOAT, exact
from creditpolicy.values.types import MOST_DIGITS

LARGEST = (1 << 4 * MOST_DIGITS) - 1
"""The largest whole number that is read as one."""
_EXACT = Context(prec=MOST_DIGITS, traps=[Rounded, InvalidOperation])
Whole = Callable[[Any], object]
"""A record or list that was given, to a copy of it."""
Checks = TypeVar("Checks")
Reader = Callable[[Any, Any], Any]
"""The value that was given and the currency of its record, to the value that counts."""


def number_given(given: object, scale: int) -> int:
    """A number times ten to the power `scale`: of an int, a float, a Decimal or a text."""
    if type(given) is int:
        if -LARGEST <= given <= LARGEST:
            return int(given * 10**scale)
    elif type(given) is float:
        # INVARIANT: where dividing gives the same float again, its shortest text is that decimal: both have at most
        # fifteen digits, and no two such decimals have the same float.
        if abs(given) < MOST_OF_A_FLOAT and scale <= 15:
            near: int = round(given * 10**scale)
            if abs(near) < MOST_OF_A_FLOAT and near / 10**scale == given:
                return near
    elif type(given) is str:
        head, point, tail = given.partition(".")
        whole = head + tail
        if head and len(tail) == scale and (tail or not point) and _is_digits(whole):
            return int(whole)
        if len(tail) > scale:
            tail = tail.rstrip("0")
        digits = head.removeprefix("-")
        whole = digits + tail if tail else digits
        if digits and _is_digits(whole) and len(tail) <= scale and (not point or given[-1] != "."):
            return int(int(head + tail) * 10 ** (scale - len(tail)))
    elif type(given) is Decimal and -2 * MOST_DIGITS <= given.adjusted() < MOST_DIGITS:
        try:
            shifted = _EXACT.scaleb(given, scale)
            near = int(shifted)
        except (ArithmeticError, ValueError):
            raise HandOver from None
        if near == shifted:
            return near
    raise HandOver


def _is_digits(text: str) -> bool:
    return text.isdigit() and text.isascii() and len(text) <= 60


def share_given(given: object, scale: int) -> int:
    """The same of a percentage, which may also be a text such as `80%`."""
    if type(given) is str and given[-1:] == "%" and scale >= 2:
        return number_given(given[:-1], scale - 2)
    return number_given(given, scale)


def ratio_given(given: object) -> Number:
    """A number that may have any number of digits."""
    value = exact(given) if type(given) in {int, float, str, Decimal} else None
    if value is None:
        raise HandOver
    return value.numerator if value.denominator == 1 else Fraction(value)


def amount_given(given: object, scale: int, currency: str, own: object) -> int:
    """An amount times ten to the power `scale`; `own` is the currency that its record says, if any."""
    if type(given) is str and given[-4:-3] == " ":
        if given[-3:] != currency:
            raise HandOver
        return number_given(given[:-4], scale)
    if own is not None and (type(own) is not str or own != currency):
        raise HandOver
    return number_given(given, scale)


def pair_given(given: object, currencies: Container[str], own: object) -> tuple[int, str]:
    """An amount in any of several currencies: in hundredths, and its currency."""
    if type(given) is str and given[-4:-3] == " ":
        own = given[-3:]
        given = given[:-4]
    if type(own) is not str or own not in currencies:
        raise HandOver
    return number_given(given, 2), own


def one_currency(records: list[dict[str, Any]], amounts: Container[str], currency: str) -> bool:
    """Whether all amounts of all records are in one currency, and each record has one, or none has."""
    found = set()
    for given in records:
        own = {
            value[-3:] if type(value) is str and value[-4:-3] == " " else given.get("currency") or currency
            for key, value in given.items()
            if key in amounts and value is not None
        }
        found |= own or {""}
    return len(found) < 2


def day_given(given: object) -> date:
    """A day, or its ISO text."""
    if type(given) is str and len(given) == 10 and given[4] == given[7] == "-" and given.isascii():
        try:
            given = date.fromisoformat(given)
        except ValueError:
            raise HandOver from None
    if type(given) is not date or not FIRST_DAY <= given <= LAST_DAY:
        raise HandOver
    return given


def words_given(given: object, members: Container[str] | None) -> tuple[str, ...]:
    """A list of words or texts."""
    if type(given) not in {list, tuple} or len(given) > MOST_ITEMS:  # type: ignore[arg-type]  # it is one of them
        raise HandOver
    words: tuple[object, ...] = tuple(given)  # type: ignore[arg-type]  # as above
    for word in words:
        if type(word) is not str or (len(word) > LONGEST_TEXT if members is None else word not in members):
            raise HandOver
    return words  # type: ignore[return-value]  # all are texts


def others_given(given: dict[str, Any], read: Container[str], readers: Mapping[str, Reader]) -> None:
    """Check the facts of a record that nobody asks for."""
    own = given.get("currency")
    for key, value, reader in _unread(given, read, readers):
        found = reader(value, own)
        if type(value) is list:
            given[key] = found


def _unread(
    given: dict[str, Any], read: Container[str], readers: Mapping[str, Checks]
) -> Iterator[tuple[str, Any, Checks]]:
    """What is given beside what was read, each with what checks it."""
    for key, value in given.items():
        if type(key) is not str:
            raise HandOver
        if key in read:
            continue
        reader = readers.get(key)
        if reader is None:
            raise HandOver
        if value is not None:
            yield key, value, reader


def json_given(given: object) -> int | str:
    """A number or a text of JSON, where numbers with a point or an exponent are bytes still."""
    if type(given) is int or type(given) is str:
        return given
    if type(given) is bytes and len(given) <= LONGEST_NUMBER:
        return given.decode()
    raise HandOver


def told(_given: object, _own: object) -> object:
    """A value that can be worked out as well, in a function that does not compare them."""
    raise TotalsTold


def list_given(
    given: object, most: int, key: str | None, read: Callable[[dict[str, Any]], Any]
) -> tuple[list[Any], list[dict[str, Any]]]:
    """The records of a list, as `read` makes them, and copies of them as they were given."""
    if (type(given) is not list and type(given) is not tuple) or len(given) > most:
        raise HandOver
    frames, copies = [], []
    for one in given:
        if type(one) is not dict:
            raise HandOver
        copy = one.copy()
        frames.append(read(copy))
        copies.append(copy)
    if key is not None and len(copies) > 1:
        ids = [own for one in copies if (own := one.get(key)) is not None]
        if not _differ(ids):
            raise HandOver
    return frames, copies


def _differ(ids: Iterable[object]) -> bool:
    seen = set()
    for one in ids:
        if type(one) is not str or one in seen:
            raise HandOver
        seen.add(one)
    return True


def rest_given(given: dict[str, Any], kept: dict[str, Any], read: Container[str], readers: Mapping[str, Whole]) -> None:
    """Check the records of a case that nobody asks for, and keep copies of them."""
    for key, value, reader in _unread(given, read, readers):
        kept[key] = reader(value)


def one_reader(readers: Mapping[str, Reader]) -> Whole:
    """What checks and copies a record of which a case has one."""

    def read(given: Any) -> object:  # noqa: ANN401 - as the caller gave it
        if type(given) is not dict:
            raise HandOver
        copy = given.copy()
        others_given(copy, (), readers)
        return copy

    return read


def list_reader(readers: Mapping[str, Reader], most: int, key: str | None) -> Whole:
    """What checks and copies a list of records."""

    def read(given: Any) -> object:  # noqa: ANN401 - as the caller gave it
        return list_given(given, most, key, lambda one: others_given(one, (), readers))[1]

    return read


def none_given(given: Any) -> object:  # noqa: ANN401 - as the caller gave it
    """A list that is empty."""
    if type(given) is not list or given:
        raise HandOver
    return []
