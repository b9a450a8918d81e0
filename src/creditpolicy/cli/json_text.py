"""JSON text to plain data, exactly: decimals stay decimal, no key is dropped, no number is not a number."""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from creditpolicy.cli.failures import refused
from creditpolicy.cli.words import Help, Json, Refusal
from creditpolicy.diagnostics.inert import inert, quoted
from creditpolicy.facts.words import Fault

DEEPEST = 50
_LONGEST_NUMBER = 200
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s{}\[\]",:]+')
_COLON = re.compile(r"\s*:")
_WORDS = {
    "Expecting value": Json.VALUE,
    "Expecting ',' delimiter": Json.COMMA,
    "Expecting ':' delimiter": Json.COLON,
    "Expecting property name enclosed in double quotes": Json.KEY,
    "Illegal trailing comma before end of object": Json.ANOTHER_KEY,
    "Illegal trailing comma before end of array": Json.ANOTHER_VALUE,
    "Unterminated string starting at": Json.QUOTE,
    "Invalid control character at": Json.ONE_LINE,
    "Extra data": Json.END,
}


class _RefusedError(Exception):
    """Something in the JSON that is refused: the token to look for, and the sentence about it."""

    def __init__(self, token: str, message: str, help: str | None = None) -> None:
        self.token, self.message, self.help = token, message, help
        super().__init__(message)


def read_json(name: str, text: str) -> Any:  # noqa: ANN401 - plain data
    """The data of a JSON text; `name` is the file's name to show.

    Raises:
        Refused: it is no JSON, or holds a key twice, NaN, infinity, a number too long, or too many levels.

    """
    at = _too_deep(text)
    if at is not None:
        raise refused(Fault.AT(path=place(name, text, at), fault=Json.TOO_DEEP(most=DEEPEST)))
    try:
        return json.loads(
            text,
            parse_float=_number(Decimal),
            parse_int=_number(int),
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except _RefusedError as error:
        raise refused(
            Fault.AT(path=place(name, text, _find(text, error.token)), fault=error.message), error.help
        ) from None
    except json.JSONDecodeError as error:
        wanted = _WORDS.get(error.msg.removesuffix(": ").strip(), Json.JSON)()
        found = _TOKEN.match(text, error.pos) if error.pos < len(text) else None
        shown = quoted(found[0] if found else text[error.pos : error.pos + 1]) if error.pos < len(text) else Json.END()
        fault = Fault.WANTED(found=shown, wanted=wanted)
        raise refused(Fault.AT(path=place(name, text, error.pos), fault=fault), _way_out(text, error.pos)) from None


def place(name: str, text: str, position: int) -> str:
    """`case.json:3:14`, both counted from 1."""
    line = text.count("\n", 0, position) + 1
    return Refusal.PLACE(name=inert(name), line=line, column=position - text.rfind("\n", 0, position))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RefusedError("", Json.KEY_TWICE(key=quoted(key)), Help.KEEP_ONE())
        found[key] = value
    return found


def _number(of: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:  # noqa: ANN401 - as asked
        if len(text) > _LONGEST_NUMBER:
            raise _RefusedError(text, Json.LONG_NUMBER(count=len(text)))
        try:
            return of(text)
        except InvalidOperation:
            raise _RefusedError(text, Json.GREAT_NUMBER(found=quoted(text))) from None

    return read


def _constant(text: str) -> NoReturn:
    raise _RefusedError(text, Json.NO_NUMBER(found=quoted(text)), Help.LEAVE_OUT())


def _find(text: str, token: str) -> int:
    """Where a bare token stands; without one, where a key stands for the second time in its object."""
    seen: list[set[str]] = []
    for found in _TOKEN.finditer(text):
        word = found[0]
        if token and word == token:
            return found.start()
        if token:
            continue
        if word in "{[":
            seen.append(set())
        elif word in "}]":
            seen.pop()
        elif word.startswith('"') and _COLON.match(text, found.end()):
            key = json.loads(word, strict=False)
            if key in seen[-1]:
                return found.start()
            seen[-1].add(key)
    return 0


def _too_deep(text: str) -> int | None:
    """Where the brackets go deeper than any case does; None where they don't."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return None
    depth = 0
    for found in _TOKEN.finditer(text):
        if found[0] in "{[":
            depth += 1
            if depth > DEEPEST:
                return found.start()
        elif found[0] in "}]":
            depth -= 1
    return None


def _way_out(text: str, position: int) -> str | None:
    at = text[position : position + 1]
    if at == "'":
        return Help.DOUBLE_QUOTES()
    if at in {"}", "]"} and text[max(0, position - 200) : position].rstrip().endswith(","):
        return Help.NO_COMMA()
    return None
