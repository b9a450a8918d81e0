"""What decisions reach of a program. Fed with the evaluations of each test, it gives the coverage of them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.backends.interpreter.table import At, all_verdicts
from creditpolicy.diagnostics import Place
from creditpolicy.formulas import Formula, Row, Table
from creditpolicy.formulas.sets import position, step_of
from creditpolicy.ir.program import Program
from creditpolicy.testing.coverage import Coverage, RowCovered, ThresholdCovered
from creditpolicy.testing.thresholds import (
    Condition,
    Threshold,
    all_thresholds,
    conditions_in,
    inner_conditions,
    row_parts,
    supposing,
    thresholds_in,
)
from creditpolicy.testing.written import Written
from creditpolicy.values.describe import written
from creditpolicy.values.unknown import Maybe, Unknown
from creditpolicy.values.value import Value

_Key: TypeAlias = tuple[Place, str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A value beside a constant: how far from it, and as the language writes it."""

    distance: Fraction
    value: Fraction
    text: str


class Reach:
    """What was reached so far."""

    def __init__(self, program: Program) -> None:
        """Nothing yet."""
        self.program = program
        self.wrote = Written.of(program)
        self._rows: dict[Place, int] = {}
        self._held: dict[_Key, _Seen] = {}
        self._failed: dict[_Key, _Seen] = {}
        self._of_rows = {
            (table.name, row.id): tuple(
                (index, thresholds_in(part, self.wrote)) for index, (part, _) in enumerate(row_parts(row))
            )
            for table in program.tables.values()
            for row in table.rows
        }
        self._inner = {
            (table.name, row.id): inner_conditions(row, self.wrote)
            for table in program.tables.values()
            for row in table.rows
        }
        self._of_columns = {
            table.name: tuple(
                (index, conditions_in(column.formula, self.wrote)) for index, column in enumerate(table.columns)
            )
            for table in program.tables.values()
        }
        self._of_definitions = {
            name: conditions_in(definition.formula, self.wrote) for name, definition in program.definitions.items()
        }

    def add(self, evaluations: tuple[Evaluation, ...]) -> None:
        """Add what one test looked at."""
        decided: set[Place] = set()
        for evaluation in evaluations:
            # What is asked for below may make an evaluation ask further; that is not what the decision rested on.
            tables, found = tuple(evaluation.tables.items()), evaluation.found()
            for (name, at), answer in tables:
                table = self.program.tables[name]
                verdicts = tuple(all_verdicts(table, answer.columns, evaluation, at))
                decided |= {table.rows[index].at for index in answer.deciding if verdicts[index] is True}
                self._table(table, at, answer.columns, verdicts, evaluation)
            for name, at, _ in found:
                for condition in self._of_definitions.get(name, ()):
                    self._condition(condition, at, evaluation)
        for place in decided:
            self._rows[place] = self._rows.get(place, 0) + 1

    def coverage(self, excused: Mapping[str, str]) -> Coverage:
        """Of everything that an author wrote, in the order of the files; `excused` rows with the reason."""
        return Coverage(self._covered_rows(excused), self._covered_thresholds())

    def row_names(self) -> tuple[str, ...]:
        """The names of all rows that an author wrote."""
        return tuple(row.name for row in self._covered_rows({}))

    def _covered_rows(self, excused: Mapping[str, str]) -> tuple[RowCovered, ...]:
        names: dict[Place, list[tuple[str, str]]] = {}
        for table in self.program.tables.values():
            for row in table.rows:
                if self.wrote.row(row):
                    names.setdefault(row.at, []).append((table.name, row.id))
        called = {place: _together(names[place]) for place in sorted(names)}
        return tuple(
            RowCovered(name, place, self._rows.get(place, 0), excused.get(name)) for place, name in called.items()
        )

    def _covered_thresholds(self) -> tuple[ThresholdCovered, ...]:
        found: dict[_Key, tuple[str, str | None, Threshold]] = {}
        for name, header, threshold in all_thresholds(self.program, self.wrote):
            found.setdefault(_key(threshold), (name, header, threshold))
        return tuple(self._covered(key, *found[key]) for key in sorted(found))

    def _covered(self, key: _Key, name: str, header: str | None, threshold: Threshold) -> ThresholdCovered:
        held, failed = self._held.get(key), self._failed.get(key)
        step = step_of(threshold.varying.type)
        exact = held is not None and failed is not None and abs(held.value - failed.value) == step
        return ThresholdCovered(
            _text(header, threshold),
            name,
            threshold.test.at,
            None if held is None else held.text,
            None if failed is None else failed.text,
            exact,
        )

    def _table(
        self, table: Table, at: At, columns: tuple[Maybe, ...], verdicts: tuple[Maybe, ...], evaluation: Evaluation
    ) -> None:
        for index, conditions in self._of_columns[table.name]:
            for condition in conditions:
                if condition.formula is not table.columns[index].formula or _matters(
                    index, table, at, columns, evaluation
                ):
                    self._condition(condition, at, evaluation)
        takes_first = table.hit == "first" and True in verdicts
        last = verdicts.index(True) if takes_first else len(verdicts)
        for index, row in enumerate(table.rows):
            for condition in self._inner[table.name, row.id]:
                self._condition(condition, at, evaluation)
            if index <= last:
                self._row(table, row, at, columns, evaluation)

    def _row(self, table: Table, row: Row, at: At, columns: tuple[Maybe, ...], evaluation: Evaluation) -> None:
        wanted = self._of_rows[table.name, row.id]
        if not any(thresholds for _, thresholds in wanted):
            return
        whole = row_parts(row)
        subjects = tuple(None if column is None else columns[column] for _, column in whole)
        verdicts = tuple(
            evaluation.value(part, at, subject) for (part, _), subject in zip(whole, subjects, strict=True)
        )
        for index, thresholds in wanted:
            if all(verdict is True for other, verdict in enumerate(verdicts) if other != index):
                for threshold in thresholds:
                    self._see(threshold, whole[index][0], at, subjects[index], evaluation)

    def _condition(self, condition: Condition, at: At, evaluation: Evaluation) -> None:
        counts = [evaluation.looked_at(one) for one in condition.records]
        for indexes in product(*counts):
            own = dict(at) | dict(zip(condition.records, indexes, strict=True))
            for threshold in condition.thresholds:
                self._see(threshold, condition.formula, tuple(sorted(own.items())), None, evaluation)

    def _see(self, threshold: Threshold, whole: Formula, at: At, subject: Maybe, evaluation: Evaluation) -> None:
        """Note on which side of the threshold the case lies, if that decides on the whole."""
        verdict = evaluation.value(threshold.test, at, subject)
        if isinstance(verdict, Unknown):
            return
        ways = [
            supposing(whole, threshold.test, one, lambda part: evaluation.value(part, at, subject))
            for one in (True, False)
        ]
        value = evaluation.value(threshold.varying, at, subject)
        constant = evaluation.value(threshold.constant, at, subject)
        if any(isinstance(way, Unknown) for way in ways) or ways[0] == ways[1] or isinstance(value, Unknown):
            return
        number, bound = _place(value), None if isinstance(constant, Unknown) else _place(constant)
        distance = Fraction(0) if bound is None else abs(number - bound)
        seen = self._held if verdict is True else self._failed
        key = _key(threshold)
        if key not in seen or (distance, number) < (seen[key].distance, seen[key].value):
            seen[key] = _Seen(distance, number, written(value, threshold.varying.type))


def _matters(index: int, table: Table, at: At, columns: tuple[Maybe, ...], evaluation: Evaluation) -> bool:
    """Whether a table would answer by another row if a column that asks a question came out the other way."""

    def deciding(values: tuple[Maybe, ...]) -> tuple[int, ...]:
        held = tuple(row for row, verdict in enumerate(all_verdicts(table, values, evaluation, at)) if verdict is True)
        return held[:1] if table.hit == "first" else held

    turned = (*columns[:index], not columns[index], *columns[index + 1 :])
    return isinstance(columns[index], bool) and deciding(columns) != deciding(turned)


def _key(threshold: Threshold) -> _Key:
    return threshold.test.at, threshold.bound


def _place(value: Value) -> Fraction:
    """Where a value lies on its line; what has none lies at zero."""
    return position(value) or Fraction(0)


def _together(names: list[tuple[str, str]]) -> str:
    """One name for the rows of one place: what their names in the first table begin with in common."""
    table = names[0][0]
    own = [row.split(".") for name, row in names if name == table]
    common = max(size for size in range(len(own[0]) + 1) if all(one[:size] == own[0][:size] for one in own))
    return ".".join([table, *own[0][: common or len(own[0])]])


def _text(header: str | None, threshold: Threshold) -> str:
    """The author's words, a cell's behind those of its column; of a range the end that is meant beside it."""
    said = threshold.test.text if header is None else f"{header} {threshold.test.text}"
    return f"{said}, {threshold.bound}" if ".." in said else said
