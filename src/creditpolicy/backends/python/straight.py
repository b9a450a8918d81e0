"""One decision point, for cases of one shape, as one function in a straight line: facts and all else in locals.

It answers the cases in which the facts of the shape are given, and no others. Whatever it meets that it was not written
for, it hands over. Formulas have no effects: what several ask for is worked out ahead of all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from creditpolicy.backends.python import formulas
from creditpolicy.backends.python.answers import Mentions, answer_lines
from creditpolicy.backends.python.code import Code, Here, NotCompiled, Tests
from creditpolicy.backends.python.counted import counted
from creditpolicy.backends.python.decided import by_group, class_lines, leaves
from creditpolicy.backends.python.in_line import InLine
from creditpolicy.backends.python.loading import fact_code
from creditpolicy.backends.python.names import Names, module
from creditpolicy.backends.python.one_table import one_that_may_fail
from creditpolicy.backends.python.shape import Shape
from creditpolicy.backends.python.straight_facts import only_currency, refuse_rare
from creditpolicy.backends.python.straight_reading import Door, read_shape
from creditpolicy.backends.python.straight_tables import WritesStraight, in_line, output_code
from creditpolicy.backends.python.writer import MOST_INLINE, is_long
from creditpolicy.formulas import Answer, Column, Const, Formula, Over, Point, Read, Table
from creditpolicy.ir.program import Program
from creditpolicy.values.types import DaysType, EnumType, MonthsType, NumberType, TextType

UNKNOWN = Code("None", plain=True)


@dataclass(frozen=True, slots=True)
class Straight:
    """The text, and what the numbers that it finds stand for.

    `reasons` are the tables whose rows are reasons, in order, each with the bit that must be set for that (0: none).
    `settled` are the answers that follow from the deciding rows: those of a table, as one of its outputs. All `others`
    are given by the function, in the order in which they stand in the outcome. `given` are, for each record of the
    shape, the locals that hold it and its facts as they were given; `places` says of each fact where it is kept.
    """

    source: str
    objects: dict[str, Any]
    reasons: tuple[tuple[InLine, int], ...]
    settled: tuple[tuple[Answer, InLine, int], ...]
    others: tuple[Answer, ...]
    given: tuple[tuple[str, tuple[str, ...]], ...]
    places: tuple[str, ...]


def write_straight(program: Program, point: Point, shape: Shape, door: Door) -> Straight:
    """Write the function that decides.

    Of facts as the caller gave them, or of what was checked, it gives a decision; it keeps them in one tuple, or as the
    `records` that `convert` makes. Of JSON it gives one as JSON, of which `frame` has for each shape the pieces that
    stand around the answers.

    Raises:
        NotCompiled: it asks for lists of records, or for anything that is rare.

    """
    if point.looks_ahead or point.apart is not None or point.record is not None:
        raise NotCompiled
    refuse_rare(program, shape)
    return _Straight(program, point, shape, door).written()


def _json_lines(answers: Sequence[Answer]) -> Iterator[str]:
    """Lines that put the answers between the pieces around them; where the form varies, nothing is no answer."""
    varies = any("." in answer.key for answer in answers)
    names = [f"answer{index}" for index in range(len(answers))]
    pieces = [f"piece{index}" for index in range(len(answers))]
    key = ", ".join(("rows", *(f"{name} is None" for name in names if varies)))
    yield f"{', '.join((*pieces, 'rest'))}, = frame[shape][{key}]"
    between = []
    for piece, name, answer in zip(pieces, names, answers, strict=True):
        between += [piece, f"b'' if {name} is None else {_in_json(answer, name)}" if varies else _in_json(answer, name)]
    yield f"return b''.join(({', '.join((*between, 'rest'))}, ))"


def _in_json(answer: Answer, name: str) -> str:
    match answer.formula.type:
        case EnumType() | TextType():
            return f"texts[{name}]"
        case NumberType() | DaysType() | MonthsType():
            return f"b'%d' % {name} if type({name}) is int else json_bytes({name})"
    return f"json_bytes({name})"


class _Straight(Names, WritesStraight):
    today = "today"

    def __init__(self, program: Program, point: Point, shape: Shape, door: Door) -> None:
        super().__init__()
        self.program = program
        self.point = point
        self.shape = shape
        self.door = door
        self.currency = only_currency(program)
        self.lines: list[str | InLine] = []
        self._tables: dict[str, InLine] = {}
        self._definitions: dict[str, Code] = {}
        self._asked = counted(program, point)

    # What formulas and tables call.

    def value(self, formula: Formula, here: Here) -> Code:
        """What a formula is; in a local of its own where it is long."""
        if isinstance(formula, Over):
            # No case of a shape has a list of records: what is asked of one is unknown.
            return UNKNOWN
        code = formulas.value(self, formula, here)
        return replace(code, text=self._local(code.text), plain=True) if is_long(code.text) else code

    def tests(self, formula: Formula, here: Here) -> Tests:
        """Whether a condition holds; in a local of its own where it is long."""
        tests = formulas.tests(self, formula, here)
        if not is_long(tests.may):
            return tests
        may = self._local(tests.may)
        return Tests(may, may if tests.known else self._local(tests.sure))

    def read(self, name: str, here: Here) -> Code:  # noqa: ARG002 - there are no records here
        """A fact, a definition or an output. No exception is granted here, so that `base.` makes no difference."""
        plain = name.removeprefix("base.")
        if plain in self.program.definitions:
            return self._definition(plain)
        if plain not in self.program.outputs:
            return self._facts.get(plain) or self._missing(plain)
        table, output = self._placed(plain)
        table.read.add(output)
        return output_code(table, output)

    def rows(self, output: str, here: Here) -> str:  # noqa: ARG002 - as above
        """The deciding rows of a table."""
        return self._placed(output.removeprefix("base."))[0].name

    def weighed(self, one: Code, other: Code, here: Here) -> tuple[Code, Code, str]:  # noqa: ARG002 - as above
        """That is for code that is not in a straight line: one of the two would be worked out for nothing."""
        return one, other, "hand_over()"

    def slot(self, kind: str, record: str | None) -> str:  # noqa: ARG002 - as all that write have it
        """There are no frames here."""
        raise NotCompiled

    def function(self, name: str, variables: tuple[str, ...], lines: list[str], about: str = "") -> None:  # noqa: ARG002 - as above
        """There is one function here."""
        raise NotCompiled

    def kept(self, of: Formula | Table, slot: str, function: str, variables: tuple[str, ...], found: str) -> str:  # noqa: ARG002 - as above
        """As above."""
        raise NotCompiled

    def puts_in(self, column: Column) -> bool:  # noqa: ARG002 - as above
        """As above."""
        raise NotCompiled

    def list_of(self, record: str) -> str:  # noqa: ARG002 - as above
        """Lists of records are left to frames."""
        raise NotCompiled

    def grouped(self, record: str, word: str) -> str:  # noqa: ARG002 - as above
        """As above."""
        raise NotCompiled

    def frame_of(self, record: str) -> str:  # noqa: ARG002 - as above
        """As above."""
        raise NotCompiled

    # How the function is put together.

    def written(self) -> Straight:
        """All of it."""
        reading = read_shape(self, self.shape, self.currency, self.number, self.door)
        self._facts = reading.codes
        settled: list[tuple[Answer, InLine, int]] = []
        others: list[Answer] = []
        for answer in leaves(by_group({answer.key: answer for answer in self.point.answers})):
            found = self._settled(answer.formula)
            if found is None:
                others.append(answer)
            else:
                settled.append((answer, *found))
        answers = answer_lines(self, tuple(others), Here(), "answer")
        mentions = Mentions(self, Here())
        mentions.of(self.point.answers)
        by_rows = {table.name: table for _, table, _ in settled}
        told = by_rows | {self._tables[name].name: self._tables[name] for name in mentions.tables}
        bits = 0
        rows = []
        # Wide ones last: rows far down decide seldom, and small numbers are fast.
        for table in sorted(told.values(), key=lambda one: one.width):
            table.first = bits
            bits += table.width
            rows.append(table.name)
        reasons: list[tuple[InLine, int]] = []
        for name, when in zip(mentions.tables, mentions.whens, strict=True):
            flag = 0 if when == "True" else 1 << bits + len(reasons)
            reasons.append((self._tables[name], flag))
            rows += [f"({flag} if {when} else 0)"] if flag else []
        lines = [
            *reading.lines(),
            *self._body(),
            *self._no_row(reading.kept),
            *answers,
            *(line for name, one in by_rows.items() if one.may_fail for line in (f"if not {name}:", "    hand_over()")),
            *self._decision(rows, others, reading.kept),
        ]
        about = (f"# The decision point {self.point.name!a} of {self.program.id!a}.", *reading.described())
        heads = {
            "facts": "decide(data, today, origin)",
            "records": "decide(data, today, origin)",
            "checked": "decide(facts, kept, today, origin)",
            "json": "decide(data, today, frame)",
        }
        source = module((*about, *self.described(), "", "", *class_lines(others)), heads[self.door], lines)
        given, places = tuple(reading.given), tuple(reading.places())
        return Straight(source, self.objects, tuple(reasons), tuple(settled), tuple(others), given, places)

    def _no_row(self, kept: Sequence[str]) -> list[str]:
        """Lines that answer where no row of the only table holds: what may hold was handed over."""
        table = one_that_may_fail(self.program, self.point)
        placed = None if table is None else self._tables[table.name]
        if placed is None or not placed.may_fail:
            return []
        said = "frame[shape].no_row" if self.door == "json" else f"no_row({' + '.join(kept) or '()'}, origin)"
        return [f"if not {placed.name}:", f"    return {said}"]

    def _decision(self, rows: Sequence[str], others: Sequence[Answer], kept: Sequence[str]) -> Iterator[str]:
        """Lines that make the decision: why, what was found, and the facts for who asks for them later."""
        yield f"rows = {' + '.join(rows) or '0'}"
        if self.door == "json":
            yield from _json_lines(others)
            return
        yield "decision = Decided()"
        yield "decision._because = known[rows]"
        yield from (f"decision._answer{index} = answer{index}" for index in range(len(others)))
        yield f"decision._kept = {' + '.join(kept) or '()'}"
        yield "decision._origin = origin"
        yield "return decision"

    def _body(self) -> Iterator[str]:
        for line in self.lines:
            if isinstance(line, str):
                yield line
            else:
                yield f"# The table {line.table.name!a}."
                yield from line.lines()

    def _settled(self, formula: Formula) -> tuple[InLine, int] | None:
        """The table and its output that an answer is, where the deciding row says all of it."""
        while isinstance(formula, Read):
            name = formula.name.removeprefix("base.")
            if name in self.program.definitions:
                formula = self.program.definitions[name].formula
                continue
            if name not in self.program.outputs:
                return None
            table = self.program.tables[self.program.outputs[name][0]]
            output = self.program.outputs[name][1]
            if table.combine not in {None, "strictest", "list"}:
                return None
            if all(isinstance(row.outputs[output], Const) for row in table.rows):
                return self._placed(name)
            if table.combine == "list":
                return None
            if len(table.rows) > 1 or self._placed(name)[0].may_fail:
                return None
            formula = table.rows[0].outputs[output]
        return None

    def _placed(self, name: str) -> tuple[InLine, int]:
        table, output = self.program.outputs[name]
        if table not in self._tables:
            self._tables[table] = in_line(self, self.program.tables[table])
        return self._tables[table], output

    def _definition(self, name: str) -> Code:
        definition = self.program.definitions[name]
        if definition.record is not None:
            raise NotCompiled
        if name not in self._definitions:
            code = self.value(definition.formula, Here())
            if not (code.plain or (self._asked[name] == 1 and len(code.text) <= MOST_INLINE)):
                code = replace(code, text=self._local(code.text, "d", name), plain=True, constant=None)
            self._definitions[name] = code
        return self._definitions[name]

    def _missing(self, name: str) -> Code:
        """A fact that no case of this shape has."""
        fact = self.program.vocabulary.facts[name]
        if self.program.vocabulary.records[fact.record].many is not None:
            raise NotCompiled
        return replace(fact_code("None", fact.type, self.currency), maybe=True)

    def _local(self, text: str, kind: str = "x", about: str = "") -> str:
        name = self.number(kind)
        self.lines.append(f"{name} = {text}" + (f"  # {about!a}" if about else ""))
        return name
