"""A file of cases as one that can be read from any row on: Parquet as it is, CSV and JSON Lines once turned into it."""

import csv
import json
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars

from creditpolicy.diagnostics.system_words import refusal
from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.full_disk import system_error
from creditpolicy.portfolio.readers.sniff import delimiter_of, encoding_of
from creditpolicy.portfolio.unusable import UnusableInput

_LOOKED_AT = 50
_CSV, _JSON, _PARQUET = frozenset({".csv", ".tsv", ".txt"}), frozenset({".jsonl", ".ndjson"}), frozenset({".parquet"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows are read from, how many there are, the number of the first, and their columns."""

    path: Path
    rows: int
    first_row: int
    columns: tuple[str, ...]


def source_of(path: Path, turned: Path) -> Source:
    """The rows of the file at `path`; those of a text file are written to `turned` first.

    Raises:
        UnusableInput: it is no such file, has no rows, or can't be read.

    """
    kind = path.suffix.lower()
    if kind not in _CSV | _JSON | _PARQUET:
        raise UnusableInput(Useless.NO_CASE_FILE(path=path), help=Remedy.CASE_KINDS())
    try:
        if kind not in _PARQUET:
            _turned(path, kind).sink_parquet(turned)
        read = turned if kind not in _PARQUET else path.resolve()
        scan = polars.scan_parquet(read)
        columns = tuple(scan.collect_schema().names())
        rows = int(scan.select(polars.len()).collect().item())
    except polars.exceptions.NoDataError:
        raise UnusableInput(Useless.EMPTY(path=path)) from None
    except polars.exceptions.PolarsError as error:
        if (refused := system_error(error)) is not None:
            # What can't be read is told as an `OSError` anyhow: this is what can't be written.
            raise refused from None
        if kind in _CSV:
            _refuse_long_rows(path)
        if kind in _JSON:
            _refuse_broken_lines(path)
        reason = str(error).partition("\n")[0]
        raise UnusableInput(Useless.REFUSED(path=path, reason=reason), help=Remedy.CASE_KINDS()) from None
    except OSError as error:
        raise UnusableInput(Useless.REFUSED(path=path, reason=refusal(error, error.strerror or str(error)))) from None
    if not rows:
        raise UnusableInput(Useless.NO_ROWS(file=path.name))
    # Below a header the first row is the second, as a spreadsheet has it.
    return Source(read, rows, 2 if kind in _CSV else 1, columns)


def _turned(path: Path, kind: str) -> polars.LazyFrame:
    """A text file, every cell as it is written: facts are read from texts exactly."""
    if kind in _JSON:
        return polars.scan_ndjson(path, infer_schema_length=None)
    encoding, separator, header = _form(path)
    if not encoding.startswith("utf-8"):
        raise UnusableInput(Useless.NOT_UTF_8(path=path), help=Remedy.SAVE_UTF_8())
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        raise UnusableInput(Useless.SAME_COLUMNS(file=path.name, column=twice), help=Remedy.ONE_COLUMN())
    return polars.scan_csv(path, separator=separator, infer_schema=False, empty_string_is_null=True)


def _form(path: Path) -> tuple[str, str, list[str]]:
    """The encoding of a text file, what stands between its cells, and its header."""
    encoding, _ = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = list(islice(file, _LOOKED_AT))
    separator = delimiter_of(lines)
    return encoding, separator, next(csv.reader(lines, delimiter=separator), [])


def _refuse_long_rows(path: Path) -> None:
    """Say of the first row that has more cells than the header where it stands.

    Raises:
        UnusableInput: there is one.

    """
    encoding, separator, header = _form(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file, suppress(csv.Error):
        rows = csv.reader(file, delimiter=separator)
        start = 1
        for row in rows:
            if len(row) > len(header):
                message = Useless.LONG_ROW(file=path.name, line=start, found=len(row), wanted=len(header))
                raise UnusableInput(message, help=Remedy.IN_QUOTES(separator=separator))
            start = rows.line_num + 1


def _refuse_broken_lines(path: Path) -> None:
    """Say of the first line that is no JSON object where it stands.

    Raises:
        UnusableInput: there is one.

    """
    with path.open("rb") as file:
        for line, text in enumerate(file, 1):
            if text.strip() and not _is_object(text):
                raise UnusableInput(Useless.BAD_LINE(file=path.name, line=line))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
