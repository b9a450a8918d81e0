"""A table decided for given column values, so that no finding rests on the analysis alone."""

from datetime import date

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.table import At, all_verdicts
from creditpolicy.facts.case import Case, Given
from creditpolicy.formulas import Formula, Table
from creditpolicy.ir.program import Program
from creditpolicy.values.unknown import Maybe
from creditpolicy.values.value import Value


class Replay:
    """A case of which only the values of a table's columns are known."""

    def __init__(self, program: Program, table: Table, values: tuple[Value, ...]) -> None:
        """The columns of `table` have `values`, all else is missing."""
        given = {column.formula: value for column, value in zip(table.columns, values, strict=True)}
        lists: dict[str, tuple[Given, ...]] = {
            name: ({},) for name, record in program.vocabulary.records.items() if record.many
        }
        self._given: dict[Formula, Value] = given
        self._evaluation = Evaluation(program, Case(date(2000, 1, 1), {}, lists, {}))
        self._table = table

    def value(self, formula: Formula, at: At = (), subject: Maybe = None) -> Maybe:
        """What a formula is under these column values."""
        if formula in self._given:
            return self._given[formula]
        return self._evaluation.value(formula, at, subject)

    def verdicts(self) -> tuple[Maybe, ...]:
        """The verdict on every row."""
        at: At = () if self._table.record is None else ((self._table.record, 0),)
        columns = tuple(self.value(column.formula, at) for column in self._table.columns)
        return tuple(all_verdicts(self._table, columns, self, at))
