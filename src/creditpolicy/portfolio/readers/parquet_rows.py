"""Parquet to rows, a slice of the file at a time."""

from collections.abc import Iterator
from pathlib import Path

from creditpolicy.portfolio.cell_words import Unreadable
from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.readers.plain_text import as_text
from creditpolicy.portfolio.readers.row import Row, Sheet, cell_problem
from creditpolicy.portfolio.unusable import UnusableInput

_SLICE = 50_000


def open_parquet(path: Path) -> Sheet:
    """The sheet of a Parquet file; row 2 is the first, as in a spreadsheet."""
    try:
        import polars
    except ImportError:
        raise UnusableInput(Useless.NEEDS_POLARS(path=path), help=Remedy.INSTALL_OR_CSV()) from None
    try:
        header = tuple(polars.read_parquet_schema(path))
    except (polars.exceptions.PolarsError, OSError, ValueError):
        raise UnusableInput(Useless.NO_PARQUET(path=path)) from None
    slices = _Slices(path)
    return Sheet(path.name, header, slices.rows(), share=slices.share)


class _Slices:
    """The rows of a file, so many at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._start = 0
        self._total = 0

    def share(self) -> float:
        """How much of them is read, from 0 to 1."""
        return min(self._start / self._total, 1.0) if self._total else 0.0

    def rows(self) -> Iterator[Row]:
        """All of them."""
        import polars

        frame = polars.scan_parquet(self._path)
        while True:
            try:
                self._total = self._total or frame.select(polars.len()).collect().item()
                part = frame.slice(self._start, _SLICE).collect()
            except polars.exceptions.PolarsError:
                raise UnusableInput(Useless.DAMAGED(path=self._path, row=self._start + 2)) from None
            if part.is_empty():
                return
            for number, values in enumerate(part.iter_rows(), self._start + 2):
                texts = tuple(as_text(value) for value in values)
                cells = tuple(text or "" for text in texts)
                problem = Unreadable.STRUCTURE() if None in texts else cell_problem(cells)
                yield Row(number, cells, problem)
            self._start += _SLICE
