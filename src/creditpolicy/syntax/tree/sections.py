"""The sections but for reminders: segments, risk, acceptance, limits, terms, exceptions, escalation."""

from typing import Annotated

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
    PercentText,
    StandIn,
    TableText,
    Text,
    Written,
)
from creditpolicy.syntax.tree.parts import Condition, Covering, Grid, Ruled

OUTCOMES = ("accept", "accept_with_conditions", "refer", "decline")


class SegmentNode(Ruled):
    """One segment, for those customers for which `when` is the first to hold."""

    id: NameText
    when: Condition | None = None
    otherwise: Flag | None = None


class RiskPartNode(Ruled):
    """One part of the score: points per range of one fact."""

    id: NameText
    weight: PercentText
    counts_when: Condition | None = None
    max_age: DurationText | None = None
    points: TableText


class DisagreeNode(Covering):
    """Two parts whose points lie too far apart."""

    between: Many[NameText]
    points_apart: NumberText


class RiskNode(Covering):
    """The scorecard: score = sum of weight x points, rounded, then a class."""

    round: Annotated[Text, StandIn("half up to 0")]
    parts: Many[RiskPartNode]
    missing_part: Annotated[Scalar, OneOf(("lowest points", "reweigh")), StandIn("reweigh")]
    disagree: DisagreeNode | None = None
    classes: TableText


class CheckNode(Ruled):
    """What must be there, or hold, before credit is given; `when` says for whom."""

    id: NameText
    present: Many[NameText] | None = None
    holds: Condition | None = None
    max_age: DurationText | None = None
    when: Condition | None = None
    if_not: Annotated[Scalar, OneOf(OUTCOMES)]
    reason: NameText | None = None


class AcceptanceRuleNode(Ruled):
    """One rule of acceptance; all are looked at and the strictest that holds decides."""

    id: NameText
    when: Condition | None = None
    otherwise: Flag | None = None
    outcome: Annotated[Scalar, OneOf(OUTCOMES)]
    reason: NameText | None = None
    conditions: Many[NameText] | None = None


class AcceptanceNode(Covering):
    """Who is accepted."""

    strictness: Many[NameText] | None = None
    if_undecided: Annotated[Scalar, OneOf(OUTCOMES), StandIn("decline")]
    checks: Many[CheckNode] | None = None
    rules: Many[AcceptanceRuleNode]


class LimitsNode(Grid):
    """How much credit: min(cap, round(base) + additions), until when."""

    additions: Many[ExpressionText] | None = None
    round: Text | None = None
    valid_for: Annotated[DurationText, StandIn("1 month")]


class TermLineNode(Written):
    """One instalment of the payment terms."""

    share: PercentText
    due: Text


class TermNode(Ruled):
    """Payment terms: a higher rank is better for the customer."""

    rank: NumberText
    lines: Many[TermLineNode]


class TermsNode(Grid):
    """The terms by id and the table that gives them."""

    ids: Entries[TermNode]


class ExceptionRouteNode(Ruled):
    """What one kind of exception may change, how far, and who may grant it."""

    id: NameText
    may_change: Annotated[Scalar, OneOf(("terms", "limits", "orders"))]
    up_to: Text
    never_when: Condition | None = None
    expires_after: DurationText
    approvers: Grid


class ExceptionsNode(Covering):
    """The exception routes."""

    reason: Annotated[Scalar, OneOf(("required",)), StandIn("required")]
    if_undecided: Annotated[Scalar, OneOf(("refused",)), StandIn("refused")]
    routes: Many[ExceptionRouteNode]


class HandOverNode(Written):
    """What must hold before a claim goes to an agency."""

    requires: Many[ExpressionText]


class EscalationNode(Ruled):
    """A moment to involve somebody, or a place where steps end."""

    id: NameText
    when: Condition | None = None
    to: NameText | None = None
    within: DurationText | None = None
    hand_over: HandOverNode | None = None
