"""Orders: all rules are looked at. Refer before hold; of the holds prepayment lifts those that do not say otherwise.

One table decides, of which the strictest row that holds wins: release, release_prepaid, hold, refer. A hold that
prepayment lifts is a row that holds only where the order is not prepaid. What was delivered can't be held any more:
there, a hold becomes a referral.
"""

from collections.abc import Iterable

from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.checks import certainly, reason_code, unclear
from creditpolicy.checked.sections.context import Context, check_ids, not_empty, not_reserved, people
from creditpolicy.checked.sections.order_answers import order_point
from creditpolicy.checked.sections.order_rules import OrderRule, check_order_rule, standing_at
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import (
    AllOf,
    AnyOf,
    Choose,
    Compare,
    Const,
    Definition,
    Formula,
    Negate,
    Output,
    Read,
    Row,
    Table,
)
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.orders import CHECKPOINTS, ORDER_OUTCOMES, OrdersNode
from creditpolicy.values.types import BooleanType, EnumType, ListType, TextType, Type

OUTCOME = EnumType("orders", ORDER_OUTCOMES, ordered=True)
"""From mild to strict."""
OUTCOME_NAME = "orders.outcome"
WORDS = ListType(TextType())
_OWN_ROWS = {
    "prepaid": "an order that is prepaid",
    "not_checked": "a checkpoint at which nothing is checked",
    "no_objection": "an order that no rule stops",
}
_DELIVERED = Read("order.fully_delivered", BooleanType())


def order_outputs() -> dict[str, Type]:
    """What the section publishes."""
    return {OUTCOME_NAME: OUTCOME}


def beyond_route(route: str) -> str:
    """The name of the claim that something else stops an order than what an exception by this route lifts."""
    return f"orders.beyond.{route}"


def check_orders(node: OrdersNode, context: Context) -> Part:
    """The tables of outcomes, of warnings, of routes to ask by and of what can't be told, and the point `order`."""
    context = context.recorded()
    findings = context.findings
    before = len(findings.made)
    if node.if_undecided.text.startswith("release"):
        findings.add(
            Code.LENIENT_FALLBACK,
            f"`if_undecided: {node.if_undecided.text}` releases the orders of who keeps facts back",
            node.if_undecided.at,
            "write `if_undecided: hold`",
        )
    not_empty(node.at, "checkpoint", node.key_at("at"), findings, "name those at which orders are checked")
    check_ids(node.at, "checkpoint", findings)
    refer, hold, warn = node.refer_when or (), node.hold_when or (), node.warn_when or ()
    not_empty((*refer, *hold), "rule", node.here, findings, "say when an order waits: `hold_when`")
    ids = [*(one.id for one in refer), *(one.id for one in hold), *(one.id for one in warn)]
    check_ids(ids, "rule", findings)
    not_reserved(ids, _OWN_ROWS, findings)
    checked = _checked(node.at, context)
    prepaid = context.condition(node.release_prepaid_when)
    stops = [rule for one in refer if (rule := check_order_rule(one, "refer", node, checked, context))]
    stops += [rule for one in hold if (rule := check_order_rule(one, "hold", node, checked, context))]
    warns = [rule for one in warn if (rule := check_order_rule(one, "warn", node, checked, context))]
    if len(findings.made) > before:
        return Part()
    tables = (
        _outcomes(node, stops, prepaid, checked),
        _listed("warnings", (_warning(rule) for rule in warns), node),
        _listed("ask_for", (_asking(rule) for rule in stops if rule.exception is not None), node),
        _listed("unclear", (_unclear(rule) for rule in (*stops, *warns)), node),
    )
    definitions = (*(rule.definition for rule in (*stops, *warns)), *_beyond(stops, node, context))
    return Part(definitions, tables, points=(order_point(node, OUTCOME, WORDS, context),))


def _checked(at: tuple[Scalar, ...], context: Context) -> Formula | None:
    """That orders are checked at the checkpoint of this one; None where they are at all of them."""
    return None if {scalar.text for scalar in at} >= set(CHECKPOINTS) else standing_at(at, context)


def _outcomes(node: OrdersNode, rules: Iterable[OrderRule], prepaid: Formula | None, checked: Formula | None) -> Table:
    """A row for each rule, for what is prepaid, for where nothing is checked, and for all other orders."""
    rows = [_outcome(rule, prepaid) for rule in rules]
    if prepaid is not None:
        guard = prepaid if checked is None else AllOf((prepaid, checked))
        said = Titles("de order is vooruitbetaald", "the order is prepaid")
        value = (Const("release_prepaid", OUTCOME),)
        rows.append(
            Row("prepaid", (), guard, value, node.key_at("release_prepaid_when"), reason="PREPAID", titles=said)
        )
    released = (Const("release", OUTCOME),)
    if checked is not None:
        said = Titles("op dit moment wordt een order niet getoetst", "orders are not checked at this checkpoint")
        at = node.key_at("at")
        rows.append(Row("not_checked", (), Negate(checked), released, at, reason="NOT_CHECKED", titles=said))
    said = Titles("er is geen bezwaar tegen de order", "there is no objection to the order")
    rows.append(Row("no_objection", (), None, released, node.here, True, "NO_OBJECTION", said))  # noqa: FBT003 - otherwise
    return Table(
        "orders", None, "collect", "strictest", (), tuple(rows), (Output(OUTCOME_NAME, OUTCOME),), None, node.here
    )


def _outcome(rule: OrderRule, prepaid: Formula | None) -> Row:
    refers = Const("refer", OUTCOME)
    value = refers if rule.effect == "refer" else Choose(_DELIVERED, refers, Const("hold", OUTCOME), OUTCOME)
    guard = AllOf((rule.guard, Negate(prepaid))) if rule.lifted and prepaid is not None else rule.guard
    return Row(rule.id, (), guard, (value,), rule.node.id.at, reason=reason_code(rule.node), **people(rule.node))


def _warning(rule: OrderRule) -> Row:
    """A warning that can't be told is none; `unclear` names it."""
    named = (Const((rule.id,), WORDS),)
    reason = reason_code(rule.node)
    return Row(rule.id, (), certainly(rule.guard), named, rule.node.id.at, reason=reason, **people(rule.node))


def _asking(rule: OrderRule) -> Row:
    """The route of a rule that holds for certain, where the order waits."""
    waits = Compare(">=", Read(OUTCOME_NAME, OUTCOME), Const("hold", OUTCOME), "the order waits", NOWHERE)
    guard = AllOf((waits, certainly(rule.held)))
    return Row(rule.id, (), guard, (Const((rule.exception,), WORDS),), rule.node.id.at)  # type: ignore[arg-type]  # filtered


def _unclear(rule: OrderRule) -> Row:
    guard = unclear(rule.held, f"`{rule.id}`", rule.node.id.at)
    return Row(rule.id, (), guard, (Const((rule.id,), WORDS),), rule.node.id.at)


def _listed(name: str, rows: Iterable[Row], node: OrdersNode) -> Table:
    full = f"orders.{name}"
    return Table(full, None, "collect", "list", (), tuple(rows), (Output(full, WORDS),), None, node.here)


def _beyond(rules: list[OrderRule], node: OrdersNode, context: Context) -> tuple[Definition, ...]:
    """For each exception route, whether a rule that does not name it stops the order."""
    found = []
    for route in context.sources["exceptions"]:
        others = AnyOf(tuple(rule.held for rule in rules if rule.exception != route))
        said = Titles(f"iets anders dan {route} houdt de order tegen", f"something else than {route} stops the order")
        found.append(Definition(beyond_route(route), None, others, said, supplied=False, at=node.here))
    return tuple(found)
