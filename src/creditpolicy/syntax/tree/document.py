"""A policy as written: the header, and the sections of all its files together."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.arrangements import ArrangementsNode
from creditpolicy.syntax.tree.base import (
    DateText,
    DurationText,
    Entries,
    Many,
    NameText,
    NumberText,
    OneOf,
    StandIn,
    Text,
    Written,
)
from creditpolicy.syntax.tree.calendar import Calendar
from creditpolicy.syntax.tree.charges import ChargesNode
from creditpolicy.syntax.tree.disputes import DisputesNode
from creditpolicy.syntax.tree.invoicing import InvoicingNode
from creditpolicy.syntax.tree.law import RateTableNode, ScaleNode
from creditpolicy.syntax.tree.orders import OrdersNode
from creditpolicy.syntax.tree.oversight import GovernanceNode, PrioritiesNode, ReviewNode, TriggerNode
from creditpolicy.syntax.tree.parts import Title, TitlePair
from creditpolicy.syntax.tree.reminders import RemindersNode
from creditpolicy.syntax.tree.sections import (
    AcceptanceNode,
    EscalationNode,
    ExceptionsNode,
    LimitsNode,
    RiskNode,
    SegmentNode,
    TermsNode,
)
from creditpolicy.syntax.tree.vocabulary import DecisionNode, Definition, FactNode, RecordNode


class InForceNode(Written):
    """The first and, if it has one, the last day of a version."""

    from_: DateText = Field(alias="from")
    to: DateText | None = None


class RoleNode(Written):
    """A role and the role above it."""

    title: Title | None = None
    reports_to: NameText | None = None


class CreditorNode(Written):
    """Who gives the credit, as far as the law looks at it."""

    size: Annotated[Scalar, OneOf(("small", "medium", "large"))]


class AcceptedFindingNode(Written):
    """A legal finding that the owner of the policy answers, and why."""

    code: Text
    because: Text


class SectionsNode(Written):
    """The sections; each file of a policy holds some of them."""

    facts: Entries[FactNode] | None = None
    records: Entries[RecordNode] | None = None
    definitions: Entries[Definition] | None = None
    amounts: Entries[Entries[NumberText]] | None = None
    reasons: Entries[TitlePair] | None = None
    decisions: Entries[DecisionNode] | None = None
    segments: Many[SegmentNode] | None = None
    risk: RiskNode | None = None
    acceptance: AcceptanceNode | None = None
    limits: LimitsNode | None = None
    terms: TermsNode | None = None
    orders: OrdersNode | None = None
    invoicing: InvoicingNode | None = None
    reminders: RemindersNode | None = None
    escalation: Many[EscalationNode] | None = None
    disputes: DisputesNode | None = None
    arrangements: ArrangementsNode | None = None
    exceptions: ExceptionsNode | None = None
    reviews: Many[ReviewNode] | None = None
    triggers: Many[TriggerNode] | None = None
    priorities: PrioritiesNode | None = None
    governance: GovernanceNode | None = None
    charges: ChargesNode | None = None
    rates: Entries[RateTableNode] | None = None
    scales: Entries[ScaleNode] | None = None


class PolicyNode(SectionsNode):
    """The file that names the policy."""

    policy: Annotated[NameText, StandIn("policy")]
    language: Annotated[NumberText, StandIn("1")]
    title: Title | None = None
    version: Annotated[Text, StandIn("1")]
    in_force: InForceNode | None = None
    owner: NameText | None = None
    review_every: DurationText | None = None
    jurisdiction: NameText | None = None
    creditor: CreditorNode | None = None
    purposes: Entries[Text] | None = None
    accept_findings: Many[AcceptedFindingNode] | None = None
    currency: NameText | None = None
    currencies: Many[NameText] | None = None
    calendar: Calendar | None = None
    time_zone: NameText | None = None
    roles: Entries[RoleNode] | None = None
    include: Many[Text] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """All files of one version of a policy: the head, then the included ones in their order."""

    head: PolicyNode
    files: tuple[SectionsNode, ...]
