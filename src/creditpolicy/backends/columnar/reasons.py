"""The rows that decided, from their codes to lists of ids: each different combination is spelled out once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars

from creditpolicy.backends.columnar.column import Expr
from creditpolicy.backends.columnar.tables import Decides
from creditpolicy.formulas import Row
from creditpolicy.ir.program import Program

DECIDING, REASONS = "deciding", "reasons"
_TEXTS = polars.List(polars.String())
_MOST_BITS = 63


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A table that is a reason, and the code of the rows that decided."""

    table: str
    decides: Decides
    code: Expr


def said(
    program: Program, mentioned: Sequence[Mentioned], codes: Sequence[polars.Series], height: int
) -> tuple[polars.Series, polars.Series]:
    """The ids of the rows that decided, and the codes of the reasons that they are."""
    if not mentioned:
        nobody = polars.Series([[]], dtype=_TEXTS).new_from_index(0, height)
        return nobody.alias(DECIDING), nobody.alias(REASONS)
    tables = [_numbered(one, code) for one, code in zip(mentioned, codes, strict=True)]
    different, index = _different(tables)
    ids = _spelled(program, mentioned, tables, different, _id_of).gather(index).alias(DECIDING)
    if not any(row.reason for one in mentioned for row in program.tables[one.table].rows):
        return ids, ids.alias(REASONS)
    return ids, _spelled(program, mentioned, tables, different, _reason_of).gather(index).alias(REASONS)


def _id_of(table: str, row: Row) -> str:
    return f"{table}.{row.id}"


def _reason_of(table: str, row: Row) -> str:
    return row.reason or f"{table}.{row.id}"


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The combinations of rows that a table has, and for each case the place of its own among them."""

    rows: Sequence[tuple[int, ...]]
    places: polars.Series


def _numbered(one: Mentioned, code: polars.Series) -> _Numbered:
    if not one.decides.by_bit:
        return _Numbered(one.decides.rows, code)
    masks, places = _places(code)
    return _Numbered([one.decides.of(mask) for mask in masks.to_list()], places)


def _places(values: polars.Series) -> tuple[polars.Series, polars.Series]:
    """The different values, and for each row the place of its own among them."""
    different = values.unique()
    places = polars.Series(range(len(different)), dtype=polars.UInt32())
    return different, values.replace_strict(different, places, return_dtype=polars.UInt32())


def _different(tables: Sequence[_Numbered]) -> tuple[list[polars.Series], polars.Series]:
    """The combinations that there are, as for each table its places in them; and for each row which of them it is."""
    packed = tables[0].places.cast(polars.UInt64)
    sizes = [len(one.rows) for one in tables]
    there: list[polars.Series] = []
    since, count = 0, sizes[0]
    for start, one in enumerate(tables[1:], 1):
        if count * sizes[start] >= 1 << _MOST_BITS:
            values, packed = _places(packed)
            there, since, count = _unpacked(there, values, sizes[since:start]), start, len(values)
        packed = packed.cast(polars.UInt64) * sizes[start] + one.places.cast(polars.UInt64)
        count *= sizes[start]
    values, index = _places(packed)
    return _unpacked(there, values, sizes[since:]), index


def _unpacked(there: Sequence[polars.Series], values: polars.Series, sizes: Sequence[int]) -> list[polars.Series]:
    """Numbers as the places that they were made of; the first of them may be a combination of others."""
    own = []
    for size in reversed(sizes):
        own.append(values % size)
        values = values // size
    own.reverse()
    return [*(places.gather(values.cast(polars.UInt32)) for places in there), *own]


def _spelled(
    program: Program,
    mentioned: Sequence[Mentioned],
    tables: Sequence[_Numbered],
    different: Sequence[polars.Series],
    say: Callable[[str, Row], str],
) -> polars.Series:
    """What is said of each combination."""
    lists = []
    for one, numbered, places in zip(mentioned, tables, different, strict=True):
        rows = program.tables[one.table].rows
        own = [[say(one.table, rows[row]) for row in some] for some in numbered.rows]
        lists.append(polars.Series(own, dtype=_TEXTS).gather(places.cast(polars.UInt32)))
    frame = polars.DataFrame({str(index): one for index, one in enumerate(lists)})
    return frame.select(polars.concat_list(polars.all())).to_series()
