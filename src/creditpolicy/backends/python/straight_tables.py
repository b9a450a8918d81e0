"""Where a table stands in a function that is one straight line: behind all that it reads."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from creditpolicy.backends.python.bucketed import Bucketed, asking, bucketed
from creditpolicy.backends.python.code import Code, Here, NotCompiled, Tests, Writes, alike, valued
from creditpolicy.backends.python.collected import Collected
from creditpolicy.backends.python.in_line import FirstRow, Indexed, InLine, RowTests, Strictest, by_strictness
from creditpolicy.backends.python.indexed import MOST_WORKED_OUT, constant_of, first_row, worked_out
from creditpolicy.backends.python.row_tests import conditions
from creditpolicy.formulas import CellTests, Formula, Subject, Table, walk

LEAST_ROWS = 40
"""Below, rows one after the other are as fast as an index."""


_NEVER = Tests("False", "False")


class WritesStraight(Writes, Protocol):
    """Whoever writes one function, line by line."""

    lines: list[str | InLine]

    def number(self, kind: str) -> str:
        """A new name of a kind."""
        ...


def in_line(w: WritesStraight, table: Table) -> InLine:
    """Set the place of a table in the function, behind all that it reads."""
    if table.record is not None:
        raise NotCompiled
    here = Here()
    name = w.number("t")
    by_output = tuple(
        alike(tuple(w.value(row.outputs[output], here) for row in table.rows)) for output in range(len(table.outputs))
    )
    columns = tuple(_column(w, table, index) for index in range(len(table.columns)))
    buckets, places = _buckets(w, table, columns, by_output)
    if not buckets and len(table.rows) >= LEAST_ROWS:
        placed = _indexed(w, table, name, columns, by_output)
        if placed is not None:
            w.lines.append(placed)
            return placed
    found_there = {row for bucket in buckets for row in bucket.rows}
    rows = []
    for position, row in enumerate(table.rows):
        found = [_NEVER] if position in found_there else conditions(w, table, row, columns, here)
        rows.append(RowTests(tuple(one for one in found if one != Tests("True", "True"))))
    given = _given(w, table, by_output) if buckets else ()
    worked_out = _worked_out(w, table, by_output, found_there) if table.combine is None else ()
    kind = FirstRow if table.combine is None else Strictest if table.combine == "strictest" else Collected
    placed = kind(table, name, tuple(rows), by_output, buckets, given, places, worked_out)
    placed.check(w)
    w.lines.append(placed)
    return placed


def _buckets(
    w: WritesStraight, table: Table, columns: tuple[Code, ...], by_output: tuple[tuple[Code, ...], ...]
) -> tuple[tuple[Bucketed, ...], tuple[int, ...]]:
    """The rows of a large table that are found together, and where the bit of each row of the table stands."""
    places = tuple(range(len(table.rows)))
    if len(table.rows) < LEAST_ROWS:
        return (), places
    if table.combine is None:
        runs = asking(table, columns)
    else:
        # In which order they are found plays no part; each must give what is written in it.
        constant = [_is_constant(row.outputs, at, by_output) for at, row in enumerate(table.rows)]
        guard = table.rows[0].guard
        asked = {at for at, row in enumerate(table.rows) if constant[at] and row.guard is guard and not row.otherwise}
        by_one = asked.intersection(row for run in asking(table, columns) for row in run)
        if len(asked) - len(by_one) < LEAST_ROWS:
            # The few others would stand in every bucket: they are asked one by one.
            asked = by_one
        runs = [sorted(asked)]
        if table.combine == "strictest":
            # Those of one strictness, wherever they stand.
            groups = by_strictness(table)
            runs = [[row for row in group if row in asked] for group in groups]
            if not all(constant) and _differ(groups, by_output):
                return (), places
            # Those in buckets decide less often: the numbers stay small.
            others = (row for row in places if row not in asked)
            place_of = {row: place for place, row in enumerate((*others, *(row for run in runs for row in run)))}
            places = tuple(place_of[row] for row in places)
        elif not all(constant):
            return (), places
    tested = {
        index
        for run in runs
        for row in run
        for index, cell in enumerate(table.rows[row].cells)
        if isinstance(cell, CellTests)
    }
    plain = tuple(_in_local(w, one) if index in tested else one for index, one in enumerate(columns))
    found = (bucketed(w, table, plain, run, places) for run in runs)
    return tuple(one for one in found if one is not None), places


def _differ(groups: Sequence[Sequence[int]], by_output: tuple[tuple[Code, ...], ...]) -> bool:
    """Whether rows of one group give other things."""
    return any(len({codes[row].text for row in group}) > 1 for group in groups for codes in by_output)


def _is_constant(outputs: tuple[Formula, ...], row: int, by_output: tuple[tuple[Code, ...], ...]) -> bool:
    return all(constant_of(one, codes[row]) is not None for one, codes in zip(outputs, by_output, strict=True))


def _given(w: WritesStraight, table: Table, by_output: tuple[tuple[Code, ...], ...]) -> tuple[str, ...]:
    """What each row gives, from one on; None where it must be worked out."""
    return tuple(
        w.bound(
            (
                None,
                *(
                    (constant_of(row.outputs[output], code) or (None,))[0]
                    for row, code in zip(table.rows, codes, strict=True)
                ),
            )
        )
        for output, codes in enumerate(by_output)
    )


def _worked_out(
    w: WritesStraight, table: Table, by_output: tuple[tuple[Code, ...], ...], rows: set[int]
) -> tuple[tuple[tuple[str, str], ...], ...]:
    """For each output the code of what some rows give, each with the name of the set of their numbers."""
    found = []
    for texts in worked_out(table, by_output):
        numbers = {text: frozenset(row + 1 for row in some if row in rows) for text, some in texts.items()}
        found.append(tuple((text, w.bound(some)) for text, some in numbers.items() if some))
    return tuple(found)


def _indexed(
    w: WritesStraight, table: Table, name: str, columns: tuple[Code, ...], by_output: tuple[tuple[Code, ...], ...]
) -> InLine | None:
    """A large table as an index; None where it is no table for one."""
    if table.combine is not None or sum(map(len, worked_out(table, by_output))) > MOST_WORKED_OUT:
        return None
    index = first_row(w, table, tuple(_in_local(w, one) for one in columns))
    if index is None:
        return None
    texts = _worked_out(w, table, by_output, {*range(len(table.rows))})
    given = _given(w, table, by_output)
    return Indexed(table, name, (), by_output, given=given, worked_out=texts, index=tuple(index))


def output_code(placed: InLine, output: int) -> Code:
    """What is known of an output whichever row gives it."""
    codes = placed.by_output[output]
    known = next((code for code in codes if not code.is_nothing), None)
    return Code(
        f"{placed.name}_{output}",
        maybe=placed.maybe(output),
        plain=True,
        scale=codes[0].scale if codes else 0,
        currency="" if known is None else known.currency,
        nothing=any(code.nothing for code in codes),
    )


def _column(w: WritesStraight, table: Table, index: int) -> Code:
    """The value of a column: in a local, if it is asked for more than once and costs something."""
    cells = [cell for row in table.rows if isinstance(cell := row.cells[index], CellTests)]
    found = w.value(table.columns[index].formula, Here())
    if not cells:
        return found
    found = valued(found)
    asked = sum(isinstance(part, Subject) for cell in cells for part in walk(cell.test))
    return found if asked == 1 and not found.maybe else _in_local(w, found)


def _in_local(w: WritesStraight, code: Code) -> Code:
    if code.plain or code.is_unknown:
        return code
    name = w.number("c")
    w.lines.append(f"{name} = {code.text}")
    return replace(code, text=name, plain=True, constant=None)
