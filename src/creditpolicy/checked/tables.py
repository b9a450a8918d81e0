"""Text grids to typed tables: headers resolved, cells tested against their column, outputs of their declared type."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from creditpolicy.checked.cells_again import CellsAgain
from creditpolicy.checked.expressions import check_cell, check_value
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.headers import Header, check_header, check_unit, split_unit
from creditpolicy.checked.outputs import fit_output
from creditpolicy.checked.scope import Scope
from creditpolicy.diagnostics import Code, Note, Place
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.formulas import (
    AnyValue,
    Cell,
    CellTests,
    Column,
    Combine,
    Const,
    Formula,
    Hit,
    IfMissing,
    Output,
    Row,
    Table,
    names_read,
)
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.grid import GridRow, TextGrid, read_grid
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import Key

ID_COLUMN = "id"
HITS: dict[str, Hit] = {"unique": "unique", "first": "first", "collect": "collect"}


@dataclass(frozen=True, slots=True)
class TableAsked:
    """What a section wants of a table.

    `outputs` maps each output header to its full name and type; the grid must have all but the `optional` ones.
    `guard` applies to all rows.
    """

    name: str
    record: str | None
    hit: str
    combine: Combine | None
    outputs: Mapping[str, Output]
    because: str | None
    at: Place
    guard: Formula | None = None
    optional: frozenset[str] = frozenset()


def check_table(
    text: Scalar,
    asked: TableAsked,
    if_missing: Mapping[Key, Scalar] | None,
    scope: Scope,
    findings: Findings,
) -> Table | None:
    """The table of a grid; None where its headers are in error. Rows in error are left out (all reported)."""
    grid, faults = read_grid(text)
    if grid is None:
        findings.extend(faults)
        return None
    before = len(findings.made)
    scope = scope.inside(asked.record) if asked.record else scope
    named = next((index for index, header in enumerate(grid.inputs) if header.text == ID_COLUMN), None)
    headers = [
        None if index == named else check_header(fragment, scope, findings)
        for index, fragment in enumerate(grid.inputs)
    ]
    outputs = _outputs(grid, asked, scope, findings)
    # Where no row fits under a header that is in error, the rows are right: it is the header that lacks or has a cell.
    header_misfits = not grid.rows and len(findings.made) > before
    findings.extend(one for one in faults if not (header_misfits and one.code is Code.WRONG_CELL_COUNT))
    if outputs is None or any(header is None and index != named for index, header in enumerate(headers)):
        return None
    if _twice(grid.inputs, headers, findings):
        return None
    known = [(index, header) for index, header in enumerate(headers) if header is not None]
    reading = _Reading(named, known, outputs, asked, scope, findings)
    rows = [_row(number, row, reading) for number, row in enumerate(grid.rows, 1)]
    columns = _columns([header for _, header in known], if_missing, scope, findings)
    kept = tuple(row for row in rows if row is not None)
    _ids_differ(kept, findings)
    ordered = tuple(column.output for column in outputs)
    # A row also goes where a definition that it reads is in error, which was told there.
    if len(findings.made) > before or len(kept) < len(rows):
        findings.torn.add(asked.name)
    return Table(
        asked.name,
        asked.record,
        HITS[asked.hit],
        asked.combine,
        columns,
        kept,
        ordered,
        asked.because,
        asked.at,
    )


@dataclass(frozen=True, slots=True)
class _OutputColumn:
    index: int
    output: Output
    unit: str | None


def _outputs(grid: TextGrid, asked: TableAsked, scope: Scope, findings: Findings) -> list[_OutputColumn] | None:
    """The output columns in the order in which the section publishes them."""
    found: dict[str, _OutputColumn] = {}
    fine = True
    for index, fragment in enumerate(grid.outputs):
        named, unit = split_unit(fragment)
        output = asked.outputs.get(named.text)
        if output is None:
            findings.unknown(Code.BAD_HEADER, "output", named.text, named.at, asked.outputs)
            fine = False
            continue
        if named.text in found:
            findings.add(Code.COLUMN_TWICE, f"the column `{named.text}` stands twice", named.at)
            fine = False
        currency = check_unit(output.type, unit, fragment, scope, findings)
        fine = fine and currency != ""
        found[named.text] = _OutputColumn(index, output, currency)
    for missing in (name for name in asked.outputs if name not in found and name not in asked.optional):
        at = grid.outputs[-1].at if grid.outputs else asked.at
        if fine:
            findings.add(
                Code.BAD_HEADER, f"no column `{missing}` after `||`", at, f"this table gives {_listed(asked.outputs)}"
            )
        fine = False
    return [found[name] for name in asked.outputs if name in found] if fine else None


def _listed(names: Mapping[str, Output]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _twice(fragments: tuple[Fragment, ...], headers: list[Header | None], findings: Findings) -> bool:
    seen: dict[Formula, Fragment] = {}
    twice = False
    for fragment, header in zip(fragments, headers, strict=True):
        if header is None:
            continue
        if header.formula in seen:
            note = Note("first here", seen[header.formula].at)
            findings.add(Code.COLUMN_TWICE, f"the column `{fragment.text}` stands twice", fragment.at, None, note)
            twice = True
        seen[header.formula] = fragment
    return twice


@dataclass(frozen=True, slots=True)
class _Reading:
    """What every row is read by. `named` is the index of the id column, `headers` are the others with theirs."""

    named: int | None
    headers: list[tuple[int, Header]]
    outputs: list[_OutputColumn]
    asked: TableAsked
    scope: Scope
    findings: Findings
    again: CellsAgain = field(default_factory=CellsAgain)


def _row(number: int, row: GridRow, by: _Reading) -> Row | None:
    before = len(by.findings.made)
    cells = tuple(_cell(row.inputs[index], index, header, by) for index, header in by.headers)
    values = tuple(_output(row.outputs[column.index], column, by) for column in by.outputs)
    if len(by.findings.made) > before:
        return None
    name = row.inputs[by.named].text if by.named is not None else str(number)
    known = tuple(value for value in values if value is not None)
    if len(known) < len(values):
        return None
    return Row(name, cells, by.asked.guard, known, row.at, because=by.asked.because)


def _cell(fragment: Fragment, index: int, header: Header, by: _Reading) -> Cell:
    at = fragment.at
    known = by.again.test(index, fragment, at)
    if known is not None:
        return AnyValue() if known[0] is None else CellTests(known[0], fragment.text, at)
    before = len(by.findings.made)
    test, says_something = check_cell(fragment, header.formula.type, by.scope, by.findings, header.unit)
    if test is not None and by.asked.hit == "unique" and names_read(test):
        by.findings.add(
            Code.NOT_LITERAL,
            f"found the formula `{fragment.text}` in a `unique` table, wanted a fixed value",
            at,
            "make a column of the comparison, or use `hit: first`",
        )
    if len(by.findings.made) == before:
        by.again.keep(index, fragment, test)
    if test is None or not says_something:
        return AnyValue()
    return CellTests(test, fragment.text, at)


def _output(fragment: Fragment, column: _OutputColumn, by: _Reading) -> Formula | None:
    known = by.again.values.get((~column.index, fragment.text))
    if known is not None:
        return known
    if fragment.text == "-":
        by.findings.add(Code.WRONG_CELL_COUNT, "an output needs a value, found `-`", fragment.at)
        return None
    before = len(by.findings.made)
    formula = check_value(fragment, by.scope, by.findings, column.output.type, column.unit)
    fitted = None if formula is None else fit_output(formula, column.output.type, fragment, by.findings)
    if isinstance(fitted, Const) and len(by.findings.made) == before:
        by.again.values[~column.index, fragment.text] = fitted
    return fitted


def _columns(
    headers: list[Header], if_missing: Mapping[Key, Scalar] | None, scope: Scope, findings: Findings
) -> tuple[Column, ...]:
    written = {str(key): scalar for key, scalar in (if_missing or {}).items()}
    columns = []
    for header in headers:
        instead = written.pop(header.name, None) or written.pop(header.name.rpartition(".")[2], None)
        columns.append(_column(header, instead, scope, findings))
    for key, scalar in written.items():
        findings.unknown(Code.BAD_HEADER, "column", key, scalar.at, (header.name for header in headers))
    return tuple(columns)


def _column(header: Header, instead: Scalar | None, scope: Scope, findings: Findings) -> Column:
    if instead is None or instead.text == "undecided":
        return Column(header.name, header.formula)
    if instead.text == "no match":
        return Column(header.name, header.formula, no_match_if_missing=True)
    near = nearest(instead.text, ("undecided", "no match"))
    if near is not None:
        findings.add(Code.UNKNOWN_WORD, f"unknown word `{instead.text}`", instead.at, f"did you mean `{near}`?")
        return Column(header.name, header.formula)
    value = check_value(Fragment.whole(instead), scope, findings, header.formula.type, header.unit)
    if value is None:
        return Column(header.name, header.formula)
    if not isinstance(value, Const):
        findings.add(Code.NOT_LITERAL, "wanted `no match`, `undecided` or a fixed value", instead.at)
    fitted = fit_output(value, header.formula.type, Fragment.whole(instead), findings)
    return Column(header.name, IfMissing(header.formula, fitted or value, header.formula.type))


def _ids_differ(rows: tuple[Row, ...], findings: Findings) -> None:
    seen: dict[str, Row] = {}
    for row in rows:
        if row.id in seen:
            note = Note("first used here", seen[row.id].at)
            findings.add(Code.DUPLICATE_ID, f"row id `{row.id}` is used twice", row.at, None, note)
        seen[row.id] = row
