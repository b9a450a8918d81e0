"""Strong Kleene logic over columns of truth values: what is known already is left out."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from operator import and_, or_

import polars

from creditpolicy.backends.columnar.column import BOOLEAN, UNKNOWN, Column, truth


def conjunction(parts: Iterable[Column]) -> Column:
    """And: false where any is, else unknown where any is."""
    return _joined(tuple(parts), neutral=True)


def disjunction(parts: Iterable[Column]) -> Column:
    """Or: true where any is, else unknown where any is."""
    return _joined(tuple(parts), neutral=False)


def negation(part: Column) -> Column:
    """Not; unknown stays unknown."""
    if isinstance(part.constant, bool):
        return truth(not part.constant)
    return part if part.constant is UNKNOWN else replace(part, expr=~part.expr)


def _joined(parts: tuple[Column, ...], *, neutral: bool) -> Column:
    if any(part.constant is (not neutral) for part in parts):
        return truth(not neutral)
    kept = [part for part in parts if part.constant is not neutral]
    if not kept:
        return truth(neutral)
    if len(kept) == 1:
        return kept[0]
    if all(part.constant is UNKNOWN for part in kept):
        return kept[0]
    exprs = [polars.lit(None, dtype=BOOLEAN) if part.constant is UNKNOWN else part.expr for part in kept]
    return Column(reduce(and_ if neutral else or_, exprs), maybe=any(part.maybe for part in kept))
