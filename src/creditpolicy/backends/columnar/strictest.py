"""A table that collects, of which the strictest row wins: in the order of strictness, or by what rows work out."""

import polars

from creditpolicy.backends.columnar.bits import bits_of
from creditpolicy.backends.columnar.column import (
    UNKNOWN,
    Column,
    Expr,
    NotCompiled,
    among,
)
from creditpolicy.backends.columnar.deciding_rows import Decided, Rows
from creditpolicy.backends.columnar.places import outputs_of, place_of
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import Const, Table
from creditpolicy.values.types import EnumType


def strictest(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> Decided:
    """The strictest row that holds, and as reasons all that are as strict."""
    kind = table.outputs[0].type
    if not isinstance(kind, EnumType):
        raise NotCompiled
    ranks = ranks_of(table)
    if ranks is None:
        return _of_all(w, table, tests, kind)
    tests = sorted(tests, key=lambda one: (*ranks[one[0]], one[0]))
    # INVARIANT: those that hold stand in the order of places. The row for all other cases never holds beside another.
    held = tuple((row, test) for row, test in tests if test.constant is not False)
    bits = w.kept_expr(bits_of([test for _, test in held])) if held else None
    place, order = place_of(w, tests, bits)
    groups = tuple(1 if ranks[row][0] else ranks[row][1] for row, _ in held)
    return Decided(outputs_of(w, table, place, order), Rows(place, order, held, groups))


def ranks_of(table: Table) -> list[tuple[bool, int]] | None:
    """For each row by what it is ordered, the strictest first; None where rows work that out."""
    kind = table.outputs[0].type
    ranks = []
    for row in table.rows:
        first = row.outputs[0]
        if not isinstance(kind, EnumType) or not isinstance(first, Const) or not isinstance(first.value, str):
            return None
        ranks.append((row.otherwise, -kind.members.index(first.value)))
    return ranks


def _of_all(w: Writes, table: Table, tests: list[tuple[int, Column]], kind: EnumType) -> Decided:
    """Where a row works out how strict it is: the highest key of all, of how strict a row is and how early it is."""
    count = len(table.rows)
    number = polars.UInt32()
    none = polars.lit(0, dtype=number)
    tests = [(row, test) for row, test in tests if test.constant is not False]
    sure: list[Expr] = []
    keys: list[Expr] = []
    for row, test in tests:
        rank = among(w.value(table.rows[row].outputs[0]), kind.members)
        if rank.nothing is not None:
            raise NotCompiled
        known = polars.lit(value=True) if not rank.maybe else rank.expr.is_not_null()
        held = polars.lit(value=False) if test.constant is UNKNOWN else test.expr
        # A row that may hold, and one that holds and may be of any strictness, is left to others where it could win.
        may = held.fill_null(value=True) if test.maybe else held
        level = 0 if table.rows[row].otherwise else 1
        key = (rank.expr.cast(number) + level * len(kind.members)) * count + (count - row)
        keys.append(w.kept_expr(polars.when(held & known).then(key).otherwise(none)))
        sure.append(keys[-1])
        if test.maybe or rank.maybe:
            most = polars.lit(2 * len(kind.members) * count, dtype=number)
            w.opens(may & ~known)
            keys.append(w.kept_expr(polars.when(may).then(key.fill_null(most)).otherwise(none)))
    if not tests:
        raise NotCompiled
    best = w.kept_expr(polars.max_horizontal(sure))
    if len(keys) > len(sure):
        w.opens(polars.max_horizontal(keys) > best)
    order = tuple(range(count))
    place = w.kept(
        Column(
            polars.when(best > 0).then((count - best % count) % count).otherwise(polars.lit(count, dtype=number)),
            maybe=False,
            high=count,
        )
    )
    strictness = (best - 1) // count
    held_rows = tuple(
        (row, Column(((one - 1) // count == strictness) & (one > 0), maybe=False))
        for (row, _), one in zip(tests, sure, strict=True)
    )
    return Decided(outputs_of(w, table, place, order), Rows(place, order, held_rows))
