"""What a text file does not say about itself, read from its bytes: the encoding and the delimiter."""

import codecs
import csv
from pathlib import Path

from creditpolicy.portfolio.file_words import Warned

DELIMITERS = (",", ";", "\t", "|")
_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> tuple[str, str | None]:
    """The encoding, and a remark where it is a guess: a byte order mark, UTF-16 without one, UTF-8, or else cp1252."""
    with path.open("rb") as file:
        start = file.read(_BLOCK)
        for mark, encoding in _MARKS:
            if start.startswith(mark):
                return encoding, None
        half = len(start) // 2
        if half and start[1::2].count(0) > half * 0.4:
            return "utf-16-le", None
        if half and start[0::2].count(0) > half * 0.4:
            return "utf-16-be", None
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while start:
                decoder.decode(start)
                start = file.read(_BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", Warned.READ_AS(file=path.name)
    return "utf-8", None


def delimiter_of(lines: list[str]) -> str:
    """The sign that cuts these lines into the most cells, as many in each; a comma where none does."""
    return max(DELIMITERS, key=lambda sign: (_evenness(lines, sign), -DELIMITERS.index(sign)))


def _evenness(lines: list[str], sign: str) -> int:
    try:
        counts = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
    except csv.Error:
        return 0
    if not counts or counts[0] < 2:
        return 0
    even = sum(count == counts[0] for count in counts)
    return even * 1000 // len(counts) * counts[0]
