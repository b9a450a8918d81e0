"""A case as JSON bytes to its decision as JSON bytes: by msgspec and compiled code where there is any."""

from collections.abc import Callable
from typing import Any

from creditpolicy.backends.python import Shape, Straight
from creditpolicy.backends.python.running import json_bytes
from creditpolicy.deciding.asking import Asking
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.deciding.by_shape import ByShape
from creditpolicy.deciding.shapes import Decide, Shapes
from creditpolicy.deciding.typed import is_at_hand, not_here, records_of
from creditpolicy.decision import Decision, Origin
from creditpolicy.decision.decision import DecisionInFull
from creditpolicy.facts.from_json import facts_of_json
from creditpolicy.facts.vocabulary import Vocabulary

MOST_KEPT = 16_384
MOST_TEXTS = 1024
LONGEST_KEPT = 100
_HOLE = b"\0"
"""No such byte stands in JSON."""


class Frame(dict[ByShape, "Pieces"]):
    """What stands around the answers of a decision: for one policy on one day, by the shape of its cases."""

    __slots__ = ("kept", "origin")

    def __init__(self, origin: Origin) -> None:
        """Nothing is known yet."""
        super().__init__()
        self.origin = origin
        self.kept = 0

    def __missing__(self, shape: ByShape) -> "Pieces":
        """Those of a shape, of which none is known yet."""
        return self.setdefault(shape, Pieces(shape, self))


class Pieces(dict[Any, tuple[bytes, ...]]):
    """A piece of JSON before each answer, and one behind the last, by the rows that decided.

    Where the form varies, with the rows come those answers that are nothing: they stand in the piece that follows.
    """

    __slots__ = ("_frame", "_no_row", "_shape")

    def __init__(self, shape: ByShape, frame: Frame) -> None:
        """Nothing is known yet."""
        super().__init__()
        self._shape = shape
        self._frame = frame
        self._no_row: bytes | None = None

    @property
    def no_row(self) -> bytes:
        """All of it where no row of the only table holds."""
        if self._no_row is None:
            self._no_row = brief(self._shape.no_row(None, self._frame.origin))
        return self._no_row

    def __missing__(self, key: Any) -> tuple[bytes, ...]:  # noqa: ANN401 - rows, or rows and answers
        """Write it."""
        rows, *nothing = key if type(key) is tuple else (key, *(False for _ in self._shape.others))
        because = self._shape.because(rows)
        holes = [None if one else _Hole() for one in nothing]
        whole = DecisionInFull(because, self._shape.outcome(because, holes), None, self._frame.origin)
        between = iter(_with_holes(whole.to_dict(digests=False)).split(_HOLE))
        found = tuple([b"" if one else next(between) for one in nothing] + [next(between)])
        if self._frame.kept < MOST_KEPT:
            self._frame.kept += 1
            self[key] = found
        return found


class Texts(dict[str, bytes]):
    """How texts stand in JSON; of answers that are texts, a few come again and again."""

    __slots__ = ()

    def __missing__(self, text: str) -> bytes:
        """Write it."""
        found = json_bytes(text)
        if len(self) < MOST_TEXTS and len(found) < LONGEST_KEPT:
            self[text] = found
        return found


class JsonDoor:
    """A compiled point for cases that come as JSON; threads may share it."""

    def __init__(self, code: ByCode, after: int) -> None:
        """`after` cases that look alike, code is made for them."""
        self._code = code
        make = self._made if code.shapes.are_made and is_at_hand() else None
        self.shapes: Shapes[bytes] = Shapes(code.program.vocabulary, make, after, told_apart=False)

    def by_others(self, data: bytes, asking: Asking, frame: Frame) -> bytes:
        """Decide for a case for which no code is at hand; `frame` stands around it.

        Raises:
            FactsError: it is no JSON, or the facts can't be what they say they are.

        """
        for code in self.shapes.recent[1:]:
            try:
                found = code(data, asking.as_of, frame)
            except self.shapes.not_here:
                continue
            self.shapes.put_first(code)
            return found
        facts = facts_of_json(data)
        alike = self.shapes.other(facts)
        if alike is not None:
            try:
                return alike(data, asking.as_of, frame)
            except self.shapes.not_here:
                pass
        return brief(asking.decide(facts))

    def _made(self, shape: Shape) -> Decide[bytes]:
        found = of_shape(self._code, shape)
        self.shapes.not_here = (*not_here(), UnicodeDecodeError)
        return found


def brief(decision: Decision) -> bytes:
    """A decision without the digests of its facts."""
    return json_bytes(decision.to_dict(digests=False))


def of_shape(code: ByCode, shape: Shape) -> Decide[bytes]:
    """A function of the bytes of a case, the day, and what stands around the answers.

    Raises:
        NotCompiled: this shape is left to others.

    """

    def beside(made: ByShape, straight: Straight) -> dict[str, Any]:
        return {
            "decoded": _decoder(code.program.vocabulary, shape, straight),
            "texts": Texts(),
            "shape": made,
        }

    return code.straight(shape, "json", beside).decide


def _decoder(vocabulary: Vocabulary, shape: Shape, straight: Straight) -> Callable[[bytes], Any]:
    """Reads a case of a shape; each key must be there, and no other."""
    import msgspec

    records = records_of(vocabulary, shape, straight)
    names = {given: name for (given, _), (name, _) in zip(records, shape, strict=True)}
    case = msgspec.defstruct("Case", records, forbid_unknown_fields=True, gc=False, rename=names)
    decode: Callable[[bytes], Any] = msgspec.json.Decoder(case, float_hook=str.encode).decode
    return decode


class _Hole:
    """Where an answer goes."""


def _with_holes(value: Any) -> bytes:  # noqa: ANN401 - plain data, and holes
    match value:
        case _Hole():
            return _HOLE
        case dict():
            inside = (_with_holes(key) + b":" + _with_holes(inner) for key, inner in value.items())
            return b"{" + b",".join(inside) + b"}"
        case list():
            return b"[" + b",".join(map(_with_holes, value)) + b"]"
    return json_bytes(value)
