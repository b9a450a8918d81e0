"""Facts, records, definitions, amounts and decision tables of a policy's own."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import (
    DurationText,
    Entries,
    ExpressionText,
    Flag,
    Many,
    NameText,
    NumberText,
    OneOf,
    TableText,
    Text,
    Written,
    kind_of,
)
from creditpolicy.syntax.tree.parts import Condition, Ruled, Title

TYPES = ("boolean", "number", "money", "percent", "text", "enum", "date", "days", "months", "list")
MEMBER_SOURCES = (
    "segments",
    "risk.classes",
    "terms",
    "securities",
    "ladders",
    "reminders",
    "roles",
    "exceptions",
    "currencies",
)


class TypeNode(Written):
    """A type with its bounds; which keys fit which type is said by the checker."""

    type: Annotated[Scalar, OneOf(TYPES)]
    values: Many[NameText] | None = None
    values_from: Annotated[Scalar, OneOf(MEMBER_SOURCES)] | None = None
    of: Annotated[Scalar, OneOf(("text",))] | None = None
    ordered: Flag | None = None
    scale: NumberText | None = None
    low: NumberText | None = None
    high: NumberText | None = None


class FactNode(TypeNode):
    """One fact."""

    indivisible = True

    title: Title | None = None
    about: Title | None = None
    unit: Text | None = None
    because: Text | None = None
    example: Text | None = None
    sensitive: Flag | None = None
    purpose: Text | None = None
    changeable: Annotated[Scalar, OneOf(("up", "down", "any", "no"))] | None = None
    max_age: DurationText | None = None
    valid_until: NameText | None = None
    derived_by: Annotated[Scalar, OneOf(("ledger",))] | None = None


class RecordNode(Written):
    """A record type: one a case, or a list where `many` names the list's key."""

    indivisible = True

    title: Title | None = None
    about: Title | None = None
    many: NameText | None = None
    max_count: NumberText | None = None
    facts: Entries[FactNode]


class DefinitionNode(Written):
    """A definition with more than its formula."""

    indivisible = True

    is_: Condition = Field(alias="is")
    title: Title | None = None
    because: Text | None = None
    covers: Many[Text] | None = None
    may_be_supplied: Flag | None = None


Definition = Annotated[
    Annotated[ExpressionText, Tag("text")] | Annotated[DefinitionNode, Tag("long")],
    Discriminator(lambda node: kind_of(node, {}, "text", "long")),
]


class DecisionNode(Ruled):
    """A table that the policy names itself: a decision point with typed outputs."""

    indivisible = True

    record: NameText | None = None
    outputs: Entries[TypeNode]
    hit: Annotated[Scalar, OneOf(("unique", "first", "collect"))]
    combine: Annotated[Scalar, OneOf(("strictest", "sum", "min", "max", "list"))] | None = None
    when: Condition | None = None
    if_missing: Entries[Text] | None = None
    total: Flag | None = None
    table: TableText
    if_undecided: Entries[Text]
