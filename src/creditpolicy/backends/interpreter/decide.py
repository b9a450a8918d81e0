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
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.plain import plain_case
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Choose, Const, Formula, Point, Row, Table, names_read
from creditpolicy.ir.program import Program
from creditpolicy.values.money import Money
from creditpolicy.values.types import ListType
from creditpolicy.values.unknown import Maybe, Unknown

LANGUAGE = 1
Saying: TypeAlias = Callable[[Program, Table, Row], Titles]


def decide(program: Program, point: Point, case: Case, say: Saying) -> Decision:
    """Decide `point` for `case`; `say` gives the text of a row's reason.

    Raises:
        FactsError: facts contradict each other (a supplied total that the invoices don't give, two exceptions at one
            scope). Whatever else the facts are, there is a decision.

    """
    whole = Evaluation(program, case)
    problems = whole.contradictions()
    if problems:
        raise FactsError(problems)
    _no_grant_meets_another(whole)
    asked = _Asked(whole, point)
    outcome, missing, undecided = asked.outcome()
    return Decision(
        point=point.name,
        status="undecided" if undecided else "decided",
        outcome=frozen(outcome),  # type: ignore[arg-type]  # an outcome is a mapping
        reasons=tuple(
            _reason(evaluation, table, at, index, say)
            for evaluation, table, at in asked.tables
            for index in evaluation.tables[table, at].deciding
        ),
        missing=tuple(sorted(missing)),
        # INVARIANT: one id for each reason, in the same order.
        deciding=tuple(
            f"{table}.{program.tables[table].rows[index].id}"
            for evaluation, table, at in asked.tables
            for index in evaluation.tables[table, at].deciding
        ),
        overrides=tuple(shown for evaluation in asked.evaluations for shown in _overrides(evaluation)),
        origin=_origin(program, case),
        _facts=lambda: plain_case(case),
        _trace=lambda: explain(program, point, case),
    )


def _calendar(program: Program) -> tuple[str, str] | None:
    """By which calendar was decided: its name and its digest."""
    calendar = program.vocabulary.calendar
    return None if calendar is None else (calendar.name, calendar.digest)


def _origin(program: Program, case: Case) -> Origin:
    """Where the decision comes from."""
    law = tuple(program.law.items())
    return Origin(program.id, program.version, program.digest, LANGUAGE, case.as_of, _calendar(program), law)


def explain(program: Program, point: Point, case: Case) -> Trace:
    """The full trace of the same decision: a function of program, facts and day."""
    return trace_of(evaluations(program, point, case))


def evaluations(program: Program, point: Point, case: Case) -> tuple[Evaluation, ...]:
    """What the decision looked at: one evaluation, or one for each currency that the records are in."""
    asked = _Asked(Evaluation(program, case), point, with_next_change=False)
    asked.outcome()
    return asked.evaluations


def _no_grant_meets_another(evaluation: Evaluation) -> None:
    """Two exceptions that hold at one scope are found whether or not the decision rests on what they replace."""
    if evaluation.case.lists.get("exception"):
        for target in evaluation.program.overrides:
            evaluation.named(target)


class _Asked:
    """The answers of one decision point, the evaluations that gave them, and the tables that those asked.

    Records in several currencies are asked about apart: aggregates over their list then see those of one currency.
    """

    def __init__(self, whole: Evaluation, point: Point, *, with_next_change: bool = True) -> None:
        self.whole = whole
        self.point = point
        self.with_next_change = with_next_change
        self.by_currency = _by_currency(whole, point)
        self.evaluations = tuple(dict.fromkeys(self.by_currency.values())) or (whole,)
        self.tables: list[tuple[Evaluation, str, At]] = []

    def outcome(self) -> tuple[dict[str, Any], set[str], bool]:
        """The outcome, the facts that are missing, and whether anything is undecided."""
        outcome, missing, undecided = self._of_the_case()
        if self.point.record is None:
            return outcome, missing, undecided
        group = str(self.point.record_group)
        count = self.whole.records(self.point.record)
        if count is None:
            return {**outcome, group: {}}, missing | {group}, True
        ahead = {evaluation: LookingAhead(evaluation, self.point) for evaluation in self.evaluations}
        answers: dict[str, Any] = {}
        for index in range(count):
            evaluation = self.by_currency.get(index, self.whole)
            name, answer, lacking = self._record(evaluation, index, ahead[evaluation])
            answers[name] = answer
            missing |= lacking
            undecided = undecided or answer["status"] == "undecided"
        return {**outcome, group: answers}, missing, undecided

    def _of_the_case(self) -> tuple[dict[str, Any], set[str], bool]:
        """What is answered once a case; with records in several currencies, once for each."""
        found = [self._fields(evaluation, self.point.answers, ()) for evaluation in self.evaluations]
        missing = {path for _, lacking, _ in found for path in lacking}
        undecided = any(open_ for _, _, open_ in found)
        if len(found) == 1:
            return nested(found[0][0]), missing, undecided
        currencies = [_currency(self.whole, self.point, evaluation) for evaluation in self.evaluations]
        apart = {
            f"{key}.{currency}": value
            for currency, (fields, _, _) in zip(currencies, found, strict=True)
            for key, value in fields.items()
        }
        return nested(apart), missing, undecided

    def _record(self, evaluation: Evaluation, index: int, ahead: LookingAhead) -> tuple[str, dict[str, Any], set[str]]:
        point = self.point
        at: At = ((str(point.record), index),)
        fields, missing, undecided = self._fields(evaluation, point.record_answers, at)
        answer: dict[str, Any] = {"status": "undecided" if undecided else "decided", **nested(fields)}
        if point.looks_ahead and self.with_next_change:
            day = ahead.next_change(at)
            answer["next_change_on"] = None if day is None else day.isoformat()
        answer["missing"] = sorted(missing)
        key = evaluation.named(point.record_key, at) if point.record_key else Unknown()
        name = f"{point.record_group}[{index}]" if isinstance(key, Unknown) else str(key)
        return name, answer, missing

    def _fields(
        self, evaluation: Evaluation, answers: tuple[Answer, ...], at: At
    ) -> tuple[dict[str, Any], set[str], bool]:
        values = {answer.key: evaluation.value(answer.formula, at) for answer in answers}
        for answer in (one for one in answers if one.explains):
            self._note_tables(evaluation, answer.formula, at)
        lacking = [value for value in values.values() if isinstance(value, Unknown)]
        fallback = dict(self.point.fallback)
        fields = {
            answer.key: _field(answer, values[answer.key], fallback.get(answer.key) if lacking else None)
            for answer in answers
        }
        return fields, {path for lack in lacking for path in lack.missing}, bool(lacking)

    def _note_tables(self, evaluation: Evaluation, formula: Formula, at: At) -> None:
        """Remember the tables that gave an answer; those behind a branch that was not taken did not."""
        program = evaluation.program
        if isinstance(formula, Choose):
            verdict = evaluation.value(formula.condition, at)
            taken = (
                (formula.yes, formula.no) if isinstance(verdict, Unknown) else (formula.yes if verdict else formula.no,)
            )
            for part in (formula.condition, *taken):
                self._note_tables(evaluation, part, at)
            return
        for name in names_read(formula):
            plain = name.removeprefix("base.")
            own = tuple(pair for pair in at if pair[0] == program.record_of(plain))
            if plain in program.definitions:
                self._note_behind(evaluation, plain, own)
            elif plain in program.outputs:
                self._note(evaluation, program.outputs[plain][0], own)

    def _note_behind(self, evaluation: Evaluation, name: str, at: At) -> None:
        """Remember what gave a computed value (a limit, a score); what was left out for want of facts did not."""
        program = evaluation.program
        for inner in names_read(program.definitions[name].formula):
            record = program.record_of(inner)
            own = tuple(pair for pair in at if pair[0] == record)
            if record is not None and not own:  # asked of every record of a list, by an aggregate
                continue
            table = program.outputs.get(inner)
            if table is not None and not isinstance(evaluation.named(inner, own), Unknown):
                self._note(evaluation, table[0], own)

    def _note(self, evaluation: Evaluation, table: str, at: At) -> None:
        key = (evaluation, table, at)
        if (table, at) in evaluation.tables and key not in self.tables:
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


def _by_currency(whole: Evaluation, point: Point) -> dict[int, Evaluation]:
    """For each record the evaluation that looks at those of its currency; none where all have the same."""
    if not point.by_currency:
        return {}
    listed = whole.case.lists.get(point.record or "", ())
    currencies: dict[str, list[int]] = {}
    for index, given in enumerate(listed):
        found = next((value.currency for value in given.values() if isinstance(value, Money)), "")
        currencies.setdefault(found, []).append(index)
    if len(currencies) < 2:
        return {}
    apart: dict[int, Evaluation] = {}
    for indexes in currencies.values():
        evaluation = Evaluation(whole.program, whole.case, {str(point.record): tuple(indexes)})
        apart |= dict.fromkeys(indexes, evaluation)
    return apart


def _currency(whole: Evaluation, point: Point, evaluation: Evaluation) -> str:
    """The currency of the records that an evaluation looks at."""
    (first, *_) = evaluation.only[str(point.record)]
    given = whole.case.lists[str(point.record)][first]
    return next((value.currency for value in given.values() if isinstance(value, Money)), "none")


def _reason(evaluation: Evaluation, name: str, at: At, index: int, say: Saying) -> Reason:
    table = evaluation.program.tables[name]
    about = None if not at else evaluation.path(f"{at[0][0]}.", at).rstrip(".")
    row = table.rows[index]
    return Reason(row.reason or f"{name}.{row.id}", say(evaluation.program, table, row), about)


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
