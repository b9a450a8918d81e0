"""Where a table stands in a function that is one straight line: behind all that it reads."""

from dataclasses import replace
from typing import Protocol

from creditpolicy.backends.python.code import Code, Here, NotCompiled, Tests, Writes, alike, valued
from creditpolicy.backends.python.collected import Collected
from creditpolicy.backends.python.in_line import FirstRow, Indexed, InLine, RowTests, Strictest
from creditpolicy.backends.python.indexed import first_row, outputs_of
from creditpolicy.backends.python.tables import conditions
from creditpolicy.formulas import CellTests, Subject, Table, walk

LEAST_ROWS = 40
"""Below, rows one after the other are as fast as an index."""


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
    if len(table.rows) >= LEAST_ROWS and (placed := _indexed(w, table, name, columns, by_output)) is not None:
        w.lines.append(placed)
        return placed
    rows = []
    for row in table.rows:
        found = conditions(w, table, row, columns, here)
        rows.append(RowTests(tuple(one for one in found if one != Tests("True", "True"))))
    kind = FirstRow if table.combine is None else Strictest if table.combine == "strictest" else Collected
    placed = kind(table, name, tuple(rows), by_output)
    placed.check(w)
    w.lines.append(placed)
    return placed


def _indexed(
    w: WritesStraight, table: Table, name: str, columns: tuple[Code, ...], by_output: tuple[tuple[Code, ...], ...]
) -> InLine | None:
    """A large table as an index; None where it is no table for one."""
    given = [outputs_of(table, output, codes) for output, codes in enumerate(by_output)]
    if table.combine is not None or any(one is None for one in given):
        return None
    index = first_row(w, table, tuple(_in_local(w, one) for one in columns))
    if index is None:
        return None
    bound = tuple(w.bound((None, *(one or ()))) for one in given)
    return Indexed(table, name, (), by_output, index=tuple(index), columns=bound)


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
