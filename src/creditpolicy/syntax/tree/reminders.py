"""The section `reminders`: ladders and their steps, and what holds for all of them."""

from typing import Annotated

from pydantic import Discriminator, Tag

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import (
    DurationText,
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
from creditpolicy.syntax.tree.parts import Condition, Covering, Grid, Ruled

ACTIONS = ("hand_over", "legal", "stop_delivery", "credit_block", "interest_and_costs", "other")


class RequiresNode(Written):
    """What must be true before a step, and the action that makes it true."""

    when: Condition
    else_do: NameText


class AnnouncesNode(Written):
    """What a step announces and how many days later that may follow."""

    action: Annotated[Scalar, OneOf(ACTIONS)]
    after: DurationText


class StepNode(Ruled):
    """One step of a ladder."""

    id: NameText
    window: Text | None = None
    at: Text | None = None
    channel: Many[NameText] | None = None
    tone: NameText | None = None
    template: NameText | None = None
    requires: RequiresNode | None = None
    announces: AnnouncesNode | None = None
    escalate: NameText | None = None
    approval: Annotated[Scalar, OneOf(("automatic", "manual"))] | None = None
    minimum: ExpressionText | None = None
    below: Annotated[Scalar, OneOf(("hold", "skip"))] | None = None
    outcome_required: NameText | None = None
    goal: TableText | None = None
    brief: Many[NameText] | None = None
    replaces: Many[NameText] | None = None
    terminal: Flag | None = None


class LadderNode(Ruled):
    """Steps in order; `catch_up` says what happens to steps that are behind."""

    catch_up: Annotated[Scalar, OneOf(("sequential", "jump", "skip")), StandIn("sequential")]
    steps: Many[StepNode]


class ConsolidateNode(Written):
    """One letter for all invoices of a customer or payer of which a step is due, and the tone that it takes."""

    per: Annotated[Scalar, OneOf(("customer", "payer"))]
    tone: Annotated[Scalar, OneOf(("highest", "leading oldest", "each"))]


class CapsNode(Written):
    """How often a customer hears from us at most."""

    contacts: Text


ToneCeiling = Annotated[
    Annotated[TableText, Tag("table")] | Annotated[Entries[NameText], Tag("segments")],
    Discriminator(lambda node: kind_of(node, {}, "table", "segments")),
]


class RemindersNode(Covering):
    """When and how reminders go out."""

    if_undecided: Annotated[Scalar, OneOf(("manual",)), StandIn("manual")]
    stop_when: Many[ExpressionText] | None = None
    minimum: ExpressionText | None = None
    credit_notes: Annotated[Scalar, OneOf(("net", "gross"))] | None = None
    consolidate: ConsolidateNode | None = None
    caps: CapsNode | None = None
    not_on: Many[NameText] | None = None
    prefer: Many[NameText] | None = None
    channels: Many[NameText] | None = None
    tone_ceiling: ToneCeiling | None = None
    min_gap: DurationText | None = None
    ladders: Entries[LadderNode]
    assign: Grid
