"""A decision point for one case: every answer, what is lacking, which rows decided."""

from collections.abc import Callable
from typing import Any, TypeAlias

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.next_change import LookingAhead
from creditpolicy.backends.interpreter.outcome import nested, shown_output
from creditpolicy.backends.interpreter.table import At
from creditpolicy.backends.interpreter.trace import trace_of
from creditpolicy.decision import Decision, Origin, OverrideShown, Reason, Trace
from creditpolicy.decision.decision import frozen
from creditpolicy.facts.case import Case
from creditpolicy.facts.plain import plain_case
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Choose, Const, Formula, Point, Row, Table, names_read
from creditpolicy.ir.program import Program
from creditpolicy.values.types import ListType
from creditpolicy.values.unknown import Maybe, Unknown

LANGUAGE = 1
Saying: TypeAlias = Callable[[Program, Table, Row], Titles]


def decide(program: Program, point: Point, case: Case, say: Saying) -> Decision:
    """Decide `point` for `case`; `say` gives the text of a row's reason.

    Raises:
        FactsError: facts contradict each other (a supplied total that the invoices don't give, two currencies in one
            sum, two exceptions at one scope).

    """
    evaluation = Evaluation(program, case)
    asked = _Asked(evaluation, point)
    outcome, missing, undecided = asked.outcome()
    reached = dict(evaluation.tables)
    return Decision(
        point=point.name,
        status="undecided" if undecided else "decided",
        outcome=frozen(outcome),  # type: ignore[arg-type]  # an outcome is a mapping
        reasons=_reasons(evaluation, asked.tables, say),
        missing=tuple(sorted(missing)),
        # INVARIANT: one id for each reason, in the same order.
        deciding=tuple(
            f"{table}.{program.tables[table].rows[index].id}"
            for table, at in asked.tables
            for index in reached[table, at].deciding
        ),
        overrides=_overrides(evaluation),
        origin=Origin(program.id, program.version, program.digest, LANGUAGE, case.as_of),
        _facts=lambda: plain_case(case),
        _trace=lambda: explain(program, point, case),
    )


def explain(program: Program, point: Point, case: Case) -> Trace:
    """The full trace of the same decision: a function of program, facts and day."""
    evaluation = Evaluation(program, case)
    _Asked(evaluation, point, with_next_change=False).outcome()
    return trace_of(evaluation)


class _Asked:
    """The answers of one decision point, and the tables that gave them."""

    def __init__(self, evaluation: Evaluation, point: Point, *, with_next_change: bool = True) -> None:
        self.evaluation = evaluation
        self.point = point
        self.with_next_change = with_next_change
        self.tables: list[tuple[str, At]] = []
        self._looking: LookingAhead | None = None

    def outcome(self) -> tuple[dict[str, Any], set[str], bool]:
        """The outcome, the facts that are missing, and whether anything is undecided."""
        fields, missing, undecided = self._fields(self.point.answers, ())
        outcome = nested(fields)
        if self.point.record is None:
            return outcome, missing, undecided
        count = self.evaluation.records(self.point.record)
        if count is None:
            group = str(self.point.record_group)
            outcome[group] = {}
            return outcome, missing | {group}, True
        answers: dict[str, Any] = {}
        for index in range(count):
            name, answer, lacking = self._record(index)
            answers[name] = answer
            missing |= lacking
            undecided = undecided or answer["status"] == "undecided"
        outcome[str(self.point.record_group)] = answers
        return outcome, missing, undecided

    def _record(self, index: int) -> tuple[str, dict[str, Any], set[str]]:
        point = self.point
        at: At = ((str(point.record), index),)
        fields, missing, undecided = self._fields(point.record_answers, at)
        answer: dict[str, Any] = {"status": "undecided" if undecided else "decided", **nested(fields)}
        if point.looks_ahead and self.with_next_change:
            day = self._ahead().next_change(at)
            answer["next_change_on"] = None if day is None else day.isoformat()
        answer["missing"] = sorted(missing)
        key = self.evaluation.named(point.record_key, at) if point.record_key else Unknown()
        name = f"{point.record_group}[{index}]" if isinstance(key, Unknown) else str(key)
        return name, answer, missing

    def _ahead(self) -> LookingAhead:
        self._looking = self._looking or LookingAhead(self.evaluation, self.point)
        return self._looking

    def _fields(self, answers: tuple[Answer, ...], at: At) -> tuple[dict[str, Any], set[str], bool]:
        values = {answer.key: self.evaluation.value(answer.formula, at) for answer in answers}
        for answer in answers:
            self._note_tables(answer.formula, at)
        lacking = [value for value in values.values() if isinstance(value, Unknown)]
        fallback = dict(self.point.fallback)
        fields = {
            answer.key: _field(answer, values[answer.key], fallback.get(answer.key) if lacking else None)
            for answer in answers
        }
        return fields, {path for lack in lacking for path in lack.missing}, bool(lacking)

    def _note_tables(self, formula: Formula, at: At) -> None:
        """Remember the tables that gave an answer; those behind a branch that was not taken did not."""
        program = self.evaluation.program
        if isinstance(formula, Choose):
            verdict = self.evaluation.value(formula.condition, at)
            taken = (
                (formula.yes, formula.no) if isinstance(verdict, Unknown) else (formula.yes if verdict else formula.no,)
            )
            for part in (formula.condition, *taken):
                self._note_tables(part, at)
            return
        for name in names_read(formula):
            table = program.outputs.get(name.removeprefix("base."))
            if table is None:
                continue
            record = program.tables[table[0]].record
            key = (table[0], tuple(pair for pair in at if pair[0] == record))
            if key in self.evaluation.tables and key not in self.tables:
                self.tables.append(key)


def _field(answer: Answer, value: Maybe, fallback: Const | None) -> Any:  # noqa: ANN401 - plain data
    """An answer as its output is typed, also where it is the fall-back: `0` is `"0.00"`, a word of a list is a list."""
    kind = answer.formula.type
    if not isinstance(value, Unknown):
        return shown_output(value, kind)
    if fallback is None:
        return None
    shown = shown_output(fallback.value, kind)
    return [shown] if isinstance(kind, ListType) and isinstance(shown, str) else shown


def _reasons(evaluation: Evaluation, tables: list[tuple[str, At]], say: Saying) -> tuple[Reason, ...]:
    found: list[Reason] = []
    for name, at in tables:
        table = evaluation.program.tables[name]
        about = None if not at else evaluation.path(f"{at[0][0]}.", at).rstrip(".")
        for index in evaluation.tables[name, at].deciding:
            row = table.rows[index]
            code = row.reason or f"{name}.{row.id}"
            found.append(Reason(code, say(evaluation.program, table, row), about))
    return tuple(found)


def _overrides(evaluation: Evaluation) -> tuple[OverrideShown, ...]:
    program = evaluation.program
    shown = []
    for (name, _), one in evaluation.overrides.items():
        kind = (
            program.definitions[name].formula.type
            if name in program.definitions
            else program.tables[program.outputs[name][0]].outputs[program.outputs[name][1]].type
        )
        base = None if isinstance(one.base, Unknown) else shown_output(one.base, kind)
        value = None if isinstance(one.value, Unknown) else shown_output(one.value, kind)
        shown.append(OverrideShown(name, base, value, one.exception))
    return tuple(shown)
