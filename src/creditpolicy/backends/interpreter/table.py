"""How a table comes out: the verdict on every row, the outputs, and the rows that decided.

An output is known where every row that could still win gives the same value. Where it is not, the facts that are
named are those of the rows that make a difference: a row whose value nothing else could change is no reason to ask.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from creditpolicy.backends.interpreter.collect import folded, listed
from creditpolicy.backends.interpreter.kleene import conjunction, negation
from creditpolicy.formulas import AnyValue, CellTests, Column, Formula, Row, Table
from creditpolicy.frozen import dataclass
from creditpolicy.values.types import EnumType
from creditpolicy.values.unknown import Maybe, Unknown

At: TypeAlias = tuple[tuple[str, int], ...]
"""Which records are looked at, as pairs of record name and index, sorted by name; none for the case itself."""


class Values(Protocol):
    """Something that can say what a formula is: an evaluation, or a replayed witness."""

    def value(self, formula: Formula, at: At = (), subject: Maybe = None) -> Maybe:
        """What `formula` is."""
        ...


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """`verdicts` are of the rows that were asked, in their order; `deciding` are rows; `outputs` as the table's are."""

    columns: tuple[Maybe, ...]
    verdicts: tuple[Maybe, ...]
    outputs: tuple[Maybe, ...]
    deciding: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that could win, what it lacks (None: it holds for certain) and its outputs; index -1 is no row at all."""

    index: int
    lack: Unknown | None
    outputs: tuple[Maybe, ...]


def decide_table(table: Table, values: Values, at: At) -> TableAnswer:
    """The answer of `table` for the case, looking at the records `at`."""
    columns = tuple(values.value(column.formula, at) for column in table.columns)
    verdicts = _needed(table, all_verdicts(table, columns, values, at))
    # A row that failed gives nothing.
    outputs = tuple(
        () if verdict is False else tuple(values.value(output, at) for output in row.outputs)
        for row, verdict in zip(table.rows, verdicts, strict=False)
    )
    match table.combine:
        case None:
            candidates = _that_could_win(table, range(len(table.rows)), verdicts, outputs)
            return TableAnswer(columns, verdicts, *_answered(candidates, len(table.outputs)))
        case "strictest":
            candidates = _that_could_win(table, by_strictness(table, outputs), verdicts, outputs)
            answers, deciding = _answered(candidates, len(table.outputs))
            return TableAnswer(columns, verdicts, answers, _equally_strict(answers, deciding, verdicts, outputs))
        case "sum" | "min" | "max":
            return TableAnswer(columns, verdicts, *folded(table, verdicts, outputs))
        case "list":
            return TableAnswer(columns, verdicts, *listed(table, verdicts, outputs))


def named_together(answer: TableAnswer) -> frozenset[str]:
    """The facts of the unknown outputs that name two or more: of one alone it is certain that it matters."""
    lacks = (output.missing for output in answer.outputs if isinstance(output, Unknown))
    return frozenset().union(*(missing for missing in lacks if len(missing) > 1))


def all_verdicts(table: Table, columns: tuple[Maybe, ...], values: Values, at: At) -> Iterator[Maybe]:
    """The verdict on each row in turn."""
    return with_otherwise(table, (conjunction(_tests(table, row, columns, values, at)) for row in table.rows))


def with_otherwise(table: Table, verdicts: Iterable[Maybe]) -> Iterator[Maybe]:
    """The verdict on each row by itself; the row for all other cases holds where every other row failed."""
    failed: list[Maybe] = []
    for row, verdict in zip(table.rows, verdicts, strict=True):
        failed.append(negation(verdict))
        yield conjunction((verdict, *failed[:-1])) if row.otherwise else verdict


def _needed(table: Table, verdicts: Iterator[Maybe]) -> tuple[Maybe, ...]:
    """The verdicts up to the first row that certainly holds, where that row decides; all of them where rows collect."""
    asked: list[Maybe] = []
    for verdict in verdicts:
        asked.append(verdict)
        if verdict is True and table.combine is None:
            break
    return tuple(asked)


def _tests(table: Table, row: Row, columns: tuple[Maybe, ...], values: Values, at: At) -> Iterator[Maybe]:
    for cell, column, subject in zip(row.cells, table.columns, columns, strict=True):
        match cell:
            case AnyValue():
                continue
            case CellTests(test=test):
                yield cell_verdict(test, column, subject, values, at)
    if row.guard is not None:
        yield values.value(row.guard, at)


def cell_verdict(test: Formula, column: Column, subject: Maybe, values: Values, at: At) -> Maybe:
    """Whether a cell holds for the value of its column."""
    absent = column.no_match_if_missing and isinstance(subject, Unknown)
    return False if absent else values.value(test, at, subject)


def by_strictness(table: Table, outputs: tuple[tuple[Maybe, ...], ...]) -> list[int]:
    """The rows from the strictest to the mildest first output, the row for all other cases last."""
    kind = table.outputs[0].type
    members = kind.members if isinstance(kind, EnumType) else ()

    def strictness(index: int) -> tuple[bool, int, int]:
        first = outputs[index][0] if outputs[index] else None
        rank = members.index(first) if isinstance(first, str) else len(members)
        return table.rows[index].otherwise, -rank, index

    return sorted(range(len(table.rows)), key=strictness)


def _that_could_win(
    table: Table, order: Sequence[int], verdicts: tuple[Maybe, ...], outputs: tuple[tuple[Maybe, ...], ...]
) -> list[_Candidate]:
    """The rows that did not fail, in `order`, up to and including the first that certainly holds."""
    candidates = []
    for index in order:
        verdict = verdicts[index]
        if verdict is False:
            continue
        candidates.append(_Candidate(index, verdict if isinstance(verdict, Unknown) else None, outputs[index]))
        if verdict is True:
            return candidates
    if not candidates or not (table.total or any(row.otherwise for row in table.rows)):
        # No row at all may hold; of a table that was proved to answer every case, one of the rows that are left does.
        candidates.append(_Candidate(-1, None, (Unknown(),) * len(table.outputs)))
    return candidates


def _answered(candidates: list[_Candidate], width: int) -> tuple[tuple[Maybe, ...], tuple[int, ...]]:
    """The outputs on which the candidates agree, and the rows that decided."""
    outputs = tuple(_agreed(candidates, output) for output in range(width))
    rows = tuple(one.index for one in candidates if one.index >= 0)
    if any(isinstance(output, Unknown) for output in outputs):
        return outputs, rows
    # Of candidates that agree, the certain one decides; the others could not change a thing.
    certain = tuple(one.index for one in candidates if one.lack is None and one.index >= 0)
    return outputs, certain or rows


def _equally_strict(
    answers: tuple[Maybe, ...],
    deciding: tuple[int, ...],
    verdicts: tuple[Maybe, ...],
    outputs: tuple[tuple[Maybe, ...], ...],
) -> tuple[int, ...]:
    """All rows that hold and are as strict as the one that decided: each is a reason of its own."""
    if isinstance(answers[0], Unknown):
        return deciding
    also = (index for index, verdict in enumerate(verdicts) if verdict is True and outputs[index][0] == answers[0])
    return tuple(sorted({*deciding, *also}))


def _agreed(candidates: list[_Candidate], output: int) -> Maybe:
    values = [one.outputs[output] for one in candidates]
    first = values[0]
    if not isinstance(first, Unknown) and all(value == first for value in values[1:]):
        return first
    missing: set[str] = set()
    for position, one in enumerate(candidates):
        value = one.outputs[output]
        if isinstance(value, Unknown):
            missing |= value.missing
        differs = any(isinstance(later, Unknown) or later != value for later in values[position + 1 :])
        if one.lack is not None and (differs or isinstance(value, Unknown)):
            missing |= one.lack.missing
    return Unknown(frozenset(missing))
