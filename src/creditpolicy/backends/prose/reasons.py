"""The reason of a row, and any condition, as a sentence in two languages."""

from creditpolicy.backends.prose.plain import plain
from creditpolicy.backends.prose.speaker import Speaker
from creditpolicy.backends.prose.words import EN, NL, Words
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import AllOf, AnyValue, CellTests, Formula, Row, Table
from creditpolicy.formulas.walk import with_subject
from creditpolicy.ir.program import Program
from creditpolicy.values.types import BooleanType


def reason_text(program: Program, table: Table, row: Row) -> Titles:
    """The text that the policy gives for the code, else the row's own title, else its conditions in words."""
    given = program.reasons.get(row.reason or "") or row.titles
    if given is not None:
        return given
    if row.otherwise:
        return Titles(NL.otherwise, EN.otherwise)
    tests = _tests(table, row)
    if not tests and table.hit == "first" and row is not table.rows[0]:
        return Titles(NL.rest, EN.rest)
    return sentence(program, AllOf(tests))


def sentence(program: Program, formula: Formula) -> Titles:
    """A condition (or the name of a value) in words, without a capital and without a full stop."""
    return Titles(_say(program, formula, NL), _say(program, formula, EN))


def _say(program: Program, formula: Formula, words: Words) -> str:
    speaker = Speaker(program, words)
    return speaker.claim(plain(formula)) if isinstance(formula.type, BooleanType) else speaker.value(formula)


def _tests(table: Table, row: Row) -> tuple[Formula, ...]:
    """All that must hold for the row: its cells, each over its column, and its guard."""
    tests: list[Formula] = []
    for column, cell in zip(table.columns, row.cells, strict=True):
        match cell:
            case CellTests(test=test):
                tests.append(with_subject(test, column.formula))
            case AnyValue():
                continue
    return tuple(tests) if row.guard is None else (*tests, row.guard)
