"""The answers of one decision point about one case, part by part: those of the case, and those of each record."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.groups import ByCurrency, groups_of
from creditpolicy.backends.interpreter.outcome import nested, shown_output
from creditpolicy.backends.interpreter.table import At
from creditpolicy.decision import Reason
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Choose, Const, Formula, Point, Row, Table, names_read
from creditpolicy.ir.program import Program
from creditpolicy.values.types import ListType
from creditpolicy.values.unknown import Maybe, Unknown

if TYPE_CHECKING:
    from creditpolicy.backends.interpreter.next_change import LookingAhead

Saying: TypeAlias = Callable[[Program, Table, Row], Titles]
"""Gives the text of a row's reason."""
Found: TypeAlias = tuple[dict[str, Any], set[str], bool]
"""Fields of an outcome, the facts that are missing, and whether anything is undecided."""


class Asked:
    """The answers of one decision point, the evaluations that gave them, and the tables that those asked.

    Records in several currencies are asked about apart: aggregates over their list then see those of one currency.
    Those that the point looks at `apart` are so too, for the aggregates that are `together`.
    """

    def __init__(self, whole: Evaluation, point: Point, *, with_next_change: bool = True) -> None:
        """Nothing is asked yet."""
        self.whole = whole
        self.point = point
        self.with_next_change = with_next_change
        self.groups = groups_of(whole, point)
        self.evaluations = self.groups.evaluations
        self.tables: list[tuple[Evaluation, str, At]] = []
        self._ahead: dict[Evaluation, LookingAhead] = {}

    def outcome(self) -> Found:
        """The whole outcome."""
        outcome, missing, undecided = self.of_the_case()
        if self.point.record is None:
            return outcome, missing, undecided
        group = str(self.point.record_group)
        count = self.whole.records(self.point.record)
        if count is None:
            return {**outcome, group: {}}, missing | {group}, True
        answers: dict[str, Any] = {}
        for index in range(count):
            name, answer, lacking = self.of_record(index)
            answers[name] = answer
            missing |= lacking
            undecided = undecided or answer["status"] == "undecided"
        return {**outcome, group: answers}, missing, undecided

    def of_the_case(self) -> Found:
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

    def because(self, say: Saying, start: int = 0) -> dict[tuple[Reason, str], None]:
        """The reasons, each with the id of its row; `start` leaves out those of so many of the tables."""
        # INVARIANT: one id for each reason, in the same order.
        return dict.fromkeys(
            (_reason(evaluation, table, at, index, say), f"{table}.{evaluation.program.tables[table].rows[index].id}")
            for evaluation, table, at in self.tables[start:]
            for index in evaluation.tables[table, at].deciding
        )

    def _of_group(self, evaluations: ByCurrency, answers: tuple[Answer, ...], fallback: Mapping[str, Const]) -> Found:
        """The answers; with records in several currencies, a field of each for every currency."""
        fields: dict[str, Any] = {}
        missing: set[str] = set()
        undecided = False
        for currency, evaluation in evaluations.items():
            found, lacking, open_ = self._fields(evaluation, answers, (), fallback)
            fields |= found if currency is None else {f"{key}.{currency}": value for key, value in found.items()}
            missing, undecided = missing | lacking, undecided or open_
        return fields, missing, undecided

    def of_record(self, index: int) -> tuple[str, dict[str, Any], set[str]]:
        """What one record is called, its answer, and the facts that are missing of it."""
        point = self.point
        evaluation = self.groups.of_record[index]
        at: At = ((str(point.record), index),)
        fields, missing, undecided = self._fields(evaluation, point.record_answers, at, dict(point.fallback))
        answer: dict[str, Any] = {"status": "undecided" if undecided else "decided", **nested(fields)}
        if point.looks_ahead and self.with_next_change:
            day = self._looking_ahead(evaluation).next_change(at)
            answer["next_change_on"] = None if day is None else day.isoformat()
        answer["missing"] = sorted(missing)
        key = evaluation.named(point.record_key, at) if point.record_key else Unknown()
        name = f"{point.record_group}[{index}]" if isinstance(key, Unknown) else str(key)
        return name, answer, missing

    def _looking_ahead(self, evaluation: Evaluation) -> "LookingAhead":
        """What looks for the day of the next change, one for each evaluation."""
        from creditpolicy.backends.interpreter.next_change import LookingAhead

        if evaluation not in self._ahead:
            self._ahead[evaluation] = LookingAhead(evaluation, self.point)
        return self._ahead[evaluation]

    def _fields(
        self, evaluation: Evaluation, answers: tuple[Answer, ...], at: At, fallback: Mapping[str, Const]
    ) -> Found:
        values = {answer.key: evaluation.value(answer.formula, at) for answer in answers}
        for answer in (one for one in answers if one.explains):
            self._note_tables(evaluation, answer.formula, at)
        lacking = [value for value in values.values() if isinstance(value, Unknown)]
        fields = {
            answer.key: field_of(answer, values[answer.key], fallback.get(answer.key) if lacking else None)
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


def field_of(answer: Answer, value: Maybe, fallback: Const | None) -> Any:  # noqa: ANN401 - plain data
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
