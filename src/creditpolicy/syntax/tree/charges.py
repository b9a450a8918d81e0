"""The section `charges`: interest and costs of collecting."""

from typing import Annotated

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import (
    ExpressionText,
    Flag,
    Many,
    NameText,
    OneOf,
    PercentText,
    Text,
    Written,
)
from creditpolicy.syntax.tree.parts import Condition, Ruled


class InterestNode(Written):
    """Interest at the rates of a table, points added, or at one rate."""

    rates: NameText | None = None
    plus: PercentText | None = None
    rate: PercentText | None = None
    compound: Annotated[Scalar, OneOf(("yearly", "never"))] | None = None
    only_when: Condition | None = None


class CostsNode(Written):
    """Costs by a scale or a fixed amount, once in default or once the fourteen-day letter has run out."""

    scale: NameText | None = None
    fixed: Text | None = None
    after: Annotated[Scalar, OneOf(("default", "notice"))]
    only_when: Condition | None = None


class ChargeRuleNode(Ruled):
    """What one kind of debtor is charged; the first rule that holds counts."""

    id: NameText
    when: Condition | None = None
    otherwise: Flag | None = None
    interest: InterestNode | None = None
    costs: CostsNode | None = None


class ChargesNode(Written):
    """What a late invoice costs the customer."""

    if_undecided: Annotated[Scalar, OneOf(("none",))]
    accept_unverified_rates: Flag | None = None
    principal: ExpressionText | None = None
    in_default_from: ExpressionText | None = None
    rules: Many[ChargeRuleNode]
