"""The rows that decided, from their codes to lists of ids: each different combination is spelled out once."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars

from creditpolicy.backends.columnar.column import Expr
from creditpolicy.backends.columnar.tables import Decides
from creditpolicy.ir.program import Program

DECIDING, REASONS = "deciding", "reasons"
_TEXTS = polars.List(polars.String())
_MOST_LISTED = 1 << 16
_MOST_BITS = 63


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A table that is a reason, and the code of the rows that decided."""

    table: str
    decides: Decides
    code: Expr


def said(
    program: Program, mentioned: Sequence[Mentioned], codes: Sequence[polars.Series], height: int
) -> tuple[polars.Series, polars.Series]:
    """The ids of the rows that decided, and the codes of the reasons that they are."""
    if not mentioned:
        nobody = polars.Series([[]], dtype=_TEXTS).new_from_index(0, height)
        return nobody.alias(DECIDING), nobody.alias(REASONS)
    first, *others = codes
    if not others:
        decides = mentioned[0].decides
        if not decides.by_bit or len(decides.rows) <= 8:
            # So few codes that each is spelled out.
            count = 1 << len(decides.rows) if decides.by_bit else len(decides.rows)
            every = [(code,) for code in range(count)]
            return _lists(program, mentioned, every, first)
    together, index = _different(mentioned, codes)
    return _lists(program, mentioned, together, index)


def _different(
    mentioned: Sequence[Mentioned], codes: Sequence[polars.Series]
) -> tuple[list[tuple[int, ...]], polars.Series]:
    """The combinations of codes that there are, and for each row which it is."""
    places: polars.Series | None = None
    found: list[tuple[int, ...]] = [()]
    for one, code in zip(mentioned, codes, strict=True):
        bits = one.decides.bits
        if places is None:
            packed = code.cast(polars.UInt64)
        elif bits + (len(found) - 1).bit_length() <= _MOST_BITS:
            packed = places.cast(polars.UInt64) * (1 << bits) + code.cast(polars.UInt64)
        else:
            own = code.unique().sort()
            packed = places.cast(polars.UInt64) * len(own) + own.search_sorted(code).cast(polars.UInt64)
            bits = -1
        values = packed.unique().sort()
        places = values.search_sorted(packed)
        if bits < 0:
            found = [(*found[value // len(own)], own[value % len(own)]) for value in values]
        else:
            found = [(*found[value >> bits], value & ((1 << bits) - 1)) for value in values]
    assert places is not None  # noqa: S101 - there is a code
    return found, places


def _lists(
    program: Program, mentioned: Sequence[Mentioned], together: Sequence[tuple[int, ...]], index: polars.Series
) -> tuple[polars.Series, polars.Series]:
    deciding: list[list[str]] = []
    reasons: list[list[str]] = []
    for codes in together:
        rows = [
            (one.table, program.tables[one.table].rows[row])
            for one, code in zip(mentioned, codes, strict=True)
            for row in one.decides.of(code)
        ]
        deciding.append([f"{table}.{row.id}" for table, row in rows])
        reasons.append([row.reason or f"{table}.{row.id}" for table, row in rows])
    return tuple(  # type: ignore[return-value]  # there are two
        polars.Series(name, lists, dtype=_TEXTS).gather(index)
        for name, lists in ((DECIDING, deciding), (REASONS, reasons))
    )
