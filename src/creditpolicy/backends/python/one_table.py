"""A question that one table answers. Where no row of it need hold and none does, nothing is known, and nothing missing.

A list of exceptions is such a table, and most cases are none of them.
"""

from creditpolicy.formulas import Point, Read, Table
from creditpolicy.ir.program import Program


def one_that_may_fail(program: Program, point: Point) -> Table | None:
    """The table whose outputs are all the answers, where it may be that none of its rows holds."""
    table = one_table(program, point)
    return None if table is None or table.combine not in {None, "strictest"} or table.total else table


def one_table(program: Program, point: Point) -> Table | None:
    """The table whose outputs are all the answers; None where there is more to them."""
    if point.record is not None or point.apart is not None or point.looks_ahead or not point.answers:
        return None
    tables = set()
    for answer in point.answers:
        read = answer.formula
        if not isinstance(read, Read) or read.name not in program.outputs or "." in answer.key:
            return None
        tables.add(program.outputs[read.name][0])
    table = program.tables[tables.pop()]
    return None if tables or table.record is not None else table
