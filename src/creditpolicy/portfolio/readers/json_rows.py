"""JSON Lines to rows: an object on each line, its keys are the columns, its numbers keep their text."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from creditpolicy.portfolio.cell_words import Unreadable
from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.readers.plain_text import as_text
from creditpolicy.portfolio.readers.position import Position
from creditpolicy.portfolio.readers.row import LONGEST_LINE, Row, Sheet, cell_problem
from creditpolicy.portfolio.unusable import UnusableInput

_GREATEST_EXPONENT = 40


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def open_json(path: Path) -> Sheet:
    """The sheet of a JSON Lines file; the header is all keys, in the order in which they first stand."""
    header: dict[str, None] = {}
    for _, _, found in _objects(path):
        header.update(dict.fromkeys(found))
    if not header:
        raise UnusableInput(Useless.NO_OBJECTS(path=path), help=Remedy.OBJECT_EACH())
    position = Position(path)
    return Sheet(path.name, tuple(header), _rows(path, tuple(header), position), share=position.share)


def _rows(path: Path, header: tuple[str, ...], position: Position) -> Iterator[Row]:
    for line, problem, found in _objects(path, position):
        cells = tuple(found.get(title, "") for title in header)
        yield Row(line, cells, problem or cell_problem(cells))


def _objects(path: Path, position: Position | None = None) -> Iterator[tuple[int, str | None, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
        if position is not None:
            position.of(file)
        line = 0
        while text := file.readline(LONGEST_LINE):
            line += 1
            if len(text) == LONGEST_LINE and not text.endswith("\n"):
                while (rest := file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                    pass
                yield line, Unreadable.LONG_LINE(most=LONGEST_LINE), {}
            elif text.strip():
                problem, found = _object(text)
                yield line, problem, found


def _object(text: str) -> tuple[str | None, dict[str, str]]:
    try:
        value = json.loads(text, parse_float=_number, parse_int=str, parse_constant=str, object_pairs_hook=_unique)
    except _TwiceError:
        return Unreadable.KEY_TWICE(), {}
    except (ValueError, RecursionError):
        return Unreadable.NO_JSON(), {}
    if not isinstance(value, dict):
        return Unreadable.NO_OBJECT(), {}
    cells: dict[str, str] = {}
    for key, item in value.items():
        cell = as_text(item)
        if cell is None:
            return Unreadable.STRUCTURE_AT(key=key), {}
        cells[str(key)] = cell
    return None, cells


def _number(text: str) -> str:
    """A JSON number as it is written; an exponent is written out where the number is of any ordinary size."""
    if "e" not in text.lower():
        return text
    value = Decimal(text)
    return format(value, "f") if abs(value.adjusted()) < _GREATEST_EXPONENT else text


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found
