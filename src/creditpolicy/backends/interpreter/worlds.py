"""The ways in which what a table lacks could turn out, all looked at together: one bit of a whole number for each.

A world says of each variable of a table which of its pieces it has, or that it is still missing. Tests of one formula
against constants share a variable, which is cut into the pieces that they tell apart; any other test that is unknown is
a variable of its own, which holds or does not. Variables are taken to vary freely: where two of them rest on one fact
there are worlds too many, never too few.
"""

from collections.abc import Iterable
from functools import reduce
from math import prod
from operator import and_, or_
from typing import TypeAlias

from creditpolicy.backends.interpreter.table import At, Values
from creditpolicy.formulas import (
    AllOf,
    AnyOf,
    AnyValue,
    CellTests,
    Compare,
    Const,
    Formula,
    Negate,
    Row,
    Subject,
    Table,
    walk,
)
from creditpolicy.formulas.pieces import cut
from creditpolicy.formulas.sets import ValueSet, domain, set_of
from creditpolicy.frozen import dataclass, replace
from creditpolicy.values.money import Money
from creditpolicy.values.types import Type
from creditpolicy.values.unknown import Maybe, Unknown

MOST_WORLDS = 1 << 14
MOST_VARIABLES = 6
"""With more, nobody looks: to give up late costs more than the decision itself."""

Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """In which worlds something holds for certain, and in which it may hold."""

    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class _Test:
    """Test number `index` of a variable, or its opposite."""

    variable: Key
    index: int
    opposite: bool


@dataclass(frozen=True, slots=True)
class _Parts:
    """All of the parts, or any of them."""

    parts: tuple["_Node", ...]
    all: bool


_Node: TypeAlias = bool | _Test | _Parts


class _Variable:
    """Something that is not known: which facts would tell, and the sets that it is tested for (None: yes or no)."""

    __slots__ = ("missing", "sets", "type")

    def __init__(self, missing: frozenset[str], of: Type) -> None:
        self.missing = missing
        self.type = of
        self.sets: list[ValueSet | None] = []

    def pieces(self) -> list[tuple[bool, ...]]:
        """For each piece which of the tests it passes."""
        if None in self.sets:
            return [(True,) * len(self.sets), (False,) * len(self.sets)]
        found = cut(self.type, self.sets, "")
        passed = (tuple(bool(bits >> piece & 1) for bits in found.accepted) for piece in range(len(found.witnesses)))
        return list(dict.fromkeys(passed))


class TooManyWorlds(Exception):
    """More than anybody looks at."""


class Worlds:
    """All worlds of some rows of a table: in which of them each row holds, and what tells them apart."""

    def __init__(self, table: Table, rows: Iterable[int], columns: tuple[Maybe, ...], values: Values, at: At) -> None:
        """Look at `rows` of `table`.

        Raises:
            TooManyWorlds: there are more than `MOST_WORLDS`, or more than `MOST_VARIABLES` tell them apart.

        """
        self._values = values
        self._at = at
        self._variables: dict[Key, _Variable] = {}
        conditions = {index: self._condition(table, table.rows[index], columns) for index in rows}
        self._lay_out()
        self.rows: dict[int, Marks] = {}
        for index in sorted(conditions):
            found = self._marks(conditions[index])
            if table.rows[index].otherwise:
                found = self._none_but(found)
            self.rows[index] = found

    def known(self, formula: Formula) -> int:
        """The worlds in which an output that is missing now is known."""
        *_, missing = self._states["output", formula]
        return self.all & ~missing

    def telling(self, worlds: int) -> frozenset[str]:
        """The facts of the variables on which it depends whether a world is one of `worlds`."""
        found: frozenset[str] = frozenset()
        for key, variable in self._variables.items():
            stride, (first, *others) = self._strides[key], self._states[key]
            now = worlds & first
            if any(worlds >> (step + 1) * stride & first != now for step in range(len(others))):
                found |= variable.missing
        return found

    def _value(self, formula: Formula, subject: Maybe = None) -> Maybe:
        return self._values.value(formula, self._at, subject)

    def _lay_out(self) -> None:
        """Number the worlds: a variable has the pieces that its tests tell apart, and is missing in its last state."""
        pieces = {key: variable.pieces() for key, variable in self._variables.items()}
        count = prod(len(found) + 1 for found in pieces.values())
        if count > MOST_WORLDS:
            raise TooManyWorlds
        self.all = (1 << count) - 1
        self._states: dict[Key, list[int]] = {}
        self._strides: dict[Key, int] = {}
        self._tests: dict[Key, list[Marks]] = {}
        stride = 1
        for key, found in pieces.items():
            first, period = (1 << stride) - 1, stride * (len(found) + 1)
            while period < count:
                first |= first << period
                period *= 2
            first &= self.all
            states = [first << step * stride & self.all for step in range(len(found) + 1)]
            passing = [
                reduce(or_, (state for state, passed in zip(states, found, strict=False) if passed[index]), 0)
                for index in range(len(self._variables[key].sets))
            ]
            self._states[key], self._strides[key] = states, stride
            self._tests[key] = [Marks(passed, passed | states[-1]) for passed in passing]
            stride *= len(found) + 1

    def _marks(self, node: _Node) -> Marks:
        match node:
            case bool():
                return Marks(self.all, self.all) if node else Marks(0, 0)
            case _Test(variable=key, index=index, opposite=opposite):
                found = self._tests[key][index]
                return Marks(self.all & ~found.possible, self.all & ~found.certain) if opposite else found
            case _Parts(parts=parts, all=is_all):
                inner = [self._marks(part) for part in parts]
                join, start = (and_, self.all) if is_all else (or_, 0)
                certain = reduce(join, (one.certain for one in inner), start)
                return Marks(certain, reduce(join, (one.possible for one in inner), start))

    def _none_but(self, own: Marks) -> Marks:
        """Where a row holds and none before it does."""
        certain, possible = own.certain, own.possible
        for row in self.rows.values():
            certain, possible = certain & ~row.possible, possible & ~row.certain
        return Marks(certain, possible)

    def _condition(self, table: Table, row: Row, columns: tuple[Maybe, ...]) -> _Node:
        parts: list[_Node] = []
        for cell, column, subject in zip(row.cells, table.columns, columns, strict=True):
            match cell:
                case AnyValue():
                    continue
                case CellTests(test=test):
                    absent = column.no_match_if_missing and isinstance(subject, Unknown)
                    parts.append(False if absent else self._node(test, column.formula, subject, opposite=False))
        if row.guard is not None:
            parts.append(self._node(row.guard, None, None, opposite=False))
        for output in row.outputs:
            given = self._value(output)
            if isinstance(given, Unknown):
                self._test(("output", output), given, output.type, None, opposite=False)
        return _Parts(tuple(parts), all=True)

    def _node(self, test: Formula, column: Formula | None, subject: Maybe, *, opposite: bool) -> _Node:
        value = self._value(test, subject)
        if not isinstance(value, Unknown):
            return (value is True) is not opposite
        match test:
            case AllOf(parts=parts) | AnyOf(parts=parts):
                inner = tuple(self._node(part, column, subject, opposite=opposite) for part in parts)
                return _Parts(inner, all=isinstance(test, AllOf) is not opposite)
            case Negate(part=part):
                return self._node(part, column, subject, opposite=not opposite)
        found = self._against_constants(test, column, subject, opposite=opposite)
        if found is not None:
            return found
        said = (test.op, test.left, test.right) if isinstance(test, Compare) else (test,)
        return self._test(("as a whole", column, *said), value, test.type, None, opposite=opposite)

    def _against_constants(
        self, test: Formula, column: Formula | None, subject: Maybe, *, opposite: bool
    ) -> _Test | None:
        """The test of one formula against constants and against what is known; None where it is another."""
        found = set_of(self._with_known(test, subject))
        currencies = _currencies(test)
        if found is None or len(currencies) > 1:
            return None
        about, accepted = found
        lack = self._value(about, subject)
        if not isinstance(lack, Unknown) or type(accepted) is not type(domain(about.type)):
            return None
        if isinstance(about, Subject) and column is not None:
            about = column
        inside = column if any(isinstance(part, Subject) for part in walk(about)) else None
        return self._test(("value", inside, about, *currencies), lack, about.type, accepted, opposite=opposite)

    def _with_known(self, test: Formula, subject: Maybe) -> Formula:
        """A comparison with its known side as a constant."""
        if not isinstance(test, Compare) or isinstance(test.left, Const) or isinstance(test.right, Const):
            return test
        left, right = self._value(test.left, subject), self._value(test.right, subject)
        if not isinstance(right, Unknown):
            return replace(test, right=Const(right, test.right.type))
        return test if isinstance(left, Unknown) else replace(test, left=Const(left, test.left.type))

    def _test(self, key: Key, lack: Unknown, of: Type, accepted: ValueSet | None, *, opposite: bool) -> _Test:
        variable = self._variables.setdefault(key, _Variable(lack.missing, of))
        if len(self._variables) > MOST_VARIABLES:
            raise TooManyWorlds
        if accepted in variable.sets:
            return _Test(key, variable.sets.index(accepted), opposite)
        variable.sets.append(accepted)
        return _Test(key, len(variable.sets) - 1, opposite)


def _currencies(test: Formula) -> tuple[str, ...]:
    """The currencies of the amounts in a test."""
    amounts = [part.value for part in walk(test) if isinstance(part, Const) and isinstance(part.value, Money)]
    return tuple(sorted({amount.currency for amount in amounts if amount.amount}))
