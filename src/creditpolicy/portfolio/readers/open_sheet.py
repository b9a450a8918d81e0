"""A path to a `Sheet`, by the file's kind."""

from pathlib import Path

from creditpolicy.diagnostics.system_words import refusal
from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.mapping import Format
from creditpolicy.portfolio.readers.csv_rows import open_csv
from creditpolicy.portfolio.readers.row import Sheet
from creditpolicy.portfolio.unusable import UnusableInput

PARQUET = (".parquet", ".pq")
"""How the names of Parquet files end."""


def open_sheet(path: Path, written: Format) -> Sheet:
    """The file's header and rows; the header is checked, the rows are read as they are asked for.

    Raises:
        UnusableInput: there is no such file, it can't be read, or its header is of no use.

    """
    if path.is_dir():
        raise UnusableInput(Useless.FOLDER(path=path), help=Remedy.ONE_FILE(kinds=Remedy.KINDS()))
    if not path.exists():
        raise UnusableInput(Useless.NO_FILE(path=path))
    try:
        sheet = _open(path, written)
    except OSError as error:
        raise UnusableInput(Useless.REFUSED(path=path, reason=_reason(error))) from None
    _check_header(sheet)
    return sheet


def _open(path: Path, written: Format) -> Sheet:
    if not path.is_file():
        raise UnusableInput(Useless.NO_ORDINARY_FILE(path=path), help=Remedy.SAVE_FIRST())
    if path.stat().st_size == 0:
        raise UnusableInput(Useless.EMPTY(path=path))
    kind = path.suffix.lower()
    if kind in (".jsonl", ".ndjson"):
        from creditpolicy.portfolio.readers.json_rows import open_json

        return open_json(path)
    if kind in PARQUET:
        from creditpolicy.portfolio.readers.parquet_rows import open_parquet

        return open_parquet(path)
    if kind in (".xlsx", ".xls", ".xlsb", ".ods"):
        from creditpolicy.portfolio.readers.excel_rows import open_excel

        return open_excel(path, written.sheet)
    if kind == ".json":
        raise UnusableInput(Useless.IS_JSON(path=path), help=Remedy.JSON_LINES())
    return open_csv(path, written)


def _check_header(sheet: Sheet) -> None:
    seen: set[str] = set()
    for title in sheet.header:
        if title in seen:
            raise UnusableInput(Useless.SAME_COLUMNS(file=sheet.name, column=title), help=Remedy.RENAME_COLUMN())
        seen.add(title)


def _reason(error: OSError) -> str:
    return refusal(error, error.strerror) if error.strerror else Useless.SYSTEM_REFUSES()
