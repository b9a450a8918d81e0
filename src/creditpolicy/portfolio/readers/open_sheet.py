"""A path to a `Sheet`, by the file's kind."""

from pathlib import Path

from creditpolicy.portfolio.mapping import Format
from creditpolicy.portfolio.readers.csv_rows import open_csv
from creditpolicy.portfolio.readers.row import Sheet
from creditpolicy.portfolio.unusable import UnusableInput

_KINDS = "CSV (.csv, .tsv, .txt), JSON Lines (.jsonl, .ndjson), Parquet (.parquet) and Excel (.xlsx, .xls, .ods)"


def open_sheet(path: Path, written: Format) -> Sheet:
    """The file's header and rows; the header is checked, the rows are read as they are asked for.

    Raises:
        UnusableInput: there is no such file, it can't be read, or its header is of no use.

    """
    if path.is_dir():
        raise UnusableInput(f"`{path}` is a folder, expected a file", help=f"name one file: {_KINDS}")
    if not path.exists():
        raise UnusableInput(f"there is no file `{path}`")
    try:
        sheet = _open(path, written)
    except OSError as error:
        raise UnusableInput(f"`{path}` can't be read: {error.strerror or 'the system refuses'}") from None
    _check_header(sheet)
    return sheet


def _open(path: Path, written: Format) -> Sheet:
    if not path.is_file():
        raise UnusableInput(f"`{path}` is no ordinary file", help="save it as a file first")
    if path.stat().st_size == 0:
        raise UnusableInput(f"`{path}` is empty, expected a header and rows")
    kind = path.suffix.lower()
    if kind in (".jsonl", ".ndjson"):
        from creditpolicy.portfolio.readers.json_rows import open_json

        return open_json(path)
    if kind in (".parquet", ".pq"):
        from creditpolicy.portfolio.readers.parquet_rows import open_parquet

        return open_parquet(path)
    if kind in (".xlsx", ".xls", ".xlsb", ".ods"):
        from creditpolicy.portfolio.readers.excel_rows import open_excel

        return open_excel(path, written.sheet)
    if kind == ".json":
        raise UnusableInput(
            f"`{path}` is JSON, expected one object on each line", help="save it as JSON Lines (.jsonl)"
        )
    return open_csv(path, written)


def _check_header(sheet: Sheet) -> None:
    seen: set[str] = set()
    for title in sheet.header:
        if title in seen:
            raise UnusableInput(
                f"`{sheet.name}` has two columns named `{title}`",
                help="rename one of them in the file: a row could mean either",
            )
        seen.add(title)
