"""The stages in which columns are worked out: each reads those before it. Run on batches of rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, TypeAlias

import polars

from creditpolicy.backends.columnar.column import Expr
from creditpolicy.backends.columnar.writes import Lookup

LEAST_AT_ONCE, MOST_AT_ONCE = 100_000, 500_000
_ANSWER = "answer"
Find: TypeAlias = Callable[[polars.DataFrame, Sequence[str]], Sequence[polars.Series]]
"""Works columns out from a frame, by the names of the columns that they rest on."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The columns `names`, which are found together."""

    names: tuple[str, ...]
    columns: tuple[str, ...]
    find: Find


@dataclass(slots=True)
class Stage:
    """Columns that are worked out side by side."""

    exprs: list[Expr] = field(default_factory=list)
    lookups: list[Lookup] = field(default_factory=list)
    found: list[_Found] = field(default_factory=list)


@dataclass(slots=True)
class Stages:
    """All of them, and behind how many each column stands."""

    stages: list[Stage] = field(default_factory=list)
    level: dict[str, int] = field(default_factory=dict)
    _known: dict[str, list[tuple[Expr, Expr]]] = field(default_factory=dict)

    def add(self, expr: Expr) -> Expr:
        """A column that is worked out once, whoever asks for it."""
        # As texts all long lists are alike.
        alike = self._known.setdefault(str(expr), [])
        found = next((column for known, column in alike if known.meta.eq(expr)), None)
        if found is None:
            found = self._new(expr)
            alike.append((expr, found))
        return found

    def _new(self, expr: Expr) -> Expr:
        level = self._after(expr.meta.root_names())
        name = self._named(level)
        self.stages[level].exprs.append(expr.alias(name))
        return polars.col(name)

    def add_lookup(self, columns: Sequence[Expr], answers: Any) -> Expr:  # noqa: ANN401 - as a lookup has it
        """A column that is worked out once for each row of values."""
        names = tuple(self._new(one).meta.output_name() for one in columns)
        level = self._after(names)
        name = self._named(level)
        self.stages[level].lookups.append(Lookup(name, names, answers))
        return polars.col(name)

    def add_found(self, columns: Sequence[Expr], also: Sequence[Expr], count: int, find: Find) -> list[Expr]:
        """So many columns that are found together, from whole columns; `also` are others that it looks at."""
        names = tuple(self._new(one).meta.output_name() for one in columns)
        level = self._after([*names, *(name for one in also for name in one.meta.root_names())])
        found = tuple(self._named(level) for _ in range(count))
        self.stages[level].found.append(_Found(found, names, find))
        return [polars.col(name) for name in found]

    def run(self, frame: polars.DataFrame, last: Sequence[Expr]) -> polars.DataFrame:
        """What the named expressions `last` come to, behind every stage."""
        return polars.concat(self._run(piece, last) for piece in pieces(frame))

    def _run(self, frame: polars.DataFrame, last: Sequence[Expr]) -> polars.DataFrame:
        found = frame.lazy()
        for stage in self.stages:
            if stage.exprs:
                found = found.with_columns(stage.exprs)
            for one in stage.lookups:
                known = at_once(found)
                found = known.with_columns(looked_up(known, one).alias(one.name)).lazy()
            for each in stage.found:
                known = at_once(found)
                columns = each.find(known, each.columns)
                found = known.with_columns(
                    one.alias(name) for one, name in zip(columns, each.names, strict=True)
                ).lazy()
        return at_once(found.with_columns(last).select([one.meta.output_name() for one in last]))

    def _after(self, names: Sequence[str]) -> int:
        level = max((self.level.get(name, 0) for name in names), default=0)
        while len(self.stages) <= level:
            self.stages.append(Stage())
        return level

    def _named(self, level: int) -> str:
        name = f"_{len(self.level)}"
        self.level[name] = level + 1
        return name


def at_once(frame: polars.LazyFrame) -> polars.DataFrame:
    """The rows of a plan that is as it should be: to look for a better one takes longer than some thousand rows do."""
    return frame.collect(engine="in-memory", optimizations=polars.QueryOptFlags.none())


def pieces(frame: polars.DataFrame) -> Iterator[polars.DataFrame]:
    """The rows in the pieces in which they were read, if those are large, so that none is copied.

    What is worked out on the way takes as much memory again as a piece does, not as the whole.
    """
    start = 0
    lengths = frame.to_series(0).chunk_lengths() if frame.height and frame.width else []
    for end in accumulate(lengths):
        if end - start >= LEAST_AT_ONCE or end == frame.height:
            yield from frame[start:end].rechunk().iter_slices(MOST_AT_ONCE)
            start = end
    if not lengths:
        yield frame


def looked_up(frame: polars.DataFrame, one: Lookup) -> polars.Series:
    """The answer for each row, asked once for all rows that are alike."""
    keys = frame.select(one.columns)
    different = keys.unique()
    answers = one.answers(different.rows())
    joined = keys.join(
        different.with_columns(answers.alias(_ANSWER)),
        on=list(one.columns),
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return joined[_ANSWER]
