"""A point that looks ahead as the text of a module: each answer comes with the day until which it stays.

It is written as any other point is, but for what moves: a comparison with the day says when it turns, and what is kept
is kept with the day on which it may be another. INVARIANT of `ahead.py`.
"""

from dataclasses import replace

from creditpolicy.backends.python import formulas
from creditpolicy.backends.python.answers import Mentions, fields_of, left_open, nested_text, open_test, shown_lines
from creditpolicy.backends.python.code import Code, Here, Tests, known_only, literal
from creditpolicy.backends.python.days import Joined, Picked, Test, Turns, has_day, turning
from creditpolicy.backends.python.moving import Moving, is_closed
from creditpolicy.backends.python.one_way import standing, unfolded
from creditpolicy.backends.python.writer import Module, PointWriter
from creditpolicy.facts.vocabulary import Fact
from creditpolicy.formulas import AllOf, Answer, AnyOf, Column, Compare, Const, Formula, Over, Point, Read, Table, Today
from creditpolicy.formulas.tree import BOOLEAN
from creditpolicy.ir.program import Program

_TURNS = {
    ">": "comes_after(f, {0})",
    ">=": "reaches(f, {0})",
    "<": "(not reaches(f, {0}))",
    "<=": "(not comes_after(f, {0}))",
    "=": "is_on(f, {0})",
    "!=": "(not is_on(f, {0}))",
}


def write_ahead(program: Program, point: Point, *, told: bool) -> Module:
    """Write the module.

    Raises:
        NotCompiled: something in it is left to the interpreter.

    """
    return _Ahead(program, point, told=told).module()


class _Ahead(PointWriter):
    def __init__(self, program: Program, point: Point, *, told: bool) -> None:
        super().__init__(program, point, told=told)
        self._moving = Moving(program)
        self._given: dict[int, Code] = {}
        self._of_the_day = False
        self._told_of: set[str] = set()

    # Formulas.

    def value_of(self, formula: Formula, here: Here) -> Code:
        """What a formula is."""
        if id(formula) in self._given:
            return self._given[id(formula)]
        if self._of_the_day or not self._moving.formula(formula):
            return super().value_of(formula, here)
        if isinstance(formula, Today):
            return Code("each_day(f)", maybe=False)
        if is_closed(formula) and not self._turns(formula):
            return self._closed(formula)
        if isinstance(formula, Compare):
            return formulas.three_valued(self.tests(formula, here))
        return super().value_of(formula, here)

    def tests_of(self, formula: Formula, here: Here) -> Tests:
        """Whether a condition holds."""
        if self._of_the_day or not self._moving.formula(formula):
            return super().tests_of(formula, here)
        match formula:
            case AllOf(parts=parts) | AnyOf(parts=parts):
                # What never moves first, and what moves often last: where a part decides, those after it do not count.
                return super().tests_of(replace(formula, parts=tuple(sorted(parts, key=self._moving.pace))), here)
            case Compare():
                if is_closed(formula) and not self._turns(formula):
                    return formulas.truth(self._closed(formula))
                self._told_of = set()
                test = turning(formula, self._unfold)
                if test is not None:
                    return self._unless_told(formula, self._told_of, self._turning(test, here), here)
                self._told_of = set()
                whole = unfolded(formula, self._unfold)
                if whole is not None:
                    return self._unless_told(formula, self._told_of, self._one_way(whole, here), here)
        return super().tests_of(formula, here)

    def _unless_told(self, formula: Compare, names: set[str], tests: Tests, here: Here) -> Tests:
        """A comparison in which formulas were put in for names: as it was written where the case tells one of these."""
        if not names:
            return tests
        plain = super().tests_of(formula, here)
        if any(self.program.record_of(name) not in {None, *here.records} for name in names):
            return plain  # that of each record of a list
        facts = [self.fact(self.program.vocabulary.facts[name], here) for name in sorted(names)]
        untold = " and ".join(f"{fact.text} is None" for fact in facts)
        return Tests(f"({tests.may} if {untold} else {plain.may})", f"({tests.sure} if {untold} else {plain.sure})")

    def puts_in(self, column: Column) -> bool:
        """Whether the tests of a column are written with its own formula, as comparisons with the day."""
        return not column.no_match_if_missing and has_day(column.formula, self._unfold)

    def _turns(self, formula: Formula) -> bool:
        """Whether a formula of the day alone is `as_of` compared with a day that stands still."""
        if not isinstance(formula, Compare):
            return False
        test = turning(formula, self._unfold)
        return isinstance(test, Turns) and not self._moving.formula(test.day)

    def _unfold(self, read: Read) -> Formula | None:
        """The formula of a definition that moves; of one that the case may tell, it is noted."""
        definition = self.program.definitions.get(read.name.removeprefix("base."))
        if definition is None or not self._moving.formula(definition.formula):
            return None
        if definition.supplied and self.told:
            if isinstance(definition.formula, Over):
                return None
            self._told_of.add(definition.name)
        return definition.formula

    def _turning(self, test: Test, here: Here) -> Tests:
        if isinstance(test, Picked):
            condition = self.tests(test.condition, here)
            yes, no = self._turning(test.yes, here), self._turning(test.no, here)
            # Where the condition is unknown, both branches may still agree: rare enough for the interpreter.
            open_ = "" if condition.known else f"hand_over() if {condition.may} else "
            may, sure = (
                f"({one} if {condition.sure} else {open_}{other})"
                for one, other in zip((yes.may, yes.sure), (no.may, no.sure), strict=True)
            )
            return Tests(may, sure)
        asked: list[str] = []
        text = self._joined(test, here, asked)
        if not asked:
            return Tests(text, text)
        may = " or ".join((*(f"{one} is None" for one in asked), text))
        sure = " and ".join((*(f"{one} is not None" for one in asked), text))
        return Tests(f"({may})", f"({sure})")

    def _joined(self, test: Test, here: Here, asked: list[str]) -> str:
        """The test where all is known that it compares; what must be asked for that is added to `asked`."""
        match test:
            case Turns(op=op, day=day):
                more, (name,) = known_only(self, (formulas.operand(self, day, here),))
                asked += more
                return _TURNS[op].format(name)
            case Compare():
                left, right = formulas.sides(self, test, here)
                more, names = known_only(self, (left, right))
                asked += more
                return formulas.test_text(self, test, left, right, names)
            case Joined(word=word, parts=parts):
                return f"({f' {word} '.join(self._joined(part, here, asked) for part in parts)})"
            case Picked():
                raise AssertionError(test)

    def _closed(self, formula: Formula) -> Code:
        """What is about the day alone: worked out once a day."""
        code = self._plainly(formula)
        name = self.slot("g", None)
        self.function(name, ("f",), [f"return {code.text}"])
        return replace(code, text=f"by_day(f, {self.bound({})}, {name})", plain=False, constant=None)

    def _one_way(self, formula: Compare, here: Here) -> Tests:
        still = list(standing(formula))
        codes = tuple(formulas.operand(self, part, here) for part in still)
        asked, names = known_only(self, codes)
        inner = [f"v{index}" for index in range(len(still))]
        given = dict(
            zip(
                map(id, still),
                (
                    replace(code, text=name, maybe=False, plain=True, nothing=False)
                    for code, name in zip(codes, inner, strict=True)
                ),
                strict=True,
            )
        )
        self._given, former = given, self._given
        code = self._plainly(formula)
        self._given = former
        name = self.slot("g", None)
        self.function(name, ("f", *inner), [f"return {code.text}"])
        call = f"one_way({', '.join(('f', name, *names))})"
        may = " or ".join((*(f"{one} is None" for one in asked), f"{call} is not False"))
        sure = " and ".join((*(f"{one} is not None" for one in asked), f"{call} is True"))
        return Tests(f"({may})", f"({sure})")

    def _plainly(self, formula: Formula) -> Code:
        """The code of a formula for any day, without saying until when it stays."""
        former, self._of_the_day = self._of_the_day, True
        code = formulas.value(self, formula, Here())
        self._of_the_day = former
        return code

    # What is kept.

    def kept(self, of: Formula | Table, slot: str, function: str, variables: tuple[str, ...], found: str) -> str:
        """What stands in the slot of a frame; if it moves, as long as it stays."""
        moves = self._moving.table(of.name) if isinstance(of, Table) else self._moving.formula(of)
        if not moves:
            return super().kept(of, slot, function, variables, found)
        name, arguments, upcoming = f"{slot}_ahead", ", ".join(variables), f"{variables[-1]}.{slot}_next"
        frame = next(frame for frame in self.frames.values() if frame.variable == variables[-1])
        if slot not in frame.moving:
            frame.moving.append(slot)
            lines = [
                f"if {upcoming} > f.today:",
                f"    f.next = {upcoming}",
                f"    return {found}",
                "outer = f.next",
                "f.next = f.end",
                f"{'' if found == variables[-1] else 'found = '}{function}({arguments})",
                f"{upcoming} = f.next",
                "if outer < f.next:",
                "    f.next = outer",
                f"return {found if found == variables[-1] else 'found'}",
            ]
            self.function(name, variables, lines)
        # What stays no shorter than all else so far need not be asked when it ends.
        return f"({found} if {upcoming} >= f.next else {name}({arguments}))"

    def fact(self, fact: Fact, here: Here) -> Code:
        """A fact; one that lapses for as long as it lasts."""
        code = super().fact(fact, here)
        if not fact.valid_until:
            return code
        until = super().fact(self.program.vocabulary.facts[fact.valid_until], here)
        return replace(code, text=f"lasting(f, {code.text}, {until.text})", plain=False)

    # How the module is put together.

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers about the case, and those about the records that nothing sets apart; there are no others."""
        apart = self.point.apart
        if apart is None:
            return self.point.answers
        own = (replace(one, key=f"{apart.own}.{one.key}") for one in apart.answers)
        return (*self.point.answers, *own, Answer(apart.group, Const(None, BOOLEAN), explains=False))

    def opening(self) -> list[str]:
        """How far is looked ahead."""
        return ["f.next = f.end = last_day(as_of) + ONE_DAY"]

    def listed(self, record: str) -> list[str]:
        """Records that are set apart from the others are for the interpreter."""
        lines = super().listed(record)
        if self.point.apart is None:
            return lines
        each = self.frame_of(record)
        by = self.value(self.point.apart.by, Here({record: each}))
        found = [f"    if type({by.text}) is str:", "        hand_over()"]
        return [*lines, f"for {each} in {self.list_of(record)}:", *found]

    def for_each(self, record: str) -> tuple[list[str], tuple[str, ...]]:
        """Lines that answer for each record, and then look when each answer is next another."""
        point = self.point
        each, here = self.frame_of(record), Here({record: self.frame_of(record)})
        codes = [self.value(answer.formula, here) for answer in point.record_answers]
        own = fields_of(point.record_answers, "each_answer")
        names = list(own.values())
        staying = [not answer.accrues for answer in point.record_answers]
        asked = [(name, code) for name, code, stays in zip(names, codes, staying, strict=True) if stays]
        looked_at = "".join(f"{name}, " for name, _ in asked)
        body = [f"{name} = {code.text}" for name, code in asked]
        self.function(f"asked_{each}", ("f", each), [*body, f"return ({looked_at})"])
        inner = ["f.next = f.end", f"found = asked_{each}(f, {each})"]
        inner += [f"{looked_at}= found"] if asked else []
        inner += ["found_answers.append(found)", "found_nexts.append(f.next)"]
        inner += [f"{name} = {code.text}" for name, code, stays in zip(names, codes, staying, strict=True) if not stays]
        mentions = Mentions(self, here)
        mentions.of(point.record_answers)
        inner += self.named(here)
        inner += left_open(open_test(codes, names), "found_shown.append(None)", "found_nexts[-1] = f.end")
        inner += shown_lines(self, point.record_answers, codes, names)
        fields = {"status": literal("decided"), **own}
        fields |= {"next_change_on": "None"} if point.looks_ahead else {}
        fields |= {"missing": "()"}
        inner += [
            f"answer = {nested_text({name: str(text) for name, text in fields.items()})}",
            "found_shown.append(answer)",
            "answers[name] = MappingProxyType(answer)",
            f"each.append(({''.join(f'{text}, ' for text in mentions.texts)}))",
        ]
        listed = self.list_of(record)
        lines = ["answers = {}", "each = []", "found_answers = []", "found_nexts = []", "found_shown = []"]
        lines += [f"for index, {each} in enumerate({listed}):", *(f"    {line}" for line in inner)]
        if point.looks_ahead:
            lines += [
                f"changes = first_changes(f, {listed}, asked_{each}, found_answers, found_nexts)",
                "for answer, day in zip(found_shown, changes):",
                "    if day is not None:",
                "        answer['next_change_on'] = day.isoformat()",
            ]
        return [*self.listed(record), *lines], tuple(mentions.tables)
