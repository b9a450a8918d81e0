"""A value as it stands in a cell of a table or a column of a CSV file, as the facts of a case have it."""

import re

from creditpolicy.facts.vocabulary import Fact
from creditpolicy.values.types import BooleanType, ListType, MoneyType

_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_WORDS = {"true": True, "false": False}


def cell_value(text: str, fact: Fact, unit: str | None = None) -> object:
    """The value; what it can't be is said when the facts are read.

    Args:
        text: the cell.
        fact: whose value it is.
        unit: what the header says in brackets; only a currency makes a difference.

    """
    if text == "null":
        return None
    if isinstance(fact.type, BooleanType):
        return _WORDS.get(text, text)
    if isinstance(fact.type, ListType):
        return [] if text == "[]" else [item.strip() for item in text.split(",")]
    if isinstance(fact.type, MoneyType) and unit is not None and _CURRENCY.fullmatch(unit):
        return text if text.endswith(unit) else f"{text} {unit}"
    return text.strip('"') if len(text) > 1 and text[0] == text[-1] == '"' else text
