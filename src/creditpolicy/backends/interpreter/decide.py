"""A decision point for one case: every answer, what is lacking, which rows decided."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from creditpolicy.backends.interpreter.asked import Asked, Saying
from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.outcome import shown_output
from creditpolicy.decision import Decision, Origin, OverrideShown, Reason
from creditpolicy.decision.decision import Because, BecauseInFull, Behind, DecisionInFull, frozen
from creditpolicy.facts.case import Case
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.plain import plain_case, shown_value
from creditpolicy.formulas import Point
from creditpolicy.frozen import dataclass
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import facts_of_conditions, row_of
from creditpolicy.values.unknown import Unknown

if TYPE_CHECKING:
    from creditpolicy.decision.trace import Trace

LANGUAGE = 1


def decide(program: Program, point: Point, case: Case, say: Saying) -> Decision:
    """Decide `point` for `case`; `say` gives the text of a row's reason.

    Raises:
        FactsError: facts contradict each other (a supplied total that the invoices don't give, two exceptions at one
            scope). Whatever else the facts are, there is a decision.

    """
    asked = asked_about(program, point, case)
    outcome, missing, undecided = asked.outcome()
    return decision_of(asked, outcome, missing, asked.because(say), undecided=undecided)


def asked_about(program: Program, point: Point, case: Case) -> Asked:
    """The question about the case, of which nothing was answered yet.

    Raises:
        FactsError: facts contradict each other.

    """
    whole = Evaluation(program, case)
    problems = whole.contradictions()
    if problems:
        raise FactsError(problems)
    _no_grant_meets_another(whole)
    return Asked(whole, point)


def decision_of(
    asked: Asked,
    outcome: Mapping[str, Any],
    missing: Iterable[str],
    because: Iterable[tuple[Reason, str]],
    *,
    undecided: bool,
    behind: Behind | None = None,
) -> Decision:
    """The decision, once everything was answered; of each reason also the id of its row. The policy is `behind` it."""
    reasons, deciding = tuple(zip(*because, strict=True)) or ((), ())
    program, case = asked.whole.program, asked.whole.case
    said = BecauseInFull(
        point=asked.point.name,
        status="undecided" if undecided else "decided",
        reasons=reasons,
        missing=tuple(sorted(missing)),
        deciding=deciding,
        overrides=_overrides(asked.evaluations),
        behind=_Behind(program, asked.point) if behind is None else behind,
    )
    return DecisionInFull(said, frozen(dict(outcome)), case, origin_of(program, case.as_of))  # type: ignore[arg-type]  # a mapping


@dataclass(frozen=True, slots=True)
class _Behind:
    """The interpreter, which kept the case."""

    program: Program
    point: Point

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
    asked = Asked(Evaluation(program, case), point, with_next_change=False)
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
