"""Frames of Polars, pandas and pyarrow: to Polars on the way in, and back to their own kind on the way out."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import polars

from creditpolicy.decision.words import Asked
from creditpolicy.frames.words import FrameFault

Part: TypeAlias = polars.DataFrame
"""Some of the rows."""
Back: TypeAlias = Callable[[polars.DataFrame], Any]
"""What makes a frame of Polars one of the kind that was given."""


def to_polars(frame: object) -> tuple[polars.DataFrame, Back]:
    """The frame as Polars has it, and the way back.

    Raises:
        TypeError: it is no frame that we know.
        ImportError: a library is missing.

    """
    if isinstance(frame, polars.DataFrame):
        return frame, lambda found: found
    if isinstance(frame, polars.LazyFrame):
        return frame.collect(), lambda found: found.lazy()
    try:
        import narwhals
        from narwhals.exceptions import NarwhalsError
    except ImportError:
        raise ImportError(Asked.NEEDS_FRAMES()) from None
    try:
        known: narwhals.DataFrame[Any] = narwhals.from_native(frame, eager_only=True)
        found = known.to_polars()
    except ModuleNotFoundError:  # of pandas without pyarrow
        raise ImportError(Asked.NEEDS_FRAMES()) from None
    except (TypeError, NarwhalsError):
        raise TypeError(FrameFault.NO_FRAME(kind=type(frame).__name__)) from None

    def back(found: polars.DataFrame) -> Any:  # noqa: ANN401 - of the kind that was given
        arrow = found.to_arrow(compat_level=polars.CompatLevel.oldest())
        native = narwhals.from_arrow(arrow, backend=known.implementation)
        index = narwhals.maybe_get_index(known)
        return native.to_native() if index is None else narwhals.maybe_set_index(native, index=[index]).to_native()

    return found, back


def parts_of(frames: object, rows: int) -> Iterator[polars.DataFrame]:
    """A scan as frames of so many rows each, or the frames as they are given.

    Raises:
        TypeError: it is neither a scan nor frames.

    """
    if isinstance(frames, polars.LazyFrame):
        yield from frames.collect_batches(chunk_size=rows)
        return
    if isinstance(frames, polars.DataFrame):
        yield from frames.iter_slices(rows)
        return
    if not isinstance(frames, Iterable):
        raise TypeError(FrameFault.NO_FRAME(kind=type(frames).__name__))
    for frame in frames:
        yield to_polars(frame)[0]
