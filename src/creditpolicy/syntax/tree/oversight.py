"""The sections that keep watch: reviews, triggers, priorities, and the policy's own governance."""

from typing import Annotated

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import (
    DurationText,
    Entries,
    ExpressionText,
    Many,
    NameText,
    NumberText,
    OneOf,
    PercentText,
    Text,
)
from creditpolicy.syntax.tree.parts import Condition, Covering, Ruled


class ReviewNode(Ruled):
    """When a customer is looked at again, and what must be at hand then."""

    id: NameText
    every: DurationText | None = None
    on: ExpressionText | None = None
    when: Condition | None = None
    if_missing: Annotated[Scalar, OneOf(("due",))] | None = None
    present: Many[NameText] | None = None
    max_age: DurationText | None = None


class TriggerNode(Ruled):
    """A change or a signal that somebody must act on, at the decision points under `at`."""

    id: NameText
    at: Many[NameText] | None = None
    each: NameText | None = None
    when: Condition
    task: NameText
    owner: NameText
    within: DurationText | None = None
    since: ExpressionText | None = None


class PrioritiesNode(Covering):
    """Who comes first: a score per customer, and how much work fits into a day."""

    score: ExpressionText
    round: Text
    if_undecided: NumberText
    effort_minutes: Entries[NumberText] | None = None
    capacity_minutes: NumberText | None = None
    reserve: Entries[PercentText] | None = None


class AcknowledgedNode(Covering):
    """Which roles must have read the version in force, and within what time of its first day."""

    by: Many[NameText]
    within: DurationText


class GovernanceNode(Covering):
    """What the organisation must be able to show of the policy itself."""

    measures_after_review: Annotated[Scalar, OneOf(("required",))] | None = None
    what_if_before_change: Annotated[Scalar, OneOf(("required",))] | None = None
    acknowledged: AcknowledgedNode | None = None
