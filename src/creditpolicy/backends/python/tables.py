"""A table to a function that keeps the outputs and the rows that decided in the frame.

Rows that may hold, but not certainly, are weighed as the interpreter does; of a table that takes the strictest, they
leave the case to it where they could win.
INVARIANT: whatever is kept is what the interpreter gives.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from creditpolicy.backends.python.code import Code, Here, NotCompiled, Tests, Writes, alike, literal, valued
from creditpolicy.backends.python.indexed import (
    LEAST_ROWS,
    Accepted,
    Known,
    are_alike,
    as_index,
    has_row,
    outputs_of,
    rows_accepted,
    worked_out,
)
from creditpolicy.backends.python.listing import by_row_lines, folded, listed_lines
from creditpolicy.backends.python.row_tests import PUT_IN, all_of, conditions
from creditpolicy.formulas import CellTests, Const, Row, Table
from creditpolicy.values.types import EnumType, MoneyType, Type


@dataclass(frozen=True, slots=True)
class Written:
    """A table that was written: the name of its function, and what is known of its outputs."""

    name: str
    outputs: tuple[Code, ...]


def write_table(w: Writes, table: Table) -> Written:
    """Write the function of a table."""
    name = w.slot("t", table.record)
    here = Here() if table.record is None else Here({table.record: w.frame_of(table.record)})
    writing = _Writing(w, table, name, here)
    outputs = writing.function()
    return Written(name, outputs)


class _Writing:
    def __init__(self, w: Writes, table: Table, name: str, here: Here) -> None:
        self.w = w
        self.table = table
        self.name = name
        self.here = here
        self.frame = here.variables[-1]
        self.lines: list[str] = []
        self.columns: tuple[Code, ...] = ()
        self.known: Known = {}
        self.slots = [f"{name}_{index}" for index in range(len(table.outputs))]

    def function(self) -> tuple[Code, ...]:
        for slot in self.slots:
            self.w.slot(slot, self.table.record)
        self.columns = tuple(self._column(index) for index in range(len(self.table.columns)))
        columns, first = self.columns, self.lines
        unknown = [one.text for one in columns if one.maybe and one.text.isidentifier()]
        if unknown:
            # Where every column is known, which is nearly always, the tests are plain.
            self.columns = tuple(replace(one, maybe=False) if one.text in unknown else one for one in columns)
            self.lines = []
            self._combined()
            first = [*first, f"if {' and '.join(f'{one} is not None' for one in unknown)}:"]
            first += [f"    {line}" for line in self.lines]
            self.columns = columns
        self.lines = []
        outputs = self._combined()
        self.w.function(self.name, self.here.variables, [*first, *self.lines], self.table.name)
        return outputs

    def _combined(self) -> tuple[Code, ...]:
        match self.table.combine:
            case None:
                return self._first()
            case "strictest":
                return self._strictest()
            case "sum" | "min" | "max":
                return self._folded()
            case "list":
                return self._listed()

    def _column(self, index: int) -> Code:
        """A column once, in a local."""
        column = self.table.columns[index]
        if self.w.puts_in(column):
            return PUT_IN
        found = self.w.value(column.formula, self.here)
        tested = [row.cells[index] for row in self.table.rows if isinstance(row.cells[index], CellTests)]
        if not tested:
            return found
        found = valued(found)
        name = f"c{index}"
        self.lines.append(f"{name} = {found.text}")
        return Code(name, found.maybe, plain=True, scale=found.scale, currency=found.currency)

    def tests(self, row: Row) -> Tests:
        """All that must hold for a row, the others apart."""
        found = conditions(self.w, self.table, row, self.columns, self.here)
        return Tests(all_of([one.may for one in found]), all_of([one.sure for one in found]))

    @cached_property
    def outputs(self) -> tuple[tuple[tuple[Code, ...], ...], tuple[Code, ...]]:
        """For each output the code of each row, all alike, and what is known of it whichever row gives it."""
        by_output = []
        summary = []
        for output in range(len(self.table.outputs)):
            codes = alike(tuple(self.w.value(row.outputs[output], self.here) for row in self.table.rows))
            by_output.append(codes)
            known = next((code for code in codes if not code.is_nothing), None)
            summary.append(
                Code(
                    f"{self.frame}.{self.slots[output]}",
                    maybe=True,
                    plain=True,
                    scale=codes[0].scale if codes else 0,
                    currency="" if known is None else known.currency,
                    nothing=any(code.nothing for code in codes),
                )
            )
        return tuple(by_output), tuple(summary)

    def keep(self, indent: str, index: int, by_output: tuple[tuple[Code, ...], ...], rows: str) -> list[str]:
        """Keep what one row gives."""
        lines = [
            f"{indent}{self.frame}.{slot} = {codes[index].text}"
            for slot, codes in zip(self.slots, by_output, strict=True)
        ]
        return [*lines, f"{indent}{self.frame}.{self.name} = {rows}", f"{indent}return {self.frame}"]

    def no_row(self) -> list[str]:
        """Keep that no row holds: outputs are unknown."""
        slots = " = ".join(f"{self.frame}.{slot}" for slot in self.slots)
        lines = [f"{slots} = None"] if slots else []
        return [*lines, f"{self.frame}.{self.name} = ()", f"return {self.frame}"]

    def _first(self) -> tuple[Code, ...]:
        by_output, summary = self.outputs
        put_in = PUT_IN in self.columns
        index = None if put_in else as_index(self.w, self.table, self.columns, by_output, self.known, self.here)
        if index is not None:
            self.lines += index
            kept = [f"{self.frame}.{slot}" for slot in self.slots]
            self.lines += [
                "if row is not None:",
                f"    {', '.join(kept)}, {self.frame}.{self.name} = row",
                *(f"    {line}" for line in self._worked_out(by_output)),
                f"    return {self.frame}",
                *self.no_row(),
            ]
            return summary
        first, is_open = len(self.lines), False
        for position, row in enumerate(self.table.rows):
            tests = self.tests(row)
            if tests.may == "False":
                continue
            self._comment(row)
            given = "".join(f"{codes[position].text}, " for codes in by_output)
            joins = [f"open_rows += (({given}),)", f"positions += ({position},)"]
            decides = self.keep("", position, by_output, f"({position},)")
            if is_open:
                # The row for all other cases holds for certain only where no other may.
                settles = [*joins, *self._settled(-1 if row.otherwise else position)]
                decides = ["if positions:", *_indented(settles), *decides]
            if tests.may == tests.sure == "True":
                self.lines += decides
                break
            if not tests.known:
                otherwise = joins if are_alike(self.w, self.table, by_output) else ["hand_over()"]
                decides = [f"if {tests.sure}:", *_indented(decides), *otherwise]
                is_open = is_open or otherwise == joins
            self.lines += [f"if {tests.may}:", *_indented(decides)]
        else:
            if is_open:
                none = [] if has_row(self.table) else [f"open_rows += (({'None, ' * len(self.slots)}),)"]
                self.lines += ["if positions:", *_indented([*none, *self._settled(-1)])]
            self.lines += self.no_row()
        if is_open:
            self.lines.insert(first, "open_rows = positions = ()")
        return summary

    def _worked_out(self, by_output: tuple[tuple[Code, ...], ...]) -> Iterator[str]:
        """Lines that work out what is not written in the row."""
        for slot, texts in zip(self.slots, worked_out(self.table, by_output), strict=True):
            for text, rows in texts.items():
                yield f"if {self.frame}.{self.name} in {self.w.bound(frozenset((row,) for row in rows))}:"
                yield f"    {self.frame}.{slot} = {text}"

    def _settled(self, certain: int) -> list[str]:
        """Keep what the rows that could win agree on."""
        kept = "".join(f"{self.frame}.{slot}, " for slot in (*self.slots, self.name))
        return [f"{kept}= settled(open_rows, positions, {certain})", f"return {self.frame}"]

    def _comment(self, row: Row) -> None:
        self.lines.append(f"# {row.id!a}")

    def _strictest(self) -> tuple[Code, ...]:
        by_output, summary = self.outputs
        kind = self.table.outputs[0].type
        groups: dict[tuple[bool, int], list[int]] = {}
        for position, row in enumerate(self.table.rows):
            first = row.outputs[0]
            if not isinstance(kind, EnumType):
                raise NotCompiled
            if not isinstance(first, Const) or not isinstance(first.value, str):
                return self._strictest_of_all(by_output, summary, kind)
            groups.setdefault((row.otherwise, -kind.members.index(first.value)), []).append(position)
        in_order = [positions for _, positions in sorted(groups.items())]
        if (index := self._strictest_by_index(by_output, in_order)) is not None:
            self.lines += index
            return summary
        for positions in in_order:
            self.lines.append("rows = ()")
            for position in positions:
                row = self.table.rows[position]
                tests = self.tests(row)
                self._comment(row)
                self.lines.append(f"if {tests.may}:")
                if tests.known:
                    self.lines.append(f"    rows += ({position},)")
                else:
                    self.lines += [
                        f"    if {tests.sure}:",
                        f"        rows += ({position},)",
                        "    elif not rows:",
                        "        hand_over()",
                    ]
            if all(len({codes[position].text for position in positions}) == 1 for codes in by_output):
                self.lines += ["if rows:", *self.keep("    ", positions[0], by_output, "rows")]
                continue
            self.lines.append("if rows:")
            for position in positions:
                self.lines += [f"    if rows[0] == {position}:", *self.keep("        ", position, by_output, "rows")]
        self.lines += self.no_row()
        return summary

    def _strictest_by_index(
        self, by_output: tuple[tuple[Code, ...], ...], groups: Sequence[Sequence[int]]
    ) -> list[str] | None:
        """The rows of each strictness among those that hold; None where that is no matter of an index."""
        if len(self.table.rows) < LEAST_ROWS or PUT_IN in self.columns or any(worked_out(self.table, by_output)):
            return None
        found = rows_accepted(self.w, self.table, self.columns, self.known, self.here)
        if found is None:
            return None
        lines = [
            *found.lines,
            f"for mask in {self.w.bound(tuple(sum(1 << row for row in group) for group in groups))}:",
        ]
        lines.append("    held = sure & mask")
        if found.is_open:
            lines += ["    is_open = (may ^ sure) & mask"]
            lines += ["    if is_open and (not held or is_open & -is_open < held & -held):"]
            lines += [f"        leave_rows({self.w.bound(self.table.name)}, rows_of(may))"]
        kept = "".join(f"{self.frame}.{slot}, " for slot in self.slots)
        lines += ["    if held:", f"        {self.frame}.{self.name} = rows = tuple(rows_of(held))"]
        lines += [f"        {kept}_ = {self.w.bound(outputs_of(self.table, by_output))}[rows[0]]"]
        return [*lines, f"        return {self.frame}", *self.no_row()]

    def _strictest_of_all(
        self, by_output: tuple[tuple[Code, ...], ...], summary: tuple[Code, ...], kind: EnumType
    ) -> tuple[Code, ...]:
        """Where a row works out how strict it is: all of them, and then the strictest."""
        rank = self.w.bound({member: -index for index, member in enumerate(kind.members)})
        self.lines.append("open_rows = []")
        for position, row in enumerate(self.table.rows):
            tests = self.tests(row)
            self._comment(row)
            self.lines += [
                f"if {f'not open_rows and {tests.may}' if row.otherwise else tests.may}:",
                f"    first = {by_output[0][position].text}",
                f"    if first not in {rank}:",
                "        hand_over()",
                f"    open_rows.append(({rank}[first], {position}, {tests.sure}))",
            ]
        self.lines += [
            "if open_rows:",
            "    best = min(open_rows)",
            "    if not best[2]:",
            "        hand_over()",
            "    rows = tuple([row for strictness, row, sure in open_rows if sure and strictness == best[0]])",
        ]
        for position in range(len(self.table.rows)):
            self.lines += [f"    if best[1] == {position}:", *self.keep("        ", position, by_output, "rows")]
        self.lines += self.no_row()
        return summary

    def _rows(self) -> bool:
        """The `rows` that hold, and whether there are `open_rows` beside them, that may but not certainly do."""
        index = self._rows_by_index()
        if index is not None:
            self.lines += [*index.lines, "rows = rows_of(sure)"]
            self.lines += ["open_rows = rows_of(may ^ sure)"] if index.is_open else []
            return index.is_open
        first, is_open = len(self.lines), False
        for position, row in enumerate(self.table.rows):
            tests = self.tests(row)
            self._comment(row)
            held, joins = f"rows.append({position})", f"open_rows.append({position})"
            if row.otherwise:
                sure = "True" if tests.known else tests.sure
                held = f"(open_rows if open_rows or not {sure} else rows).append({position})"
                self.lines += [f"if not rows and {tests.may}:", f"    {held}"]
                is_open = True
                continue
            self.lines.append(f"if {tests.may}:")
            if tests.known:
                self.lines.append(f"    {held}")
            else:
                self.lines += [f"    if {tests.sure}:", f"        {held}", "    else:", f"        {joins}"]
                is_open = True
        self.lines[first:first] = ["rows = []", *(["open_rows = []"] if is_open else [])]
        return is_open

    def _rows_by_index(self) -> Accepted | None:
        rows = self.table.rows
        if len(rows) < LEAST_ROWS or PUT_IN in self.columns or any(row.otherwise for row in rows):
            return None
        return rows_accepted(self.w, self.table, self.columns, self.known, self.here)

    def _folded(self) -> tuple[Code, ...]:
        by_output, summary = self.outputs
        is_open = self._rows()
        for index, (slot, codes, output) in enumerate(zip(self.slots, by_output, self.table.outputs, strict=True)):
            if any(code.nothing for code in codes):
                raise NotCompiled
            self.lines += listed_lines(self.w, self.table, index, codes, "rows")
            fold = folded(self.w, self.table, output.type, codes)
            if any(code.maybe for code in codes):
                fold = f"None if None in found else {fold}"
            self.lines.append(f"{self.frame}.{slot} = {fold}")
            if is_open:
                self.lines += ["if open_rows:", *_indented(self._open_fold(index, codes, output.type))]
        self.lines += [f"{self.frame}.{self.name} = tuple(rows)", f"return {self.frame}"]
        return summary

    def _open_fold(self, index: int, codes: tuple[Code, ...], of: Type) -> list[str]:
        """Rows that may hold count only if they could change the result."""
        if isinstance(of, MoneyType) and not self.w.currency:
            return ["hand_over()"]
        kept = f"{self.frame}.{self.slots[index]}"
        found = listed_lines(self.w, self.table, index, codes, "open_rows")
        return [*found, f"{kept} = unless_changed({literal(self.table.combine)}, {kept}, found)"]

    def _listed(self) -> tuple[Code, ...]:
        by_output, summary = self.outputs
        is_open = self._rows()
        for index, (codes, slot) in enumerate(zip(by_output, self.slots, strict=True)):
            kept = f"{self.frame}.{slot}"
            self.lines += [
                "found = {}",
                *by_row_lines(self.w, self.table, index, codes, "rows"),
                f"{kept} = listed(found)",
            ]
            if is_open:
                more = [
                    *by_row_lines(self.w, self.table, index, codes, "open_rows"),
                    f"{kept} = listed_with(found, open_rows)",
                ]
                self.lines += ["if open_rows:", *_indented(more)]
        self.lines += [f"{self.frame}.{self.name} = tuple(rows)", f"return {self.frame}"]
        return summary


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]
