"""Nodes as the plain data that YAML's own reading would give, exactly: for facts in YAML, and to check by a schema."""

import re
from decimal import Decimal
from typing import Any

from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,99})", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,99})\.\d{1,99}", re.ASCII)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def plain_data(node: Node) -> Any:  # noqa: ANN401 - plain data
    """Dictionaries, lists, text, numbers, true, false and None.

    Only what JSON would read as a number is one, so `0123` stays text, and `10.10` is a `Decimal`. Dates stay ISO text.
    What stands between quotes stays text.
    """
    match node:
        case Scalar(text=text, style="plain"):
            return _plain(text)
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [plain_data(item) for item in items]
        case Mapping(entries=entries):
            return {key.text: plain_data(value) for key, value in entries}


def _plain(text: str) -> object:
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
