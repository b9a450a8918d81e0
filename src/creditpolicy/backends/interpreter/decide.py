"""A decision point for one case: every answer, what is lacking, which rows decided."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.groups import ByCurrency, groups_of
from creditpolicy.backends.interpreter.outcome import nested, shown_output
from creditpolicy.backends.interpreter.table import At
from creditpolicy.decision import Decision, Origin, OverrideShown, Reason
from creditpolicy.decision.decision import Because, frozen
from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.facts.case import Case
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.plain import plain_case, shown_value
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Choose, Const, Formula, Point, Row, Table, names_read
from creditpolicy.frozen import dataclass
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import facts_of_conditions, row_of
from creditpolicy.values.types import ListType
from creditpolicy.values.unknown import Maybe, Unknown

if TYPE_CHECKING:
    from creditpolicy.backends.interpreter.next_change import LookingAhead
    from creditpolicy.decision.trace import Trace

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
    # INVARIANT: one id for each reason, in the same order.
    because = tuple(
        dict.fromkeys(
            (_reason(evaluation, table, at, index, say), f"{table}.{program.tables[table].rows[index].id}")
            for evaluation, table, at in asked.tables
            for index in evaluation.tables[table, at].deciding
        )
    )
    said = Because(
        point=point.name,
        status="undecided" if undecided else "decided",
        reasons=tuple(reason for reason, _ in because),
        missing=tuple(sorted(missing)),
        deciding=tuple(row for _, row in because),
        overrides=_overrides(asked.evaluations),
        behind=_Behind(program, point),
    )
    return Decision(said, frozen(outcome), case, origin_of(program, case.as_of))  # type: ignore[arg-type]  # a mapping


@dataclass(frozen=True, slots=True)
class _Behind:
    """The interpreter, which kept the case."""

    program: Program
    point: Point

    def outcome(self, because: Because, found: tuple[Any, ...]) -> Mapping[str, Any]:
        """INVARIANT: the interpreter makes whole outcomes."""
        what = f"{because.point} was decided without an outcome: {found!r}"
        raise InvariantError(what)

    def facts(self, kept: Case, as_of: date) -> Any:  # noqa: ANN401, ARG002 - plain data; the case has its day
        """The facts as plain data."""
        return plain_case(kept)

    def trace(self, kept: Case, as_of: date) -> "Trace":  # noqa: ARG002 - as above
        """The full trace."""
        return explain(self.program, self.point, kept)

    def values(self, because: Because, kept: Case, as_of: date) -> tuple[dict[str, Any], ...]:  # noqa: ARG002 - as above
        """For each deciding row, what its conditions looked at."""
        return values_of(self.program, because, kept)


def values_of(program: Program, because: Because, case: Case) -> tuple[dict[str, Any], ...]:
    """For each deciding row, the facts that its conditions look at, as far as they are given."""
    rows = (row_of(program, deciding) for deciding in because.deciding)
    return tuple(
        {name: shown_value(case.single[name]) for name in facts_of_conditions(program, *row) if name in case.single}
        for row in rows
    )


def _calendar(program: Program) -> tuple[str, str] | None:
    """By which calendar was decided: its name and its digest."""
    calendar = program.vocabulary.calendar
    return None if calendar is None else (calendar.name, calendar.digest)


def origin_of(program: Program, as_of: date) -> Origin:
    """Where the decision comes from."""
    law = tuple(program.law.items())
    return Origin(program.id, program.version, program.digest, LANGUAGE, as_of, _calendar(program), law)


def explain(program: Program, point: Point, case: Case) -> "Trace":
    """The full trace of the same decision: a function of program, facts and day."""
    from creditpolicy.backends.interpreter.trace import trace_of

    return trace_of(evaluations(program, point, case))


def evaluations(program: Program, point: Point, case: Case) -> tuple[Evaluation, ...]:
    """What the decision looked at: one evaluation, or one for each currency of the records, and for each payer."""
    asked = _Asked(Evaluation(program, case), point, with_next_change=False)
    asked.outcome()
    return asked.evaluations


def granted(program: Program, case: Case) -> tuple[OverrideShown, ...]:
    """What exceptions replaced of all that they may replace, for a decision that rests on nothing of it.

    Raises:
        FactsError: two exceptions hold at one scope.

    """
    whole = Evaluation(program, case)
    _no_grant_meets_another(whole)
    return _overrides((whole,))


def _no_grant_meets_another(evaluation: Evaluation) -> None:
    """Two exceptions that hold at one scope are found whether or not the decision rests on what they replace."""
    if evaluation.case.lists.get("exception"):
        for target in evaluation.program.overrides:
            evaluation.named(target)


class _Asked:
    """The answers of one decision point, the evaluations that gave them, and the tables that those asked.

    Records in several currencies are asked about apart: aggregates over their list then see those of one currency.
    Those that the point looks at `apart` are so too, for the aggregates that are `together`.
    """

    def __init__(self, whole: Evaluation, point: Point, *, with_next_change: bool = True) -> None:
        self.whole = whole
        self.point = point
        self.with_next_change = with_next_change
        self.groups = groups_of(whole, point)
        self.evaluations = self.groups.evaluations
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
        of_record = self.groups.of_record
        ahead = self._ahead()
        answers: dict[str, Any] = {}
        for index in range(count):
            evaluation = of_record[index]
            name, answer, lacking = self._record(evaluation, index, ahead.get(evaluation))
            answers[name] = answer
            missing |= lacking
            undecided = undecided or answer["status"] == "undecided"
        return {**outcome, group: answers}, missing, undecided

    def _ahead(self) -> "dict[Evaluation, LookingAhead]":
        """What looks for the day of the next change, for each evaluation; nothing where nobody asks for it."""
        if not (self.point.looks_ahead and self.with_next_change):
            return {}
        from creditpolicy.backends.interpreter.next_change import LookingAhead

        return {evaluation: LookingAhead(evaluation, self.point) for evaluation in set(self.groups.of_record.values())}

    def _of_the_case(self) -> tuple[dict[str, Any], set[str], bool]:
        """What is answered once a case, and once for each group of records that is looked at apart."""
        fields, missing, undecided = self._of_group(self.groups.whole, self.point.answers, dict(self.point.fallback))
        if (apart := self.point.apart) is not None:
            groups: dict[str, Any] = {}
            for key, by_currency in self.groups.apart.items():
                own, lacking, open_ = self._of_group(by_currency, apart.answers, {})
                missing, undecided = missing | lacking, undecided or open_
                if key is None:
                    fields |= {f"{apart.own}.{name}": value for name, value in own.items()}
                else:
                    groups[key] = nested(own)
            fields[apart.group] = groups or None
        return nested(fields), missing, undecided

    def _of_group(
        self, evaluations: ByCurrency, answers: tuple[Answer, ...], fallback: Mapping[str, Const]
    ) -> tuple[dict[str, Any], set[str], bool]:
        """The answers; with records in several currencies, a field of each for every currency."""
        fields: dict[str, Any] = {}
        missing: set[str] = set()
        undecided = False
        for currency, evaluation in evaluations.items():
            found, lacking, open_ = self._fields(evaluation, answers, (), fallback)
            fields |= found if currency is None else {f"{key}.{currency}": value for key, value in found.items()}
            missing, undecided = missing | lacking, undecided or open_
        return fields, missing, undecided

    def _record(
        self, evaluation: Evaluation, index: int, ahead: "LookingAhead | None"
    ) -> tuple[str, dict[str, Any], set[str]]:
        point = self.point
        at: At = ((str(point.record), index),)
        fields, missing, undecided = self._fields(evaluation, point.record_answers, at, dict(point.fallback))
        answer: dict[str, Any] = {"status": "undecided" if undecided else "decided", **nested(fields)}
        if ahead is not None:
            day = ahead.next_change(at)
            answer["next_change_on"] = None if day is None else day.isoformat()
        answer["missing"] = sorted(missing)
        key = evaluation.named(point.record_key, at) if point.record_key else Unknown()
        name = f"{point.record_group}[{index}]" if isinstance(key, Unknown) else str(key)
        return name, answer, missing

    def _fields(
        self, evaluation: Evaluation, answers: tuple[Answer, ...], at: At, fallback: Mapping[str, Const]
    ) -> tuple[dict[str, Any], set[str], bool]:
        values = {answer.key: evaluation.value(answer.formula, at) for answer in answers}
        for answer in (one for one in answers if one.explains):
            self._note_tables(evaluation, answer.formula, at)
        lacking = [value for value in values.values() if isinstance(value, Unknown)]
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


def _reason(evaluation: Evaluation, name: str, at: At, index: int, say: Saying) -> Reason:
    table = evaluation.program.tables[name]
    about = None if not at else evaluation.path(f"{at[0][0]}.", at).rstrip(".")
    row = table.rows[index]
    return Reason(row.reason or f"{name}.{row.id}", say(evaluation.program, table, row), about)


def _overrides(evaluations: tuple[Evaluation, ...]) -> tuple[OverrideShown, ...]:
    """What exceptions replaced; once where several evaluations saw the same."""
    # All of them evaluate one program.
    program = evaluations[0].program
    found = dict.fromkeys((key, one) for evaluation in evaluations for key, one in evaluation.overrides.items())
    shown = []
    for (name, _), one in found:
        kind = (
            program.definitions[name].formula.type
            if name in program.definitions
            else program.tables[program.outputs[name][0]].outputs[program.outputs[name][1]].type
        )
        base = None if isinstance(one.base, Unknown) else shown_output(one.base, kind)
        value = None if isinstance(one.value, Unknown) else shown_output(one.value, kind)
        shown.append(OverrideShown(name, base, value, one.exception))
    return tuple(shown)
