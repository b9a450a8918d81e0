"""What a field of a bundle can hold: how each kind becomes JSON, and is read back from what may be hostile.

Texts stand in one list, and frozen values (parts) in another, each once, after all that they are made of: a field holds
numbers of them. So there is nothing to recurse into, and no way to write a circle.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

Reading: TypeAlias = Callable[[Any], Any]


class Strange(Exception):
    """Something stands in a bundle that no policy has there."""


class Writing(Protocol):
    """Where texts and parts have their numbers."""

    def text(self, text: str) -> int:
        """The number of a text; a new one if it was not met before."""

    def part(self, part: object) -> int:
        """The number of a part that was written already."""


class Parts:
    """What was read so far: `texts`, the `made` parts, and for each the number of its shape; `numbers` are of all."""

    __slots__ = ("made", "numbers", "shapes", "texts")

    def __init__(self, texts: list[str], numbers: Mapping[str, int]) -> None:
        """No part is read yet."""
        self.texts = texts
        self.numbers = numbers
        self.made: list[Any] = []
        self.shapes: list[int] = []


class Kind(Protocol):
    """What a field can hold."""

    def inside(self, value: Any) -> Iterable[object]:  # noqa: ANN401 - whatever the field holds
        """The parts in a value, which must be written before it."""

    def put(self, value: Any, writing: Writing) -> object:  # noqa: ANN401 - as above
        """The value as JSON, in tuples."""

    def reading(self, parts: Parts) -> Reading:
        """What turns JSON back into the value, or raises `Strange`."""


class Flag:
    """True or false."""

    __slots__ = ()

    def inside(self, value: object) -> Iterable[object]:
        """None."""
        del value
        return ()

    def put(self, value: object, writing: Writing) -> object:
        """As it is."""
        del writing
        return value

    def reading(self, parts: Parts) -> Reading:
        """As it is."""
        del parts

        def read(given: object) -> object:
            if type(given) is not bool:
                raise Strange
            return given

        return read


class Whole:
    """A whole number, from `low` to `high`."""

    __slots__ = ("_high", "_low")

    def __init__(self, low: int, high: int) -> None:
        self._low, self._high = low, high

    def inside(self, value: object) -> Iterable[object]:
        """None."""
        del value
        return ()

    def put(self, value: object, writing: Writing) -> object:
        """As it is."""
        del writing
        return value

    def reading(self, parts: Parts) -> Reading:
        """As it is; for Python true is a whole number too, and here it is not."""
        del parts
        low, high = self._low, self._high

        def read(given: Any) -> int:  # noqa: ANN401 - from a file
            if type(given) is not int or not low <= given <= high:
                raise Strange
            return given

        return read


class Text:
    """A text; where there are `words`, one of them."""

    __slots__ = ("_words",)

    def __init__(self, *words: str) -> None:
        self._words = frozenset(words)

    def inside(self, value: object) -> Iterable[object]:
        """None."""
        del value
        return ()

    def put(self, value: str, writing: Writing) -> object:
        """Its number."""
        return writing.text(value)

    def reading(self, parts: Parts) -> Reading:
        """The text with that number."""
        texts, count, words = parts.texts, len(parts.texts), self._words

        def read(given: Any) -> str:  # noqa: ANN401 - from a file
            if type(given) is not int or not 0 <= given < count:
                raise Strange
            text = texts[given]
            if words and text not in words:
                raise Strange
            return text

        return read


class Member:
    """A member of an enumeration, by its value."""

    __slots__ = ("_members",)

    def __init__(self, members: Iterable[Any]) -> None:
        self._members = {member.value: member for member in members}

    def inside(self, value: object) -> Iterable[object]:
        """None."""
        del value
        return ()

    def put(self, value: Any, writing: Writing) -> object:  # noqa: ANN401 - a member
        """The number of its value."""
        return writing.text(value.value)

    def reading(self, parts: Parts) -> Reading:
        """The member with that value."""
        text, members = Text(*self._members).reading(parts), self._members
        return lambda given: members[text(given)]


class Part:
    """A frozen value of one of some shapes."""

    __slots__ = ("_names",)

    def __init__(self, *names: str) -> None:
        self._names = names

    def inside(self, value: object) -> Iterable[object]:
        """The part itself."""
        return (value,)

    def put(self, value: object, writing: Writing) -> object:
        """Its number."""
        return writing.part(value)

    def reading(self, parts: Parts) -> Reading:
        """The part with that number: one that was read before, of a shape that can stand here."""
        made, shapes = parts.made, parts.shapes
        numbers = frozenset(parts.numbers[name] for name in self._names)

        def read(given: Any) -> object:  # noqa: ANN401 - from a file
            if type(given) is not int or not 0 <= given < len(made) or shapes[given] not in numbers:
                raise Strange
            return made[given]

        return read


class Maybe:
    """Something, or nothing."""

    __slots__ = ("_kind",)

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def inside(self, value: object) -> Iterable[object]:
        """Those of the value."""
        return () if value is None else self._kind.inside(value)

    def put(self, value: object, writing: Writing) -> object:
        """The value, or null."""
        return None if value is None else self._kind.put(value, writing)

    def reading(self, parts: Parts) -> Reading:
        """The value, or None."""
        read = self._kind.reading(parts)
        return lambda given: None if given is None else read(given)


class Many:
    """Any number of one kind, as a tuple."""

    __slots__ = ("_kind",)

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def inside(self, value: tuple[object, ...]) -> Iterator[object]:
        """Those of each."""
        return (part for one in value for part in self._kind.inside(one))

    def put(self, value: tuple[object, ...], writing: Writing) -> object:
        """Each in turn."""
        return tuple(self._kind.put(one, writing) for one in value)

    def reading(self, parts: Parts) -> Reading:
        """A tuple."""
        read = self._kind.reading(parts)

        def read_all(given: Any) -> tuple[object, ...]:  # noqa: ANN401 - from a file
            if type(given) is not list:
                raise Strange
            return tuple([read(one) for one in given])

        return read_all


class Pair:
    """Two things, as a tuple."""

    __slots__ = ("_first", "_second")

    def __init__(self, first: Kind, second: Kind) -> None:
        self._first, self._second = first, second

    def inside(self, value: tuple[object, object]) -> Iterator[object]:
        """Those of both."""
        yield from self._first.inside(value[0])
        yield from self._second.inside(value[1])

    def put(self, value: tuple[object, object], writing: Writing) -> object:
        """One and the other."""
        return self._first.put(value[0], writing), self._second.put(value[1], writing)

    def reading(self, parts: Parts) -> Reading:
        """A tuple of two."""
        first, second = self._first.reading(parts), self._second.reading(parts)

        def read(given: Any) -> tuple[object, object]:  # noqa: ANN401 - from a file
            if type(given) is not list or len(given) != 2:
                raise Strange
            return first(given[0]), second(given[1])

        return read


class Named:
    """Things by name, in their order."""

    __slots__ = ("_pairs",)

    def __init__(self, kind: Kind) -> None:
        self._pairs = Many(Pair(Text(), kind))

    def inside(self, value: Mapping[str, object]) -> Iterator[object]:
        """Those of each."""
        return self._pairs.inside(tuple(value.items()))

    def put(self, value: Mapping[str, object], writing: Writing) -> object:
        """A list of pairs, as JSON has no order of keys."""
        return self._pairs.put(tuple(value.items()), writing)

    def reading(self, parts: Parts) -> Reading:
        """A dictionary; no name stands twice."""
        read_pairs = self._pairs.reading(parts)

        def read(given: object) -> dict[str, object]:
            pairs = read_pairs(given)
            named = dict(pairs)
            if len(named) != len(pairs):
                raise Strange
            return named

        return read


class Names:
    """A set of names."""

    __slots__ = ()

    def inside(self, value: object) -> Iterable[object]:
        """None."""
        del value
        return ()

    def put(self, value: frozenset[str], writing: Writing) -> object:
        """In the order of the alphabet: a set has none that is the same everywhere."""
        return tuple(writing.text(name) for name in sorted(value))

    def reading(self, parts: Parts) -> Reading:
        """A set; no name stands twice."""
        read_all = Many(Text()).reading(parts)

        def read(given: object) -> frozenset[str]:
            names = read_all(given)
            found = frozenset(names)
            if len(found) != len(names):
                raise Strange
            return found

        return read
