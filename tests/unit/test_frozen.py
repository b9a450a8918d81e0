"""Frozen dataclasses that are made when they are used behave as those of the standard library."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from creditpolicy.frozen import dataclass, replace


@dataclass(frozen=True, slots=True)
class Light:
    """A few fields, two with a default."""

    name: str
    size: int = 3
    parts: tuple[str, ...] = ()

    @property
    def double(self) -> int:
        """Twice the size."""
        return 2 * self.size


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same fields."""

    name: str
    size: int = 3
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """No field at all."""


class Child(Light):
    """One that makes itself."""

    def __init__(self) -> None:
        """Always the same."""
        super().__init__("child", 7)


MAKES: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
    (("a",), {}),
    (("a", 4), {}),
    (("a",), {"parts": ("x",)}),
    ((), {"name": "a", "size": 1, "parts": ()}),
)
MISTAKES: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (((), {}), (("a", 1, (), 2), {}), (("a",), {"other": 1}))


@pytest.mark.parametrize(("given", "named"), MAKES)
def test_objects_are_made_shown_compared_and_hashed_alike(given, named):
    light, standard = Light(*given, **named), Standard(*given, **named)

    assert repr(light).removeprefix("Light") == repr(standard).removeprefix("Standard")
    assert hash(light) == hash(standard)
    assert light == Light(*given, **named)
    assert light != standard  # type: ignore[comparison-overlap]  # they are of two classes
    assert light != Light("other")
    assert light.double == 2 * light.size


@pytest.mark.parametrize(("given", "named"), MISTAKES)
def test_what_is_missing_or_too_much_is_said_alike(given, named):
    def said(make: Callable[..., object]) -> str:
        with pytest.raises(TypeError) as raised:
            make(*given, **named)
        return str(raised.value).partition(".")[2]

    assert said(Light) == said(Standard)


def test_nothing_can_be_set_or_deleted():
    light = Light("a")

    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        light.name = "b"  # type: ignore[misc]  # that is what is tried
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del light.name
    with pytest.raises(AttributeError):
        light.other = 1  # type: ignore[attr-defined]  # as above
    assert not hasattr(light, "__dict__")


def test_the_standard_library_takes_them_for_its_own():
    light = Light("a", 1, ("x",))

    assert dataclasses.is_dataclass(light)
    assert [field.name for field in dataclasses.fields(light)] == ["name", "size", "parts"]
    assert dataclasses.replace(light, size=2) == Light("a", 2, ("x",))
    assert dataclasses.asdict(light) == {"name": "a", "size": 1, "parts": ("x",)}
    assert copy.deepcopy(light) == pickle.loads(pickle.dumps(light)) == light  # noqa: S301 - our own
    match light:
        case Light(name, size):
            assert (name, size) == ("a", 1)


def test_a_class_may_say_itself_how_it_is_made():
    child, other = Child(), Child()

    assert (child.name, child.size) == ("child", 7)
    assert child == other
    assert Light("a").size == 3
    assert Nothing() == Nothing()
    assert repr(Nothing()) == "Nothing()"


@dataclass(frozen=True, slots=True, order=True)
class Ordered:
    """One that has an order."""

    file: str
    line: int


def test_an_order_is_that_of_the_fields():
    first, second, third = Ordered("a", 2), Ordered("a", 10), Ordered("b", 1)

    assert sorted([third, second, first]) == [first, second, third]
    assert first < second <= Ordered("a", 10)
    assert third > second >= Ordered("a", 10)
    with pytest.raises(TypeError):
        sorted([first, Light("a")])  # type: ignore[type-var]  # that is what is tried


def test_one_is_made_again_with_other_values():
    assert replace(Light("a", 4), size=5) == Light("a", 5)
    assert replace(Standard("a", 4, ("x",)), name="b") == Standard("b", 4, ("x",))
    with pytest.raises(TypeError):
        replace(Light("a"), other=1)  # type: ignore[call-arg]  # that is what is tried
