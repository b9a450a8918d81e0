"""Rows of a foreign file as text, whatever the file's kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from creditpolicy.portfolio.cell_words import Unreadable

LONGEST_CELL = 100_000
"""Characters; a longer cell makes its row unreadable. No fact needs as many."""

LONGEST_LINE = 2_000_000
"""Characters; what stands behind them on the line is not read, and the row is refused."""


class Row(NamedTuple):
    """One row: its line (or number, from 1, the header counted) and its cells in the order of the header.

    `problem` says what is wrong with the row as a whole; its cells are then not to be trusted.
    """

    line: int
    cells: tuple[str, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that is open for reading: the name to show, the header, the rows (read once), and what was guessed.

    `share` tells how much of it is read, from 0 to 1.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterator[Row]
    notes: tuple[str, ...] = ()
    share: Callable[[], float] | None = None


def cell_problem(cells: tuple[str, ...]) -> str | None:
    """What no cell may hold, found in one of these."""
    for cell in cells:
        if cell.isascii() and "\0" not in cell and len(cell) <= LONGEST_CELL:
            continue
        if len(cell) > LONGEST_CELL:
            return Unreadable.LONG_CELL(most=LONGEST_CELL)
        if "\0" in cell:
            return Unreadable.NUL()
        if "\ufffd" in cell or any("\ud800" <= sign <= "\udfff" for sign in cell):
            return Unreadable.NO_TEXT()
    return None
