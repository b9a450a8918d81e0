"""One decision point as the text of a module: a function for each table and shared definition, and one that decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from creditpolicy.backends.python import formulas
from creditpolicy.backends.python.answers import (
    Mentions,
    answer_lines,
    fields_of,
    left_open,
    nested,
    open_test,
    shown_lines,
)
from creditpolicy.backends.python.code import Code, Here, NotCompiled, Tests, alike, depth_of, held, known_only, literal
from creditpolicy.backends.python.counted import counted
from creditpolicy.backends.python.loading import fact_code, facts_of
from creditpolicy.backends.python.names import Names
from creditpolicy.backends.python.one_table import one_table, one_that_may_fail
from creditpolicy.backends.python.reading_case import Frame, Reads, case_lines
from creditpolicy.backends.python.tables import Written, write_table
from creditpolicy.facts.vocabulary import Fact
from creditpolicy.formulas import Answer, Column, Formula, Point, Table
from creditpolicy.ir.program import Program
from creditpolicy.values.types import EnumType, MoneyType, TextType

MOST_INLINE = 160
"""A definition that is asked for once stands where it is asked for, if its code is no longer than this."""
_KEPT = frozenset({"d", "i", "o", "t"})
SHORT = 80
LONGEST = 4000
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Module:
    """The text, the objects that it names, and the tables whose rows are reasons: of the case, and of each record."""

    source: str
    objects: dict[str, Any]
    tables: tuple[str, ...]
    each: tuple[str, ...]


def write_point(program: Program, point: Point, *, told: bool) -> Module:
    """Write the module.

    Raises:
        NotCompiled: something in it is left to the interpreter.

    """
    return PointWriter(program, point, told=told).module()


class PointWriter(Names, Reads):
    """Writes the module of a point that is asked for one day."""

    today = "f.today"

    def __init__(self, program: Program, point: Point, *, told: bool) -> None:
        """Nothing is written yet."""
        super().__init__()
        self.program = program
        self.point = point
        self.told = told
        currencies = program.vocabulary.currencies
        self.currency = currencies[0] if len(currencies) == 1 else ""
        self.functions: list[str] = []
        self.frames: dict[str | None, Frame] = {None: Frame("f")}
        self._tables: dict[str, Written] = {}
        self._definitions: dict[str, Code] = {}
        self._groups: dict[str, str] = {}
        self._asked = counted(program, point)
        # Values that the case tells are compared with all that they are worked out of.
        replaced = (overrides for target, overrides in program.overrides.items() if told or target in self._asked)
        self.granted = frozenset(one.record for overrides in replaced for one in overrides)

    # What formulas and tables call.

    def value(self, formula: Formula, here: Here) -> Code:
        """What a formula is; a function of its own where it is long."""
        code = self.value_of(formula, here)
        return self.apart(code, here) if is_long(code.text) else code

    def tests(self, formula: Formula, here: Here) -> Tests:
        """Whether a condition holds; a function of its own where it is long."""
        tests = self.tests_of(formula, here)
        if not is_long(tests.may):
            return tests
        calls = {}
        for text in dict.fromkeys((tests.may, tests.sure)):
            name = self.slot("x", None)
            self.function(name, here.variables, [f"return {text}"])
            calls[text] = f"{name}({', '.join(here.variables)})"
        return Tests(calls[tests.may], calls[tests.sure])

    def value_of(self, formula: Formula, here: Here) -> Code:
        """What a formula is, in one expression."""
        return formulas.value(self, formula, here)

    def tests_of(self, formula: Formula, here: Here) -> Tests:
        """Whether a condition holds, in one expression."""
        return formulas.tests(self, formula, here)

    def read(self, name: str, here: Here) -> Code:
        """A fact, a definition or an output. No exception is granted here, so that `base.` makes no difference."""
        plain = name.removeprefix("base.")
        definition = self.program.definitions.get(plain)
        if definition is not None:
            return self._definition(plain, here)
        output = self.program.outputs.get(plain)
        if output is None:
            return self.fact(self.program.vocabulary.facts[plain], here)
        table = self.program.tables[output[0]]
        written = self._tables.get(table.name)
        if written is None:
            written = self._tables[table.name] = write_table(self, table)
        variables = here.only(table.record).variables
        found = self.kept(table, written.name, written.name, variables, variables[-1])
        return replace(written.outputs[output[1]], text=f"{found}.{written.name}_{output[1]}", plain=False)

    def rows(self, output: str, here: Here) -> str:
        """The deciding rows of a table: `t3_1` stands beside `t3`."""
        head, _, _ = self.read(output, here).text.rpartition("_")
        return head

    def slot(self, kind: str, record: str | None) -> str:
        """A new name; `t3_1` stands beside `t3`."""
        if "_" in kind:
            self._frame(record).beside.append(kind)
            return kind
        name = self.number(kind)
        if kind in _KEPT:
            self._frame(record).worked_out.append(name)
        return name

    def function(self, name: str, variables: tuple[str, ...], lines: list[str], about: str = "") -> None:
        """Add a function."""
        head = [f"# {about!a}"] if about else []
        body = [f"    {line}" for line in lines]
        self.functions.append("\n".join((*head, f"def {name}({', '.join(variables)}):", *body)))

    def kept(self, of: Formula | Table, slot: str, function: str, variables: tuple[str, ...], found: str) -> str:
        """What stands in the slot of a frame once it was worked out."""
        del of
        return f"({found} if {variables[-1]}.{slot} is not NOT_YET else {function}({', '.join(variables)}))"

    def apart(self, code: Code, here: Here) -> Code:
        """A function of its own, where it is not short."""
        if len(code.text) <= SHORT:
            return code
        name = self.slot("x", None)
        self.function(name, here.variables, [f"return {code.text}"])
        return replace(code, text=f"{name}({', '.join(here.variables)})", plain=False, constant=None)

    def weighed(self, one: Code, other: Code, here: Here) -> tuple[Code, Code, str]:
        """Two values of which it is unknown which counts: each as it may stand in several places, and what both are."""
        one, other = self.apart(one, here), self.apart(other, here)
        return one, other, "hand_over()" if one.currency is None else f"agreed({one.text}, {other.text})"

    def puts_in(self, column: Column) -> bool:
        """No: the value of a column is worked out once."""
        del column
        return False

    def list_of(self, record: str) -> str:
        """The place of a list in the frame of the case."""
        self._frame(record)
        return f"f.list_{self._frame(record).variable}"

    def grouped(self, record: str, word: str) -> str:
        """The records of a list by a word that they have, grouped once."""
        slot = self._groups.get(word)
        if slot is None:
            slot = self._groups[word] = self.slot("i", None)
            each = self.frame_of(record)
            lines = ["found = {}", f"for {each} in {self.list_of(record)}:"]
            lines += [f"    found.setdefault({word}, []).append({each})", f"f.{slot} = found", "return found"]
            self.function(f"{slot}_of", ("f",), lines)
        return f"(f.{slot} if f.{slot} is not NOT_YET else {slot}_of(f))"

    def frame_of(self, record: str) -> str:
        """The variable for a record."""
        return self._frame(record).variable

    # How the module is put together.

    def module(self) -> Module:
        """All of it."""
        asking = [*self.opening(), *(self._comparing_told() if self.told else ())]
        mentions = Mentions(self, Here())
        fields = fields_of(self.answers, "answer")
        each: tuple[str, ...] = ()
        if self.point.record is None:
            leaving = "hand_over()"
            if (table := one_table(self.program, self.point)) is not None:
                rows = self.rows(table.outputs[0].name, Here())
                if one_that_may_fail(self.program, self.point) is not None:
                    # No row holds, and none may: there are rows where one does.
                    asking += [f"if not {rows}:", "    return None, (), (), kept_facts"]
                leaving = f"leave_rows({self.bound(table.name)}, {rows})" if table.combine is None else leaving
            asking += answer_lines(self, self.answers, Here(), "answer", leaving)
            mentions.of(self.answers)
            asking += [mentions.line, f"return {nested(fields)}, rows, (), kept_facts"]
        else:
            found = [self.value(answer.formula, Here()) for answer in self.answers]
            is_open = open_test(found, list(fields.values()))
            asking += [f"{name} = {code.text}" for name, code in zip(fields.values(), found, strict=True)]
            mentions.of(self.answers)
            known = [*shown_lines(self, self.answers, found, list(fields.values())), mentions.line]
            asking += ["rows = None", f"is_open = {is_open or 'False'}"]
            asking += ["if not is_open:", *(f"    {line}" for line in known)]
            lines, each = self.for_each(self.point.record)
            asking += lines
            group = {str(self.point.record_group): "MappingProxyType(answers)"}
            asking += [
                "if is_open:",
                f"    leave_open(None if rows is None else {nested(fields)}, rows, answers, each, kept_facts)",
                f"return {nested(fields | group)}, rows, each, kept_facts",
            ]
        reading = case_lines(self)
        decide = ["def decide(data, as_of):", *(f"    {line}" for line in (*reading, *asking))]
        parts = [*self._about(), *self._classes(), *self.functions, "\n".join(decide)]
        return Module("\n\n\n".join(parts) + "\n", self.objects, tuple(mentions.tables), each)

    def opening(self) -> list[str]:
        """Lines that come before all others, once the facts were read."""
        return []

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers about the case."""
        return self.point.answers

    def for_each(self, record: str) -> tuple[list[str], tuple[str, ...]]:
        """Lines that answer for each record of a list, and the tables whose rows are reasons there."""
        point = self.point
        each = self.frame_of(record)
        here = Here({record: each})
        codes = [self.value(answer.formula, here) for answer in point.record_answers]
        own = fields_of(point.record_answers, "each_answer")
        names = list(own.values())
        inner = [f"{name} = {code.text}" for name, code in zip(names, codes, strict=True)]
        mentions = Mentions(self, here)
        mentions.of(point.record_answers)
        inner += self.named(here)
        inner += left_open(open_test(codes, names))
        inner += shown_lines(self, point.record_answers, codes, names)
        fields = {"status": literal("decided"), **own, "missing": "()"}
        inner += [
            f"answers[name] = {nested({name: str(text) for name, text in fields.items()})}",
            f"each.append(({''.join(f'{text}, ' for text in mentions.texts)}))",
        ]
        lines = ["answers = {}", "each = []", f"for index, {each} in enumerate({self.list_of(record)}):"]
        return [*self.listed(record), *lines, *(f"    {line}" for line in inner)], tuple(mentions.tables)

    def listed(self, record: str) -> list[str]:
        """Lines that hand over a case whose records can't be asked about together."""
        point, vocabulary = self.point, self.program.vocabulary
        lines = [f"if {self.list_of(record)} is None:", "    hand_over()"]
        if point.by_currency:
            amounts = frozenset(one.key for one in facts_of(vocabulary, record) if isinstance(one.type, MoneyType))
            kept = f"kept_facts[{literal(vocabulary.records[record].many)}]"
            # Records in several currencies are asked about apart.
            lines += [
                f"if not one_currency({kept}, {self.bound(amounts)}, {literal(self.currency)}):",
                "    hand_over()",
            ]
        return lines

    def named(self, here: Here) -> list[str]:
        """Lines that find the `name` under which a record is answered."""
        point, vocabulary = self.point, self.program.vocabulary
        group = literal(point.record_group)
        key = Code("None", plain=True) if point.record_key is None else self.read(point.record_key, here)
        keyed = vocabulary.facts.get(point.record_key or "")
        if point.record_key is not None and (keyed is None or not isinstance(keyed.type, TextType | EnumType)):
            raise NotCompiled
        return [f"name = {key.text}", "if name is None:", f"    name = {group} + '[' + str(index) + ']'"]

    def _about(self) -> Iterator[str]:
        """What the numbered names stand for."""
        lines = [f"# The decision point {self.point.name!a} of {self.program.id!a}."]
        for frame in self.frames.values():
            lines += [f"# {frame.variable}.{slot} is {name!a}" for name, slot in frame.facts.items()]
        yield "\n".join((*lines, *self.described()))

    def _classes(self) -> Iterator[str]:
        for record, frame in self.frames.items():
            slots = [*frame.facts.values(), *frame.worked_out, *frame.beside]
            slots += [f"{slot}_next" for slot in frame.moving]
            if record is None:
                slots += [
                    "today",
                    "next",
                    "end",
                    *(f"list_{one.variable}" for key, one in self.frames.items() if key is not None),
                ]
            listed = "".join(f"{literal(slot)}, " for slot in slots)
            yield f"class {frame.variable.upper()}:\n    __slots__ = ({listed})"

    def _frame(self, record: str | None) -> Frame:
        if record not in self.frames:
            self.frames[record] = Frame(self.number("q"))
        return self.frames[record]

    def fact(self, fact: Fact, here: Here) -> Code:
        """A fact in its frame."""
        record = self.program.vocabulary.records[fact.record]
        frame = self._frame(None if record.many is None else record.name)
        variable = "f" if record.many is None else here.records[record.name]
        return fact_code(f"{variable}.{self._kept(frame, fact)}", fact.type, self.currency)

    def _kept(self, frame: Frame, fact: Fact) -> str:
        if fact.name not in frame.facts:
            frame.facts[fact.name] = self.number("fact")
            if fact.valid_until:
                self._kept(frame, self.program.vocabulary.facts[fact.valid_until])
        return frame.facts[fact.name]

    def _definition(self, name: str, here: Here) -> Code:
        definition = self.program.definitions[name]
        own = here.only(definition.record)
        if name not in self._definitions:
            code = self.value(definition.formula, own)
            if definition.supplied and self.told:
                code = self._or_supplied(code, self.fact(self.program.vocabulary.facts[name], own))
            if code.plain or (self._asked[name] == 1 and len(code.text) <= MOST_INLINE):
                return code
            slot = self.slot("d", definition.record)
            frame = own.variables[-1]
            function = f"{slot}_of"
            self.function(function, own.variables, [f"{frame}.{slot} = found = {code.text}", "return found"], name)
            self._definitions[name] = replace(code, text=slot, constant=None)
        code = self._definitions[name]
        slot, frame = code.text, own.variables[-1]
        return replace(code, text=self.kept(definition.formula, slot, f"{slot}_of", own.variables, f"{frame}.{slot}"))

    def _or_supplied(self, code: Code, fact: Code) -> Code:
        """The value as it is worked out, else as the case tells it."""
        worked_out, told = alike((code, fact))
        if not worked_out.maybe:
            return worked_out
        first, name = held(self, worked_out)
        return replace(worked_out, text=f"({name} if {first} is not None else {told.text})", plain=False, constant=None)

    def _comparing_told(self) -> list[str]:
        """What the case tells may not differ from what the other facts give."""
        lines: list[str] = []
        for definition in self.program.definitions.values():
            if not definition.supplied:
                continue
            if definition.record is not None:
                variable = self.frame_of(definition.record)
                here = Here({definition.record: variable})
                lines += [f"for {variable} in {self.list_of(definition.record)} or ():"]
                lines += [f"    {line}" for line in self._comparing(definition.name, definition.formula, here)]
            else:
                lines += self._comparing(definition.name, definition.formula, Here())
        return lines

    def _comparing(self, name: str, formula: Formula, here: Here) -> list[str]:
        told = self.fact(self.program.vocabulary.facts[name], here)
        code, other = alike((self.value(formula, here), told))
        if code.nothing:
            raise NotCompiled
        asked, (worked_out,) = known_only(self, (code,))
        known = " and ".join(f"{one} is not None" for one in (told.text, *asked))
        return [f"if {known} and {worked_out} != {other.text}:", "    hand_over()"]


def is_long(text: str) -> bool:
    """Whether it is more than should stand in one line."""
    return len(text) > LONGEST or (len(text) > 2 * DEEPEST and depth_of(text) > DEEPEST)
