"""What an evaluation saw, as a trace."""

from collections.abc import Iterator
from typing import TypeAlias

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.kleene import conjunction, negation
from creditpolicy.backends.interpreter.table import At, TableAnswer, cell_verdict, with_otherwise
from creditpolicy.decision.trace import RowShown, TableShown, TestShown, Trace, ValueShown, Verdict
from creditpolicy.diagnostics.place import NOWHERE, Place
from creditpolicy.formulas import (
    AllOf,
    AnyOf,
    AnyValue,
    CellTests,
    Compare,
    Formula,
    Holds,
    IsMissing,
    Negate,
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

Leaf: TypeAlias = Compare | Holds | IsMissing


def trace_of(evaluations: tuple[Evaluation, ...]) -> Trace:
    """All tables and definitions that were evaluated, in the order of the program; one evaluation after the other.

    What came out the same in several of them is shown once.
    """
    order = {name: index for index, name in enumerate(evaluations[0].program.tables)}
    tables = [
        _table(evaluation, name, at, evaluation.tables[name, at])
        for evaluation in evaluations
        for name, at in sorted(evaluation.tables, key=lambda key: (order[key[0]], key[1]))
    ]
    values = tuple(dict.fromkeys(value for evaluation in evaluations for value in _values(evaluation)))
    lapsed = {path: lapse for evaluation in evaluations for path, lapse in evaluation.lapsed.items()}
    return Trace(tuple(dict.fromkeys(tables)), values, tuple((path, lapsed[path]) for path in sorted(lapsed)))


def _table(evaluation: Evaluation, name: str, at: At, answer: TableAnswer) -> TableShown:
    table = evaluation.program.tables[name]
    columns = tuple(
        shown(value, column.formula.type) for value, column in zip(answer.columns, table.columns, strict=True)
    )
    seen = [_row(evaluation, table, row, answer, columns, at) for row in table.rows]
    verdicts = tuple(with_otherwise(table, (verdict for verdict, _ in seen)))
    rows = tuple(
        RowShown(
            row.id,
            verdict_word(verdicts[index]),
            index in answer.deciding,
            row.otherwise,
            seen[index][1],
            row.because,
            row.at,
        )
        for index, row in enumerate(table.rows)
    )
    outputs = tuple(
        (output.name, shown(value, output.type)) for output, value in zip(table.outputs, answer.outputs, strict=True)
    )
    return TableShown(name, _about(evaluation, at), table.hit, rows, outputs, table.because, table.at)


def _row(
    evaluation: Evaluation, table: Table, row: Row, answer: TableAnswer, columns: tuple[str, ...], at: At
) -> tuple[Maybe, tuple[TestShown, ...]]:
    """Whether it holds by itself; each cell as one test of its column's value, then each test of the guard."""
    verdicts: list[Maybe] = []
    tests: list[TestShown] = []
    for cell, column, subject, told in zip(row.cells, table.columns, answer.columns, columns, strict=True):
        match cell:
            case AnyValue():
                continue
            case CellTests(test=test, text=text, at=place):
                verdict = cell_verdict(test, column, subject, evaluation, at)
                verdicts.append(verdict)
                word, missing = verdict_word(verdict), _missing(verdict)
                tests.append(TestShown(f"{column.header} {text}", told, text, word, missing, place))
    if row.guard is not None:
        verdicts.append(evaluation.value(row.guard, at))
        tests.extend(_guard_test(evaluation, leaf, at, row.at, negated=negated) for leaf, negated in _leaves(row.guard))
    return conjunction(verdicts), tuple(tests)


def _guard_test(evaluation: Evaluation, leaf: Leaf, at: At, row_at: Place, *, negated: bool) -> TestShown:
    """A test; one that the condition negates is shown as `not(...)`, and holds where its inside fails."""
    inside = evaluation.value(leaf, at)
    verdict, text = (negation(inside), f"not({leaf.text})") if negated else (inside, leaf.text)
    place = row_at if leaf.at == NOWHERE else leaf.at
    return TestShown(text, *_sides(evaluation, leaf, at), verdict_word(verdict), _missing(verdict), place)


def _sides(evaluation: Evaluation, leaf: Leaf, at: At) -> tuple[str, str]:
    match leaf:
        case Compare(left=left, right=right):
            return shown(evaluation.value(left, at), left.type), shown(evaluation.value(right, at), right.type)
        case Holds(of=of):
            return shown(evaluation.value(of, at), of.type), "true"
        case IsMissing(of=of):
            return shown(evaluation.value(of, at), of.type), "missing"


def _leaves(formula: Formula) -> Iterator[tuple[Leaf, bool]]:
    """The tests of a condition, in the author's order, and whether it negates them.

    An aggregate that is a condition is one test: those inside it belong to its records, none of which is looked at.
    """
    waiting = [(formula, False)]
    while waiting:
        inner, negated = waiting.pop()
        if isinstance(inner, Over):
            if isinstance(inner.type, BooleanType):
                yield Holds(inner, f"{inner.kind} {inner.record}", NOWHERE), negated
            continue
        if isinstance(inner, Compare | Holds | IsMissing) and not any(isinstance(one, Subject) for one in walk(inner)):
            yield inner, negated
        below = (negated and isinstance(inner, AllOf | AnyOf)) or (isinstance(inner, Negate) and not negated)
        waiting.extend((part, below) for part in reversed(parts(inner)))


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
