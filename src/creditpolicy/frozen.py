"""Frozen, slotted dataclasses of which most is made when it is first used: a process that decides once starts sooner.

The standard library writes and compiles six methods for each class while it is imported, for nearly a hundred classes.
Here a class has its slots at once, and a method once somebody calls it, with the same text. What else the library
knows of a class it is asked for when somebody wants it: its import alone takes as long as a dozen of our modules.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - the same to type checkers
    from dataclasses import replace as replace  # noqa: PLC0414 - as above
else:

    def dataclass(*, frozen: bool, slots: bool, eq: bool = True, order: bool = False) -> Callable[[type], type]:
        """As `dataclasses.dataclass`; what is not plain and frozen is left to that."""

        def made(cls: type) -> type:
            own = dict(vars(cls))
            fields = tuple(own.get("__annotations__", ()))
            plain = frozen and slots and eq and cls.__bases__ == (object,) and "__post_init__" not in own
            if not plain or any(type(own.get(name)).__module__ == "dataclasses" for name in fields):
                import dataclasses

                return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq, order=order)(cls)
            return _light(cls, own, fields, ordered=order)

        return made

    def replace(one: Any, /, **changes: Any) -> Any:  # noqa: ANN401 - any data class
        """As `dataclasses.replace`, of classes whose fields are all given to make one."""
        return type(one)(**{name: getattr(one, name) for name in one.__match_args__} | changes)


def _light(cls: type, own: dict[str, Any], fields: tuple[str, ...], *, ordered: bool) -> type:
    defaults = {name: own.pop(name) for name in fields if name in own}
    own.pop("__dict__", None)
    own.pop("__weakref__", None)
    if "__eq__" in own and own["__hash__"] is None:
        # Python sets that aside where a class says what is equal; the standard library does not mind it.
        del own["__hash__"]
    later = _Later(cls, {name: own["__annotations__"][name] for name in fields}, defaults, ordered=ordered)
    made = type(cls)(
        cls.__name__,
        cls.__bases__,
        {
            **later.methods(),
            **own,
            "__slots__": fields,
            "__match_args__": fields,
            "__setattr__": _no_setting,
            "__delattr__": _no_deleting,
            "__getstate__": _state,
            "__setstate__": _set_state,
            "__dataclass_fields__": _Attribute(later),
            "__dataclass_params__": _Attribute(later),
        },
    )
    made.__qualname__ = cls.__qualname__
    later.owner = made
    return made


_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


class _Later:
    """What is made of a class once it is used."""

    def __init__(self, cls: type, fields: Mapping[str, Any], defaults: Mapping[str, Any], *, ordered: bool) -> None:
        self.owner = cls
        self.fields = fields
        self.defaults = defaults
        self.ordered = ordered

    def standard(self) -> type:
        """A class with the same fields, by the standard library."""
        import dataclasses

        about = {"__annotations__": dict(self.fields), "__module__": self.owner.__module__, "__doc__": "As it is."}
        bare = type(self.owner.__name__, (), {**about, **self.defaults})
        return dataclasses.dataclass(frozen=True, order=self.ordered)(bare)

    def method(self, name: str, parameters: str, *lines: str) -> Callable[..., Any]:
        """A method that puts one of these lines in its place. INVARIANT: they are made of the names of fields."""

        def first(this: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - any method
            names: dict[str, Any] = {f"set_{field}": vars(self.owner)[field].__set__ for field in self.fields}
            names |= {f"default_{field}": value for field, value in self.defaults.items()}
            exec("\n    ".join((f"def {name}({parameters}):", *lines)), names)  # noqa: S102 - as above
            found = names[name]
            found.__qualname__ = f"{self.owner.__qualname__}.{name}"
            setattr(self.owner, name, found)
            return found(this, *given, **named)

        return first

    def methods(self) -> dict[str, Callable[..., Any]]:
        """Those that differ from class to class."""
        taken = (f"{name}=default_{name}" if name in self.defaults else name for name in self.fields)
        sets = [f"set_{name}(self, {name})" for name in self.fields] or ["pass"]
        mine, theirs = (f"({''.join(f'{one}.{name}, ' for name in self.fields)})" for one in ("self", "other"))
        shown = ", ".join(f"{name}={{self.{name}!r}}" for name in self.fields)

        def compared(name: str, op: str) -> Callable[..., Any]:
            answer = ("if other.__class__ is self.__class__:", f"    return {mine} {op} {theirs}")
            return self.method(name, "self, other", *answer, "return NotImplemented")

        return {
            "__init__": self.method("__init__", ", ".join(("self", *taken)), *sets),
            "__eq__": compared("__eq__", "=="),
            "__hash__": self.method("__hash__", "self", f"return hash({mine})"),
            "__repr__": self.method("__repr__", "self", f"return f'{{self.__class__.__qualname__}}({shown})'"),
            **({name: compared(name, op) for name, op in _ORDER.items()} if self.ordered else {}),
        }


class _Attribute:
    """What the standard library notes of a class, made when it is asked for."""

    def __init__(self, later: _Later) -> None:
        self.later = later
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, this: object, owner: type) -> Any:  # noqa: ANN401 - any attribute
        found = getattr(self.later.standard(), self.name)
        setattr(self.later.owner, self.name, found)
        return found


def _no_setting(_self: object, name: str, _value: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    message = f"cannot assign to field {name!r}"
    raise FrozenInstanceError(message)


def _no_deleting(_self: object, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError

    message = f"cannot delete field {name!r}"
    raise FrozenInstanceError(message)


def _state(self: Any) -> list[Any]:  # noqa: ANN401 - any object
    return [getattr(self, name) for name in self.__match_args__]


def _set_state(self: Any, state: list[Any]) -> None:  # noqa: ANN401 - any object
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)
