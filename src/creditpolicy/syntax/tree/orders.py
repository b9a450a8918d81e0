"""The section that checks orders: who has to look, what is held, what prepayment lifts, what is only warned of."""

from typing import Annotated

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import Flag, Many, NameText, OneOf, Written
from creditpolicy.syntax.tree.parts import Condition, Ruled

CHECKPOINTS = ("quote", "order", "delivery", "invoice")
ORDER_OUTCOMES = ("release", "release_prepaid", "hold", "refer")

Checkpoint = Annotated[Scalar, OneOf(CHECKPOINTS)]


class WarnRuleNode(Ruled):
    """What is told beside the answer; it never holds an order."""

    id: NameText
    at: Many[Checkpoint] | None = None
    when: Condition
    reason: NameText | None = None


class ReferRuleNode(Ruled):
    """An order that somebody has to look at."""

    id: NameText
    at: Many[Checkpoint] | None = None
    when: Condition
    reason: NameText | None = None
    exception: NameText | None = None


class HoldRuleNode(Ruled):
    """An order that waits; `even_if_prepaid` says that prepayment does not change it."""

    id: NameText
    at: Many[Checkpoint] | None = None
    when: Condition
    even_if_prepaid: Flag | None = None
    reason: NameText | None = None
    exception: NameText | None = None


class OrdersNode(Written):
    """Whether an order goes on, at each of the checkpoints."""

    at: Many[Checkpoint]
    if_undecided: Annotated[Scalar, OneOf(ORDER_OUTCOMES)]
    refer_when: Many[ReferRuleNode] | None = None
    hold_when: Many[HoldRuleNode] | None = None
    release_prepaid_when: Condition | None = None
    warn_when: Many[WarnRuleNode] | None = None
