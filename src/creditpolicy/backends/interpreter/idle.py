"""Which facts an unknown output of a table really hangs on.

A row may lack a fact whose value plays no part, because of what the other rows say about the same facts. A fact matters
if in some world (`worlds.py`), in which the others have any value or are missing too, it depends on it whether the
output is known. That covers values as well: what is known while a fact is missing stays the same whatever the fact is.
"""

from fractions import Fraction
from functools import reduce
from operator import or_

from creditpolicy.backends.interpreter.collect import is_zero, items
from creditpolicy.backends.interpreter.table import At, TableAnswer, Values, by_strictness
from creditpolicy.backends.interpreter.worlds import TooManyWorlds, Worlds
from creditpolicy.formulas import Table
from creditpolicy.formulas.sets import position
from creditpolicy.frozen import dataclass, replace
from creditpolicy.values.money import Money
from creditpolicy.values.unknown import Maybe, Unknown


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that play a part in an output, that which wins over the others first, and what they give for it."""

    order: tuple[int, ...]
    given: dict[int, Maybe]


def without_idle(answer: TableAnswer, table: Table, values: Values, at: At) -> TableAnswer:
    """The answer, its unknown outputs without the facts that play no part."""
    outputs = list(answer.outputs)
    looked_at: dict[tuple[int, ...], Worlds] = {}
    for output, lack in enumerate(answer.outputs):
        if not isinstance(lack, Unknown) or len(lack.missing) < 2:
            continue
        rows = _rows(table, answer, values, at, output)
        if rows is None:
            continue
        try:
            worlds = looked_at.get(rows.order) or Worlds(table, rows.order, answer.columns, values, at)
        except TooManyWorlds:
            break
        looked_at[rows.order] = worlds
        told = worlds.telling(_unknown(table, worlds, rows, output))
        outputs[output] = Unknown(lack.missing & told or lack.missing)
    return replace(answer, outputs=tuple(outputs))


def _rows(table: Table, answer: TableAnswer, values: Values, at: At, output: int) -> _Rows | None:
    """None where it hangs on missing facts which row wins over which, or where amounts are in several currencies."""
    every = {
        row: tuple(values.value(formula, at) for formula in table.rows[row].outputs)
        for row, verdict in enumerate(answer.verdicts)
        if verdict is not False
    }
    given = {row: outputs[output] for row, outputs in every.items()}
    if table.combine is None:
        return _Rows(tuple(given), given)
    ranking = 0 if table.combine == "strictest" else output
    currencies = {value.currency for value in given.values() if isinstance(value, Money) and value.amount}
    if len(currencies) > 1 or any(isinstance(outputs[ranking], Unknown) for outputs in every.values()):
        return None
    if table.combine in {"sum", "list"}:
        return _Rows(tuple(given), given)
    if table.combine == "strictest":
        order = by_strictness(table, tuple(every.get(row, ()) for row in range(len(table.rows))))
    else:
        order = sorted(given, key=lambda row: _size(given[row]), reverse=table.combine == "max")
    playing = []
    for row in order:
        if row in given:
            playing.append(row)
        if answer.verdicts[row] is True:
            break
    return _Rows(tuple(playing), given)


def _size(value: Maybe) -> Fraction:
    place = None if isinstance(value, Unknown) else position(value)
    return Fraction(0) if place is None else place


def _unknown(table: Table, worlds: Worlds, rows: _Rows, output: int) -> int:
    """The worlds in which the output is not known, or in which there is none."""
    match table.combine:
        case "sum":
            counting = (worlds.rows[row] for row in rows.order if not is_zero(rows.given[row]))
            return reduce(or_, (marks.possible & ~marks.certain for marks in counting), 0)
        case "list":
            return reduce(or_, (_unknown_item(worlds, rows, row) for row in rows.order), 0)
        case "min" | "max":
            return _contested(table, worlds, rows, output, is_sure=False)
        case "strictest" | None:
            is_sure = table.total or any(row.otherwise for row in table.rows)
            return _contested(table, worlds, rows, output, is_sure=is_sure)


def _contested(table: Table, worlds: Worlds, rows: _Rows, output: int, *, is_sure: bool) -> int:
    """The worlds in which rows with different values could win, or none; `is_sure` tables have a row that holds."""
    unknown, left = 0, worlds.all
    winning: dict[object, int] = {}
    for row in rows.order:
        marks, value = worlds.rows[row], rows.given[row]
        could = left & marks.possible
        if isinstance(value, Unknown):
            formula = table.rows[row].outputs[output]
            unknown |= could & ~worlds.known(formula)
            winning[formula] = winning.get(formula, 0) | could
        else:
            winning[value] = winning.get(value, 0) | could
        left &= ~marks.certain
    seen = 0
    for could in winning.values():
        unknown |= seen & could
        seen |= could
    return unknown | (left & ~seen if is_sure else left)


def _unknown_item(worlds: Worlds, rows: _Rows, row: int) -> int:
    """The worlds in which `row` may hold, and would then add a word to the list, or move one forward."""
    added = items(rows.given[row])
    found = 0
    for place, word in enumerate(added):
        moved = worlds.rows[row].possible & ~worlds.rows[row].certain & ~_given_before(worlds, rows, row, word)
        for later in (other for other in rows.order if other > row):
            holds = worlds.rows[later].certain
            for other in items(rows.given[later]):
                if other == word:
                    break
                if other not in added[:place]:
                    found |= moved & holds & ~_given_before(worlds, rows, row, other)
            if word in items(rows.given[later]):
                moved &= ~holds
        found |= moved
    return found


def _given_before(worlds: Worlds, rows: _Rows, row: int, word: str) -> int:
    """The worlds in which an earlier row certainly gives a word."""
    earlier = (other for other in rows.order if other < row and word in items(rows.given[other]))
    return reduce(or_, (worlds.rows[other].certain for other in earlier), 0)
