"""A large table of plain thresholds and words as an index: for each column which rows accept a value, as bits.

The first row that every column accepts is the lowest bit of all of them together.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import accumulate
from operator import xor
from typing import Any, TypeAlias

from creditpolicy.backends.python.code import Code, Here, Tests, Writes, at_scale, number
from creditpolicy.backends.python.running import NOTHING
from creditpolicy.formulas import AllOf, AnyOf, CellTests, Compare, Const, Formula, Negate, Subject, Table, walk
from creditpolicy.formulas.sets import Members, position, set_of
from creditpolicy.formulas.tree import MIRRORED
from creditpolicy.values.money import Money
from creditpolicy.values.types import BooleanType, EnumType, MoneyType, TextType
from creditpolicy.values.value import Value

LEAST_ROWS = 12
"""Below, rows one after the other are as fast."""
LEAST_WORKED_OUT = 200
"""Below, a table of which rows work something out is asked row by row, which says more where facts are missing."""
MOST_WORKED_OUT = 40
"""So many things rows may work out: they are asked for one after the other."""


@dataclass(frozen=True, slots=True)
class Words:
    """Which rows accept each word, as bits, and which accept any other."""

    masks: Mapping[object, int]
    others: int

    @property
    def pieces(self) -> tuple[int, ...]:
        """The rows of each kind of value."""
        return (*self.masks.values(), self.others)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Which rows accept a number or day: below the first of `ends`, at it, between it and the next, and so on.

    `value` is the code of the value, at the scale of the ends.
    """

    scale: int
    ends: tuple[Any, ...]
    masks: tuple[int, ...]
    value: str

    @property
    def pieces(self) -> tuple[int, ...]:
        """The rows of each stretch."""
        return self.masks


Known: TypeAlias = dict[int, Words | Sizes | None]
"""Which rows accept which values, of the columns that were looked at before."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Lines that find `sure`, the rows that every column accepts, as bits; where it `is_open` also `may`, that may."""

    lines: list[str]
    is_open: bool


def as_index(
    w: Writes,
    table: Table,
    columns: tuple[Code, ...],
    by_output: tuple[tuple[Code, ...], ...],
    known: Known,
    here: Here,
) -> list[str] | None:
    """Lines that find `row`, the outputs and the deciding row, or None; None where the table is no such table.

    What a row works out is None among its outputs.
    """
    if len(table.rows) < LEAST_ROWS:
        return None
    given = outputs_of(table, by_output)
    texts = worked_out(table, by_output)
    working_out = sum(1 << at for at, row in enumerate(given) if None in row)
    if working_out and (len(table.rows) < LEAST_WORKED_OUT or sum(map(len, texts)) > MOST_WORKED_OUT):
        return None
    found = rows_accepted(w, table, columns, known, here)
    if found is None:
        return None
    rows = w.bound(given)
    row = f"{rows}[low.bit_length() - 1] if low else None"
    lines = [*found.lines, "low = sure & -sure"]
    if found.is_open:
        # Rows that may hold and stand before the first that certainly does.
        lines.append("is_open = (may ^ sure) & (low - 1)")
        leaving = f"    leave_rows({w.bound(table.name)}, rows_of(is_open | low))"
        if not are_alike(w, table, by_output):
            lines += ["if is_open:", leaving]
        else:
            if working_out:
                lines += [f"if is_open and (is_open | low) & {w.bound(working_out)}:", leaving]
            none = None if has_row(table) else (*(None for _ in table.outputs), ())
            row = f"settled_bits({rows}, may, low, {none}) if is_open else {row}"
    return [*lines, f"row = {row}"]


def worked_out(table: Table, by_output: tuple[tuple[Code, ...], ...]) -> tuple[dict[str, list[int]], ...]:
    """For each output the code of what rows work out, with these rows; the same formula is asked for once."""
    found: list[dict[str, list[int]]] = [{} for _ in by_output]
    texts: dict[Formula, str] = {}
    for output, codes in enumerate(by_output):
        for at, row in enumerate(table.rows):
            if constant_of(row.outputs[output], codes[at]) is None:
                text = texts.setdefault(row.outputs[output], codes[at].text)
                found[output].setdefault(text, []).append(at)
    return tuple(found)


def first_row(w: Writes, table: Table, columns: tuple[Code, ...]) -> list[str] | None:
    """Lines that find `low`, the bit of the first row that every column accepts."""
    found = rows_accepted(w, table, columns, {}, Here())
    if found is None:
        return None
    lines = [*found.lines, "low = sure & -sure"]
    if found.is_open:
        # Rows that may hold and stand before the first that certainly does are for the interpreter.
        lines += ["if (may ^ sure) & (low - 1):", "    hand_over()"]
    return lines


def rows_accepted(w: Writes, table: Table, columns: tuple[Code, ...], known: Known, here: Here) -> Accepted | None:
    """Which rows every column accepts; None where the table is no matter of an index."""
    guard = table.rows[0].guard
    if any(row.guard is not guard for row in table.rows):
        return None
    asked = Tests("True", "True") if guard is None else w.tests(guard, here)
    found = [_column(w, table, index, column, known) for index, column in enumerate(columns)]
    if any(one is None for one in found):
        return None
    every = w.bound((1 << len(table.rows)) - 1)
    lines = [f"sure = may = {every}" if asked.may == "True" else f"sure = may = {every} if {asked.may} else 0"]
    if not asked.known:
        lines += [f"if not {asked.sure}:", "    sure = 0"]
    for one in found:
        lines += one or ()
    is_open = not asked.known or any(column.maybe for column in columns)
    if not is_open:
        lines = [line.replace("sure = may", "sure") for line in lines if line != "may &= found"]
    return Accepted(lines, is_open)


def are_alike(w: Writes, table: Table, by_output: tuple[tuple[Code, ...], ...]) -> bool:
    """Whether equal values of an output are equal whichever rows give them: amounts have one currency or say theirs."""
    pairs = zip(table.outputs, by_output, strict=True)
    amounts = (codes for output, codes in pairs if w.currency and isinstance(output.type, MoneyType))
    return all(codes[0].currency is not None for codes in amounts)


def has_row(table: Table) -> bool:
    """Whether one of the rows holds in every case."""
    return table.total or any(row.otherwise for row in table.rows)


def outputs_of(table: Table, by_output: tuple[tuple[Code, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    """What each row gives, None where that must be worked out, and which row it is."""
    return tuple(
        (
            *((constant_of(one, codes[at]) or (None,))[0] for one, codes in zip(row.outputs, by_output, strict=True)),
            (at,),
        )
        for at, row in enumerate(table.rows)
    )


def constant_of(output: Formula, code: Code) -> tuple[Any] | None:
    """What a row gives; None where it must be worked out."""
    if not isinstance(output, Const):
        return None
    if isinstance(output.value, Fraction | Money) and code.constant is None:
        return None
    return (NOTHING if code.is_nothing else output.value if code.constant is None else code.constant,)


def masks_of(
    w: Writes, table: Table, index: int, column: Code, tests: Sequence[Formula | None]
) -> Words | Sizes | None:
    """Which rows accept which values of a column; `tests` are their cells. None where that is no matter of an index."""
    kind = table.columns[index].formula.type
    if isinstance(kind, MoneyType) and not w.currency:
        return None
    return _by_word(tests) if isinstance(kind, BooleanType | EnumType | TextType) else _by_size(w, tests, column)


def _column(w: Writes, table: Table, index: int, column: Code, known: Known) -> list[str] | None:
    """Lines that rule out the rows which the value of a column does not pass."""
    tests = [cell.test if isinstance(cell := row.cells[index], CellTests) else None for row in table.rows]
    if all(test is None for test in tests):
        return []
    if index not in known:
        known[index] = masks_of(w, table, index, column, tests)
    found = known[index]
    if found is None:
        return None
    if isinstance(found, Words):
        lines = [f"found = {w.bound(found.masks)}.get({column.text}, {w.bound(found.others)})"]
    else:
        ends = w.bound(found.ends)
        place = f"2 * place + (place < {len(found.ends)} and {ends}[place] == {found.value})"
        lines = [f"place = bisect_left({ends}, {found.value})", f"found = {w.bound(found.masks)}[{place}]"]
    lines += ["sure &= found", "may &= found"]
    if not column.maybe:
        return lines
    free = w.bound(sum(1 << row for row, test in enumerate(tests) if test is None))
    missing = [f"    sure &= {free}"]
    if table.columns[index].no_match_if_missing:
        missing.append(f"    may &= {free}")
    return [f"if {column.text} is None:", *missing, "else:", *(f"    {line}" for line in lines)]


def _by_word(tests: Sequence[Formula | None]) -> Words | None:
    sets: list[Members | None] = []
    for test in tests:
        found = None if test is None else set_of(test)
        if test is not None and (
            found is None or not isinstance(found[0], Subject) or not isinstance(found[1], Members)
        ):
            return None
        sets.append(found[1] if found is not None and isinstance(found[1], Members) else None)
    others = sum(1 << row for row, one in enumerate(sets) if one is None or one.others)
    masks: dict[object, int] = {}
    for row, one in enumerate(sets):
        # A row that names a word takes it where it takes no others, and the other way round.
        for word in () if one is None else sorted(one.members, key=str):
            masks[word] = masks.get(word, others) ^ 1 << row
    return Words(masks, others)


def _by_size(w: Writes, tests: Sequence[Formula | None], column: Code) -> Sizes | None:
    consts = [one.value for test in tests if test is not None for one in walk(test) if isinstance(one, Const)]
    different = {id(value): value for value in consts}.values()
    scale = column.scale
    for value in different:
        at = value if isinstance(value, date) else position(value)
        if at is None:
            return None
        if isinstance(at, Fraction):
            code = number(w, at)
            if code.constant is None:
                return None
            scale = max(scale, code.scale)

    def placed(value: Value) -> Any:  # noqa: ANN401 - a day, or a number at the scale of the column
        at = value if isinstance(value, date) else position(value)
        return at.numerator * (10**scale // at.denominator) if isinstance(at, Fraction) else at

    ends = sorted({placed(value) for value in different})
    pieces = 2 * len(ends) + 1
    changes = [0] * (pieces + 1)
    for row, test in enumerate(tests):
        accepted = (1 << pieces) - 1 if test is None else _pieces(test, ends, placed)
        if accepted is None:
            return None
        edges = accepted ^ (accepted << 1)
        while edges:
            low = edges & -edges
            changes[low.bit_length() - 1] ^= 1 << row
            edges ^= low
    value = at_scale(replace(column, maybe=False), scale).text
    return Sizes(scale, tuple(ends), tuple(accumulate(changes[:-1], xor)), value)


def _pieces(test: Formula, ends: list[Any], placed: Callable[[Value], Any]) -> int | None:
    """The pieces of the line that pass, as bits: below the first end, at it, between it and the next, and so on."""
    every = (1 << (2 * len(ends) + 1)) - 1
    match test:
        case Compare(op=op, left=Subject(), right=Const(value=value)):
            return _compared(op, bisect_left(ends, placed(value)), every)
        case Compare(op=op, left=Const(value=value), right=Subject()):
            return _compared(MIRRORED[op], bisect_left(ends, placed(value)), every)
        case Negate(part=part):
            inner = _pieces(part, ends, placed)
            return None if inner is None else every & ~inner
        case AllOf(parts=parts) | AnyOf(parts=parts):
            all_of = isinstance(test, AllOf)
            together = every if all_of else 0
            for part in parts:
                inner = _pieces(part, ends, placed)
                if inner is None:
                    return None
                together = together & inner if all_of else together | inner
            return together
    return None


def _compared(op: str, end: int, every: int) -> int:
    below, exactly = (1 << (2 * end + 1)) - 1, 1 << (2 * end + 1)
    passing = {
        "<": below,
        "<=": below | exactly,
        "=": exactly,
        "!=": every & ~exactly,
        ">": every & ~(below | exactly),
        ">=": every & ~below,
    }
    return passing[op]
