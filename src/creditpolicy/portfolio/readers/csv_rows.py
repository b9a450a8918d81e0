"""CSV as the world writes it, to rows with the line where each stands in the file."""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from creditpolicy.portfolio.cell_words import Unreadable
from creditpolicy.portfolio.file_words import Useless
from creditpolicy.portfolio.mapping import Format
from creditpolicy.portfolio.readers.position import Position
from creditpolicy.portfolio.readers.row import LONGEST_CELL, LONGEST_LINE, Row, Sheet, cell_problem
from creditpolicy.portfolio.readers.sniff import delimiter_of, encoding_of
from creditpolicy.portfolio.unusable import UnusableInput

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "cp1252": "cp1252",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "iso-8859-1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "ascii": "ascii",
}
"""The words for `encoding`, and what Python calls them; a byte order mark is always skipped."""


def open_csv(path: Path, written: Format) -> Sheet:
    """The sheet of a CSV file; delimiter and encoding are read from the file where `written` does not say them."""
    encoding, note = encoding_of(path)
    if written.encoding is not None and not (encoding.startswith("utf-16") and written.encoding == "utf-16"):
        encoding, note = ENCODINGS[written.encoding], None
    delimiter = written.delimiter or _delimiter(path, encoding)
    position = Position(path)
    rows = _rows(path, encoding, delimiter, position)
    first = next(rows, None)
    if first is None:
        raise UnusableInput(Useless.EMPTY(path=path))
    if first.problem is not None:
        raise UnusableInput(Useless.HEADER(path=path, problem=first.problem))
    header = tuple(title.strip() for title in first.cells)
    return Sheet(path.name, header, rows, () if note is None else (note,), position.share)


def _delimiter(path: Path, encoding: str) -> str:
    with _open(path, encoding) as file:
        return delimiter_of(list(islice(_Lines(file), 50)))


def _open(path: Path, encoding: str) -> TextIO:
    # Bytes that are no text must not stop the run: they stay visible, and make their row unreadable.
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    return path.open(encoding=encoding, errors=errors, newline="")


def _rows(path: Path, encoding: str, delimiter: str, position: Position) -> Iterator[Row]:
    """The header and the rows; a row that is not as wide as the header has a problem.

    A row of several lines that comes out wrong was most likely begun by a quotation mark that nobody closed: its
    first line is refused, and the others are read again, each for itself.
    """
    width = 0
    with _open(path, encoding) as file:
        position.of(file)
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            lines.begin()
            simple = lines.simple(delimiter, width)
            if simple is not None:
                width = len(simple)
                yield Row(lines.first, simple)
                continue
            csv.field_size_limit(LONGEST_LINE)
            try:
                cells: tuple[str, ...] = tuple(next(reader))
                problem = cell_problem(cells)
            except StopIteration:
                return
            except csv.Error:
                cells, problem = (), Unreadable.LONG_CELL(most=LONGEST_CELL)
            if problem is None and not any(cell.strip() for cell in cells):
                continue
            if lines.was_cut:
                problem = Unreadable.LONG_CELL(most=LONGEST_CELL)
            elif problem is None and width:
                cells, problem = _fitted(cells, width)
            if problem is not None and lines.again():
                problem = Unreadable.OPEN_QUOTE(problem=problem)
                reader = csv.reader(lines, delimiter=delimiter)
            width = width or len(cells)
            yield Row(lines.first, cells, problem)


def _fitted(cells: tuple[str, ...], width: int) -> tuple[tuple[str, ...], str | None]:
    # Empty cells behind the last column are how spreadsheets save a sheet.
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        cells = cells[:width]
    if len(cells) == width:
        return cells, None
    if len(cells) == 1:
        return cells, Unreadable.ONE_CELL(width=width)
    return cells, Unreadable.CELLS(count=len(cells), width=width)


class _Lines:
    """The file's lines, each at most `LONGEST_LINE` long, that can be read again from the second of a row on."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._waiting: deque[tuple[str, bool]] = deque()
        self._row: list[tuple[str, bool]] = []
        self.first = 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        self._row.append(line)
        return line[0]

    def simple(self, delimiter: str, width: int) -> tuple[str, ...] | None:
        """The cells of the next line where that is a row without any doubt, and of this width (0: of any).

        It has no quotation mark and no odd sign, so all that cuts it into cells are its delimiters.
        """
        if not self._waiting:
            try:
                self._waiting.append(self._read())
            except StopIteration:
                return None
        line = self._waiting[0]
        text, was_cut = line
        if was_cut or '"' in text or not text.isascii() or "\0" in text or len(text) > LONGEST_CELL:
            return None
        cells = tuple(text.rstrip("\r\n").split(delimiter))
        if (width and len(cells) != width) or not (cells[0].strip() or any(cell.strip() for cell in cells)):
            return None
        self._row.append(self._waiting.popleft())
        return cells

    def begin(self) -> None:
        """The next line is the first of a row."""
        self.first += len(self._row)
        self._row = []

    @property
    def was_cut(self) -> bool:
        """Whether a line of the row was too long to be kept whole."""
        return any(cut for _, cut in self._row)

    def again(self) -> bool:
        """Give the row's further lines out once more; False if it has none."""
        further = self._row[1:]
        self._waiting.extendleft(reversed(further))
        self._row = self._row[:1]
        return bool(further)

    def _read(self) -> tuple[str, bool]:
        text = self._file.readline(LONGEST_LINE)
        if not text:
            raise StopIteration
        if self.first == 1 and not self._row:
            text = text.removeprefix("\ufeff")
        if len(text) < LONGEST_LINE or text.endswith("\n"):
            return text, False
        while (rest := self._file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
            pass
        # Without its quotation marks the part that was read can't swallow the next rows.
        return text[:LONGEST_CELL].replace('"', "") + "\n", True
