"""One decision point as stages of columns: what it asks of facts, definitions and tables, each worked out once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars

from creditpolicy.backends.columnar import formulas
from creditpolicy.backends.columnar.column import (
    NOTHING,
    VARIES,
    Column,
    Expr,
    NotCompiled,
    alike,
    constant,
    day_number,
    nothing_known,
    whole,
)
from creditpolicy.backends.columnar.deciding_rows import Decided
from creditpolicy.backends.columnar.shapes import shape
from creditpolicy.backends.columnar.stages import Stages
from creditpolicy.backends.columnar.tables import decided
from creditpolicy.backends.columnar.writes import Meaning
from creditpolicy.facts.vocabulary import Fact
from creditpolicy.formulas import Compare, Formula
from creditpolicy.ir.program import Program
from creditpolicy.values.types import BooleanType, DateType, EnumType, ListType, MoneyType, TextType


@dataclass(frozen=True, slots=True)
class Given:
    """A fact that a frame has, as the column `name`: whether it lacks anywhere, and between which numbers it lies."""

    name: str
    maybe: bool
    scale: int = 0
    low: int = 0
    high: int = 0


class Asking:
    """A point while its stages are put together."""

    def __init__(self, program: Program, given: Mapping[str, Given], as_of: date, meaning: Meaning) -> None:
        """Nothing is asked yet.

        Args:
            program: the policy.
            given: the facts that the frame has, by name; all others are missing.
            as_of: the day for which is decided.
            meaning: what the built-in functions give that are not written out.

        """
        self.program = program
        self.as_of = as_of
        self.meaning = meaning
        currencies = program.vocabulary.currencies
        self.currency = currencies[0] if len(currencies) == 1 else ""
        self.stages = Stages()
        self.open: list[Expr] = []
        self.lists: set[str] = set()
        self._given = given
        self._names: dict[str, Column] = {}
        self._tables: dict[str, Decided] = {}
        self._tests: dict[tuple[Any, ...], Column] = {}

    def value(self, formula: Formula, subject: Column | None = None) -> Column:
        """What a formula is."""
        if not isinstance(formula, Compare):
            return formulas.value(self, formula, subject)
        # The same test stands in many rows.
        key = shape(formula), None if subject is None else (subject.expr.meta.serialize(), subject.constant)
        found = self._tests.get(key)
        if found is None:
            found = self._tests[key] = self.kept(formulas.value(self, formula, subject))
        return found

    def read(self, name: str) -> Column:
        """A fact, a definition or an output. No exception is granted here, so that `base.` makes no difference."""
        plain = name.removeprefix("base.")
        found = self._names.get(plain)
        if found is None:
            found = self._names[plain] = self._read(plain)
        return found

    def read_told(self) -> None:
        """What a frame tells may not differ from what its other columns give, whoever asks for it."""
        for name, definition in self.program.definitions.items():
            if definition.supplied and name in self._given:
                self.read(name)

    def aggregate(self, record: str) -> Column:
        """Unknown where the list is missing; cases that have it, be it empty, are for others."""
        self.lists.add(record)
        return nothing_known()

    def table(self, name: str) -> Decided:
        """A table, worked out."""
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = decided(self, self.program.tables[name])
        return found

    def output(self, table: str, index: int) -> Column:
        """An output of a table."""
        return self.table(table).outputs[index]

    def kept(self, column: Column) -> Column:
        """The same, worked out once."""
        if column.constant is not VARIES:
            return column
        if not column.expr.meta.root_names() and column.over is None and column.nothing is None:
            return settled(column)
        over = None if column.over is None else self.kept(column.over)
        nothing = None if column.nothing is None else self.kept_expr(column.nothing)
        return replace(column, expr=self.kept_expr(column.expr), over=over, nothing=nothing)

    def kept_expr(self, expr: Expr) -> Expr:
        """The same, worked out once."""
        if expr.meta.is_column():
            return expr
        if not expr.meta.root_names():
            found = polars.select(expr).to_series()
            return polars.lit(found.item(), dtype=found.dtype)
        return self.stages.add(expr)

    def looked_up(self, columns: Sequence[Expr], answers: Callable[[Sequence[tuple[Any, ...]]], polars.Series]) -> Expr:
        """A column that is worked out once for each row of values."""
        return self.stages.add_lookup(columns, answers)

    def opens(self, where: Expr) -> None:
        """Leave the rows in which this holds open."""
        self.open.append(self.kept_expr(where))

    def _read(self, name: str) -> Column:
        definition = self.program.definitions.get(name)
        if definition is not None:
            if definition.record is not None:
                raise NotCompiled
            found = self.kept(self.value(definition.formula))
            return self._or_told(name, found) if definition.supplied else found
        output = self.program.outputs.get(name)
        if output is not None:
            return self.output(*output)
        return self._fact(self.program.vocabulary.facts[name])

    def _or_told(self, name: str, worked_out: Column) -> Column:
        """The value as it is worked out, else as the frame tells it; rows in which the two differ are left open."""
        fact = self.program.vocabulary.facts[name]
        told = self._fact(fact)
        if told.constant is not VARIES:
            return worked_out
        if worked_out.constant is NOTHING or worked_out.nothing is not None:
            raise NotCompiled
        found = formulas.instead(worked_out, told, fact.type)
        if worked_out.constant is VARIES:
            (one, other), _ = alike(fact.type, (worked_out, told))
            if one.over is not None:
                raise NotCompiled
            self.opens((one.expr != other.expr).fill_null(value=False))
        return self.kept(found)

    def _fact(self, fact: Fact) -> Column:
        record = self.program.vocabulary.records[fact.record]
        if record.many is not None:
            raise NotCompiled
        given = self._given.get(fact.name)
        if given is None:
            return nothing_known()
        if isinstance(fact.type, MoneyType) and not self.currency:
            raise NotCompiled
        found = _column(fact, given)
        until = self._given.get(fact.valid_until or "")
        if until is None:
            return found
        expired = (polars.col(until.name) < day_number(self.as_of)).fill_null(value=False)
        return self.kept(replace(found, expr=polars.when(~expired).then(found.expr), maybe=True))


def settled(column: Column) -> Column:
    """A value that is the same in every row, worked out now."""
    found = polars.select(column.expr).to_series()
    value = found.item()
    if value is None:
        return nothing_known()
    if isinstance(value, polars.Series):
        return constant(tuple(value.to_list()))
    if column.members:
        return constant(column.members[value])
    if isinstance(value, bool | str):
        return constant(value)
    kind = found.dtype if found.dtype == polars.Int32 else None
    return whole(value, column.scale, kind)


def _column(fact: Fact, given: Given) -> Column:
    expr = polars.col(given.name)
    match fact.type:
        case EnumType(members=members):
            return Column(expr, given.maybe, members=members)
        case BooleanType() | TextType() | ListType():
            return Column(expr, given.maybe)
        case DateType():
            return Column(expr, given.maybe, low=given.low, high=given.high)
    return Column(expr, given.maybe, given.scale, given.low, given.high)
