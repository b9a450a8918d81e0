"""What moves as the days pass while the facts stay: the day itself, facts that lapse, and all that rests on these."""

from creditpolicy.formulas import Apply, Formula, Over, Read, Subject, Today, names_read, parts, walk
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import formulas_of

_STEADY = frozenset({"min", "max", "negate"})


class Moving:
    """What moves under one program; names are looked at once. No exception is granted where this is asked."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._names: dict[str, bool] = {}
        # By identity, which is cheap; each formula is kept beside its answer, so that no other can take its place.
        self._paces: dict[int, tuple[Formula, int]] = {}
        self._formulas: dict[int, tuple[Formula, bool]] = {}

    def formula(self, formula: Formula) -> bool:
        """Whether a formula may have another value on a later day."""
        known = self._formulas.get(id(formula))
        if known is None:
            moves = names_day(formula) or any(map(self.name, names_read(formula)))
            known = self._formulas[id(formula)] = (formula, moves)
        return known[1]

    def pace(self, formula: Formula) -> int:
        """How often it moves: 0 never, 1 when some day comes, 2 to and fro or each day."""
        if not self.formula(formula):
            return 0
        known = self._paces.get(id(formula))
        if known is None:
            known = self._paces[id(formula)] = (formula, self._pace(formula))
        return known[1]

    def _pace(self, formula: Formula) -> int:
        found = 1
        for part in walk(formula):
            if isinstance(part, Apply) and part.function not in _STEADY and names_day(part):
                return 2
            if isinstance(part, Read):
                found = max(found, self._pace_of(part.name.removeprefix("base.")))
        return found

    def _pace_of(self, name: str) -> int:
        program = self._program
        if name in program.definitions:
            return self.pace(program.definitions[name].formula)
        if name in program.outputs:
            return max(map(self.pace, formulas_of(program.tables[program.outputs[name][0]])), default=0)
        return 0

    def name(self, name: str) -> bool:
        """Whether a fact, a definition or an output may."""
        plain = name.removeprefix("base.")
        if plain not in self._names:
            self._names[plain] = self._afresh(plain)
        return self._names[plain]

    def table(self, name: str) -> bool:
        """Whether any part of a table does."""
        return any(map(self.formula, formulas_of(self._program.tables[name])))

    def _afresh(self, name: str) -> bool:
        program = self._program
        if name in program.definitions:
            definition = program.definitions[name]
            return self.formula(definition.formula)
        if name in program.outputs:
            return self.table(program.outputs[name][0])
        return bool(program.vocabulary.facts[name].valid_until)


def names_day(formula: Formula) -> bool:
    """Whether `as_of` stands in a formula itself."""
    return any(isinstance(part, Today) for part in walk(formula))


def is_closed(formula: Formula) -> bool:
    """Whether a formula is about the day and nothing else."""
    return names_day(formula) and not any(isinstance(part, Read | Over | Subject) for part in walk(formula))


def size_of(formula: Formula) -> int:
    """How many formulas it is made of."""
    return 1 + sum(map(size_of, parts(formula)))
