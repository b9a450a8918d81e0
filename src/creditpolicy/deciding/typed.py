"""The records of cases of one shape as classes of msgspec, which checks plain values while it reads them."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any, Literal

from creditpolicy.backends.python import HandOver, Shape, Straight
from creditpolicy.backends.python.loading import ends_of
from creditpolicy.backends.python.shape import Form
from creditpolicy.backends.python.straight_reading import is_told_by_type
from creditpolicy.facts.reading import LONGEST_TEXT
from creditpolicy.facts.vocabulary import Fact, Vocabulary
from creditpolicy.values.types import (
    BooleanType,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
)

if TYPE_CHECKING:
    from msgspec import Struct


def is_at_hand() -> bool:
    """Whether msgspec is installed."""
    return find_spec("msgspec") is not None


def not_here() -> tuple[type[Exception], ...]:
    """What compiled code raises for cases that are for others, where msgspec reads them."""
    from msgspec import MsgspecError

    return HandOver, KeyError, MsgspecError


def records_of(vocabulary: Vocabulary, shape: Shape, straight: Straight) -> list[tuple[str, "type[Struct]"]]:
    """The class of each record, by the local that holds it; each key must be there, and no other."""
    from msgspec import defstruct

    records = []
    for (name, keys), (given, locals_) in zip(shape, straight.given, strict=True):
        fields = [
            (local, _type(vocabulary.facts[f"{name}.{key}"], form))
            for local, (key, form) in zip(locals_, keys, strict=True)
        ]
        rename = {local: key for local, (key, _) in zip(locals_, keys, strict=True)}
        record = defstruct(given.capitalize(), fields, forbid_unknown_fields=True, gc=False, rename=rename)
        records.append((given, record))
    return records


def _type(fact: Fact, form: Form) -> Any:  # noqa: ANN401 - any type
    """As what a fact is read: plain values checked in full, all others as they come."""
    from msgspec import Meta

    if form == "none":
        return None
    match fact.type:
        case BooleanType():
            return bool
        case TextType():
            return Annotated[str, Meta(max_length=LONGEST_TEXT)]
        case EnumType(members=members):
            return Literal[members]
        case NumberType(bounds=bounds) | DaysType(bounds=bounds) | MonthsType(bounds=bounds) if form == "whole":
            low, high = ends_of(bounds, 0)
            return Annotated[int, Meta(ge=low, le=high)] if is_told_by_type(fact, form) else int
        case NumberType() | DaysType() | MonthsType() | MoneyType() | DateType() | ListType():
            return Any
