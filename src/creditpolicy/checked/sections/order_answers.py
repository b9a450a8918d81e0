"""What the decision point `order` answers: whether the order goes on, and the exposure with which it was looked at."""

from creditpolicy.checked.sections.context import Context
from creditpolicy.formulas import Answer, Const, Formula, IfMissing, Point, Read
from creditpolicy.syntax.tree.orders import OrdersNode
from creditpolicy.values.types import EnumType, ListType, TextType

_EXPOSURE = {
    "invoices": "customer.exposure_open",
    "orders": "customer.exposure_orders",
    "delivered_uninvoiced": "customer.exposure_delivered_uninvoiced",
    "before": "customer.exposure_before_order",
    "order": "order.amount",
    "prepaid": "order.prepaid_amount",
    "delivered": "order.delivered_amount",
    "with_order": "customer.exposure_with_order",
    "limit": "customer.limit_in_force",
    "over_limit_by": "customer.over_limit_by",
}
"""The parts of the exposure. Each is nothing where it is not known: that alone leaves no order undecided."""


def order_point(node: OrdersNode, outcome: EnumType, words: ListType, context: Context) -> Point:
    """The point; of its answers the outcome and the warnings have reasons, the others detail them."""
    answers = (
        Answer("order", Read("orders.outcome", outcome)),
        Answer("warnings", Read("orders.warnings", words)),
        Answer("ask_for", Read("orders.ask_for", words), explains=False),
        Answer("unclear", Read("orders.unclear", words), explains=False),
        *(Answer(f"exposure.{key}", _if_known(name, context), explains=False) for key, name in _EXPOSURE.items()),
    )
    fallback = (("order", Const(node.if_undecided.text, outcome)),)
    return Point("order", answers, None, None, (), fallback)


def _if_known(name: str, context: Context) -> Formula:
    kind = context.scope.type_of(name) or TextType()
    return IfMissing(Read(name, kind), Const(None, kind), kind)
