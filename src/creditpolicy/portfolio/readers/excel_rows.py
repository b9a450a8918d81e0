"""A sheet of a workbook to rows. Numbers keep the text that a person would type, days are ISO."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from creditpolicy.portfolio.cell_words import Unreadable
from creditpolicy.portfolio.file_words import Remedy, Useless, Warned
from creditpolicy.portfolio.readers.plain_text import as_text
from creditpolicy.portfolio.readers.row import Row, Sheet, cell_problem
from creditpolicy.portfolio.unusable import UnusableInput


def open_excel(path: Path, sheet: str | None) -> Sheet:
    """The named sheet, or the first one; its first row that is not empty is the header."""
    try:
        import python_calamine
    except ImportError:
        raise UnusableInput(Useless.NEEDS_CALAMINE(path=path), help=Remedy.INSTALL_EXCEL()) from None
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except (python_calamine.CalamineError, ValueError, OSError):
        raise UnusableInput(Useless.NO_WORKBOOK(path=path)) from None
    names = book.sheet_names
    if not names:
        raise UnusableInput(Useless.NO_SHEETS(path=path))
    if sheet is not None and sheet not in names:
        raise UnusableInput(
            Useless.NO_SHEET(path=path, sheet=sheet),
            help=Remedy.SHEETS(names=", ".join(f"`{name}`" for name in names)),
        )
    try:
        rows = _rows(book.get_sheet_by_name(sheet or names[0]).to_python(skip_empty_area=False))
    except (python_calamine.CalamineError, ValueError, OSError):
        raise UnusableInput(Useless.BAD_SHEET(path=path)) from None
    first = next(rows, None)
    if first is None:
        raise UnusableInput(Useless.EMPTY_SHEET(sheet=sheet or names[0], path=path))
    header = tuple(cell.strip() for cell in first.cells)
    while header and not header[-1]:
        header = header[:-1]
    notes = (
        (Warned.FIRST_SHEET(file=path.name, count=len(names), sheet=names[0]),)
        if sheet is None and len(names) > 1
        else ()
    )
    return Sheet(path.name, header, _cut(rows, len(header)), notes)


def _rows(values: Sequence[Sequence[object]]) -> Iterator[Row]:
    for number, row in enumerate(values, 1):
        texts = tuple(_text(value) for value in row)
        cells = tuple(text or "" for text in texts)
        if any(cell.strip() for cell in cells):
            yield Row(number, cells, Unreadable.NO_CELL() if None in texts else cell_problem(cells))


def _text(value: object) -> str | None:
    # A workbook stores every number as a float: 1042 comes as 1042.0, and no person typed that.
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return as_text(value)


def _cut(rows: Iterator[Row], width: int) -> Iterator[Row]:
    for row in rows:
        if any(cell.strip() for cell in row.cells[width:]):
            yield Row(row.line, row.cells, Unreadable.BEHIND(width=width))
        else:
            yield Row(row.line, row.cells[:width] + ("",) * (width - len(row.cells)), row.problem)
