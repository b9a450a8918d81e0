"""Versions of a policy to the bytes of a bundle: the same policy gives the same bytes, wherever they are made.

The first line says what it is, its format, how many bytes follow, and their digest. The rest is JSON in one form.
"""

import hashlib
from collections.abc import Iterable

from creditpolicy.bundle.from_bytes import Refusal, versions_of
from creditpolicy.bundle.shapes import FORMAT, NUMBERS, SHAPES, SPELLED, Shape
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.diagnostics.errors import CreditPolicyError, InvariantError
from creditpolicy.ir.version import Version
from creditpolicy.sources.bundle_file import BEGINNING

_BY_TYPE = {shape.type: shape for shape in SHAPES}


class Unbundled(CreditPolicyError, ValueError):
    """A policy that no bundle can hold: its own reader would refuse it."""


def bundle_bytes(versions: Iterable[Version]) -> bytes:
    """The bundle that holds these versions, in their order.

    Raises:
        Unbundled: it would be too large, or goes too deep, to be read.

    """
    writing = _Writing()
    roots = tuple(versions)
    for version in roots:
        writing.add(version)
    body = canonical_bytes(
        {
            "parts": writing.parts,
            "shapes": SPELLED,
            "texts": writing.texts,
            "versions": [writing.part(version) for version in roots],
        }
    )
    digest = hashlib.sha256(body).hexdigest()
    data = BEGINNING + f"{FORMAT} {len(body)} sha256:{digest}\n".encode("ascii") + body
    _is_read_back(data, roots)
    return data


def _is_read_back(data: bytes, versions: tuple[Version, ...]) -> None:
    """What is written is what is read: whatever a field holds that is not of its kind is found here."""
    try:
        same = versions_of(data) == versions
    except Refusal as refusal:
        raise Unbundled(f"it {refusal.message}") from None
    if not same:
        what = "a bundle is read as something else than was written"
        raise InvariantError(what)


class _Writing:
    """The texts and parts of a bundle, each once, however often it stands in the policy."""

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}
        self._rows: dict[tuple[object, ...], int] = {}
        # By identity, for speed; all of them live as long as the versions do.
        self._numbers: dict[int, int] = {}

    @property
    def texts(self) -> list[str]:
        """In the order of their numbers."""
        return list(self._texts)

    @property
    def parts(self) -> list[tuple[object, ...]]:
        """In the order of their numbers: the number of the shape, then the fields."""
        return list(self._rows)

    def text(self, text: str) -> int:
        """The number of a text."""
        return self._texts.setdefault(text, len(self._texts))

    def part(self, part: object) -> int:
        """The number of a part that was added."""
        return self._numbers[id(part)]

    def add(self, root: object) -> None:
        """Give numbers to all that a part is made of, and then to itself."""
        waiting = [root]
        while waiting:
            one = waiting[-1]
            if id(one) in self._numbers:
                waiting.pop()
                continue
            shape = _shape_of(one)
            fields = tuple(zip(shape.kinds, shape.of(one), strict=True))
            lacking = [
                inner for kind, value in fields for inner in kind.inside(value) if id(inner) not in self._numbers
            ]
            if lacking:
                waiting.extend(reversed(lacking))
                continue
            row = (NUMBERS[shape.name], *(kind.put(value, self) for kind, value in fields))
            self._numbers[id(one)] = self._rows.setdefault(row, len(self._rows))


def _shape_of(part: object) -> Shape:
    found = next((_BY_TYPE[type_] for type_ in type(part).__mro__ if type_ in _BY_TYPE), None)
    if found is None:
        what = f"a bundle has no form for {type(part).__name__}"
        raise InvariantError(what)
    return found
