"""What the parts of this back end ask of whoever puts the stages of a point together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeAlias

import polars

from creditpolicy.backends.columnar.column import Column, Expr
from creditpolicy.formulas import Formula
from creditpolicy.ir.program import Program
from creditpolicy.values.value import Value

Meaning: TypeAlias = Callable[[str, tuple[Value, ...]], Any]
"""What a built-in function gives for known arguments."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A column `name` that is worked out once for each row of values that `columns` have together."""

    name: str
    columns: tuple[str, ...]
    answers: Callable[[Sequence[tuple[Any, ...]]], polars.Series]


class Writes(Protocol):
    """Whoever puts the stages of a point together."""

    program: Program
    as_of: date
    currency: str
    """The policy's only one; "" where it has several."""
    meaning: Meaning

    def value(self, formula: Formula, subject: Column | None = None) -> Column:
        """What a formula is; a condition as a column of truth values."""
        ...

    def read(self, name: str) -> Column:
        """What a name stands for."""
        ...

    def aggregate(self, record: str) -> Column:
        """What is worked out over a list of records, which no case has that is answered here."""
        ...

    def kept(self, column: Column) -> Column:
        """The same, worked out once."""
        ...

    def kept_expr(self, expr: Expr) -> Expr:
        """The same, worked out once."""
        ...

    def looked_up(self, columns: Sequence[Expr], answers: Callable[[Sequence[tuple[Any, ...]]], polars.Series]) -> Expr:
        """A column that is worked out once for each row of values."""
        ...

    def opens(self, where: Expr) -> None:
        """Leave the rows in which this holds to those that decide case by case."""
        ...
