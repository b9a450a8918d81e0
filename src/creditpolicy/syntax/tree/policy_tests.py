"""Tests of a policy as written: fixtures, and what is expected of the decisions on them.

Facts and expectations stay nodes: which keys they may hold is said by the policy that is tested, not by this shape.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Discriminator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, Tag
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from creditpolicy.syntax.nodes import Mapping, Scalar, Sequence
from creditpolicy.syntax.tree.base import (
    ANY_SCALAR,
    DateText,
    Entries,
    Kind,
    Many,
    NameText,
    TableText,
    Text,
    Written,
    kind_of,
    wrong_shape,
)


@dataclass(frozen=True)
class Keys:
    """A mapping whose keys the policy gives: records with facts, or decision points with answers."""

    wanted: str

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take a mapping as it is."""
        return core_schema.no_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """What the editor is told."""
        return {"type": "object"}

    def _check(self, node: object) -> Mapping:
        if not isinstance(node, Mapping):
            raise wrong_shape(self.wanted, node)
        return node


Facts = Annotated[Mapping, Keys("facts by record, such as `customer: {segment: new}`")]
Expected = Annotated[Mapping, Keys("what is expected of a decision point, such as `accept: {acceptance: refer}`")]
Fixture = Annotated[Mapping, Keys("the facts of a case, by record")]


def _one_or_many(node: object) -> str:
    return "many" if isinstance(node, Sequence) else "one"


Use = Annotated[
    Annotated[NameText, Tag("one")] | Annotated[Many[NameText], Tag("many")],
    Discriminator(_one_or_many),
]


class VariationNode(Written):
    """One variation of a test: what differs from the others."""

    name: Text | None = None
    as_of: DateText | None = None
    use: Use | None = None
    given: Facts | None = None
    expect: Expected | None = None


def _grid_or_list(node: object) -> str:
    return kind_of(node, {}, "grid", "list")


Each = Annotated[
    Annotated[TableText, Tag("grid")] | Annotated[Many[VariationNode], Tag("list")],
    Discriminator(_grid_or_list),
]


class BoundaryNode(Written):
    """Both sides of one threshold."""

    fact: NameText
    at: Annotated[Scalar, Kind("the value of the threshold", ANY_SCALAR)]
    step: Annotated[Scalar, Kind("the distance to the neighbour", ANY_SCALAR)] | None = None
    below: Expected | None = None
    from_: Expected | None = Field(default=None, alias="from")
    up_to: Expected | None = None
    above: Expected | None = None


class DayNode(Written):
    """One day of a history: what becomes known, and what is expected on that day, or on each until another."""

    on: DateText
    until: DateText | None = None
    add: Facts | None = None
    set: Facts | None = None
    expect: Expected | None = None


class CaseNode(Written):
    """One test, or several with the same facts."""

    name: Text
    as_of: DateText | None = None
    use: Use | None = None
    given: Facts | None = None
    expect: Expected | None = None
    each: Each | None = None
    boundary: BoundaryNode | None = None
    days: Many[DayNode] | None = None


class PolicyTestsNode(Written):
    """A file with tests of a policy."""

    as_of: DateText | None = None
    fixtures: Entries[Fixture] | None = None
    unreachable: Entries[Text] | None = None
    tests: Many[CaseNode]


__all__ = ["BoundaryNode", "CaseNode", "DayNode", "PolicyTestsNode", "VariationNode"]
