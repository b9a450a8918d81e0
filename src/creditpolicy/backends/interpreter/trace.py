"""What an evaluation saw, as a trace."""

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.table import At, TableAnswer, all_verdicts
from creditpolicy.decision.trace import RowShown, TableShown, TestShown, Trace, ValueShown, Verdict
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.formulas import (
    AnyValue,
    CellTests,
    Compare,
    Formula,
    Holds,
    IsMissing,
    Over,
    Row,
    Subject,
    Table,
    parts,
    walk,
)
from creditpolicy.values.describe import written
from creditpolicy.values.types import BooleanType, Type
from creditpolicy.values.unknown import Maybe, Unknown


def trace_of(evaluations: tuple[Evaluation, ...]) -> Trace:
    """All tables and definitions that were evaluated, in the order of the program; one evaluation after the other."""
    order = {name: index for index, name in enumerate(evaluations[0].program.tables)}
    tables = [
        _table(evaluation, name, at, evaluation.tables[name, at])
        for evaluation in evaluations
        for name, at in sorted(evaluation.tables, key=lambda key: (order[key[0]], key[1]))
    ]
    values = tuple(value for evaluation in evaluations for value in _values(evaluation))
    lapsed = {path: cause for evaluation in evaluations for path, cause in evaluation.lapsed.items()}
    return Trace(tuple(tables), values, tuple(sorted(lapsed.items())))


def _table(evaluation: Evaluation, name: str, at: At, answer: TableAnswer) -> TableShown:
    table = evaluation.program.tables[name]
    verdicts = tuple(all_verdicts(table, answer.columns, evaluation, at))
    rows = tuple(
        RowShown(
            row.id,
            verdict_word(verdicts[index]),
            index in answer.deciding,
            row.otherwise,
            _tests(evaluation, table, row, answer, at),
            row.because,
            row.at,
        )
        for index, row in enumerate(table.rows)
    )
    outputs = tuple(
        (output.name, shown(value, output.type)) for output, value in zip(table.outputs, answer.outputs, strict=True)
    )
    return TableShown(name, _about(evaluation, at), table.hit, rows, outputs, table.because, table.at)


def _tests(evaluation: Evaluation, table: Table, row: Row, answer: TableAnswer, at: At) -> tuple[TestShown, ...]:
    """Each cell as one test of its column's value, then each test of the guard."""
    tests: list[TestShown] = []
    for cell, column, subject in zip(row.cells, table.columns, answer.columns, strict=True):
        match cell:
            case AnyValue():
                continue
            case CellTests(test=test, text=text, at=place):
                verdict = evaluation.value(test, at, subject)
                if column.no_match_if_missing and isinstance(subject, Unknown):
                    verdict = False
                tests.append(
                    TestShown(
                        f"{column.header} {text}",
                        shown(subject, column.formula.type),
                        text,
                        verdict_word(verdict),
                        _missing(verdict),
                        place,
                    )
                )
    if row.guard is not None:
        tests.extend(_guard_test(evaluation, leaf, at) for leaf in leaves(row.guard))
    return tuple(tests)


def _guard_test(evaluation: Evaluation, leaf: Compare | Holds | IsMissing, at: At) -> TestShown:
    verdict = evaluation.value(leaf, at)
    match leaf:
        case Compare(left=left, right=right):
            sides = shown(evaluation.value(left, at), left.type), shown(evaluation.value(right, at), right.type)
            return TestShown(leaf.text, *sides, verdict_word(verdict), _missing(verdict), leaf.at)
        case Holds(of=of) | IsMissing(of=of):
            wanted = "true" if isinstance(leaf, Holds) else "missing"
            value = shown(evaluation.value(of, at), of.type)
            return TestShown(leaf.text, value, wanted, verdict_word(verdict), _missing(verdict), leaf.at)


def leaves(formula: Formula) -> tuple[Compare | Holds | IsMissing, ...]:
    """The tests of a condition, in the author's order.

    An aggregate that is a condition is one test: those inside it belong to its records, none of which is looked at.
    """
    found: list[Compare | Holds | IsMissing] = []
    waiting = [formula]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, Over):
            if isinstance(inner.type, BooleanType):
                found.append(Holds(inner, f"{inner.kind} {inner.record}", NOWHERE))
            continue
        if isinstance(inner, Compare | Holds | IsMissing) and not any(isinstance(one, Subject) for one in walk(inner)):
            found.append(inner)
        waiting.extend(reversed(parts(inner)))
    return tuple(found)


def _values(evaluation: Evaluation) -> tuple[ValueShown, ...]:
    program = evaluation.program
    return tuple(
        ValueShown(name, _about(evaluation, at), shown(value, program.definitions[name].formula.type), _missing(value))
        for name, at, value in evaluation.found()
        if name in program.definitions
    )


def _about(evaluation: Evaluation, at: At) -> str | None:
    if not at:
        return None
    record, index = at[0]
    return f"{evaluation.program.vocabulary.records[record].many}[{index}]"


def _missing(value: Maybe) -> tuple[str, ...]:
    return tuple(sorted(value.missing)) if isinstance(value, Unknown) else ()


def shown(value: Maybe, of: Type) -> str:
    """A value as the language writes it, `?` where it is unknown."""
    return "?" if isinstance(value, Unknown) else written(value, of)


def verdict_word(verdict: Maybe) -> Verdict:
    """The word for a verdict."""
    if isinstance(verdict, Unknown):
        return "unknown"
    return "held" if verdict else "failed"
