"""Small policies as YAML text, made from trees; what the checker refuses for a good reason is taken out again."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from creditpolicy.diagnostics import Severity
from creditpolicy.loading import Loaded, load_text
from creditpolicy.syntax.expressions import show, show_cell
from creditpolicy.syntax.expressions import tree as t
from creditpolicy.syntax.expressions.names import names_in
from tests.property.typed import NOWHERE, Place, draw_tests, name, number, tree
from tests.property.vocabulary import KINDS, O_WORDS, THRESHOLDS, WORDS, head

GOOD_REASONS = frozenset({"CP306", "CP307", "CP308", "CP309", "CP310", "CP404", "CP405", "CP406"})
"""Always true or false, too many digits, an empty range, a row that never applies: made by chance, rightly refused."""

HITS = ("unique", "first", "strictest", "sum", "min", "max", "list")
OUTPUTS = {
    "answer": "{type: enum, values: [one, two, three], ordered: true}",
    "points": "{type: number, scale: 2, low: -100000000000000, high: 100000000000000}",
    "word": "{type: list, values: [one, two, three]}",
}


@dataclass(frozen=True)
class MadeRow:
    """Cells (None is `-`) and outputs."""

    id: str
    cells: tuple[t.Cell | None, ...]
    outputs: tuple[t.Expression, ...]


@dataclass(frozen=True)
class MadeTable:
    """A table under `decisions`; `hit` is `unique`, `first` or what a `collect` combines."""

    name: str
    record: str | None
    hit: str
    columns: tuple[t.Expression, ...]
    rows: tuple[MadeRow, ...]
    outputs: tuple[str, ...]
    when: t.Expression | None = None
    if_missing: tuple[tuple[int, Any], ...] = ()
    total: bool = False


@dataclass(frozen=True)
class Made:
    """A policy: definitions by name with their kind and tree, and tables."""

    currencies: tuple[str, ...]
    definitions: tuple[tuple[str, str, t.Expression], ...]
    tables: tuple[MadeTable, ...]

    def lines(self) -> list[tuple[str, str]]:
        """The text, each line with the part that it belongs to."""
        lines = [(line, "") for line in head(self.currencies).splitlines()]
        if self.definitions:
            lines.append(("definitions:", ""))
            lines += [(f"  {full}: {_quoted(show(node))}", full) for full, _, node in self.definitions]
        if self.tables:
            lines.append(("decisions:", ""))
        for table in self.tables:
            lines += _table_lines(table)
        return lines

    def text(self) -> str:
        """The policy as its author would hand it over."""
        return "\n".join(line for line, _ in self.lines()) + "\n"

    def without(self, owners: set[str]) -> "Made":
        """The policy without some parts, and without what speaks of them."""
        definitions = [one for one in self.definitions if one[0] not in owners and not owners & set(names_in(one[2]))]
        gone = owners | {one[0] for one in self.definitions} - {one[0] for one in definitions}
        if gone != owners:
            return self.without(gone)
        return replace(
            self, definitions=tuple(definitions), tables=tuple(_table_without(table, owners) for table in self.tables)
        )


def mend(made: Made, refused: Counter[str] | None = None) -> tuple[Made, Loaded]:
    """The policy without what the checker refuses for a good reason, loaded."""
    for _ in range(12):
        loaded = load_text("made.yaml", made.text())
        if loaded.program is not None:
            return made, loaded
        lines = made.lines()
        errors = [found for found in loaded.diagnostics if found.severity is Severity.ERROR]
        wrong = [found for found in errors if not _is_by_chance(found.code.value, lines[found.at.line - 1][1])]
        assert wrong == [], (made.text(), [str(found) for found in wrong])
        owners = {lines[found.at.line - 1][1] for found in errors}
        if refused is not None:
            refused.update(found.code.value for found in errors)
        assert owners - {""}, (made.text(), [str(found) for found in errors])
        made = made.without(owners - {""})
        assume(all(table.rows for table in made.tables))
    assume(False)
    raise AssertionError


def _is_by_chance(code: str, owner: str) -> bool:
    """Whether it is rightly refused: what a missing value counts as may lie beyond what its column can be."""
    return code in GOOD_REASONS or (code == "CP102" and "/if_missing/" in owner)


def _table_without(table: MadeTable, owners: set[str]) -> MadeTable:
    rows = tuple(
        row
        for row in table.rows
        if f"{table.name}/{row.id}" not in owners and not owners & set(names_in((row.cells, row.outputs)))
    )
    assume(not owners & set(names_in(table.columns)))
    when = None if f"{table.name}/when" in owners or owners & set(names_in(table.when)) else table.when
    total = table.total and len(rows) == len(table.rows)
    if_missing = tuple(one for one in table.if_missing if _instead(table, one[0]) not in owners)
    return replace(table, rows=rows, when=when, total=total, if_missing=if_missing)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _table_lines(table: MadeTable) -> list[tuple[str, str]]:
    hit = table.hit if table.hit in {"unique", "first"} else "collect"
    lines = [(f"  {table.name}:", "")]
    if table.record:
        lines.append((f"    record: {table.record}", ""))
    lines.append((f"    outputs: {{{', '.join(f'{one}: {OUTPUTS[one]}' for one in table.outputs)}}}", ""))
    lines.append((f"    hit: {hit}", ""))
    if hit == "collect":
        lines.append((f"    combine: {table.hit}", ""))
    if not table.total and hit != "collect":
        lines.append(("    total: false", ""))
    if table.when is not None:
        lines.append((f"    when: {_quoted(show(table.when))}", f"{table.name}/when"))
    if table.if_missing:
        lines.append(("    if_missing:", ""))
        for index, value in table.if_missing:
            lines.append((f"      {show(table.columns[index])}: {_if_missing(value)}", _instead(table, index)))
    headers = " | ".join(("id", *(_header(column) for column in table.columns)))
    lines += [("    table: |", ""), (f"      {headers} || {' | '.join(table.outputs)}", "")]
    for row in table.rows:
        cells = " | ".join(
            (
                row.id,
                *(
                    "-" if cell is None else _cell_text(cell, column)
                    for cell, column in zip(row.cells, table.columns, strict=True)
                ),
            )
        )
        lines.append(
            (f"      {cells} || {' | '.join(show(output) for output in row.outputs)}", f"{table.name}/{row.id}")
        )
    fallback = {"answer": "three", "points": "0", "word": "three"}
    return [*lines, (f"    if_undecided: {{{table.outputs[0]}: {fallback[table.outputs[0]]}}}", "")]


def _header(column: t.Expression) -> str:
    """Amounts carry their currency in the header."""
    is_amount = isinstance(column, t.Name) and KINDS.get(column.text) == "money"
    return show(column) + (" (EUR)" if is_amount else "")


def _cell_text(cell: t.Cell, column: t.Expression) -> str:
    """A cell as text; amounts under a header with their currency are bare, if they stand by themselves."""
    return show_cell(replace(cell, tests=_bare(cell.tests)) if _header(column).endswith("(EUR)") else cell)


def _bare(node: Any) -> Any:
    match node:
        case tuple():
            return tuple(_bare(one) for one in node)
        case t.AmountLiteral(text=text):
            return t.NumberLiteral(text, False, NOWHERE)
        case t.Negation(operand=operand):
            return replace(node, operand=_bare(operand))
        case t.Equal(value=value) | t.Against(value=value):
            return replace(node, value=_bare(value))
        case t.Range(low=low, high=high):
            return replace(node, low=_bare(low), high=_bare(high))
        case t.NotTests(tests=tests):
            return replace(node, tests=_bare(tests))
    return node


def _instead(table: MadeTable, column: int) -> str:
    return f"{table.name}/if_missing/{column}"


def _if_missing(value: Any) -> str:
    return value if isinstance(value, str) else show(value)


@st.composite
def definitions(
    draw: st.DrawFn, place: Place, count: int = 4, depth: int = 3
) -> tuple[tuple[str, str, t.Expression], ...]:
    """Definitions of any kind; later ones may read earlier ones."""
    found: list[tuple[str, str, t.Expression]] = []
    known: dict[str, str] = {}
    for index in range(count):
        kind = draw(
            st.sampled_from(("boolean", "boolean", "number", "money", "days", "months", "date", "box.e", "box.o"))
        )
        seen = replace(place, definitions=dict(known))
        full = f"box.y{index}"
        found.append((full, kind, tree(draw, kind, seen, draw(st.integers(1, depth)))))
        known[full] = kind
    return tuple(found)


@st.composite
def columns(draw: st.DrawFn, count: int, place: Place, *, facts_only: bool = False) -> tuple[tuple[t.Name, str], ...]:
    """Different input columns, each with its kind."""
    names = [one for one in KINDS if one.partition(".")[0] in place.records and KINDS[one] != "list"]
    names += [one for one, kind in place.definitions.items() if kind != "list"] if not facts_only else []
    if len(place.currencies) > 1:
        names = [one for one in names if (KINDS | dict(place.definitions))[one] != "money"]
    chosen = draw(st.lists(st.sampled_from(names), min_size=count, max_size=count, unique=True))
    return tuple((name(one), (KINDS | dict(place.definitions))[one]) for one in chosen)


@st.composite
def tables(
    draw: st.DrawFn, place: Place, called: str = "ask", *, hits: tuple[str, ...] = HITS, asking: bool = True
) -> MadeTable:
    """Any table: columns of facts and definitions, literal and calculated cells, guards, `if_missing`."""
    hit = draw(st.sampled_from(hits))
    record = draw(st.sampled_from((None, None, "item")))
    place = replace(place, records=("box", "item") if record else ("box",), aggregates=False)
    if hit == "unique":
        return draw(unique_tables(place, called, record))
    inputs = draw(columns(draw(st.integers(1, 3)), place))
    rows = []
    for index in range(draw(st.integers(1, 5))):
        cells = tuple(
            None
            if draw(st.integers(1, 3)) == 1
            else t.Cell(draw_tests(draw, kind, column, place, literal=draw(st.integers(1, 4)) > 1), NOWHERE)
            for column, kind in inputs
        )
        rows.append(MadeRow(f"row {index}", cells, _outputs(draw, hit, place)))
    when = tree(draw, "boolean", place, 1) if draw(st.integers(1, 4)) == 1 else None
    if_missing = []
    for index, (_, kind) in enumerate(inputs):
        if asking and draw(st.integers(1, 4)) == 1:
            instead = draw(st.sampled_from(("no match", "undecided", _member(kind))))
            if instead is not None:
                if_missing.append((index, instead))
    names = ("word",) if hit == "list" else ("points",) if hit in {"sum", "min", "max"} else ("answer", "points")
    return MadeTable(
        called, record, hit, tuple(column for column, _ in inputs), tuple(rows), names, when, tuple(if_missing)
    )


def _member(kind: str) -> Any:
    return name(WORDS[kind][0]) if kind in WORDS else number("1") if kind == "number" else None


def _outputs(draw: st.DrawFn, hit: str, place: Place) -> tuple[t.Expression, ...]:
    word = name(draw(st.sampled_from(("one", "two", "three"))))
    points = number(draw(st.sampled_from(("0", "1", "2", "-1", "2.5"))))
    if draw(st.integers(1, 4)) == 1:
        points = t.Call("round half up", NOWHERE, (tree(draw, "number", place, 1), number("2")), NOWHERE)
    return (word,) if hit == "list" else (points,) if hit in {"sum", "min", "max"} else (word, points)


@st.composite
def unique_tables(draw: st.DrawFn, place: Place, called: str = "ask", record: str | None = None) -> MadeTable:
    """A table whose rows cut all cases apart, column by column; perhaps a row is left out, and then it is not total."""
    inputs = draw(columns(draw(st.integers(1, 3)), place, facts_only=True))
    boxes: list[tuple[t.Cell | None, ...]] = [(None,) * len(inputs)]
    for index, (column, kind) in enumerate(inputs):
        kept = []
        for box in boxes:
            pieces = _pieces(draw, kind, column) if draw(st.integers(1, 4)) > 1 else [None]
            kept += [(*box[:index], piece, *box[index + 1 :]) for piece in pieces]
        boxes = kept
    boxes = boxes[:24] if len(boxes) > 24 else draw(st.permutations(boxes))
    total = draw(st.integers(1, 3)) > 1 and len(boxes) < 24
    if not total and len(boxes) > 1:
        boxes = boxes[1:]
    rows = tuple(
        MadeRow(f"row {index}", tuple(box), _outputs(draw, "unique", place)) for index, box in enumerate(boxes)
    )
    return MadeTable(
        called, record, "unique", tuple(column for column, _ in inputs), rows, ("answer", "points"), total=total
    )


def _pieces(draw: st.DrawFn, kind: str, column: t.Name) -> list[t.Cell]:
    """The values of a column cut in two or three: each value lies in one piece."""

    def cell(*tests: t.CellTest) -> t.Cell:
        return t.Cell(tests, NOWHERE)

    def equal(word: t.Expression) -> t.CellTest:
        return t.Equal(word, NOWHERE)

    if kind in WORDS:
        first, *rest = draw(st.permutations(WORDS[kind]))
        if draw(st.booleans()):
            return [cell(equal(name(first))), cell(t.NotTests((equal(name(first)),), NOWHERE))]
        return [cell(equal(name(first))), cell(*(equal(name(word)) for word in rest))]
    if kind == "boolean":
        return [cell(equal(t.BooleanLiteral(value, NOWHERE))) for value in draw(st.permutations((True, False)))]
    if kind == "text":
        word = t.TextLiteral(draw(st.sampled_from(("a", "41"))), NOWHERE)
        return [cell(equal(word)), cell(t.NotTests((equal(word),), NOWHERE))]
    known = THRESHOLDS[column.text][-2:]
    ends = [_end(kind, text) for text in known]
    low, high = draw(st.booleans()), draw(st.booleans())
    below = t.Against("<" if low else "<=", ends[0], NOWHERE)
    above = t.Against(">" if high else ">=", ends[1], NOWHERE)
    between = t.Range(ends[0], ends[1], low, high, NOWHERE)
    if draw(st.booleans()):
        return [cell(below), cell(between), cell(above)]
    return [cell(below), cell(between, above)]


def _end(kind: str, text: str) -> t.Expression:
    return (
        t.DateLiteral(text, NOWHERE)
        if kind == "date"
        else t.AmountLiteral(text, "EUR", NOWHERE)
        if kind == "money"
        else number(text)
    )


@st.composite
def policies(
    draw: st.DrawFn, *, currencies: tuple[tuple[str, ...], ...] = (("EUR",), ("EUR", "USD")), kleene: bool = True
) -> Made:
    """A whole policy with definitions and a table."""
    chosen = draw(st.sampled_from(currencies))
    place = Place(chosen, kleene=kleene)
    made = draw(definitions(place, draw(st.integers(0, 3)), 2))
    seen = replace(place, definitions={full: kind for full, kind, _ in made})
    return Made(chosen, made, (draw(tables(seen, asking=kleene)),))


__all__ = [
    "HITS",
    "O_WORDS",
    "Made",
    "MadeRow",
    "MadeTable",
    "definitions",
    "mend",
    "policies",
    "tables",
    "unique_tables",
]
