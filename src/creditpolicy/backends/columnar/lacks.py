"""What a formula lacks in each row, as the bits of a number: one for each missing fact, and one where it is unknown.

The same rules as those of the interpreter: what is known lacks nothing, and what is unknown lacks all that its unknown
parts do.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Protocol

import polars

from creditpolicy.backends.columnar.column import UNKNOWN, Column, Expr, NotCompiled
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import (
    AllOf,
    Amounts,
    AnyOf,
    Apply,
    Arith,
    Choose,
    Compare,
    Const,
    Formula,
    Holds,
    IfMissing,
    IsMissing,
    Negate,
    Over,
    Read,
    Subject,
    Table,
    Today,
    parts,
)

BITS = polars.UInt64()
IS_UNKNOWN = 1 << 63
NONE = polars.lit(0, dtype=BITS)
_NEVER_FAIL = frozenset(
    {"round up", "round down", "round half up", "round half down", "decimal", "floor", "ceiling", "abs", "negate"}
    | {"min", "max", "months between", "year", "month", "day", "weekday", "delivered by post", "stable bucket"}
    | {"contains", "starts with", "ends with", "string length", "list contains", "count"}
)
"""Functions that are known where their arguments are, in a policy of one currency."""


class Names:
    """The facts that may be missing, each with a bit of its own."""

    def __init__(self) -> None:
        """None yet."""
        self._bits: dict[str, int] = {}

    def bit(self, name: str) -> int:
        """That of a fact, marked as unknown.

        Raises:
            NotCompiled: there are more facts than bits.

        """
        place = self._bits.setdefault(name, len(self._bits))
        if 1 << place >= IS_UNKNOWN:
            raise NotCompiled
        return 1 << place | IS_UNKNOWN

    def bits(self, names: frozenset[str]) -> int:
        """Those of several facts together."""
        return reduce(or_, map(self.bit, names), IS_UNKNOWN)

    def told(self, bits: int) -> list[str]:
        """The facts in order."""
        return sorted(name for name, place in self._bits.items() if bits >> place & 1)


class WritesLacks(Writes, Protocol):
    """Whoever puts the stages of a point together, and what each value lacks."""

    names: Names

    def lack_of(self, name: str) -> Expr | None:
        """What a fact, a definition or an output lacks; None where it is known in every row."""
        ...

    def asked(self, table: Table, words: Sequence[Sequence[int]], alike: Sequence[Expr]) -> list[Expr]:
        """What is said of a table once for all cases that are alike: what each output lacks, and which rows decide.

        The first columns of `alike` have bits for the rows in `words` that may hold.
        """
        ...


def together(lacks: Sequence[Expr | None]) -> Expr | None:
    """All that several values lack."""
    there = [one for one in lacks if one is not None]
    return reduce(or_, there) if there else None


def lack(w: WritesLacks, formula: Formula, subject: Column | None = None, own: Expr | None = None) -> Expr | None:
    """What a formula lacks; `own` is what the subject does. None where it is known in every row."""
    match formula:
        case Const() | Today() | IsMissing():
            return None
        case Subject():
            return own
        case Read(name=name):
            return w.lack_of(name.removeprefix("base."))
        case Over(record=record):
            return polars.lit(w.names.bit(w.program.vocabulary.records[record].many or record), dtype=BITS)
        case Amounts():
            raise NotCompiled
    # A threshold of the policy's one currency is known.
    inner: dict[Formula, Expr | None] = {
        one: lack(w, one, subject, own) for one in parts(formula) if not isinstance(one, Amounts)
    }
    every = together(list(inner.values()))
    match formula:
        case Holds() | Negate() | Compare():
            return every
        case Arith(op=op):
            # Nothing that is missing makes a divisor of zero known.
            return every if op != "/" else _unless_known(w.value(formula, subject), every)
        case Apply(function=function):
            if function not in _NEVER_FAIL:
                found = w.value(formula, subject)
                w.opens(~found.known if every is None else ~found.known & (every == 0))
            return every
        case AllOf() | AnyOf():
            return None if every is None else _unless_known(w.value(formula, subject), every)
        case IfMissing(of=of, instead=instead):
            first, other = inner[of], inner[instead]
            return None if first is None or other is None else polars.when(first != 0).then(other).otherwise(NONE)
        case Choose():
            return None if every is None else _of_choice(w, formula, subject, inner, every)


def _of_choice(
    w: WritesLacks,
    formula: Choose,
    subject: Column | None,
    inner: Mapping[Formula, Expr | None],
    every: Expr,
) -> Expr | None:
    """What the branch lacks that is taken. Of an unknown condition both are, unless they agree."""
    verdict = w.value(formula.condition, subject)
    if verdict.constant is True or verdict.constant is False:
        return inner[formula.yes if verdict.constant else formula.no]
    taken = every
    if verdict.constant is not UNKNOWN:
        for branch, test in ((formula.yes, verdict.expr), (formula.no, ~verdict.expr)):
            lacks = inner[branch]
            taken = polars.when(test).then(NONE if lacks is None else lacks).otherwise(taken)
    return polars.when(w.value(formula, subject).known).then(NONE).otherwise(taken)


def _unless_known(found: Column, every: Expr | None) -> Expr | None:
    """All that the parts of a value lack, where it is unknown."""
    if not found.maybe:
        return None
    unknown = polars.lit(IS_UNKNOWN, dtype=BITS)
    return polars.when(found.known).then(NONE).otherwise(unknown if every is None else every | unknown)
