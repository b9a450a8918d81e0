"""Cells in a rare form, read one by one as the facts of a case are: those that are wrong are told by row and column."""

from collections.abc import Mapping, Sequence

import polars

from creditpolicy.backends.columnar import Odd
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.facts.moments import read_moment
from creditpolicy.facts.reading import read_value
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.frames.words import Cell

MOST_TOLD = 5


def refuse_wrong(
    frame: polars.DataFrame, odd: Sequence[Odd], columns: Mapping[str, str], vocabulary: Vocabulary, first_row: int
) -> None:
    """Look at every odd value.

    Raises:
        FactsError: some are wrong; the first few of them.

    """
    problems: list[tuple[int, Problem]] = []
    for one in odd:
        told = 0
        for row in one.rows.arg_true():
            problem = _problem(frame, row, one, columns, vocabulary, first_row)
            if problem is not None:
                problems.append((row, problem))
                told += 1
                if told == MOST_TOLD:
                    break
    if problems:
        problems.sort(key=lambda one: one[0])
        raise FactsError(tuple(problem for _, problem in problems[:MOST_TOLD]))


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
