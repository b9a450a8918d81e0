"""Rows to a CSV or Parquet file with the columns of `outputs`. What a spreadsheet would run is made inert."""

import csv
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeAlias

from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.full_disk import told_by_system
from creditpolicy.portfolio.outputs import OutputCell, OutputColumn
from creditpolicy.portfolio.unusable import UnusableInput

if TYPE_CHECKING:
    import polars

TableFormat: TypeAlias = Literal["csv", "parquet"]

_BATCH = 50_000
_BLOCK = 1 << 20
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_RUNS = ("=", "+", "-", "@", "\t", "\r")


class TableWriter(Protocol):
    """Takes rows one by one; the file is whole once `close` has been called."""

    def write(self, row: Sequence[OutputCell]) -> None:
        """Add one row, its cells in the order of the columns."""

    def append(self, part: Path) -> None:
        """Add all rows of a part, which a writer of the same kind wrote."""

    def close(self) -> None:
        """Write what is left and close the file."""


def open_table(
    path: Path, columns: tuple[OutputColumn, ...], table_format: TableFormat, *, is_part: bool = False
) -> TableWriter:
    """A writer to `path`, by format; a part of a table has no header."""
    match table_format:
        case "csv":
            return _CsvTable(path, columns, is_part=is_part)
        case "parquet":
            return _ParquetTable(path, columns)


def check_table_format(table_format: TableFormat) -> None:
    """Raise `UnusableInput` where the format needs a package that is not there."""
    if table_format == "parquet":
        try:
            import polars  # noqa: F401 - only to know whether it is there
        except ImportError:
            raise UnusableInput(Useless.PARQUET_NEEDS_POLARS(), help=Remedy.INSTALL_OR_WRITE_CSV()) from None


def inert(text: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula; a number stays a number."""
    if text.startswith(_RUNS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


class _CsvTable:
    """UTF-8, RFC 4180, a point in numbers, empty for what is not known."""

    def __init__(self, path: Path, columns: tuple[OutputColumn, ...], *, is_part: bool) -> None:
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        self._writer = csv.writer(self._file)
        if not is_part:
            self._writer.writerow([column.name for column in columns])

    def write(self, row: Sequence[OutputCell]) -> None:
        self._writer.writerow([_cell(cell) for cell in row])

    def append(self, part: Path) -> None:
        self._file.flush()
        with part.open("rb") as file:
            shutil.copyfileobj(file, self._file.buffer, _BLOCK)

    def close(self) -> None:
        self._file.close()


def _cell(cell: OutputCell) -> str | int | None:
    """The cell as the CSV writer takes it: nothing is empty, and a number is its digits."""
    if cell is None or type(cell) is int:
        return cell
    if isinstance(cell, str):
        return inert(cell)
    return "true" if cell else "false"


class _ParquetTable:
    """A typed column each. Rows go to files of so many rows each, wherever they came from, which become one."""

    def __init__(self, path: Path, columns: tuple[OutputColumn, ...]) -> None:
        self._path = path
        self._columns = columns
        self._rows: list[Sequence[OutputCell]] = []
        self._frames: list[polars.DataFrame] = []
        self._files: list[Path] = []

    def write(self, row: Sequence[OutputCell]) -> None:
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._pack()

    def append(self, part: Path) -> None:
        import polars

        self._add(polars.read_parquet(part))

    def close(self) -> None:
        import polars

        self._pack()
        last = polars.concat(self._frames)
        if not self._files:
            with told_by_system():
                last.write_parquet(self._path)
            return
        self._put(last)
        with told_by_system():
            polars.scan_parquet(self._files).sink_parquet(self._path, row_group_size=_BATCH)
        for file in self._files:
            file.unlink()

    def _pack(self) -> None:
        import polars

        dtypes = {
            "text": polars.String,
            "date": polars.String,
            "amount": polars.String,
            "count": polars.Int64,
            "boolean": polars.Boolean,
        }
        frame = polars.DataFrame(
            self._rows, schema={column.name: dtypes[column.kind] for column in self._columns}, orient="row"
        )
        self._rows = []
        self._add(
            frame.with_columns(
                [polars.col(column.name).str.to_date("%Y-%m-%d") for column in self._columns if column.kind == "date"]
                + [
                    polars.col(column.name).cast(polars.Decimal(38, 2))
                    for column in self._columns
                    if column.kind == "amount"
                ]
            )
        )

    def _add(self, frame: "polars.DataFrame") -> None:
        import polars

        self._frames.append(frame)
        if sum(map(len, self._frames)) <= _BATCH:
            return
        whole = polars.concat(self._frames)
        while len(whole) > _BATCH:
            self._put(whole[:_BATCH])
            whole = whole[_BATCH:]
        self._frames = [whole]

    def _put(self, frame: "polars.DataFrame") -> None:
        file = self._path.with_name(f"{self._path.name}.{len(self._files):06}")
        with told_by_system():
            frame.write_parquet(file)
        self._files.append(file)


class Tables:
    """The tables of one run in one folder; leaving the block closes them all."""

    def __init__(
        self,
        folder: Path,
        columns: Mapping[str, tuple[OutputColumn, ...]],
        table_format: TableFormat,
        *,
        is_part: bool = False,
    ) -> None:
        """Open a writer for each table."""
        self._format = table_format
        self._writers = {
            name: open_table(folder / f"{name}.{table_format}", described, table_format, is_part=is_part)
            for name, described in columns.items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            if kind is None or isinstance(writer, _CsvTable):
                writer.close()

    def write(self, name: str, row: Sequence[OutputCell]) -> None:
        """Add one row to the table `name`."""
        self._writers[name].write(row)

    def append(self, name: str, part: Path) -> None:
        """Add the rows of the table `name` that stand in the folder of a part."""
        self._writers[name].append(part / f"{name}.{self._format}")
