"""What every node of a document shares: its keys are closed, it keeps its places, and it never changes."""

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence

ItemT = TypeVar("ItemT")
KEYS, LIST = "keys with values", "a list"
"""What a node must be that holds others."""


class Key(str):
    """A key as plain text that still knows the scalar it was written as."""

    __slots__ = ("scalar",)
    scalar: Scalar

    def __new__(cls, scalar: Scalar) -> Self:
        """Read the key that stands at `scalar`."""
        key = super().__new__(cls, scalar.text)
        key.scalar = scalar
        return key


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key that the mapping `inside` can't hold, with its value and the keys that it can."""

    key: Scalar
    value: Node
    inside: Mapping
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandIn:
    """What is read in place of a key that a section can't do without, so that the rest of the section is checked."""

    text: str


@dataclass(slots=True)
class Binding:
    """What comes to light while nodes are read as models.

    With `stand_in`, what is missing is read as what stands in for it. `indivisible` are the mappings (by identity)
    on each key of which others rest. `models` says as what each mapping (by identity) was read last.
    """

    stand_in: bool = False
    unknown: list[UnknownKey] = field(default_factory=list)
    indivisible: set[int] = field(default_factory=set)
    models: dict[int, type["Written"]] = field(default_factory=dict)


class Written(BaseModel):
    """A mapping of the document with the place where it stands.

    An `indivisible` one is a declaration: where one of its keys is broken, nothing is known of what it declares.
    """

    indivisible: ClassVar[bool] = False

    # Unknown keys are found below, where the allowed ones are at hand; the schema forbids them all the same.
    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        arbitrary_types_allowed=True,
        json_schema_extra={"additionalProperties": False},
    )
    _at: Place = PrivateAttr()
    _keys: AbstractMapping[str, Scalar] = PrivateAttr()

    @property
    def here(self) -> Place:
        """The place of the whole mapping."""
        return self._at

    def key_at(self, key: str) -> Place:
        """The place of `key` where it was written, else that of the mapping."""
        scalar = self._keys.get(key)
        return self._at if scalar is None else scalar.at

    @model_validator(mode="wrap")
    @classmethod
    def _from_node(
        cls,
        node: Any,  # noqa: ANN401 - pydantic hands over anything
        handler: ModelWrapValidatorHandler["Written"],
        info: ValidationInfo,
    ) -> "Written":
        if isinstance(node, dict):  # a model that holds itself is wrapped twice
            return handler(node)
        if not isinstance(node, Mapping):
            raise wrong_shape(KEYS, node)
        allowed = tuple(field.alias or name for name, field in cls.model_fields.items())
        binding: Binding = info.context or Binding()
        binding.unknown.extend(
            UnknownKey(key, value, node, allowed) for key, value in node.entries if key.text not in allowed
        )
        binding.models[id(node)] = cls
        if cls.indivisible:
            binding.indivisible.add(id(node))
        found: dict[str, Node] = {key.text: value for key, value in node.entries}
        written = handler((_stand_ins(cls, node.at) if binding.stand_in else {}) | found)
        written._at = node.at  # noqa: SLF001 - a new one of this very class
        written._keys = {key.text: key for key, _ in node.entries}  # noqa: SLF001 - likewise
        return written


def _stand_ins(model: type[Written], at: Place) -> dict[str, Node]:
    return {
        info.alias or name: Scalar(one.text, at, "plain", ((at.line, at.column),) * (len(one.text) + 1))
        for name, info in model.model_fields.items()
        for one in info.metadata
        if isinstance(one, StandIn)
    }


def wrong_shape(wanted: str, found: object) -> PydanticCustomError:
    """The error for a node of another kind than the one that belongs there."""
    message = f"expected {wanted}, got {describe(found)}"
    return PydanticCustomError("wrong_shape", "{message}", {"message": message, "wanted": wanted})


def describe(node: object) -> str:
    """A node in the words of a message."""
    match node:
        case Scalar(text=""):
            return "nothing"
        case Scalar(text=text):
            shown = text if len(text) <= 40 and "\n" not in text else text[:37].split("\n")[0] + "..."
            return f"`{shown}`"
        case Sequence():
            return "a list"
        case Mapping():
            return "keys with values"
    return "something else"


@dataclass(frozen=True)
class Kind:
    """A scalar of the document. `schema` is what an editor may check of it; its meaning is read later."""

    wanted: str
    schema: tuple[tuple[str, Any], ...]

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take a scalar as it is; refuse lists and mappings."""
        return core_schema.no_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """What the editor is told."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in self.schema}

    def _check(self, node: object) -> Scalar:
        if not isinstance(node, Scalar) or (not node.text and node.style == "plain"):
            raise wrong_shape(self.wanted, node)
        return node


@dataclass(frozen=True)
class OneOf:
    """A scalar out of a closed list of words."""

    words: tuple[str, ...]

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take one of the words."""
        return core_schema.no_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """What the editor is told."""
        return {"enum": list(self.words)}

    def _check(self, node: object) -> Scalar:
        if not isinstance(node, Scalar):
            raise wrong_shape(" or ".join(f"`{word}`" for word in self.words), node)
        if not node.text and node.style == "plain":
            raise wrong_shape(" or ".join(f"`{word}`" for word in self.words), node)
        if node.text not in self.words:
            raise PydanticCustomError("unknown_word", "unknown word", {"words": self.words})
        return node


def _items(node: object) -> list[Node]:
    if not isinstance(node, Sequence):
        raise wrong_shape(LIST, node)
    return list(node.items)


def _entries(node: object) -> dict[Key, Node]:
    if not isinstance(node, Mapping):
        raise wrong_shape(KEYS, node)
    return {Key(key): value for key, value in node.entries}


class _KeySchema:
    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(Key)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string"}


KeyText = Annotated[Key, _KeySchema()]
Many = Annotated[tuple[ItemT, ...], BeforeValidator(_items)]
Entries = Annotated[dict[KeyText, ItemT], BeforeValidator(_entries)]


def kind_of(node: object, by_key: AbstractMapping[str, str], scalar: str, otherwise: str) -> str:
    """Which of several shapes `node` has: `scalar`, the first of `by_key` that it holds or means, or `otherwise`."""
    if isinstance(node, Scalar):
        return scalar
    if isinstance(node, Mapping):
        written = {key.text for key, _ in node.entries}
        meant = {nearest(key, by_key.values()) for key in written}
        return next((tag for key, tag in by_key.items() if key in written or tag in meant), otherwise)
    return otherwise


ANY_SCALAR: tuple[tuple[str, Any], ...] = (("type", ("string", "number", "boolean")),)
Text = Annotated[Scalar, Kind("text", ANY_SCALAR)]
NameText = Annotated[Scalar, Kind("a name", ANY_SCALAR)]
NumberText = Annotated[Scalar, Kind("a number", ANY_SCALAR)]
DateText = Annotated[Scalar, Kind("a date", (("type", "string"),))]
DurationText = Annotated[Scalar, Kind("a duration such as `14 days`", ANY_SCALAR)]
PercentText = Annotated[Scalar, Kind("a percentage", ANY_SCALAR)]
ExpressionText = Annotated[Scalar, Kind("a condition or formula", ANY_SCALAR)]
TableText = Annotated[
    Scalar, Kind("a table: a line of headers and a line for each row, after `|`", (("type", "string"),))
]
Flag = Annotated[Scalar, OneOf(("true", "false"))]
