"""Frames that are already in Spark to frames of decisions: Arrow batches go to the columnar evaluator and back."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from creditpolicy.api import Policy

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

ROWS = 100_000
"""Arrow batches are gathered to so many rows: Spark sends ten thousand, which is little for a call."""


def decide(frame: "DataFrame", policy: Policy, point: str, *, as_of: date, keep: tuple[str, ...] = ()) -> "DataFrame":
    """Decide one question for every row of a frame that is in Spark; lazily, as Spark does.

    Args:
        frame: a column for each fact, named as for `Policy.decide_frame`.
        policy: goes to each worker as a bundle, once.
        point: the decision point.
        as_of: the day for which is decided.
        keep: columns that are no facts, to be carried along.

    Returns:
        What `Policy.decide_frame` gives, row by row; in no fixed order, as ever in Spark.

    Raises:
        FactsError: columns are no facts, or of another type. What is wrong with a single row is raised by the action
            that needs it.

    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    empty = to_arrow_schema(frame.schema).empty_table()
    schema = from_arrow_schema(policy.decide_frame(empty, point, as_of=as_of, keep=keep).schema)
    # Words are dictionaries in Arrow, and texts in Spark.
    in_spark = to_arrow_schema(schema)
    names = frame.columns

    def decided(batches: "Iterable[pyarrow.RecordBatch]") -> "Iterator[pyarrow.RecordBatch]":
        for table in _gathered(batches):
            found = policy.decide_frame(table.rename_columns(names), point, as_of=as_of, keep=keep)
            yield from found.cast(in_spark).to_batches()

    # Spark takes `customer.segment` for a field within a column; numbers it leaves alone.
    return frame.toDF(*(str(place) for place in range(len(names)))).mapInArrow(decided, schema)


def _gathered(batches: "Iterable[pyarrow.RecordBatch]") -> "Iterator[pyarrow.Table]":
    """The same rows in fewer, larger tables."""
    import pyarrow

    held: list[Any] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= ROWS:
            yield pyarrow.Table.from_batches(held)
            held = []
    if held:
        yield pyarrow.Table.from_batches(held)
