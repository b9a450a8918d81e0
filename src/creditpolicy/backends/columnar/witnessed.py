"""A table for rows that lack something: cases that are alike in all that it looks at have one answer, asked once.

For each case it is known which rows hold and which may. All else that an answer rests on is what those rows lack, in
their columns, other conditions and outputs, and which of their outputs are equal.
INVARIANT: where all of that is the same, so is what the interpreter says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

import polars

from creditpolicy.backends.columnar.candidates import Candidates
from creditpolicy.backends.columnar.collecting import folded
from creditpolicy.backends.columnar.column import (
    NOTHING,
    UNKNOWN,
    VARIES,
    Column,
    Expr,
    NotCompiled,
    alike,
    among,
    nothing_known,
)
from creditpolicy.backends.columnar.formulas import equal
from creditpolicy.backends.columnar.lacks import BITS, IS_UNKNOWN, NONE, WritesLacks, lack
from creditpolicy.backends.columnar.large import columns_of
from creditpolicy.backends.columnar.listing import listed
from creditpolicy.backends.columnar.places import outputs_of
from creditpolicy.backends.columnar.shapes import shape
from creditpolicy.backends.columnar.strictest import ranks_of
from creditpolicy.backends.columnar.tables import subject_of
from creditpolicy.backends.columnar.words import Word, words_of
from creditpolicy.formulas import (
    AllOf,
    Amounts,
    AnyOf,
    Apply,
    Arith,
    CellTests,
    Compare,
    Const,
    Formula,
    Negate,
    Over,
    Read,
    Table,
    parts,
    walk,
)
from creditpolicy.values.types import EnumType, ListType, Type

_MOST_PAIRS = 200


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A table that was worked out: its outputs, null where they are unknown, and what each of them lacks.

    `deciding` and `reasons` are lists for each case.
    """

    outputs: tuple[Column, ...]
    lacks: tuple[Expr, ...]
    deciding: Expr
    reasons: Expr


class _Key:
    """What makes cases alike that have the same rows: what they lack, what holds, and values that count as such."""

    def __init__(self) -> None:
        self.lacks: list[Expr] = []
        self.holding: list[Expr] = []
        self.exact: list[Expr] = []

    @property
    def exprs(self) -> list[Expr]:
        """All of it. Where one fact alone is missing, nobody looks at what it could be."""
        if not self.exact:
            return [*self.lacks, *self.holding]
        facts = reduce(or_, self.lacks, NONE) & polars.lit(IS_UNKNOWN - 1, dtype=BITS)
        several = facts & (facts - 1) != 0
        return [*self.lacks, *self.holding, *(polars.when(several).then(one) for one in self.exact)]


def witnessed(w: WritesLacks, table: Table) -> Witnessed:
    """Work a table out."""
    if table.record is not None:
        raise NotCompiled
    subjects = tuple(subject_of(w, table, index) for index in range(len(table.columns)))
    ranks = _ranks(table)
    order = sorted(range(len(table.rows)), key=lambda row: (ranks[row] if ranks else (False, 0), row))
    words = words_of(columns_of(w, table, subjects, order), len(order))
    if words is None:
        raise NotCompiled
    # A table without rows has one word all the same, so that there is something by which all cases are alike.
    words = words or [Word(0, 0, polars.lit(0, dtype=BITS), None)]
    rows = Candidates(w, table, order, words, None if ranks is None else [ranks[row] for row in order])
    key = _Key()
    _of_columns(key, w, table, rows)
    _of_claims(key, w, table, subjects, rows)
    _of_outputs(key, w, table, rows)
    *lacks, deciding, reasons = w.asked(table, rows.rows, [*rows.key, *key.exprs])
    outputs = _outputs(w, table, rows)
    known = tuple(
        w.kept(_where(lacking == 0, output, described.type))
        for lacking, output, described in zip(lacks, outputs, table.outputs, strict=True)
    )
    return Witnessed(known, tuple(lacks), deciding, reasons)


def _ranks(table: Table) -> list[tuple[bool, int]] | None:
    """For each row how strict it is, the first to win first; None where no row is behind another."""
    match table.combine:
        case None:
            return [(False, row) for row in range(len(table.rows))]
        case "strictest":
            return ranks_of(table)
        case "sum" | "min" | "max" | "list":
            return None


def _outputs(w: WritesLacks, table: Table, rows: Candidates) -> tuple[Column, ...]:
    """The outputs where they are known: the first row that may hold gives them, or all do that certainly hold."""
    match table.combine:
        case None | "strictest":
            if not rows.order:
                return tuple(nothing_known() for _ in table.outputs)
            first = rows.first() if _ranks(table) is not None else rows.first_by(_strictness(w, table))
            return outputs_of(w, table, first, rows.order)
        case "list":
            return listed(w, table, rows.certain()).outputs
        case "sum" | "min" | "max":
            return folded(w, table, rows.certain()).outputs


def _strictness(w: WritesLacks, table: Table) -> list[Expr]:
    """For each row how strict it is, the strictest highest; one that is not known may be that."""
    kind = table.outputs[0].type
    if not isinstance(kind, EnumType):
        raise NotCompiled
    found = []
    for row in table.rows:
        rank = among(w.value(row.outputs[0]), kind.members)
        if rank.nothing is not None:
            raise NotCompiled
        level = 0 if row.otherwise else len(kind.members) + 1
        found.append(rank.expr.cast(polars.UInt32()).fill_null(len(kind.members)) + level)
    return found


def _where(known: Expr, found: Column, of: Type) -> Column:
    """The same where it is known."""
    if found.constant is UNKNOWN:
        return found
    (found,), _ = alike(of, (found,))
    nothing = None if found.nothing is None else found.nothing & known
    expr = polars.when(known).then(found.expr)
    return replace(found, expr=expr, maybe=True, nothing=nothing, constant=VARIES, text=None)


def _of_columns(key: _Key, w: WritesLacks, table: Table, rows: Candidates) -> None:
    """What each column lacks, where a row tests it."""
    for index, column in enumerate(table.columns):
        lacks = lack(w, column.formula)
        tested = [place for place, row in enumerate(rows.order) if isinstance(table.rows[row].cells[index], CellTests)]
        if lacks is not None and tested:
            key.lacks.append(polars.when(rows.any_of(tested)).then(lacks).otherwise(NONE))


def _of_claims(key: _Key, w: WritesLacks, table: Table, subjects: Sequence[Column], rows: Candidates) -> None:
    """What conditions lack that do not rest on their column alone, where they are unknown and a row has them."""
    claims: dict[object, tuple[Formula, int | None, list[int]]] = {}
    for place, row in enumerate(table.rows[index] for index in rows.order):
        for index, cell in enumerate(row.cells):
            if isinstance(cell, CellTests) and not _of_its_column(cell.test):
                claims.setdefault((index, shape(cell.test)), (cell.test, index, []))[2].append(place)
        if row.guard is not None:
            claims.setdefault((None, shape(row.guard)), (row.guard, None, []))[2].append(place)
    for test, of, tested in claims.values():
        subject = None if of is None else subjects[of]
        own = None if of is None else lack(w, table.columns[of].formula)
        found = w.value(test, subject)
        if found.maybe:
            unknown = w.kept_expr(rows.any_of(tested) & found.expr.is_null())
            for part in _tests_in(test):
                _of_test(key, w, part, subject, own, unknown)


def _tests_in(test: Formula) -> Iterator[Formula]:
    if isinstance(test, AllOf | AnyOf | Negate):
        for part in parts(test):
            yield from _tests_in(part)
    else:
        yield test


def _of_test(key: _Key, w: WritesLacks, test: Formula, subject: Column | None, own: Expr | None, unknown: Expr) -> None:
    """What a part of an unknown condition lacks, and whether it holds. Of a comparison also the side that is known."""
    found = w.value(test, subject)
    if isinstance(found.constant, bool):
        return
    key.holding += (polars.when(unknown).then(one) for one in _exactly(found))
    lacks = lack(w, test, subject, own)
    if lacks is None:
        return
    key.lacks.append(polars.when(unknown).then(lacks).otherwise(NONE))
    key.exact += (polars.when(unknown & (lacks != 0)).then(one) for one in _sides(w, test, subject))


def _sides(w: WritesLacks, test: Formula, subject: Column | None) -> Iterator[Expr]:
    """Both sides of a comparison of which each may be known. Nobody looks at what a list could be."""
    sides = [test.left, test.right] if isinstance(test, Compare) else []
    if not any(isinstance(side, Const | Amounts) or isinstance(side.type, ListType) for side in sides):
        for side in sides:
            yield from _exactly(w.value(side, subject))


def _exactly(found: Column) -> Iterator[Expr]:
    """A value as it is."""
    if found.constant not in {UNKNOWN, NOTHING}:
        yield found.expr
        if found.over is not None:
            yield found.over.expr


def _of_its_column(test: Formula) -> bool:
    """Whether a test of a cell is known wherever its column is, and says nothing else about it."""
    return not any(
        isinstance(part, Read | Over | Apply) or (isinstance(part, Arith) and part.op == "/") for part in walk(test)
    )


def _of_outputs(key: _Key, w: WritesLacks, table: Table, rows: Candidates) -> None:
    """What outputs lack that are worked out, and which of them are equal, where rows have them."""
    for output in range(len(table.outputs)):
        places: dict[object, tuple[Formula, list[int]]] = {}
        for place, row in enumerate(rows.order):
            formula = table.rows[row].outputs[output]
            places.setdefault(shape(formula), (formula, []))[1].append(place)
        different = list(places.values())
        if all(isinstance(formula, Const) for formula, _ in different):
            continue
        if len(different) ** 2 > _MOST_PAIRS:
            raise NotCompiled
        for number, (formula, own) in enumerate(different):
            if isinstance(formula, Const):
                continue
            here = rows.any_of(own)
            lacks = lack(w, formula)
            if lacks is not None:
                key.lacks.append(polars.when(here).then(lacks).otherwise(NONE))
            # Of these it counts which is the most; of others only which are the same.
            if table.combine in {"sum", "min", "max"} or (table.combine == "strictest" and output == 0):
                key.holding += (polars.when(here).then(one) for one in _exactly(w.value(formula)))
                continue
            for later, (other, its) in enumerate(different):
                if later > number or isinstance(other, Const):
                    key.holding.append(polars.when(here & rows.any_of(its)).then(_same(w, formula, other)))


def _same(w: WritesLacks, formula: Formula, other: Formula) -> Expr:
    """Whether two outputs are equal; null where that is not known."""
    found = w.value(formula), w.value(other)
    if any(one.constant is UNKNOWN for one in found):
        return polars.lit(None, dtype=polars.Boolean())
    (left, right), _ = alike(formula.type, found)
    nothing = [one.nothing for one in found]
    if all(one is None for one in nothing):
        return equal(left, right)
    one, two = (polars.lit(value=False) if each is None else each for each in nothing)
    return polars.when(one | two).then(one & two).otherwise(equal(left, right))
