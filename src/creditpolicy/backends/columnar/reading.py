"""The columns of a frame to whole numbers, places of words, days and truth values; and rows that need a closer look.

Values in the forms that are frequent are read here. What is left, which may be an error, is told by row: who asked for
the frame reads those values one by one, as `facts/reading.py` has it, so that an error is the same by construction.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars

from creditpolicy.backends.columnar.cells import MOST, Cells
from creditpolicy.backends.columnar.column import scale_of
from creditpolicy.backends.columnar.point import Given
from creditpolicy.backends.columnar.stages import at_once, pieces
from creditpolicy.facts.reading import FIRST_DAY, LAST_DAY
from creditpolicy.facts.vocabulary import Fact, Vocabulary
from creditpolicy.values.types import (
    BooleanType,
    Bounds,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)


@dataclass(frozen=True, slots=True)
class Odd:
    """The rows of one fact whose value is in a rare form, or wrong."""

    fact: Fact
    column: str
    rows: polars.Series


@dataclass(frozen=True, slots=True)
class ReadFrame:
    """`frame` has a column for each fact that was given, by the names in `given`; `odd` values are null there."""

    frame: polars.DataFrame
    given: Mapping[str, Given]
    odd: tuple[Odd, ...]


class Reader:
    """Reads frames of the same columns and types: what each fact is read by is made once."""

    def __init__(self, schema: polars.Schema, columns: Mapping[str, str], vocabulary: Vocabulary) -> None:
        """Nothing is read yet.

        Args:
            schema: the columns of the frames and their types.
            columns: for each fact that the frames have the column in which it stands.
            vocabulary: what may be known.

        """
        # INVARIANT: the names do not depend on where the columns stand; what is compiled for one frame fits the next.
        # No column of a fact is called so.
        names = {fact: f"fact {index}" for index, fact in enumerate(sorted(columns))}
        self._facts = {names[fact]: vocabulary.facts[fact] for fact in columns}
        self._columns = {name: columns[fact.name] for name, fact in self._facts.items()}
        cells = Cells(schema, vocabulary, columns)
        self._values = [cells.value(fact).alias(name) for name, fact in self._facts.items()]
        compared = ((name, cells.compared(fact, polars.col(name))) for name, fact in self._facts.items())
        self._compared = [value.alias(name) for name, value in compared if value is not None]
        kinds = polars.DataFrame(schema=schema).select(self._values).schema
        sized = [name for name, fact in self._facts.items() if _is_sized(fact.type) and kinds[name].is_integer()]
        self._bounds = {name: bounds_of(self._facts[name].type) for name in sized}
        self._ends = [end for name in sized for end in _ends_of(name, self._bounds[name][0])]

    def read(self, frame: polars.DataFrame) -> ReadFrame:
        """The values that are what they say they are, and those that must be looked at."""
        values = polars.concat(self._read(piece) for piece in pieces(frame))
        ends = values.select(self._ends).row(0) if self._ends else ()
        given: dict[str, Given] = {}
        odd: list[Odd] = []
        lows, highs = dict(zip(self._bounds, ends[::2], strict=True)), dict(zip(self._bounds, ends[1::2], strict=True))
        for name, fact in self._facts.items():
            column = frame[self._columns[name]]
            low, high = lows.get(name) or 0, highs.get(name) or 0
            least, most = self._bounds.get(name, (0, 0))
            if not least <= low <= high <= most:
                within = values[name].is_between(least, most)
                values = values.with_columns(polars.when(within).then(polars.col(name)))
                low, high = values[name].min() or 0, values[name].max() or 0
            lacks = values[name].null_count()
            if lacks > column.null_count():
                odd.append(Odd(fact, column.name, values[name].is_null() & column.is_not_null()))
            given[fact.name] = Given(name, lacks > 0, scale_of(fact.type), int(low), int(high))
        return ReadFrame(values, given, tuple(odd))

    def _read(self, frame: polars.DataFrame) -> polars.DataFrame:
        # Of literals alone, `select` would give one row.
        return at_once(frame.lazy().with_columns(self._values).with_columns(self._compared).select(*self._facts))


def _ends_of(name: str, least: int) -> tuple[polars.Expr, polars.Expr]:
    """The least value of a column, or zero where no value may lie below, and the greatest.

    There, any below zero is as a number without a sign beyond all others: half the work.
    """
    column, end = polars.col(name), f"{name}+"
    if least == 0:
        return polars.lit(0).alias(name), column.reinterpret(signed=False).max().alias(end)
    return column.min(), column.max().alias(end)


def _is_sized(of: Type) -> bool:
    return isinstance(of, NumberType | MoneyType | DaysType | MonthsType | DateType)


def bounds_of(of: Type) -> tuple[int, int]:
    """Between which whole numbers the values of a type lie, at its scale."""
    match of:
        case DateType():
            return FIRST_DAY.toordinal() - _EPOCH, LAST_DAY.toordinal() - _EPOCH
        case NumberType(bounds=bounds) | MoneyType(bounds=bounds) | DaysType(bounds=bounds) | MonthsType(bounds=bounds):
            return _ends(bounds, 10 ** scale_of(of))
        case BooleanType() | EnumType() | TextType() | ListType():
            return 0, 0


_EPOCH = 719_163


def _ends(bounds: Bounds, factor: int) -> tuple[int, int]:
    low = -MOST if bounds.low is None else max(-MOST, -int(-bounds.low * factor // 1))
    high = MOST if bounds.high is None else min(MOST, int(bounds.high * factor // 1))
    return low, high
