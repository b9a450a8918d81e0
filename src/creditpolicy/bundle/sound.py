"""Keeps the promises of a program that whoever decides with it rests on, where it does not come from the checker.

Every name stands for something, nothing is decided by itself, and nothing goes deeper or on longer than is followed.
What formulas say is not checked again: a bundle that somebody made up may decide nonsense, or fail when it is asked.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, TypeAlias

from creditpolicy.bundle.kinds import Strange
from creditpolicy.formulas import Apply, Arith, Const, Formula, Over, Read, Table, parts
from creditpolicy.ir.depth import DEEPEST, NAMED, calls
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import formulas_of
from creditpolicy.values.types import MOST_DIGITS

MOST_CALLS: Final = DEEPEST * 3 // 2
"""More than the checker lets a policy have, which counts a little less; the interpreter has a thousand."""
MOST_STEPS: Final = 5_000_000
"""Of all formulas, written out; the largest of the shipped policies takes a fortieth."""
MOST_FACTORS: Final = 2_000
"""Numbers that one value may be made of by arithmetic, as its digits may be those of all; the shipped policies: 19."""
_ROUNDINGS: Final = frozenset({"decimal", "round down", "round half down", "round half up", "round up"})
Size: TypeAlias = tuple[int, int, int]
"""How many calls deep something goes, how many steps it takes, and how many numbers its value may be made of."""
_TOO_LONG: Final = "to work something out would take too long"
_TOO_DEEP: Final = "something is decided by itself, or formulas stand too deep inside each other"


def check_sound(program: Program) -> None:
    """See that nobody who follows the program loses the way.

    Raises:
        Strange: somebody would.

    """
    _names_agree(program)
    for table in program.tables.values():
        _has_whole_rows(table)
    measured = _Measured(program)
    for name in (*program.definitions, *program.outputs):
        measured.name(name)
    for point in program.points.values():
        for answer in (*point.answers, *point.record_answers, *point.behind):
            measured.formula(answer.formula)
        if point.apart is not None:
            for formula in (point.apart.by, *(answer.formula for answer in point.apart.answers)):
                measured.formula(formula)
    if measured.steps > MOST_STEPS:
        raise Strange(_TOO_LONG)


def _names_agree(program: Program) -> None:
    vocabulary, tables = program.vocabulary, program.tables
    records = set(vocabulary.records)
    lists = {name for name, record in vocabulary.records.items() if record.many is not None}
    named = (vocabulary.records, vocabulary.facts, program.definitions, tables, program.points)
    wrong = (
        *(name for held in named for name, one in held.items() if one.name != name),
        *(name for name, fact in vocabulary.facts.items() if fact.record not in records),
        *(one.name for one in program.definitions.values() if one.record is not None and one.record not in lists),
        *(name for name, table in tables.items() if table.record is not None and table.record not in lists),
        *(name for name, (table, index) in program.outputs.items() if not _gives(tables.get(table), index, name)),
        *(name for name in program.overrides if name not in program.outputs and name not in program.definitions),
        *(one.route for held in program.overrides.values() for one in held if one.record not in lists),
        *(one.name for one in program.points.values() if one.record is not None and one.record not in lists),
        *(name for name in tables if name not in program.guessed),
    )
    if wrong:
        raise Strange(f"{wrong[0]!r} stands for nothing")


def _gives(table: Table | None, index: int, name: str) -> bool:
    return table is not None and 0 <= index < len(table.outputs) and table.outputs[index].name == name


def _has_whole_rows(table: Table) -> None:
    """Each row has a cell for every column and an answer for every output, and `otherwise` stands last."""
    for row in table.rows:
        if len(row.cells) != len(table.columns) or len(row.outputs) != len(table.outputs):
            raise Strange(f"the row {row.id!r} does not fit its table")
    if any(row.otherwise for row in table.rows[:-1]):
        raise Strange(f"{table.name!r} goes on after its last row")


class _Measured:
    """The sizes of formulas and names; each is looked at once.

    INVARIANT: it recurses no deeper than is allowed, as it gives up there; what is decided by itself gets there too.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._facts = program.vocabulary.facts
        self._records = program.vocabulary.records
        # By identity: equal formulas are the same one in a bundle, and to compare them would be to walk them.
        self._formulas: dict[int, Size] = {}
        self._names: dict[str, Size] = {}

    @property
    def steps(self) -> int:
        """Of all names together, each worked out once."""
        return sum(steps for _, steps, _ in self._names.values())

    def name(self, name: str, above: int = 0) -> Size:
        """The size of a fact, a definition or an output; a table's own answer is called `base.` and its name."""
        known = self._names.get(name)
        if known is None:
            deepest, steps, factors = -NAMED, 0, 1
            for inner in self._behind(name):
                depth, more, size = self.formula(inner, above + NAMED)
                deepest, factors = max(deepest, depth), max(factors, size)
                steps += more
            known = self._names[name] = (deepest + NAMED, steps, factors)
        return known

    def formula(self, formula: Formula, above: int = 0) -> Size:
        """The size of a formula; names in it are one step."""
        known = self._formulas.get(id(formula))
        if known is not None:
            return known
        if above > MOST_CALLS:
            raise Strange(_TOO_DEEP)
        own, deepest, steps, factors, together = calls(formula), 0, 1, 1, 0
        if isinstance(formula, Read):
            deepest, _, factors = self.name(formula.name, above + own)
        elif isinstance(formula, Over) and formula.record not in self._records:
            raise Strange(f"{formula.record!r} stands for nothing")
        elif isinstance(formula, Apply) and formula.function in _ROUNDINGS and not _has_few_places(formula):
            raise Strange("something is rounded to more digits than any number has")
        for inner in parts(formula):
            depth, more, size = self.formula(inner, above + own)
            deepest, factors = max(deepest, depth), max(factors, size)
            steps, together = steps + more, together + size
        if isinstance(formula, Arith):
            factors = together
        if deepest + own > MOST_CALLS:
            raise Strange(_TOO_DEEP)
        if steps > MOST_STEPS or factors > MOST_FACTORS:
            raise Strange(_TOO_LONG)
        found = self._formulas[id(formula)] = (deepest + own, steps, factors)
        return found

    def _behind(self, name: str) -> Iterator[Formula]:
        """The formulas that a name stands for; none for a fact."""
        program = self._program
        plain = name.removeprefix("base.")
        if plain == name:
            for override in program.overrides.get(name, ()):
                yield from (override.holds, override.value, override.rank)
        if plain in program.outputs:
            yield from formulas_of(program.tables[program.outputs[plain][0]])
        elif plain in program.definitions:
            yield program.definitions[plain].formula
        elif plain not in self._facts:
            raise Strange(f"{name!r} stands for nothing")


def _has_few_places(formula: Apply) -> bool:
    """Whether a rounding, where it says to how many digits, says a small number."""
    return all(
        isinstance(places, Const) and isinstance(places.value, Fraction) and 0 <= places.value <= MOST_DIGITS
        for places in formula.arguments[1:]
    )
