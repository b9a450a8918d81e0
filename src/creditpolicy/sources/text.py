"""Bytes to text: UTF-8 only, one kind of line end, no character that a reader of the policy would not see."""

import re
import unicodedata

from creditpolicy.diagnostics import Code, Diagnostic, Place

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes that are read of one file, so that a file which is too large is told from one that is far too large."""
MOST_CHARACTERS = 4_000_000
"""Of all files of a policy together."""
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"

# Control characters but tab and newline; line ends that only YAML sees; signs without a shape of their own, among them
# those that reverse the direction of text, so that a file says something else than it shows; and halves of pairs.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_FOREIGN_STARTS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)
_SAVE_AS = "save the file as UTF-8 text"


def text_of(name: str, data: bytes, at: Place | None = None) -> str | Diagnostic:
    r"""The text of a file with `\n` as its only line end and without a byte order mark.

    Args:
        name: the file's name as it is shown.
        data: the whole content.
        at: where the file was asked for; its own first character if None.

    """
    at = at or beginning(name)
    if len(data) > LARGEST_FILE:
        return too_large(name, at)
    for start, what in _FOREIGN_STARTS:
        if data.startswith(start):
            return Diagnostic(Code.NOT_TEXT, f"`{name}` is {what}, expected UTF-8 text", at, _SAVE_AS)
    if _looks_like_utf_16(data):
        return Diagnostic(Code.NOT_TEXT, f"`{name}` is UTF-16, expected UTF-8 text", at, _SAVE_AS)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        return _not_utf_8(name, data, failure.start)
    text = with_plain_line_ends(text)
    return next(iter(forbidden_characters(name, text)), text)


def with_plain_line_ends(text: str) -> str:
    r"""The text without a byte order mark, and with `\n` for `\r\n` and for `\r`."""
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def forbidden_characters(name: str, text: str) -> tuple[Diagnostic, ...]:
    """A finding at the first control or invisible character of the text, if there is one.

    Tabs pass: what is wrong with them depends on where they stand, which is a question of YAML.
    """
    found = _FORBIDDEN.search(text)
    if found is None:
        return ()
    line, column = _line_and_column(text, found.start())
    further = sum(1 for _ in _FORBIDDEN.finditer(text, found.end()))
    what = f"{_character_name(found.group())}, which nobody sees"
    way_out = "delete it, and type the words around it again if it came with a copy"
    if further:
        way_out += f"; the file has {further} more of such characters"
    place = Place(name, line, column, line, column + 1)
    return (Diagnostic(Code.NOT_TEXT, f"the text holds {what}", place, way_out),)


def beginning(name: str) -> Place:
    """The first character of a file."""
    return Place(name, 1, 1, 1, 2)


def too_large(name: str, at: Place) -> Diagnostic:
    """What is said about a file that is not even read."""
    size = LARGEST_FILE // 1024 // 1024
    message = f"`{name}` is larger than {size} MiB, a policy has at most {MOST_CHARACTERS:,} characters"
    way_out = "what differs from customer to customer is data, not policy"
    return Diagnostic(Code.FILE_TOO_LARGE, message, at, way_out)


def _looks_like_utf_16(data: bytes) -> bool:
    head = data[:64]
    return len(head) >= 4 and (head[1::2].count(0) > len(head) // 3 or head[::2].count(0) > len(head) // 3)


def _not_utf_8(name: str, data: bytes, offset: int) -> Diagnostic:
    before = data[:offset].decode("utf-8").removeprefix(BOM)
    line, column = _line_and_column(with_plain_line_ends(before), None)
    found = data[offset : offset + 1]
    meant = found.decode("cp1252", errors="ignore")
    note = f" (`{meant}` in the Windows code page 1252)" if meant.isprintable() and meant else ""
    message = f"byte 0x{found.hex()}{note} is not UTF-8"
    return Diagnostic(Code.NOT_TEXT, message, Place(name, line, column, line, column + 1), _SAVE_AS)


def _line_and_column(text: str, offset: int | None) -> tuple[int, int]:
    before = text if offset is None else text[:offset]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _character_name(character: str) -> str:
    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    if name:
        return f"{number} ({name})"
    return f"{number} (control character)" if unicodedata.category(character) == "Cc" else number
