"""Cells in a rare form, read one by one as the facts of a case are: those that are wrong are told by row and column."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import polars

from creditpolicy.backends.columnar import Odd
from creditpolicy.facts.errors import Problem
from creditpolicy.facts.moments import read_moment
from creditpolicy.facts.reading import read_value
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.frames.words import Cell

Unfit: TypeAlias = tuple[int, Problem]
"""The number of a row within its frame, and what is wrong with it."""


def wrong_cells(
    frame: polars.DataFrame,
    odd: Sequence[Odd],
    columns: Mapping[str, str],
    vocabulary: Vocabulary,
    first_row: int,
    most: int | None,
) -> list[Unfit]:
    """Look at every odd value; those that are wrong in the order of their rows, `most` of each column at most."""
    problems: list[Unfit] = []
    for one in odd:
        told = 0
        for row in one.rows.arg_true():
            problem = _problem(frame, row, one, columns, vocabulary, first_row)
            if problem is not None:
                problems.append((row, problem))
                told += 1
                if told == most:
                    break
    return sorted(problems, key=lambda unfit: unfit[0])


def _problem(
    frame: polars.DataFrame, row: int, odd: Odd, columns: Mapping[str, str], vocabulary: Vocabulary, first_row: int
) -> Problem | None:
    path = Cell.ROW(row=row + first_row, column=odd.column)
    given = plain(frame[odd.column][row])
    if odd.fact.minute is not None:
        moment = read_moment(path, given, vocabulary.time_zone)
        return moment if isinstance(moment, Problem) else None
    currencies = vocabulary.currencies
    currency = currencies[0] if len(currencies) == 1 else None
    own = columns.get(f"{odd.fact.record}.currency")
    if own is not None and isinstance(said := frame[own][row], str):
        currency = said
    found = read_value(path, given, odd.fact.type, currency, currencies)
    return found if isinstance(found, Problem) else None


def plain(given: object) -> object:
    """A value of a cell as a caller would give it."""
    return given.to_list() if isinstance(given, polars.Series) else given
