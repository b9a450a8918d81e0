"""The section `arrangements`: promises to pay and payment plans."""

from typing import Annotated

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import DurationText, ExpressionText, Flag, NameText, NumberText, OneOf, Written
from creditpolicy.syntax.tree.parts import Condition, Ruled


class BrokenNode(Written):
    """The step of a ladder that follows on a promise that was not kept."""

    step: NameText


class PromiseNode(Ruled):
    """Which promises to pay count, and for how long."""

    longest: DurationText
    amount_at_most: ExpressionText | None = None
    not_after_broken: NumberText | None = None
    confirm_in_writing_within: DurationText | None = None
    tolerance: DurationText | None = None
    when_broken: BrokenNode


class MissedNode(Written):
    """When a plan is broken, and which step or hand-over follows."""

    after: DurationText
    step: NameText | None = None
    escalate: NameText | None = None


class OfferNode(Written):
    """To whom a plan is offered, and how soon it begins."""

    when: Condition | None = None
    start_after: DurationText
    on_payday: Flag | None = None


class PlanNode(Ruled):
    """Which payment plans are agreed to."""

    longest: DurationText
    instalment_at_most: ExpressionText
    instalment_at_least: ExpressionText | None = None
    refuse_when: Condition | None = None
    refer_when: Condition | None = None
    written_confirmation: Annotated[Scalar, OneOf(("required", "not required"))]
    confirm_within: DurationText | None = None
    when_missed: MissedNode
    offer: OfferNode | None = None


class ArrangementsNode(Written):
    """What is agreed with customers who do not pay at once."""

    if_undecided: Annotated[Scalar, OneOf(("refer",))]
    promise: PromiseNode | None = None
    plan: PlanNode | None = None
