"""The section that lets invoices out: what must be there, who supplies it, when it has to be out, and how it goes."""

from typing import Annotated

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import DurationText, Many, NameText, OneOf, Text, Written
from creditpolicy.syntax.tree.parts import Condition, Grid, Ruled

GATE = ("issue", "block")


class NeedNode(Ruled):
    """What an invoice needs: facts, a condition, or what its customer requires; and who supplies it."""

    id: NameText
    present: Many[NameText] | None = None
    holds: Condition | None = None
    customer_may_require: Many[NameText] | None = None
    when: Condition | None = None
    owner: NameText
    within: DurationText | None = None
    if_not: Annotated[Scalar, OneOf(("block", "warn"))] | None = None
    reason: NameText | None = None


class InvoicingNode(Written):
    """Whether an invoice may go out, by when, and through which channel."""

    because: Text | None = None
    covers: Many[Text] | None = None
    within: Text | None = None
    if_undecided: Annotated[Scalar, OneOf(GATE)]
    needs: Many[NeedNode]
    channel: Grid | None = None
