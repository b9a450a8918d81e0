"""Names, ids and yes-or-no: words with one spelling each."""

import re
import unicodedata

from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence

LONGEST_NAME = 64

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_TRUE = frozenset({"true", "yes", "y", "on", "1", "ja", "j", "waar", "aan", "x"})
_FALSE = frozenset({"false", "no", "n", "off", "0", "nee", "onwaar", "uit"})


def scalar_of(node: Node, wanted: str) -> Scalar | Diagnostic:
    """The node itself where it is one text; `wanted` says what stands there otherwise: `a duration`."""
    match node:
        case Scalar():
            return node
        case Mapping(at=at):
            return Diagnostic(Code.WRONG_SHAPE, f"expected {wanted}, got keys with values", at)
        case Sequence(at=at):
            return Diagnostic(Code.WRONG_SHAPE, f"expected {wanted}, got a list", at)


def flag(scalar: Scalar) -> bool | Diagnostic:
    """`true` or `false`."""
    if scalar.text in {"true", "false"}:
        return scalar.text == "true"
    word = scalar.text.strip().lower()
    meant = "true" if word in _TRUE else "false" if word in _FALSE else None
    return _refused(scalar, Code.WRONG_SHAPE, "`true` or `false`", meant)


def name(scalar: Scalar) -> str | Diagnostic:
    """A name for conditions to use: small letters, digits and `_`, a letter first."""
    if _NAME.fullmatch(scalar.text) and len(scalar.text) <= LONGEST_NAME:
        return scalar.text
    meant = re.sub(r"[^a-z0-9]+", "_", _ascii(scalar.text).lower()).strip("_")
    return _refused(scalar, Code.BAD_NAME, "a name of small letters, digits and `_`", _word(meant, _NAME))


def id_(scalar: Scalar) -> str | Diagnostic:
    """A name for reports and people to use: letters, digits, `_` and `-`, a letter first."""
    if _ID.fullmatch(scalar.text) and len(scalar.text) <= LONGEST_NAME:
        return scalar.text
    meant = re.sub(r"[^A-Za-z0-9-]+", "_", _ascii(scalar.text)).strip("_-")
    return _refused(scalar, Code.BAD_NAME, "an id of letters, digits, `_` and `-`", _word(meant, _ID))


def _ascii(text: str) -> str:
    """Accents left away: `café` is `cafe`."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def _word(meant: str, form: re.Pattern[str]) -> str | None:
    """A word of the right form that is near what was written; a letter is put before a leading digit."""
    if meant[:1].isdigit():
        meant = f"r{meant}"
    meant = meant[:LONGEST_NAME]
    return meant if form.fullmatch(meant) else None


def _refused(scalar: Scalar, code: Code, wanted: str, meant: str | None) -> Diagnostic:
    got = quoted(scalar.text) if scalar.text.strip() else "nothing"
    if len(scalar.text) > LONGEST_NAME:
        wanted += f", {LONGEST_NAME} at most"
    return Diagnostic(code, f"expected {wanted}, got {got}", scalar.at, f"write `{meant}`" if meant else None)
