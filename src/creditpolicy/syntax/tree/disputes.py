"""The section `disputes`: how they are classed, who handles them, within what time, and what they stop."""

from typing import Annotated

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import DurationText, Entries, Many, NameText, OneOf, Written
from creditpolicy.syntax.tree.parts import Grid, Ruled

CLASSES = ("genuine", "miscommunication", "delay", "unknown")
STATUSES = ("registered", "assessed", "in_progress", "awaiting_customer", "resolved_upheld", "resolved_rejected")
RESOLVED = ("resolved_upheld", "resolved_rejected")


class IfLateNode(Written):
    """Who hears of a dispute that was not assessed in time."""

    to: NameText


class HandlingNode(Ruled):
    """One status of a dispute: what it needs, whose it is, and which may come next."""

    status: NameText
    needs: Many[NameText] | None = None
    owner: NameText | None = None
    next: Many[NameText]


class DisputesNode(Written):
    """What happens to disputes."""

    if_undecided: Annotated[Scalar, OneOf(("unknown",))]
    assess_within: DurationText
    if_late: IfLateNode | None = None
    classify: Grid
    route: Entries[NameText]
    stops_reminders: Many[NameText] | None = None
    handling: Many[HandlingNode] | None = None
