"""One rule of `orders`: when it holds, at which checkpoints, and what may make up for it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from creditpolicy.checked.findings import Findings
from creditpolicy.checked.sections.context import Context, check_ids, not_empty
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import AllOf, Definition, Formula, Holds, Read
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import flag
from creditpolicy.syntax.tree import SectionsNode
from creditpolicy.syntax.tree.orders import HoldRuleNode, OrdersNode, ReferRuleNode, WarnRuleNode
from creditpolicy.values.types import BooleanType

RuleNode: TypeAlias = ReferRuleNode | HoldRuleNode | WarnRuleNode
Effect: TypeAlias = Literal["warn", "hold", "refer"]


@dataclass(frozen=True, slots=True)
class OrderRule:
    """A rule that is in order. `guard` says when it holds, `lifted` whether prepayment then makes up for it."""

    node: RuleNode
    effect: Effect
    guard: Formula
    lifted: bool

    @property
    def id(self) -> str:
        """Its name."""
        return self.node.id.text

    @property
    def held(self) -> Holds:
        """That it holds, by the name under which `definition` says so."""
        return Holds(Read(f"orders.rules.{self.id}", BooleanType()), f"`{self.id}` holds", self.node.id.at)

    @property
    def definition(self) -> Definition:
        """What the tables that only detail an outcome read, so that a trace shows the tests of a rule once."""
        name, said = f"orders.rules.{self.id}", Titles(f"regel {self.id} geldt", f"rule {self.id} holds")
        return Definition(name, None, self.guard, said, supplied=False, at=self.node.id.at)

    @property
    def exception(self) -> str | None:
        """The route by which it can be asked to let this order through."""
        route = None if isinstance(self.node, WarnRuleNode) else self.node.exception
        return None if route is None else route.text


def check_order_rule(
    node: RuleNode, effect: Effect, section: OrdersNode, checked: Formula | None, context: Context
) -> OrderRule | None:
    """The rule; None where its condition is in error. `checked` says that orders are checked at this checkpoint."""
    own = None if node.at is None else _own_checkpoints(node, node.at, section, context)
    regardless = False
    match node:
        case HoldRuleNode():
            _known_route(node.exception, context)
            regardless = _even_if_prepaid(node, section, context)
        case ReferRuleNode():
            _known_route(node.exception, context)
        case WarnRuleNode():
            pass
    when = context.condition(node.when)
    if when is None:
        return None
    place = own or checked
    lifted = effect == "hold" and section.release_prepaid_when is not None and not regardless
    return OrderRule(node, effect, when if place is None else AllOf((when, place)), lifted)


def routes_are_named(files: tuple[SectionsNode, ...], findings: Findings) -> None:
    """Each exception route that changes orders is named by a rule; one that is not lets nothing through."""
    orders = [file.orders for file in files if file.orders is not None]
    asked = [rule.exception for node in orders for rule in node.refer_when or ()]
    asked += [rule.exception for node in orders for rule in node.hold_when or ()]
    named = {route.text for route in asked if route is not None}
    for route in (one for file in files if file.exceptions is not None for one in file.exceptions.routes):
        if orders and route.may_change.text == "orders" and route.id.text not in named:
            findings.add(
                Code.NEVER_REACHED,
                f"no rule of `orders` names `{route.id.text}`, so that it lets no order through",
                route.id.at,
                f"add `exception: {route.id.text}` to the rules that it may lift",
            )


def standing_at(words: tuple[Scalar, ...], context: Context) -> Formula | None:
    """That the order stands at one of these checkpoints; None where there are none (reported)."""
    if not words:
        return None
    each = dict.fromkeys(scalar.text for scalar in words)
    text = " or ".join(f'order.checkpoint = "{word}"' for word in each)
    return spelled(text, context.scope, words[0].at)


def _own_checkpoints(node: RuleNode, at: tuple[Scalar, ...], section: OrdersNode, context: Context) -> Formula | None:
    findings = context.findings
    not_empty(at, "checkpoint", node.key_at("at"), findings, "name one, or leave `at` out for all of them")
    check_ids(at, "checkpoint", findings)
    everywhere = {scalar.text for scalar in section.at}
    for scalar in at:
        if scalar.text not in everywhere:
            findings.add(
                Code.CHECKPOINT,
                f"`{node.id.text}` is for `{scalar.text}`, at which no order is checked",
                scalar.at,
                f"add `{scalar.text}` to the `at` of the section",
            )
    return standing_at(at, context)


def _known_route(route: Scalar | None, context: Context) -> None:
    routes = context.sources["exceptions"]
    if route is None or route.text in routes:
        return
    near = nearest(route.text, routes)
    known = ", ".join(f"`{one}`" for one in routes)
    way_out = f"did you mean `{near}`?" if near else f"routes: {known}" if known else "add it under `exceptions`"
    context.findings.add(Code.UNKNOWN_NAME, f"unknown exception route `{route.text}`", route.at, way_out)


def _even_if_prepaid(node: HoldRuleNode, section: OrdersNode, context: Context) -> bool:
    if node.even_if_prepaid is None:
        return False
    if section.release_prepaid_when is None:
        context.findings.add(
            Code.KEYS_EXCLUDE,
            "`even_if_prepaid` goes with `release_prepaid_when`, which this section does not have",
            node.key_at("even_if_prepaid"),
            "leave it out: nothing releases a prepaid order that is held",
        )
    return context.findings.take(flag(node.even_if_prepaid)) is True
