"""A case as JSON bytes to its decision as JSON bytes: by msgspec and compiled code where there is any."""

from collections.abc import Callable, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Annotated, Any, Literal

from creditpolicy.backends.python import HandOver, Shape
from creditpolicy.backends.python.loading import ends_of
from creditpolicy.backends.python.running import json_bytes
from creditpolicy.backends.python.shape import Form
from creditpolicy.backends.python.straight_reading import is_told_by_json
from creditpolicy.deciding.asking import Asking
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.deciding.by_rows import BecauseOfRows
from creditpolicy.deciding.by_shape import ByShape
from creditpolicy.deciding.shapes import Decide, Shapes
from creditpolicy.decision import Decision, Origin
from creditpolicy.decision.decision import DecisionInFull
from creditpolicy.facts.from_json import facts_of_json
from creditpolicy.facts.reading import LONGEST_TEXT
from creditpolicy.facts.vocabulary import Fact
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

MOST_KEPT = 16_384
NULL = b"null"


class Frame:
    """What stands around the values of a decision: for one policy, on one day."""

    __slots__ = ("known", "origin")

    def __init__(self, origin: Origin) -> None:
        """Nothing is known yet."""
        self.origin = origin
        self.known: dict[object, bytes] = {}


class JsonDoor:
    """A compiled point for cases that come as JSON; threads may share it."""

    def __init__(self, code: ByCode, after: int) -> None:
        """`after` cases that look alike, code is made for them."""
        self._code = code
        has_msgspec = find_spec("msgspec") is not None
        self.shapes: Shapes[bytes] = Shapes(
            code.program.vocabulary, self._made if has_msgspec and code.shapes.are_made else None, after
        )

    def by_others(self, data: bytes, asking: Asking, frame: Frame) -> bytes:
        """Decide for a case for which no code is at hand; `frame` stands around it.

        Raises:
            FactsError: it is no JSON, or the facts can't be what they say they are.

        """
        facts = facts_of_json(data)
        alike = self.shapes.other(facts)
        if alike is not None:
            try:
                return alike(data, asking.as_of, frame)
            except (HandOver, KeyError):
                pass
        return brief(asking.decide(facts))

    def _made(self, shape: Shape) -> Decide[bytes]:
        return of_shape(self._code, shape)


def brief(decision: Decision) -> bytes:
    """A decision without the digests of its facts."""
    return json_bytes(decision.to_dict(digests=False))


def of_shape(code: ByCode, shape: Shape) -> Decide[bytes]:
    """A function of the bytes of a case, the day, and the bytes of a header.

    Raises:
        NotCompiled: this shape is left to others.

    """
    import msgspec

    made = code.straight(shape, "json")
    facts = code.program.vocabulary.facts
    records = []
    for (name, keys), (given, locals_) in zip(shape, made.straight.given, strict=True):
        fields = [
            (local, _type(facts[f"{name}.{key}"], form, msgspec.Raw))
            for local, (key, form) in zip(locals_, keys, strict=True)
        ]
        rename = {local: key for local, (key, _) in zip(locals_, keys, strict=True)}
        record = msgspec.defstruct(given, fields, forbid_unknown_fields=True, gc=False, rename=rename)
        records.append((given, record))
    names = {given: name for (given, _), (name, _) in zip(records, shape, strict=True)}
    case = msgspec.defstruct("Case", records, forbid_unknown_fields=True, gc=False, rename=names)
    decode: Callable[[bytes], Any] = msgspec.json.Decoder(case).decode
    # INVARIANT: with each key once, there is one colon for each, and no other but within texts.
    colons = len(shape) + sum(len(keys) for _, keys in shape)
    failed = (msgspec.MsgspecError, UnicodeDecodeError)
    decide = made.decide
    # Of a group nothing may be there at all.
    varies = any("." in key for key in made.others)

    def by_bytes(data: bytes, as_of: date, frame: Frame) -> bytes:
        if data.count(b":") != colons:
            raise HandOver
        try:
            given = decode(data)
        except failed:
            raise HandOver from None
        because, found = decide(given, as_of)
        known = frame.known.get((because, *map(NULL.__eq__, found)) if varies else because)
        if known is None:
            known = _around(made, because, found, frame, varies=varies)
        return known % (tuple([one for one in found if one != NULL]) if varies else found)

    return by_bytes


class _Hole:
    """Where a value goes."""


def _around(made: ByShape, because: BecauseOfRows, found: Sequence[bytes], frame: Frame, *, varies: bool) -> bytes:
    """The decision with `%b` for each value that was found; where the form varies, nothing is no value."""
    holes = [None if varies and one == NULL else _Hole() for one in found]
    whole = DecisionInFull(because, made.outcome(because, holes), None, frame.origin)
    around = _with_holes(whole.to_dict(digests=False))
    if len(frame.known) < MOST_KEPT:
        frame.known[(because, *map(NULL.__eq__, found)) if varies else because] = around
    return around


def _with_holes(value: Any) -> bytes:  # noqa: ANN401 - plain data, and holes
    match value:
        case _Hole():
            return b"%b"
        case dict():
            inside = (_with_holes(key) + b":" + _with_holes(inner) for key, inner in value.items())
            return b"{" + b",".join(inside) + b"}"
        case list():
            return b"[" + b",".join(map(_with_holes, value)) + b"]"
    return json_bytes(value).replace(b"%", b"%%")


def _type(fact: Fact, form: Form, raw: type) -> Any:  # noqa: ANN401 - any type
    """As what a fact is read from JSON: plain values checked in full, numbers and amounts as their bytes."""
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
        case DateType():
            return str
        case ListType():
            return list[str]
        case NumberType() | DaysType() | MonthsType() | MoneyType() if form != "whole":
            return raw
        case NumberType(bounds=bounds) | DaysType(bounds=bounds) | MonthsType(bounds=bounds):
            low, high = ends_of(bounds, 0)
            return Annotated[int, Meta(ge=low, le=high)] if is_told_by_json(fact, form) else int
        case MoneyType():
            return raw
