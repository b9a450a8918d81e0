"""A case as JSON bytes to its decision as JSON bytes: by msgspec and compiled code where there is any."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import Annotated, Any, Literal

from creditpolicy.backends.interpreter.outcome import nested
from creditpolicy.backends.python import HandOver, Shape
from creditpolicy.backends.python.loading import ends_of
from creditpolicy.backends.python.shape import Form
from creditpolicy.backends.python.straight_reading import is_told_by_json
from creditpolicy.deciding.asking import Asking
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.deciding.by_shape import ByShape
from creditpolicy.deciding.shapes import Decide, Shapes
from creditpolicy.decision import Decision, Origin
from creditpolicy.decision.decision import Because, head_of, plain
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
_NO_ORIGIN = Origin("", "", "", 0, date.min)


@dataclass(frozen=True, slots=True)
class Parts:
    """The bytes before, between and behind the values that were found, or around an outcome whose form varies."""

    parts: tuple[bytes, ...]
    varies: bool


class Frame:
    """What stands around the values of a decision: for one policy, on one day."""

    __slots__ = ("_head", "known")

    def __init__(self, origin: Origin) -> None:
        """Nothing is known yet but the header."""
        self._head = json_bytes(head_of(origin)) + b"}"
        self.known: dict[Because, Parts] = {}

    def keep(self, because: Because, parts: Sequence[str], *, varies: bool) -> Parts:
        """The same with the header behind, at hand from now on."""
        coded = [part.encode() for part in parts]
        coded[-1] += self._head
        whole = Parts(tuple(coded), varies)
        if len(self.known) < MOST_KEPT:
            self.known[because] = whole
        return whole


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


def json_bytes(data: Any) -> bytes:  # noqa: ANN401 - plain data
    """Plain data as ASCII, in the order that it has."""
    if type(data) is int:
        return b"%d" % data
    return json.dumps(data, separators=(",", ":")).encode()


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

    def by_bytes(data: bytes, as_of: date, frame: Frame) -> bytes:
        if data.count(b":") != colons:
            raise HandOver
        try:
            given = decode(data)
        except failed:
            raise HandOver from None
        because, found = decide(given, as_of)
        known = frame.known.get(because) or _around(made, because, frame)
        parts = known.parts
        if known.varies:
            return json_bytes(plain(made.outcome(because, found))).join(parts)
        if len(found) == 1:
            return json_bytes(found[0]).join(parts)
        values = [part for pair in zip(parts, map(json_bytes, found), strict=False) for part in pair]
        return b"".join((*values, parts[-1]))

    return by_bytes


def _around(made: ByShape, because: Because, frame: Frame) -> Parts:
    told = Decision(because, {}, (), _NO_ORIGIN).to_dict(digests=False)
    before = f'{{"point":{json.dumps(because.point)},"status":"decided","outcome":'
    keys = ("reasons", "missing", "deciding", "overrides")
    behind = "".join(f',"{key}":{json_bytes(told[key]).decode()}' for key in keys)
    behind += ',"header":'
    holes = tuple(_Hole() for _ in made.others)
    fields = dict(because.fields) | dict(zip(made.others, holes, strict=True))
    parts = [before]
    met: list[_Hole] = []
    _write(nested(fields), parts, met)
    parts[-1] += behind
    varies = tuple(met) != holes or any(_hangs(key, fields) for key in made.others)
    return frame.keep(because, [before, behind] if varies else parts, varies=varies)


class _Hole:
    """Where a value goes."""


def _write(value: Any, parts: list[str], met: list[_Hole]) -> None:  # noqa: ANN401 - plain data, and holes
    match value:
        case _Hole():
            met.append(value)
            parts.append("")
        case Mapping():
            mark = "{"
            for key, inner in value.items():
                parts[-1] += f"{mark}{json.dumps(key)}:"
                _write(inner, parts, met)
                mark = ","
            parts[-1] += "}" if value else "{}"
        case _:
            parts[-1] += json_bytes(plain(value)).decode()


def _hangs(key: str, fields: Mapping[str, Any]) -> bool:
    """Whether a group of fields may be nothing at all: then no value of it stands anywhere."""
    group, dot, _ = key.rpartition(".")
    own = [value for other, value in fields.items() if other.rpartition(".")[0] == group]
    return bool(dot) and all(value is None or isinstance(value, _Hole) for value in own)


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
