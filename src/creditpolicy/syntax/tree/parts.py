"""Shapes that several sections use: titles, conditions, tables."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import (
    Entries,
    ExpressionText,
    Flag,
    Many,
    NameText,
    OneOf,
    StandIn,
    TableText,
    Text,
    Written,
    kind_of,
)


class TitlePair(Written):
    """The same words in two languages."""

    nl: Text | None = None
    en: Text | None = None


Title = Annotated[
    Annotated[Text, Tag("text")] | Annotated[TitlePair, Tag("pair")],
    Discriminator(lambda node: kind_of(node, {}, "text", "pair")),
]


class AnyCondition(Written):
    """At least one of these holds."""

    any: Many["Condition"]


class AllConditions(Written):
    """Every one of these holds."""

    all: Many["Condition"]


class NoCondition(Written):
    """None of these holds."""

    none: Many["Condition"]


class Leaf(Written):
    """A condition with a name and a reason of its own, and what it counts as when it can't be known."""

    id: NameText | None = None
    if_: ExpressionText = Field(alias="if")
    reason: NameText | None = None
    because: Text | None = None
    if_missing: Annotated[Scalar, OneOf(("no match", "match"))] | None = None


# The words behind are no keys; who writes one of them is told of the key that it stands for.
_BRANCHES = {"any": "any", "all": "all", "none": "none", "or": "any", "and": "all", "not": "none"}

Condition = Annotated[
    Annotated[ExpressionText, Tag("text")]
    | Annotated[AnyCondition, Tag("any")]
    | Annotated[AllConditions, Tag("all")]
    | Annotated[NoCondition, Tag("none")]
    | Annotated[Leaf, Tag("leaf")],
    Discriminator(lambda node: kind_of(node, _BRANCHES, "text", "leaf")),
]


class Ruled(Written):
    """What people want to know of a rule."""

    title: Title | None = None
    because: Text | None = None
    covers: Many[Text] | None = None


class Covering(Written):
    """A section, or a part of one, that fulfils requirements as a whole."""

    covers: Many[Text] | None = None


class Grid(Written):
    """A table inside a section that knows its outputs."""

    hit: Annotated[Scalar, OneOf(("unique", "first")), StandIn("first")]
    because: Text | None = None
    covers: Many[Text] | None = None
    if_missing: Entries[Text] | None = None
    table: TableText


AnyCondition.model_rebuild()
AllConditions.model_rebuild()
NoCondition.model_rebuild()
__all__ = [
    "AllConditions",
    "AnyCondition",
    "Condition",
    "Covering",
    "Flag",
    "Grid",
    "Leaf",
    "NoCondition",
    "Ruled",
    "Title",
    "TitlePair",
]
