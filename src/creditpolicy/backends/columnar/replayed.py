"""Columns back to values: what names stand for in single rows, or which facts would tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import polars

from creditpolicy.backends.columnar.column import VARIES, Column, Expr
from creditpolicy.backends.columnar.functions import value_of
from creditpolicy.backends.columnar.lacks import NONE, Names
from creditpolicy.formulas import Formula, Over, Read, Table, parts
from creditpolicy.ir.reads import formulas_of
from creditpolicy.values.money import Money
from creditpolicy.values.types import Type
from creditpolicy.values.unknown import Maybe, Unknown

_WIDTH = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """What a name stands for in a frame, and what it lacks; None where it is known in every row."""

    column: Column
    lack: Expr | None
    type: Type

    @property
    def exprs(self) -> tuple[Expr, Expr, Expr, Expr]:
        """The value, what it is divided by, whether it is nothing, and what it lacks."""
        found = self.column
        return (
            polars.lit(None) if found.constant is not VARIES else found.expr,
            polars.lit(None) if found.over is None else found.over.expr,
            polars.lit(value=False) if found.nothing is None else found.nothing,
            NONE if self.lack is None else self.lack,
        )


def names_of(table: Table) -> dict[str, Type]:
    """The names that a table reads itself, with their types; of lists of records no case has any here."""
    return {one.name.removeprefix("base."): one.type for formula in formulas_of(table) for one in _reads(formula)}


def _reads(formula: Formula) -> Iterator[Read]:
    if isinstance(formula, Read):
        yield formula
    if not isinstance(formula, Over):
        for part in parts(formula):
            yield from _reads(part)


def replayed(
    frame: polars.DataFrame, shown: Mapping[str, Shown], names: Names, currency: str
) -> Iterator[dict[str, Maybe]]:
    """For each row what the names stand for."""
    if not shown:
        yield from ({} for _ in range(frame.height))
        return
    several = [expr for one in shown.values() for expr in one.exprs]
    exprs = [expr.alias(str(index)) for index, expr in enumerate(several)]
    for row in frame.with_columns(exprs).select(str(index) for index in range(len(exprs))).iter_rows():
        yield {
            name: _value(one, row[start : start + _WIDTH], names, currency)
            for (name, one), start in zip(shown.items(), range(0, len(row), _WIDTH), strict=True)
        }


def _value(one: Shown, row: Sequence[Any], names: Names, currency: str) -> Maybe:
    plain, over, is_nothing, lack = row
    if lack:
        return Unknown(frozenset(names.told(lack)))
    if is_nothing:
        return None
    plain = one.column.constant if one.column.constant is not VARIES else plain
    found = value_of(plain, one.column, one.type, currency)
    if over is None:
        return found
    if isinstance(found, Money):
        return replace(found, amount=found.amount / over)
    assert isinstance(found, Fraction)  # noqa: S101 - only numbers are divided
    return found / Fraction(over)
