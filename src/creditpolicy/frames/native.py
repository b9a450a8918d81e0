"""Frames of Polars, pandas and pyarrow: to Polars on the way in, and back to their own kind on the way out."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import polars

from creditpolicy.decision.words import Asked
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.frames.words import FrameFault, FrameWayOut

Part: TypeAlias = polars.DataFrame
"""Some of the rows."""
Back: TypeAlias = Callable[[polars.DataFrame], Any]
"""What makes a frame of Polars one of the kind that was given."""


def to_polars(frame: object) -> tuple[polars.DataFrame, Back]:
    """The frame as Polars has it, and the way back.

    Raises:
        TypeError: it is no frame that we know.
        ImportError: a library is missing.
        FactsError: a column stands twice, or holds values of several kinds.

    """
    if isinstance(frame, polars.DataFrame):
        return frame, lambda found: found
    if isinstance(frame, polars.LazyFrame):
        return frame.collect(), lambda found: found.lazy()
    try:
        import narwhals
        from narwhals.exceptions import DuplicateError, NarwhalsError
    except ImportError:
        raise ImportError(Asked.NEEDS_FRAMES()) from None
    try:
        known: narwhals.DataFrame[Any] = narwhals.from_native(frame, eager_only=True)
        found = _found(known)
    except ModuleNotFoundError:  # of pandas without pyarrow
        raise ImportError(Asked.NEEDS_FRAMES()) from None
    except DuplicateError as error:
        names = list(getattr(frame, "columns", ()))
        twice = next((str(name) for name in names if names.count(name) > 1), str(error))
        problem = Problem(quoted(twice)[1:-1], FrameFault.STANDS_TWICE(), FrameWayOut.LEAVE_OUT())
        raise FactsError((problem,)) from None
    except (TypeError, NarwhalsError):
        raise TypeError(FrameFault.NO_FRAME(kind=type(frame).__name__)) from None

    def back(found: polars.DataFrame) -> Any:  # noqa: ANN401 - of the kind that was given
        arrow = found.to_arrow(compat_level=polars.CompatLevel.oldest())
        native = narwhals.from_arrow(arrow, backend=known.implementation)
        index = narwhals.maybe_get_index(known)
        return native.to_native() if index is None else narwhals.maybe_set_index(native, index=[index]).to_native()

    return found, back


def _found(known: Any) -> polars.DataFrame:  # noqa: ANN401 - a frame of any library
    """The frame as Polars has it.

    Raises:
        FactsError: a column holds values of several kinds; all such columns together.

    """
    try:
        found: polars.DataFrame = known.to_polars()
    except ModuleNotFoundError:
        raise
    except Exception:
        mixed = [name for name in known.columns if not _is_of_one_kind(known[name])]
        if not mixed:
            raise
        raise FactsError(
            tuple(Problem(quoted(str(name))[1:-1], FrameFault.MIXED(), FrameWayOut.ONE_KIND()) for name in mixed)
        ) from None
    return found


def _is_of_one_kind(column: Any) -> bool:  # noqa: ANN401 - of any library
    try:
        column.to_polars()
    except Exception:  # noqa: BLE001 - each library refuses in its own way
        return False
    return True


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
