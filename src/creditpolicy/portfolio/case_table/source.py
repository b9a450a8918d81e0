"""A file of cases as one that can be read from any row on: Parquet as it is, CSV and JSON Lines once turned into it."""

from dataclasses import dataclass
from pathlib import Path

import polars

from creditpolicy.diagnostics.system_words import refusal
from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.unusable import UnusableInput

_CSV, _JSON, _PARQUET = frozenset({".csv", ".tsv", ".txt"}), frozenset({".jsonl", ".ndjson"}), frozenset({".parquet"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows are read from, how many there are, and their columns."""

    path: Path
    rows: int
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
        reason = str(error).partition("\n")[0]
        raise UnusableInput(Useless.REFUSED(path=path, reason=reason)) from None
    except OSError as error:
        raise UnusableInput(Useless.REFUSED(path=path, reason=refusal(error, error.strerror or str(error)))) from None
    if not rows:
        raise UnusableInput(Useless.NO_ROWS(file=path.name))
    return Source(read, rows, columns)


def _turned(path: Path, kind: str) -> polars.LazyFrame:
    """A text file, every cell as it is written: facts are read from texts exactly."""
    if kind in _JSON:
        return polars.scan_ndjson(path, infer_schema_length=None)
    return polars.scan_csv(
        path, separator="\t" if kind == ".tsv" else ",", infer_schema=False, empty_string_is_null=True
    )
