"""Tables in line: which rows decide as bits of one number, and the outputs in locals.

Their lines are written last, once it is known which outputs anybody reads and where the bits of each table stand.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from creditpolicy.backends.python.bucketed import Bucketed
from creditpolicy.backends.python.code import Code, NotCompiled, Tests, Writes
from creditpolicy.backends.python.row_tests import all_of
from creditpolicy.backends.python.running import rows_of
from creditpolicy.formulas import Const, Table
from creditpolicy.values.types import EnumType
from creditpolicy.values.value import Value

MOST_LEVELS = 12
"""Of strictness: each stands within the one before."""


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
class InLine(ABC):
    """A table whose place in the function is set; `read` are the outputs that are read there, `first` its lowest bit.

    There is a bit for each row, at `places` behind that. Rows in `buckets` are found together; `given` then names what
    each row gives, and `worked_out` says the code of what is not written in them.
    """

    table: Table
    name: str
    rows: tuple[RowTests, ...]
    by_output: tuple[tuple[Code, ...], ...]
    buckets: tuple[Bucketed, ...] = ()
    given: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    worked_out: tuple[tuple[tuple[str, str], ...], ...] = ()
    read: set[int] = field(default_factory=set)
    first: int = 0
    _row_at: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Which row has its bit at which place."""
        self._row_at = tuple(sorted(range(len(self.places)), key=self.places.__getitem__))

    @property
    def width(self) -> int:
        """How many bits it takes."""
        return len(self.table.rows)

    @property
    def may_fail(self) -> bool:
        """Whether it may be that no row decides."""
        return not self.table.total and not any(row.always for row in self.rows)

    def rows_of(self, own: int) -> tuple[int, ...]:
        """The deciding rows, of the bits of this table."""
        return tuple(sorted(self._row_at[place] for place in rows_of(own)))

    def settled(self, rows: Sequence[int], output: int) -> Value:
        """What rows that decide together give, where that is written in them."""
        first = self.table.rows[rows[0]].outputs[output]
        if not isinstance(first, Const):
            raise NotCompiled
        return first.value

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """What works it out."""

    def check(self, w: Writes) -> None:  # noqa: B027 - most tables have nothing that is
        """Refuse what is rare."""

    def maybe(self, output: int) -> bool:
        """Whether an output may be unknown."""
        return self.may_fail or any(code.maybe for code in self.by_output[output])

    def bits(self, row: int) -> int:
        """The bits of a row that decides."""
        return 1 << self.places[row] + self.first

    def gives(self, row: int) -> list[str]:
        """What a row that decides gives."""
        return [f"{self.name}_{output} = {self.by_output[output][row].text}" for output in sorted(self.read)]

    def none(self) -> list[str]:
        """No row decides."""
        outputs = "".join(f"{self.name}_{output} = " for output in sorted(self.read))
        return [f"{outputs}None"] if outputs else []


@dataclass(slots=True)
class FirstRow(InLine):
    """The first row that holds decides: the bits are its number, from one on."""

    @property
    def width(self) -> int:
        """How many bits it takes."""
        return len(self.table.rows).bit_length()

    def rows_of(self, own: int) -> tuple[int, ...]:
        """The deciding row."""
        return (own - 1,) if own else ()

    def bits(self, row: int) -> int:
        """The bits of a row that decides."""
        return row + 1 << self.first

    def lines(self) -> Iterator[str]:
        """Rows that ask the same first, together."""
        parts = list(self._parts())
        if self.may_fail or len(parts) > 1 or any(common for common, _ in parts):
            yield f"{self.name} = 0"
            if self.may_fail:
                yield from self.none()
        for place, (common, lines) in enumerate(parts):
            asked = [*([f"not {self.name}"] if place else []), *common]
            if asked:
                yield f"if {' and '.join(asked)}:"
            yield from (f"    {line}" if asked else line for line in lines)
        if not self.may_fail and not any(tests.always for tests in self.rows):
            # It is proved that one of them holds, unless facts are missing.
            yield f"if not {self.name}:"
            yield "    hand_over()"

    def _parts(self) -> Iterator[tuple[Sequence[str], Iterable[str]]]:
        """What is asked first, and the lines behind that."""
        start = 0
        for bucket in (*self.buckets, None):
            end = len(self.rows) if bucket is None else bucket.rows[0]
            rows = [row for row in range(start, end) if not self.rows[row].never]
            for common, members in _grouped(rows, self.rows):
                yield common, self._chain(members, common)
            if bucket is not None:
                yield (), self._in_bucket(bucket)
                start = bucket.rows[-1] + 1

    def _in_bucket(self, bucket: Bucketed) -> Iterator[str]:
        yield from bucket.lines
        yield "row = bucket[0][(sure & -sure).bit_length()]"
        yield f"{self.name} = row << {self.first}"
        if self.read:
            yield "if row:"
        for output in sorted(self.read):
            name = f"    {self.name}_{output}"
            yield f"{name} = {self.given[output]}[row]"
            for text, numbers in self.worked_out[output]:
                yield f"    if row in {numbers}:"
                yield f"    {name} = {text}"

    def _chain(self, rows: Sequence[int], common: Sequence[str]) -> Iterator[str]:
        """Rows of which the first that holds decides."""
        word = "if"
        for row in rows:
            tests = self.rows[row]
            yield f"# {self.table.rows[row].id!a}"
            keep = [f"{self.name} = {self.bits(row)}", *self.gives(row)]
            if tests.unknown:
                keep = ["hand_over()"] if tests.sure == "False" else [f"if not {tests.sure}:", "    hand_over()", *keep]
            condition = tests.may(common)
            if condition == "True":
                yield from keep if word == "if" else ("else:", *(f"    {line}" for line in keep))
                return
            yield f"{word} {condition}:"
            yield from (f"    {line}" for line in keep)
            word = "elif"


@dataclass(slots=True)
class Indexed(FirstRow):
    """The same, found in an index."""

    index: tuple[str, ...] = ()

    @property
    def may_fail(self) -> bool:
        """Whether it may be that no row decides."""
        return not self.table.total

    def lines(self) -> Iterator[str]:
        """What the index says."""
        yield from self.index
        yield "row = low.bit_length()"
        yield f"{self.name} = row << {self.first}"
        for output in sorted(self.read):
            yield f"{self.name}_{output} = {self.given[output]}[row]"
            for text, numbers in self.worked_out[output]:
                yield f"if row in {numbers}:"
                yield f"    {self.name}_{output} = {text}"
        if not self.may_fail:
            yield f"if not {self.name}:"
            yield "    hand_over()"


@dataclass(slots=True)
class Strictest(InLine):
    """All rows that give the strictest word decide, and the first of them gives the other outputs.

    `row_at` names which row has its bit at which place.
    """

    row_at: str = ""

    def lines(self) -> Iterator[str]:
        """The rows of each strictness, the strictest first, until one decides."""
        yield f"{self.name} = 0"
        indent = ""
        for positions in self._groups():
            for row in positions:
                if not self.rows[row].never:
                    yield from (indent + line for line in self._added(row))
            for bucket in (one for one in self.buckets if one.rows[0] in positions):
                yield from (indent + line for line in bucket.lines)
                yield f"{indent}if sure:"
                yield f"{indent}    {self.name} += {bucket.held} << {self.first}"
            gives = self._first_gives(positions)
            if any(self.rows[row].always for row in positions):
                yield from (indent + line for line in gives)
                return
            if gives:
                yield f"{indent}if {self.name}:"
                yield from (f"{indent}    {line}" for line in gives)
            yield f"{indent}{'else' if gives else f'if not {self.name}'}:"
            indent += "    "
        yield from (indent + line for line in (self.none() or ["pass"] if self.may_fail else ["hand_over()"]))

    def check(self, w: Writes) -> None:
        """Refuse what is rare."""
        self._groups()
        self.row_at = w.bound(self._row_at)

    def _groups(self) -> list[list[int]]:
        found = by_strictness(self.table)
        if len(found) > MOST_LEVELS:
            raise NotCompiled
        return found

    def _added(self, row: int) -> Iterator[str]:
        tests = self.rows[row]
        yield f"# {self.table.rows[row].id!a}"
        add = f"{self.name} += {self.bits(row)}"
        if tests.always:
            yield add
            return
        if tests.sure == "False":
            # It can't decide, but might if more were known: then only others that decide as strictly settle it.
            may = tests.may()
            yield f"if not {self.name}:" if may == "True" else f"if not {self.name} and ({may}):"
            yield "    hand_over()"
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
            return self.gives(positions[0])
        if self.buckets:
            row_at = f"[{self.row_at}[place] for place in rows_of({self.name} >> {self.first})]"
            gives = (f"{self.name}_{output} = {self.given[output]}[row]" for output in sorted(self.read))
            return [f"row = min({row_at}) + 1", *gives]
        lines: list[str] = []
        for row in positions:
            word = "elif" if lines else "if"
            lines += [f"{word} {self.name} & {self.bits(row)}:", *(f"    {line}" for line in self.gives(row))]
        return lines


def by_strictness(table: Table) -> list[list[int]]:
    """The rows of each strictness, the strictest first.

    Raises:
        NotCompiled: a row works out how strict it is.

    """
    kind = table.outputs[0].type
    groups: dict[tuple[bool, int], list[int]] = {}
    for position, row in enumerate(table.rows):
        first = row.outputs[0]
        if not isinstance(kind, EnumType) or not isinstance(first, Const) or not isinstance(first.value, str):
            raise NotCompiled
        groups.setdefault((row.otherwise, -kind.members.index(first.value)), []).append(position)
    return [positions for _, positions in sorted(groups.items())]


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
    return (0 if name.replace(".", "").isidentifier() else 1 if " == " in text else 2, len(text))


def _bare(text: str) -> str:
    """The same without brackets around all of it, where those are plainly a pair."""
    inner = text[1:-1]
    return inner if text[:1] == "(" and text[-1:] == ")" and not {"(", ")", "'", '"'} & set(inner) else text
