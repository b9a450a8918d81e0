"""A table as text to a grid of fragments: inputs left of `||`, outputs right, a row a line."""

import re
from dataclasses import dataclass

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar

ANY_VALUE = "write `-` in a cell that takes any value"
CLOSE_QUOTES = 'close the text before it with `"`; a backslash at its end is written twice'
MOST_ROWS = 10_000
MOST_COLUMNS = 200
_QUOTED = r'"(?:[^"\\]|\\.)*+\\?(?:"|\Z)|'
"""What is in quotes, to the end where they are not closed; or else what is looked for."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line: as many cells as there are headers."""

    inputs: tuple[Fragment, ...]
    outputs: tuple[Fragment, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class TextGrid:
    """Headers and rows, still text."""

    inputs: tuple[Fragment, ...]
    outputs: tuple[Fragment, ...]
    rows: tuple[GridRow, ...]


def read_grid(scalar: Scalar) -> tuple[TextGrid | None, tuple[Diagnostic, ...]]:
    """Read a table. Blank lines, lines of dashes and lines that start with `#` are passed over.

    Returns:
        The grid of the rows that fit, None where the headers can't be read; and what does not fit.

    """
    lines = [line for line in _lines(scalar) if not _is_decoration(line.text)]
    if not lines:
        return None, (Diagnostic(Code.NO_ROWS, "the table is empty", scalar.at, "write a line of headers after `|`"),)
    if len(lines) > MOST_ROWS + 1:
        message = f"found {len(lines) - 1:,} rows, a table has at most {MOST_ROWS:,}"
        way_out = "make two tables of it; what differs from customer to customer is data, not policy"
        return None, (Diagnostic(Code.FILE_TOO_LARGE, message, lines[MOST_ROWS + 1].at, way_out),)
    header, *body = (_halves(line) for line in lines)
    if header is None:
        if scalar.style == "plain":
            message = "the lines of this table run together, it needs a bar"
            return None, (Diagnostic(Code.BAD_HEADER, message, lines[0].at, "write `|` behind the colon above it"),)
        message = "no `||` between inputs and outputs"
        return None, (Diagnostic(Code.BAD_HEADER, message, lines[0].at, "write `inputs || outputs`"),)
    findings: list[Diagnostic] = []
    columns = sum(len(half) for half in header)
    if columns > MOST_COLUMNS:
        message = f"found {columns:,} columns, a table has at most {MOST_COLUMNS}"
        way_out = "put what belongs together in definitions"
        return None, (Diagnostic(Code.FILE_TOO_LARGE, message, lines[0].at, way_out),)
    empty = [cell for half in header for cell in half if not cell.text]
    if empty:
        return None, tuple(Diagnostic(Code.BAD_HEADER, "a column without a header", cell.at) for cell in empty)
    rows: list[GridRow] = []
    for line, halves in zip(lines[1:], body, strict=True):
        found = _misfit(line, halves, header)
        if found is None and halves is not None:
            rows.append(GridRow(*halves, line.at))
        elif found is not None:
            findings.append(found)
    if not body:
        findings.append(Diagnostic(Code.NO_ROWS, "a table with headers but no rows", lines[0].at))
    return TextGrid(*header, tuple(rows)), tuple(findings)


def split_outside_quotes(fragment: Fragment, separator: str) -> tuple[Fragment, ...]:
    """The stretches between `separator`, blanks stripped; one inside double quotes does not count."""
    text, pieces, start = fragment.text, [], 0
    for found in re.finditer(_QUOTED + re.escape(separator), text):
        if found.group() == separator:
            pieces.append(fragment.part(start, found.start()).stripped())
            start = found.end()
    pieces.append(fragment.part(start, len(text)).stripped())
    return tuple(pieces)


def _lines(scalar: Scalar) -> list[Fragment]:
    lines, start = [], 0
    for line in scalar.text.split("\n"):
        lines.append(Fragment(scalar, start, start + len(line)).stripped())
        start += len(line) + 1
    return lines


def _is_decoration(line: str) -> bool:
    return not line or line.startswith("#") or ("--" in line and not line.strip("-|+=: "))


def _halves(line: Fragment) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]] | None:
    text = line.text
    if text.startswith("|") and not text.startswith("||"):
        line = line.part(1, len(text)).stripped()
    if line.text.endswith("|") and not line.text.endswith("||"):
        line = line.part(0, len(line.text) - 1).stripped()
    halves = split_outside_quotes(line, "||")
    if len(halves) != 2:
        return None
    left, right = halves
    return split_outside_quotes(left, "|") if left.text else (), split_outside_quotes(right, "|")


def _misfit(
    line: Fragment,
    halves: tuple[tuple[Fragment, ...], tuple[Fragment, ...]] | None,
    header: tuple[tuple[Fragment, ...], tuple[Fragment, ...]],
) -> Diagnostic | None:
    if halves is None:
        # The one that is there stands in quotes.
        way_out = CLOSE_QUOTES if line.text.count("||") == 1 else None
        return Diagnostic(Code.WRONG_CELL_COUNT, "a row needs one `||` between inputs and outputs", line.at, way_out)
    for half, headers, side in zip(halves, header, ("before", "after"), strict=True):
        way_out = ANY_VALUE if side == "before" else "write the value that the row gives"
        if len(half) != len(headers):
            message = f"{_cells(len(half))} {side} `||` under {_cells(len(headers), 'header')}"
            return Diagnostic(Code.WRONG_CELL_COUNT, message, line.at, way_out)
        for cell in half:
            if not cell.text:
                message = f"an empty cell {side} `||`"
                return Diagnostic(Code.WRONG_CELL_COUNT, message, line.at, way_out)
    return None


def _cells(count: int, word: str = "cell") -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
