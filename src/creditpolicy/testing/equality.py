"""Whether a written value is the one that was decided: amounts and numbers by what they are, words by their letters."""

import re
from fractions import Fraction

from creditpolicy.decision.decision import Json
from creditpolicy.syntax.nodes import Scalar

_NUMBER = re.compile(r"(-?)(0|[1-9]\d{0,59})(?:\.(\d{1,60}))?( [A-Z]{3}|%)?", re.ASCII)
_NOTHING = frozenset({"null", "~", ""})


def equals(written: Scalar, found: Json) -> bool:
    """Whether `written` says `found`: `20000 EUR` is `20000.00 EUR`, and `null` is nothing."""
    if found is None:
        return written.style == "plain" and written.text in _NOTHING
    if isinstance(found, bool):
        return written.style == "plain" and written.text == shown(found)
    text = shown(found)
    return written.text == text or (_quantity(text) is not None and _quantity(written.text) == _quantity(text))


def shown(found: Json) -> str:
    """A value in the words that a test would write."""
    if found is None:
        return "null"
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, list | tuple):
        return f"[{', '.join(shown(one) for one in found)}]"
    if isinstance(found, int | str):
        return str(found)
    return "{" + ", ".join(f"{key}: {shown(one)}" for key, one in found.items()) + "}"


def _quantity(text: str) -> tuple[Fraction, str] | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, whole, places, unit = found.groups()
    value = Fraction(f"{sign}{whole}.{places or 0}")
    return (value / 100, "") if unit == "%" else (value, unit or "")
