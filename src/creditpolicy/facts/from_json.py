"""A case as JSON text to plain data: decimals stay exact, no key is dropped, no number is not a number."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.facts.words import Fault

LONGEST_NUMBER = 200


def facts_of_json(data: bytes) -> Any:  # noqa: ANN401 - plain data
    """The plain data of a JSON text.

    Raises:
        FactsError: it is no JSON, or holds a key twice, NaN, infinity, or a number that is too long.

    """
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_no_number,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise _refused(Fault.NO_JSON(line=error.lineno, column=error.colno)) from None
    except UnicodeDecodeError as error:
        raise _refused(Fault.NO_UTF8(position=error.start)) from None
    except RecursionError:
        raise _refused(Fault.DEEP_JSON()) from None


def _refused(message: str) -> FactsError:
    return FactsError((Problem("facts", message),))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # None
        raise _refused(Fault.KEY_TWICE(key=quoted(twice)))
    return found


def _decimal(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER:
        raise _refused(Fault.NO_NUMBER(found=quoted(text[:40])))
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _refused(Fault.NO_NUMBER(found=quoted(text))) from None


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _refused(Fault.NO_NUMBER(found=quoted(text[:40])))
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise _refused(Fault.NO_NUMBER(found=quoted(text)))
