"""A decision diagram: the rows that are still possible, narrowed column by column, with a list for each step.

A state is a set of rows that hold as far as was looked, and of those that may. Each different state is kept once, so
that the lists stay small where tables are regular: a step takes the state and the code of the next column to the next
state. Rows behind one that is settled already play no part any more, where the first row wins.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars

from creditpolicy.backends.columnar.codes import Coded
from creditpolicy.backends.columnar.column import Expr, code_type

MOST_ENTRIES = 400_000
State = tuple[int, int]
"""The rows that certainly hold so far, and those that may, as bits."""


@dataclass(frozen=True, slots=True)
class Step:
    """One column: for each state and code the next state."""

    column: Coded
    following: tuple[int, ...]
    states: int


@dataclass(frozen=True, slots=True)
class Diagram:
    """All steps, and the sets of rows in which they may end."""

    steps: tuple[Step, ...]
    ends: tuple[State, ...]

    @property
    def size(self) -> int:
        """How many entries its lists have."""
        return sum(len(step.following) for step in self.steps)

    def expr(self) -> Expr:
        """The end that each case comes to."""
        found: Expr | None = None
        for step in self.steps:
            code = step.column.code.cast(polars.UInt32())
            index = code if found is None else found.cast(polars.UInt32()) * len(step.column.sure) + code
            found = polars.lit(polars.Series(step.following, dtype=code_type(step.states))).gather(index)
        return polars.lit(0, dtype=polars.UInt8()) if found is None else found


def diagram(columns: Sequence[Coded], every: int, *, first_wins: bool, most: int = MOST_ENTRIES) -> Diagram | None:
    """The smallest for the rows in `every` that a few orders of the columns give; None where all are too large."""
    best: Diagram | None = None
    for order in (
        sorted(columns, key=lambda one: -len(one.sure)),
        sorted(columns, key=lambda one: len(one.sure)),
        list(columns),
    ):
        found = _built(order, every, most if best is None else min(most, best.size), first_wins=first_wins)
        if found is not None and (best is None or found.size < best.size):
            best = found
    return best


def _built(columns: Sequence[Coded], every: int, most: int, *, first_wins: bool) -> Diagram | None:
    later = [0] * (len(columns) + 1)
    for index in range(len(columns) - 1, -1, -1):
        later[index] = later[index + 1] | _tested(columns[index], every)
    cut = _first_only if first_wins else _all_sure
    states = {cut((every, every), every & ~later[0]): 0}
    steps = []
    size = 0
    for index, column in enumerate(columns):
        size += len(states) * len(column.sure)
        if size > most:
            return None
        settled = every & ~later[index + 1]
        following: dict[State, int] = {}
        entries = []
        accepting = list(zip(column.sure, column.may, strict=True))
        for sure, may in states:
            for surely, maybe in accepting:
                state = cut((sure & surely, may & maybe), settled)
                entries.append(following.setdefault(state, len(following)))
        steps.append(Step(column, tuple(entries), len(following)))
        states = following
    return Diagram(tuple(steps), tuple(states))


def _tested(column: Coded, every: int) -> int:
    """The rows that do not accept every code."""
    accepted = every
    for sure in column.sure:
        accepted &= sure
    return every & ~accepted


def _first_only(state: State, settled: int) -> State:
    sure, may = state
    found = may & settled
    if found:
        kept = ((found & -found) << 1) - 1
        return sure & kept, may & kept
    return state


def _all_sure(state: State, settled: int) -> State:
    """Of rows that only may hold, the first is enough: a case in which it could win is left open."""
    sure, may = state
    found = may & ~sure & settled
    if found:
        return sure, sure | (may & (((found & -found) << 1) - 1))
    return state
