"""Many rows that ask one column for few of its values each: by that value, the few that are left, as an index of bits.

A table of a thousand rows for a hundred regions costs as much as one of ten rows, and a look at the region. Rows that
are combined are one such index where no column cuts them down.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from creditpolicy.backends.python.code import Code, Here, Writes
from creditpolicy.backends.python.indexed import Sizes, Words, masks_of
from creditpolicy.backends.python.row_tests import all_of
from creditpolicy.backends.python.running import rows_of
from creditpolicy.formulas import CellTests, Formula, Table

LEAST_ROWS = 40
"""Below, rows one after the other are as fast."""
LEAST_SPLIT = 4
"""By how much a look at the column must cut them down."""
MOST_BUCKETS = 8
"""In so many buckets a row may be on average: each is work while the code is made."""


@dataclass(frozen=True, slots=True)
class Bucketed:
    """Rows that are found together.

    Its `lines` leave in `sure` the rows of the bucket that hold, as bits, and in `bucket[0]` the number of each, from
    one on; `start` is the first of them where they follow each other, as they stand in the one bucket there is.
    """

    rows: tuple[int, ...]
    lines: tuple[str, ...]
    start: int | None = None

    @property
    def held(self) -> str:
        """The rows that hold, as bits of the table."""
        return "rows_held(sure, bucket[0])" if self.start is None else f"(sure << {self.start})"


def bucketed(
    w: Writes, table: Table, columns: Sequence[Code], rows: Sequence[int], places: Sequence[int]
) -> Bucketed | None:
    """Put rows into buckets; None where that is not worth it, or they ask for more. `places` are their numbers.

    Rows that are combined are one bucket where they can't be split.
    """
    if len(rows) < LEAST_ROWS:
        return None
    guard = table.rows[rows[0]].guard
    if any(table.rows[row].guard is not guard for row in rows):
        return None
    guarded = [] if guard is None else [w.tests(guard, Here())]
    if not all(one.known for one in guarded):
        return None
    tests = {index: found for index in range(len(columns)) if any(found := _tests(table, index, rows))}
    if any(columns[index].maybe for index in tests):
        return None
    masks = {index: masks_of(w, table, index, columns[index], found) for index, found in tests.items()}
    known = {index: one for index, one in masks.items() if one is not None}
    if len(known) != len(masks):
        return None
    # What all rows ask alike is asked once, ahead of them.
    alike = [index for index, one in known.items() if {*one.pieces} <= {0, (1 << len(rows)) - 1}]
    asked = [w.tests(test, Here(subject=columns[index])) for index in alike if (test := tests[index][0]) is not None]
    asked += guarded
    known = {index: one for index, one in known.items() if index not in alike}
    if not known:
        return None
    by = min(known, key=lambda index: _left(known[index]))
    in_buckets = sum(piece.bit_count() for piece in {*known[by].pieces})
    is_split = _left(known[by]) * LEAST_SPLIT <= len(rows) and in_buckets <= MOST_BUCKETS * len(rows)
    if not is_split and table.combine is None:
        return None
    others = sorted((index for index in known if index != by or not is_split), key=lambda index: _left(known[index]))
    scaled = {index: _at_scale_of(known[index], columns[index]) for index in others}
    sides = {index: _side(known[index]) for index in others}
    if is_split:
        made: dict[int, tuple[Any, ...]] = {}
        for piece in known[by].pieces:
            if piece not in made:
                made[piece] = _bucket(w, table, scaled, sides, [rows[one] for one in rows_of(piece)], places)
        lines = _found(w, known[by], made, columns[by].text)
    else:
        lines = [f"bucket = {w.bound(_bucket(w, table, scaled, sides, rows, places))}"]
    lines.append("sure = bucket[1]")
    indent = ""
    for at, index in enumerate(others):
        column, side, first, second = known[index], sides[index], f"bucket[{2 * at + 2}]", f"bucket[{2 * at + 3}]"
        lines.append(f"{indent}if sure:")
        indent += "    "
        if isinstance(column, Words):
            lines.append(f"{indent}sure &= {first}.get({columns[index].text}, {second})")
        elif side is not None:
            lines.append(f"{indent}sure &= {second}[{side}({first}, {column.value})]")
        else:
            place = _place(first, f"len({first})", column.value)
            lines += [*(indent + line for line in place), f"{indent}sure &= {second}[place]"]
    if asked:
        nothing = w.bound(_bucket(w, table, {}, {}, (), places))
        lines = [
            f"bucket = {nothing}",
            "sure = 0",
            f"if {all_of(one.may for one in asked)}:",
            *(f"    {line}" for line in lines),
        ]
    start = places[rows[0]]
    in_order = not is_split and [places[row] for row in rows] == [*range(start, start + len(rows))]
    return Bucketed(tuple(rows), tuple(lines), start if in_order else None)


def asking(table: Table, columns: Sequence[Code]) -> list[list[int]]:
    """Runs of rows that could be put into buckets by one column: for the column of which they are longest."""
    best: list[list[int]] = []
    for index, column in enumerate(columns):
        if column.maybe:
            continue
        runs: list[list[int]] = [[]]
        for row, one in enumerate(table.rows):
            if isinstance(one.cells[index], CellTests) and one.guard is table.rows[0].guard and not one.otherwise:
                runs[-1].append(row)
            elif runs[-1]:
                runs.append([])
        long = [run for run in runs if len(run) >= LEAST_ROWS]
        if sum(map(len, long)) > sum(map(len, best)):
            best = long
    return best


def _found(w: Writes, by: Words | Sizes, made: Mapping[int, tuple[Any, ...]], value: str) -> list[str]:
    """Lines that find the bucket."""
    if isinstance(by, Words):
        named = w.bound({one: made[mask] for one, mask in by.masks.items()})
        return [f"bucket = {named}.get({value}, {w.bound(made[by.others])})"]
    alone = _one_by_one(by)
    if alone is not None:
        return _found(w, alone, made, by.value)
    place = _place(w.bound(by.ends), str(len(by.ends)), by.value)
    return [*place, f"bucket = {w.bound(tuple(made[mask] for mask in by.masks))}[place]"]


def _one_by_one(sizes: Sizes) -> Words | None:
    """The same where rows ask for single numbers or days only."""
    between = set(sizes.masks[::2])
    return Words(dict(zip(sizes.ends, sizes.masks[1::2], strict=True)), *between) if len(between) == 1 else None


def _at_scale_of(masks: Words | Sizes, column: Code) -> Code:
    """The column at the scale that all rows together need."""
    return replace(column, text=masks.value, scale=masks.scale) if isinstance(masks, Sizes) else column


def _bucket(
    w: Writes,
    table: Table,
    columns: Mapping[int, Code],
    sides: Mapping[int, str | None],
    rows: Sequence[int],
    places: Sequence[int],
) -> tuple[Any, ...]:
    """The numbers of some rows, all of their bits, and for each column which of them accept what."""
    bucket: list[Any] = [(0, *(places[row] + 1 for row in rows)), (1 << len(rows)) - 1]
    for index, column in columns.items():
        match masks_of(w, table, index, column, _tests(table, index, rows)):
            case Words(masks=masks, others=rest):
                bucket += [masks, rest]
            case Sizes(ends=ends, masks=by_piece):
                bucket += [ends, by_piece if sides[index] is None else by_piece[::2]]
    return tuple(bucket)


def _side(by: Words | Sizes) -> str | None:
    """What finds a stretch at once, where each end belongs to the one above it, or each to the one below."""
    if isinstance(by, Sizes):
        if by.masks[1::2] == by.masks[2::2]:
            return "bisect_right"
        if by.masks[1::2] == by.masks[:-1:2]:
            return "bisect_left"
    return None


def _place(ends: str, count: str, value: str) -> Iterator[str]:
    yield f"place = bisect_left({ends}, {value})"
    yield f"place = 2 * place + (place < {count} and {ends}[place] == {value})"


def _tests(table: Table, index: int, rows: Sequence[int]) -> list[Formula | None]:
    return [cell.test if isinstance(cell := table.rows[row].cells[index], CellTests) else None for row in rows]


def _left(masks: Words | Sizes) -> float:
    """How many rows are left on average."""
    return sum(piece.bit_count() for piece in masks.pieces) / len(masks.pieces)
