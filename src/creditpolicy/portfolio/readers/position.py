"""How far a text file is read."""

from pathlib import Path
from typing import TextIO


class Position:
    """Of one file; nothing of it is read until it is told who reads."""

    def __init__(self, path: Path) -> None:
        """Look up how large it is."""
        self._size = path.stat().st_size
        self._file: TextIO | None = None

    def of(self, file: TextIO) -> None:
        """This is the file, open for reading."""
        self._file = file

    def share(self) -> float:
        """From 0 to 1."""
        if self._file is None or self._size == 0:
            return 0.0
        return 1.0 if self._file.closed else self._file.buffer.tell() / self._size
