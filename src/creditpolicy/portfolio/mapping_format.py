"""`format: {...}` of a mapping to a `Format`."""

from creditpolicy.diagnostics import Code
from creditpolicy.portfolio.dates import is_date_pattern
from creditpolicy.portfolio.did_you_mean import did_you_mean
from creditpolicy.portfolio.mapping import Format
from creditpolicy.portfolio.mapping_nodes import Findings, known_entries, text, texts
from creditpolicy.portfolio.mapping_words import Mapped, Mend
from creditpolicy.portfolio.readers.csv_rows import ENCODINGS
from creditpolicy.syntax.nodes import Node, Scalar, Sequence

_KEYS = ("delimiter", "encoding", "dates", "decimal", "thousands", "sheet", "missing")
_NAMED_SIGNS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "space": " "}
_DECIMALS = (".", ",")
_THOUSANDS = (".", ",", "'", " ")


def parse_format(node: Node, found: Findings) -> Format:
    """How the file is written; a word that is not known is a finding, and the plain default stands for it."""
    parts = {
        key: scalar
        for key, (_, value) in known_entries(node, "format", _KEYS, found).items()
        if key != "missing" and (scalar := text(value, key, found)) is not None
    }
    decimal = _sign(parts.get("decimal"), "decimal", _DECIMALS, found) or "."
    thousands = _sign(parts.get("thousands"), "thousands", _THOUSANDS, found)
    if thousands == decimal:
        at = parts["thousands"].at
        found.add(Code.MAPPING_FORMAT, Mapped.ONE_SIGN_FOR_TWO(sign=decimal), at)
        thousands = None
    return Format(
        delimiter=_delimiter(parts.get("delimiter"), found),
        encoding=_encoding(parts.get("encoding"), found),
        dates=_dates(parts.get("dates"), found),
        decimal=decimal,
        thousands=thousands,
        sheet=parts["sheet"].text if "sheet" in parts else None,
        missing=_missing(node, found),
    )


def _sign(scalar: Scalar | None, what: str, signs: tuple[str, ...], found: Findings) -> str | None:
    if scalar is None:
        return None
    sign = _NAMED_SIGNS.get(scalar.text, scalar.text)
    if sign in signs:
        return sign
    allowed = Mend.ONE_OF(words=" ".join(f'"{item}"' for item in signs))
    found.add(Code.MAPPING_FORMAT, Mapped.NO_SIGN(found=scalar.text, what=what), scalar.at, allowed)
    return None


def _delimiter(scalar: Scalar | None, found: Findings) -> str | None:
    if scalar is None:
        return None
    sign = _NAMED_SIGNS.get(scalar.text, scalar.text)
    if len(sign) != 1 or sign in '"\r\n\0' or sign.isalnum():
        found.add(Code.MAPPING_FORMAT, Mapped.NO_DELIMITER(found=scalar.text), scalar.at, Mend.DELIMITER())
        return None
    return sign


def _encoding(scalar: Scalar | None, found: Findings) -> str | None:
    if scalar is None:
        return None
    name = scalar.text.lower().replace("_", "-")
    if name in ENCODINGS:
        return name
    known = Mend.ONE_OF(words=", ".join(ENCODINGS))
    found.add(
        Code.MAPPING_FORMAT,
        Mapped.NO_ENCODING(found=scalar.text),
        scalar.at,
        did_you_mean(name, tuple(ENCODINGS)) or known,
    )
    return None


def _dates(scalar: Scalar | None, found: Findings) -> tuple[str, ...]:
    if scalar is None:
        return Format().dates
    patterns = tuple(part.strip() for part in scalar.text.split(" or "))
    for pattern in patterns:
        if not is_date_pattern(pattern):
            found.add(Code.MAPPING_FORMAT, Mapped.NO_PATTERN(pattern=pattern), scalar.at, Mend.DATES())
            return Format().dates
    if len(patterns) > 1 and _ambiguous(patterns):
        message = Mapped.TWO_ORDERS(patterns=scalar.text)
        found.add(Code.MAPPING_FORMAT, message, scalar.at, Mend.KEEP_ORDER())
    return patterns


def _ambiguous(patterns: tuple[str, ...]) -> bool:
    """Whether two patterns fit the same text but read another day from it."""
    shapes: dict[str, str] = {}
    for pattern in patterns:
        order = "".join(sign for sign in dict.fromkeys(pattern) if sign in "YMD")
        shape = pattern.replace("MM", "#").replace("DD", "#").replace("M", "#").replace("D", "#")
        if shapes.setdefault(shape, order) != order:
            return True
    return False


def _missing(node: Node, found: Findings) -> tuple[str, ...]:
    parts = known_entries(node, "format", _KEYS, Findings())
    if "missing" not in parts:
        return ()
    value = parts["missing"][1]
    items = texts(value, "missing", found) if isinstance(value, Sequence) else (text(value, "missing", found),)
    return tuple(item.text for item in items if item is not None)
