"""Rows laid apart by number: in memory while they are few, in files once they are many."""

import csv
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from creditpolicy.portfolio.plain_form import PlainRow
from creditpolicy.portfolio.readers.row import LONGEST_LINE

IN_MEMORY = 50_000
"""So many rows are held before they go to their files."""


class Scatter:
    """Rows by place and name. Files are open only while they are added to, so there may be many."""

    def __init__(self, folder: Path, in_memory: int = IN_MEMORY) -> None:
        """Rows go below `folder` once there are more than `in_memory`."""
        self._folder = folder
        self._most = in_memory
        self._held: dict[tuple[int, str], list[PlainRow]] = {}
        self._count = 0
        self.on_disk = False

    def folder(self, place: int) -> Path:
        """Where the rows at one place are, once they are in files."""
        return self._folder / f"{place:05}"

    def add(self, place: int, name: str, row: PlainRow) -> None:
        """One row."""
        held = self._held.get((place, name))
        if held is None:
            held = self._held[place, name] = []
        held.append(row)
        self._count += 1
        if self._count > self._most:
            self.flush()

    def flush(self) -> None:
        """All rows to their files."""
        self.on_disk = True
        for (place, name), rows in self._held.items():
            path = self.folder(place) / f"{name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_rows(path, rows)
        self._held.clear()
        self._count = 0

    def close(self) -> None:
        """The last rows to their files, if there are files."""
        if self.on_disk:
            self.flush()

    def rows(self, place: int, name: str) -> Iterator[PlainRow]:
        """The rows of one name at one place, in the order in which they came."""
        if self.on_disk:
            return kept_rows(self.folder(place), name)
        return iter(self._held.get((place, name), ()))

    def forget(self, place: int) -> None:
        """The rows at one place are not wanted any more."""
        shutil.rmtree(self.folder(place), ignore_errors=True)
        for at in [at for at in self._held if at[0] == place]:
            del self._held[at]


def write_rows(path: Path, rows: Iterable[PlainRow]) -> None:
    """Rows of text, behind those that are in the file."""
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def read_rows(path: Path) -> Iterator[PlainRow]:
    """What `write_rows` wrote; none where there is no file."""
    if not path.exists():
        return
    csv.field_size_limit(LONGEST_LINE)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def kept_rows(place: Path, name: str) -> Iterator[PlainRow]:
    """The rows of one name that a `Scatter` wrote to the folder of a place."""
    return read_rows(place / f"{name}.csv")
