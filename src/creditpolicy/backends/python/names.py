"""The numbered names of generated code, and the objects that are bound to them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import itemgetter
from types import FunctionType
from typing import Any

_SHOWN = 100


class Names:
    """Names are given once. INVARIANT: no letter of them comes from a policy."""

    def __init__(self) -> None:
        """No name is given yet."""
        self.objects: dict[str, Any] = {}
        self._numbers: Counter[str] = Counter()
        self._bound: dict[tuple[type, Any], str] = {}

    def bound(self, value: object) -> str:
        """The name of an object, one for equal ones."""
        # Equal is not the same for what holds others: `(True,)` is equal to `(1,)`.
        if not isinstance(value, date | Fraction | frozenset | int):
            name = self.number("k")
        elif (known := self._bound.get((type(value), value))) is not None:
            return known
        else:
            name = self._bound[type(value), value] = self.number("k")
        self.objects[name] = value
        return name

    def temporary(self) -> str:
        """A new local name."""
        return self.number("v")

    def number(self, kind: str) -> str:
        """A new name of a kind."""
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"

    def described(self) -> Iterator[str]:
        """Comments that say what is bound to which name."""
        for name, value in self.objects.items():
            shown = _described(value)
            yield f"# {name} is {shown if len(shown) <= _SHOWN else shown[: _SHOWN - 3] + '...'}"


def module(about: Sequence[str], head: str, lines: Sequence[str]) -> str:
    """A module of one function, under what is said about it."""
    return "\n".join((*about, "", "", f"def {head}:", *(f"    {line}" for line in lines), ""))


def _described(value: object) -> str:
    """What a bound object is, for who reads the code: the same on each run."""
    match value:
        case frozenset():
            return f"the set of {', '.join(sorted(map(ascii, value)))}"
        case itemgetter():
            return f"what stands under {', '.join(map(ascii, value.__reduce__()[1]))}"
        case Mapping():
            return f"a table of {', '.join(sorted(map(ascii, value)))}"
        case FunctionType():
            return f"the function {value.__name__}"
        case tuple():
            return ascii(value[:_SHOWN])
    return ascii(value)
