"""The reference meaning: what each formula, definition and output is for one case. Short, plain, never optimised.

Formulas have no effects and can't fail, so that it plays no part which of them are asked for, or in what order.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from creditpolicy.backends.interpreter.arithmetic import ANY_CURRENCY, calculate, common_currency, holds
from creditpolicy.backends.interpreter.functions import apply
from creditpolicy.backends.interpreter.kleene import chosen, conjunction, lack_of, negation
from creditpolicy.backends.interpreter.override import overridden
from creditpolicy.backends.interpreter.table import At, TableAnswer, decide_table, named_together
from creditpolicy.facts.case import Case, Given, Lapse
from creditpolicy.facts.errors import Problem
from creditpolicy.facts.lapse import lapse
from creditpolicy.facts.words import Fault, WayOut
from creditpolicy.formulas import (
    AllOf,
    Amounts,
    AnyOf,
    Apply,
    Arith,
    Choose,
    Compare,
    Const,
    Definition,
    Formula,
    Holds,
    IfMissing,
    IsMissing,
    Negate,
    Over,
    Read,
    Subject,
    Table,
    Today,
)
from creditpolicy.frozen import dataclass
from creditpolicy.ir.program import Program
from creditpolicy.values.describe import written
from creditpolicy.values.money import Money
from creditpolicy.values.types import MoneyType
from creditpolicy.values.unknown import Maybe, Unknown
from creditpolicy.values.value import Value


@dataclass(frozen=True, slots=True)
class OverriddenOutput:
    """An output that a granted exception replaced."""

    output: str
    base: Maybe
    value: Maybe
    exception: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What several days of one case have in common: which names have the same value on all of them, and those found."""

    includes: Callable[[str], bool]
    values: dict[tuple[str, At], Maybe]


class Evaluation:
    """One case under one program. Values are found when they are first asked for, and kept."""

    def __init__(
        self,
        program: Program,
        case: Case,
        only: Mapping[str, tuple[int, ...]] | None = None,
        together: Mapping[str, tuple[int, ...]] | None = None,
        standing: Standing | None = None,
    ) -> None:
        """Nothing is evaluated yet.

        Args:
            program: the policy.
            case: the facts and the day.
            only: which records of a list aggregates look at; all, if left out.
            together: which of them those look at that are `together`; the same, if left out.
            standing: values shared with other days, if any.

        """
        self.program = program
        self.case = case
        self.only = only or {}
        self.together = together or self.only
        self.tables: dict[tuple[str, At], TableAnswer] = {}
        self.overrides: dict[tuple[str, At], OverriddenOutput] = {}
        self.lapsed: dict[str, Lapse] = {}
        self._values: dict[tuple[str, At], Maybe] = {}
        self._standing = standing

    def value(self, formula: Formula, at: At = (), subject: Maybe = None) -> Maybe:
        """What `formula` is, looking at the records `at`; `subject` is the column's value inside a cell."""
        match formula:
            case Const(value=value):
                return value
            case Amounts():
                return Unknown(frozenset({f"amounts.{formula.name}"}))
            case Subject():
                return subject
            case Today():
                return self.case.as_of
            case Read(name=name):
                return self.named(name, at)
            case Holds(of=of):
                return self.value(of, at, subject)
            case Compare():
                return self._compared(formula, at, subject)
            case Arith(op=op, left=left, right=right):
                sides = self.value(left, at, subject), self.value(right, at, subject)
                if (lack := lack_of(sides)) is not None:
                    return lack
                return calculate(op, sides[0], sides[1], left.type, right.type)  # type: ignore[arg-type]  # both are known
            case Apply(function=function, arguments=arguments):
                values = tuple(self.value(argument, at, subject) for argument in arguments)
                lack = lack_of(values)
                return apply(function, values, self.program.vocabulary.calendar) if lack is None else lack  # type: ignore[arg-type]  # all are known
            case AllOf(parts=parts):
                return conjunction(self.value(part, at, subject) for part in parts)
            case AnyOf(parts=parts):
                return negation(conjunction(negation(self.value(part, at, subject)) for part in parts))
            case Negate(part=part):
                return negation(self.value(part, at, subject))
            case Choose(condition=condition, yes=yes, no=no):
                return chosen(
                    self.value(condition, at, subject), self.value(yes, at, subject), self.value(no, at, subject)
                )
            case IsMissing(of=of):
                return isinstance(self.value(of, at, subject), Unknown)
            case IfMissing(of=of, instead=instead):
                found = self.value(of, at, subject)
                return self.value(instead, at, subject) if isinstance(found, Unknown) else found
            case Over():
                return self._over(formula, at)

    def named(self, name: str, at: At = ()) -> Maybe:
        """What a fact, definition or output is."""
        program = self.program
        if name.startswith("base."):
            return self._base(name.removeprefix("base."), at)
        definition = program.definitions.get(name)
        output = program.outputs.get(name)
        if definition is None and output is None:
            return self._fact(name, at)
        record = definition.record if definition is not None else program.tables[output[0]].record if output else None
        own = tuple(pair for pair in at if pair[0] == record) if record else ()
        key = (name, own)
        stands = self._standing is not None and self._standing.includes(name)
        values = self._standing.values if self._standing is not None and stands else self._values
        if key not in values:
            values[key] = self._computed(name, definition, own)
        return values[key]

    def table(self, name: str, at: At = ()) -> TableAnswer:
        """How a table comes out."""
        key = (name, at)
        if key not in self.tables:
            self.tables[key] = self.answered(self.program.tables[name], at)
        return self.tables[key]

    def answered(self, table: Table, at: At) -> TableAnswer:
        """How a table comes out that is one of the program's, or some of its rows."""
        answer = decide_table(table, self, at)
        if several := named_together(answer):
            return answer if self._guesses(table.name, several) else self._without_idle(answer, table, at)
        return answer

    def _without_idle(self, answer: TableAnswer, table: Table, at: At) -> TableAnswer:
        from creditpolicy.backends.interpreter.idle import without_idle

        return without_idle(answer, table, self, at)

    def contradictions(self) -> tuple[Problem, ...]:
        """Supplied values that the other facts make otherwise: a total that the invoices don't give."""
        found = []
        for definition in self.program.definitions.values():
            if not definition.supplied:
                continue
            for own in self._places(definition.record):
                supplied = self._fact(definition.name, own)
                if isinstance(supplied, Unknown):
                    continue
                value = self.value(definition.formula, own)
                if isinstance(value, Unknown) or value == supplied:
                    continue
                kind = definition.formula.type
                message = Fault.CONTRADICTED(supplied=written(supplied, kind), worked_out=written(value, kind))
                path = self.path(definition.name, own)
                found.append(Problem(path, message, WayOut.SUPPLIED()))
        return tuple(found)

    def _places(self, record: str | None) -> list[At]:
        return [()] if record is None else [((record, index),) for index in range(self.records(record) or 0)]

    def found(self) -> tuple[tuple[str, At, Maybe], ...]:
        """Every definition and output that was asked for, with its value, by name and record."""
        return tuple((name, at, value) for (name, at), value in sorted(self._values.items(), key=lambda item: item[0]))

    def records(self, record: str) -> int | None:
        """How many of a list record the case has; None where the list is missing."""
        listed = self.case.lists.get(record)
        return None if listed is None else len(listed)

    def looked_at(self, record: str, *, together: bool = False) -> Iterable[int]:
        """Which of a list record aggregates look at; none where the list is missing."""
        return (self.together if together else self.only).get(record, range(self.records(record) or 0))

    def path(self, name: str, at: At) -> str:
        """Where a fact stands in the data: `customer.segment`, `invoices[3].due_date`."""
        record, _, key = name.partition(".")
        index = dict(at).get(record)
        if index is None:
            return name
        return f"{self.program.vocabulary.records[record].many}[{index}].{key}"

    def _guesses(self, table: str, missing: frozenset[str]) -> bool:
        """Whether one of the facts that are `missing` counts as something all the same, where `table` looks."""
        records = self.program.vocabulary.records
        lacking = {(path.partition(".")[0].partition("[")[0], path.partition(".")[2]) for path in missing}
        guessed = [fact.partition(".") for fact in self.program.guessed[table]]
        named = {(records[record].many or record, key) for record, _, key in guessed}
        return not lacking.isdisjoint(named | {(many, "") for many, _ in named})

    def _computed(self, name: str, definition: Definition | None, own: At) -> Maybe:
        overrides = self.program.overrides.get(name, ())
        if definition is None or overrides:
            base = self._base(name, own)
            replaced = overridden(overrides, self, own) if overrides else None
            if replaced is None:
                return base
            self.overrides[name, own] = OverriddenOutput(name, base, replaced.value, replaced.exception)
            return replaced.value
        return self._base(name, own)

    def _base(self, name: str, own: At) -> Maybe:
        output = self.program.outputs.get(name)
        if output is not None:
            table, index = output
            scoped = tuple(pair for pair in own if pair[0] == self.program.tables[table].record)
            return self.table(table, scoped).outputs[index]
        definition = self.program.definitions[name]
        value = self.value(definition.formula, own)
        return self._supplied(definition, value, own) if definition.supplied else value

    def _supplied(self, definition: Definition, value: Maybe, own: At) -> Maybe:
        """The computed value, or the supplied one where there is none (where both are known they are the same)."""
        if not isinstance(value, Unknown):
            return value
        supplied = self._fact(definition.name, own)
        return (value if value.missing else value | supplied) if isinstance(supplied, Unknown) else supplied

    def _fact(self, name: str, at: At) -> Maybe:
        record = name.partition(".")[0]
        given: Given = self.case.single
        if self.program.vocabulary.records[record].many is not None:
            given = self.case.lists[record][dict(at)[record]]
        value = given.get(name)
        path = self.path(name, at)
        if value is None:
            return Unknown(frozenset({path}))
        lapsed = lapse(self.program.vocabulary.facts[name], path, given, self.case, self.program.max_ages)
        if lapsed is not None:
            self.lapsed[path] = lapsed
            return Unknown(frozenset({path}))
        return value

    def _compared(self, formula: Compare, at: At, subject: Maybe) -> Maybe:
        left, right = formula.left, formula.right
        values: list[Maybe] = [self.value(left, at, subject), self.value(right, at, subject)]
        if isinstance(left, Amounts) or isinstance(right, Amounts):
            return _against_amounts(formula.op, left, right, values)
        lack = lack_of(tuple(values))
        return holds(formula.op, values[0], values[1], left.type) if lack is None else lack  # type: ignore[arg-type]  # both are known

    def _over(self, formula: Over, at: At) -> Maybe:
        if self.records(formula.record) is None:
            return Unknown(frozenset({self.program.vocabulary.records[formula.record].many or formula.record}))
        taken: list[Maybe] = []
        lack = Unknown()
        lacking = False
        for index in self.looked_at(formula.record, together=formula.together):
            inner = tuple(sorted((*(pair for pair in at if pair[0] != formula.record), (formula.record, index))))
            where = True if formula.where is None else self.value(formula.where, inner)
            value = None if formula.subject is None else self.value(formula.subject, inner)
            if formula.kind in {"any", "all"}:
                test = conjunction((where, value if formula.kind == "any" else negation(value)))
                taken.append(negation(test))
                continue
            if where is False:
                continue
            for part in (where, value):
                if isinstance(part, Unknown):
                    lack, lacking = lack | part, True
            taken.append(value)
        if formula.kind in {"any", "all"}:
            none_holds = conjunction(tuple(taken))
            return negation(none_holds) if formula.kind == "any" else none_holds
        return lack if lacking else self._folded(formula, taken, at)

    def _folded(self, formula: Over, values: list[Maybe], at: At) -> Maybe:
        known = tuple(value for value in values if not isinstance(value, Unknown))
        match formula.kind:
            case "count":
                return Fraction(len(values))
            case "sum":
                return _sum(known, self.program.vocabulary.currencies, is_money=isinstance(formula.type, MoneyType))
            case _:
                if known:
                    return apply(formula.kind, known, None)
                return None if formula.default is None else self.value(formula.default, at)


def _against_amounts(op: str, left: Formula, right: Formula, values: list[Maybe]) -> Maybe:
    """An amount against a threshold per currency: the one of its own currency; a zero without one against all."""
    threshold = left if isinstance(left, Amounts) else right
    value = values[1] if threshold is left else values[0]
    if not isinstance(threshold, Amounts) or isinstance(value, Unknown):
        return value
    own = value.currency if isinstance(value, Money) else ANY_CURRENCY
    candidates = [amount for currency, amount in threshold.by_currency if own in {ANY_CURRENCY, currency}]
    answers = {
        holds(op, amount, value, threshold.type) if threshold is left else holds(op, value, amount, threshold.type)
        for amount in candidates
    }
    if len(answers) == 1:
        return next(iter(answers))
    return Unknown(frozenset({f"amounts.{threshold.name} in {own}" if own else f"amounts.{threshold.name}"}))


def _sum(values: tuple[Value, ...], currencies: tuple[str, ...], *, is_money: bool) -> Maybe:
    if not is_money:
        return sum((value for value in values if isinstance(value, Fraction)), Fraction(0))
    amounts = [value for value in values if isinstance(value, Money)]
    none = Money(Fraction(0), currencies[0] if len(currencies) == 1 else ANY_CURRENCY)
    currency = common_currency((none, *amounts))
    return (
        currency
        if isinstance(currency, Unknown)
        else Money(sum((one.amount for one in amounts), Fraction(0)), currency)
    )
