"""A table in line: which rows decide as bits of one number, and its outputs in locals.

Its lines are written last, once it is known which outputs anybody reads and where the bits of the table stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from creditpolicy.backends.python.code import Code, Here, NotCompiled, Tests, Writes, alike, valued
from creditpolicy.backends.python.indexed import first_row, outputs_of
from creditpolicy.backends.python.tables import all_of, conditions
from creditpolicy.formulas import CellTests, Const, Subject, Table, walk
from creditpolicy.values.types import EnumType

LEAST_ROWS = 40
"""Below, rows one after the other are as fast as an index."""
MOST_LEVELS = 12
"""Of strictness: each stands within the one before."""


class WritesStraight(Writes, Protocol):
    """Whoever writes one function, line by line."""

    lines: "list[str | InLine]"

    def number(self, kind: str) -> str:
        """A new name of a kind."""
        ...


@dataclass(frozen=True, slots=True)
class RowTests:
    """What must hold for a row, one thing after the other."""

    parts: tuple[Tests, ...]

    @property
    def known(self) -> tuple[str, ...]:
        """Those that are never unknown, the cheap ones first."""
        return tuple(sorted(dict.fromkeys(one.may for one in self.parts if one.known), key=_cost))

    @property
    def unknown(self) -> tuple[Tests, ...]:
        """Those that may be unknown."""
        return tuple(one for one in self.parts if not one.known)

    @property
    def never(self) -> bool:
        """Whether it holds in no case."""
        return any(one.may == "False" for one in self.parts)

    @property
    def always(self) -> bool:
        """Whether it holds in any case."""
        return not self.parts

    def may(self, given: Sequence[str] = ()) -> str:
        """Whether it may hold, where the ones `given` do."""
        return _bare(all_of([*(one for one in self.known if one not in given), *(one.may for one in self.unknown)]))

    @property
    def sure(self) -> str:
        """Whether it certainly holds, where it may."""
        return all_of(one.sure for one in self.unknown)


@dataclass(slots=True)
class InLine:
    """A table whose place in the function is set; `read` are the outputs that are read there, `first` its lowest bit.

    Where rows exclude each other, the bits hold the number of the row from one on; else there is one for each row.
    """

    table: Table
    name: str
    rows: tuple[RowTests, ...]
    by_output: tuple[tuple[Code, ...], ...]
    index: tuple[str, ...] | None = None
    columns: tuple[str, ...] = ()
    read: set[int] = field(default_factory=set)
    first: int = 0

    @property
    def one_row(self) -> bool:
        """Whether at most one row decides."""
        return self.table.combine is None

    @property
    def width(self) -> int:
        """How many bits it takes."""
        count = len(self.table.rows)
        return count.bit_length() if self.one_row else count

    @property
    def may_fail(self) -> bool:
        """Whether it may be that no row decides."""
        return not self.table.total and (self.index is not None or not any(row.always for row in self.rows))

    def rows_of(self, bits: int) -> tuple[int, ...]:
        """The deciding rows."""
        own = bits >> self.first & (1 << self.width) - 1
        if self.one_row:
            return (own - 1,) if own else ()
        return tuple(row for row in range(self.width) if own >> row & 1)

    def lines(self) -> Iterator[str]:
        """What works it out."""
        yield f"# the table {self.table.name!a}"
        if self.index is not None:
            yield from self._by_index(self.index)
        elif self.one_row:
            yield from self._one_row()
        else:
            yield from self._strictest()

    def _code(self, row: int) -> int:
        return (row + 1 if self.one_row else 1 << row) << self.first

    def _gives(self, row: int) -> list[str]:
        """What a row that decides gives."""
        return [f"{self.name}_{output} = {self.by_output[output][row].text}" for output in sorted(self.read)]

    def _none(self) -> list[str]:
        """No row decides."""
        outputs = "".join(f"{self.name}_{output} = " for output in sorted(self.read))
        return [f"{outputs}None"] if outputs else []

    def _one_row(self) -> Iterator[str]:
        rows = [row for row, tests in enumerate(self.rows) if not tests.never]
        groups = list(_grouped(rows, self.rows))
        if self.may_fail or len(groups) > 1 or groups[0][0]:
            yield f"{self.name} = 0"
            if self.may_fail:
                yield from self._none()
        for place, (common, members) in enumerate(groups):
            asked = [*([f"not {self.name}"] if place else []), *common]
            lines = self._chain(members, common)
            if asked:
                yield f"if {' and '.join(asked)}:"
                lines = (f"    {line}" for line in lines)
            yield from lines
        if not self.may_fail and not any(self.rows[row].always for row in rows):
            # It is proved that one of them holds, unless facts are missing.
            yield f"if not {self.name}:"
            yield "    hand_over()"

    def _chain(self, rows: Sequence[int], common: Sequence[str]) -> Iterator[str]:
        """Rows of which the first that holds decides."""
        word = "if"
        for row in rows:
            tests = self.rows[row]
            yield f"# {self.table.rows[row].id!a}"
            keep = [f"{self.name} = {self._code(row)}", *self._gives(row)]
            if tests.unknown:
                keep = [f"if not {tests.sure}:", "    hand_over()", *keep]
            condition = tests.may(common)
            if condition == "True":
                yield from keep if word == "if" else ("else:", *(f"    {line}" for line in keep))
                return
            yield f"{word} {condition}:"
            yield from (f"    {line}" for line in keep)
            word = "elif"

    def _by_index(self, index: Sequence[str]) -> Iterator[str]:
        yield from index
        yield "row = low.bit_length()"
        yield f"{self.name} = row << {self.first}"
        for output, column in enumerate(self.columns):
            if output in self.read:
                yield f"{self.name}_{output} = {column}[row]"
        if not self.may_fail:
            yield f"if not {self.name}:"
            yield "    hand_over()"

    def _strictest(self) -> Iterator[str]:
        """The rows of each strictness, the strictest first, until one decides."""
        yield f"{self.name} = 0"
        indent = ""
        for positions in self.groups():
            for row in positions:
                yield from (indent + line for line in self._added(row))
            gives = self._first_gives(positions)
            if any(self.rows[row].always for row in positions):
                yield from (indent + line for line in gives)
                return
            yield f"{indent}if {self.name}:"
            yield from (f"{indent}    {line}" for line in gives or ["pass"])
            yield f"{indent}else:"
            indent += "    "
        yield from (indent + line for line in (self._none() or ["pass"] if self.may_fail else ["hand_over()"]))

    def groups(self) -> list[list[int]]:
        """The rows of each strictness, the strictest first."""
        kind = self.table.outputs[0].type
        groups: dict[tuple[bool, int], list[int]] = {}
        for position, row in enumerate(self.table.rows):
            first = row.outputs[0]
            if not isinstance(kind, EnumType) or not isinstance(first, Const) or not isinstance(first.value, str):
                raise NotCompiled
            if not self.rows[position].never:
                groups.setdefault((row.otherwise, -kind.members.index(first.value)), []).append(position)
        if len(groups) > MOST_LEVELS:
            raise NotCompiled
        return [positions for _, positions in sorted(groups.items())]

    def _added(self, row: int) -> Iterator[str]:
        tests = self.rows[row]
        yield f"# {self.table.rows[row].id!a}"
        add = f"{self.name} += {self._code(row)}"
        if tests.always:
            yield add
            return
        yield f"if {tests.may()}:"
        if not tests.unknown:
            yield f"    {add}"
            return
        yield f"    if {tests.sure}:"
        yield f"        {add}"
        yield f"    elif not {self.name}:"
        yield "        hand_over()"

    def _first_gives(self, positions: Sequence[int]) -> list[str]:
        """What the first of the rows that decide together gives."""
        if all(len({self.by_output[output][row].text for row in positions}) == 1 for output in self.read):
            return self._gives(positions[0])
        lines: list[str] = []
        for row in positions:
            word = "elif" if lines else "if"
            lines += [f"{word} {self.name} & {self._code(row)}:", *(f"    {line}" for line in self._gives(row))]
        return lines


def in_line(w: WritesStraight, table: Table) -> InLine:
    """Set the place of a table in the function, behind all that it reads."""
    if table.combine not in {None, "strictest"} or table.record is not None or not table.rows:
        raise NotCompiled
    here = Here()
    name = w.number("t")
    by_output = tuple(
        alike(tuple(w.value(row.outputs[output], here) for row in table.rows)) for output in range(len(table.outputs))
    )
    columns = tuple(_column(w, table, index) for index in range(len(table.columns)))
    if len(table.rows) >= LEAST_ROWS and (placed := _indexed(w, table, name, columns, by_output)) is not None:
        w.lines.append(placed)
        return placed
    rows = []
    for row in table.rows:
        found = conditions(w, table, row, columns, here)
        rows.append(RowTests(tuple(one for one in found if one != Tests("True", "True"))))
    # Rows behind one that holds in any case are never asked.
    placed = InLine(table, name, tuple(rows), by_output)
    if all(row.never for row in rows):
        raise NotCompiled
    if not placed.one_row:
        placed.groups()
    w.lines.append(placed)
    return placed


def _indexed(
    w: WritesStraight, table: Table, name: str, columns: tuple[Code, ...], by_output: tuple[tuple[Code, ...], ...]
) -> InLine | None:
    """A large table as an index; None where it is no table for one."""
    given = [outputs_of(table, output, codes) for output, codes in enumerate(by_output)]
    if table.combine is not None or any(one is None for one in given):
        return None
    index = first_row(w, table, tuple(_in_local(w, one) for one in columns))
    if index is None:
        return None
    bound = tuple(w.bound((None, *(one or ()))) for one in given)
    return InLine(table, name, (), by_output, tuple(index), bound)


def output_code(placed: InLine, output: int) -> Code:
    """What is known of an output whichever row gives it."""
    codes = placed.by_output[output]
    known = next((code for code in codes if not code.is_nothing), None)
    return Code(
        f"{placed.name}_{output}",
        maybe=placed.may_fail or any(code.maybe for code in codes),
        plain=True,
        scale=codes[0].scale,
        currency="" if known is None else known.currency,
        nothing=any(code.nothing for code in codes),
    )


def _column(w: WritesStraight, table: Table, index: int) -> Code:
    """The value of a column: in a local, if it is asked for more than once and costs something."""
    cells = [cell for row in table.rows if isinstance(cell := row.cells[index], CellTests)]
    found = w.value(table.columns[index].formula, Here())
    if not cells:
        return found
    found = valued(found)
    asked = sum(isinstance(part, Subject) for cell in cells for part in walk(cell.test))
    return found if asked == 1 and not found.maybe else _in_local(w, found)


def _in_local(w: WritesStraight, code: Code) -> Code:
    if code.plain or code.is_unknown:
        return code
    name = w.number("c")
    w.lines.append(f"{name} = {code.text}")
    return replace(code, text=name, plain=True, constant=None)


def _grouped(rows: Sequence[int], tests: Sequence[RowTests]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Rows that follow each other, with what all of them ask."""
    alone: list[int] = []
    start = 0
    while start < len(rows):
        common = tests[rows[start]].known
        end = start + 1
        while end < len(rows) and (both := tuple(one for one in common if one in tests[rows[end]].known)):
            common, end = both, end + 1
        if end - start > 1:
            if alone:
                yield (), alone
                alone = []
            yield common, list(rows[start:end])
            start = end
        else:
            alone.append(rows[start])
            start += 1
    if alone:
        yield (), alone


def _cost(text: str) -> tuple[int, int]:
    """Names first, then what is equal to something, then the rest."""
    name = text.removeprefix("(not ").removesuffix(")")
    return (0 if name.isidentifier() else 1 if " == " in text else 2, len(text))


def _bare(text: str) -> str:
    """The same without brackets around all of it, where those are plainly a pair."""
    inner = text[1:-1]
    return inner if text[:1] == "(" and text[-1:] == ")" and not {"(", ")", "'", '"'} & set(inner) else text
