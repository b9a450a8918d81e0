"""Arrangements: promises to pay and payment plans. Kept, each replaces the ladder, and it names the way back."""

from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.plans import check_plans, plan_outputs
from creditpolicy.checked.sections.promises import check_promises, promise_outputs
from creditpolicy.diagnostics import Code
from creditpolicy.syntax.tree.arrangements import ArrangementsNode
from creditpolicy.values.types import Type


def arrangement_outputs(node: ArrangementsNode) -> dict[str, tuple[Type, str | None]]:
    """What the section publishes."""
    found: dict[str, tuple[Type, str | None]] = {}
    if node.promise is not None:
        found |= promise_outputs()
    if node.plan is not None:
        found |= plan_outputs()
    return found


def check_arrangements(node: ArrangementsNode, escalations: tuple[str, ...], context: Context) -> tuple[Part, ...]:
    """A part for promises and one for plans; `escalations` are the ids that a broken plan can lead to."""
    context = context.recorded()
    if node.promise is None and node.plan is None:
        message = "`arrangements` says neither what holds for a `promise` nor for a `plan`"
        context.findings.add(Code.MISSING_KEY, message, node.here, "add `promise:` or `plan:`")
    parts: list[Part] = []
    if node.promise is not None:
        parts.append(check_promises(node.promise, node.if_undecided, context))
    if node.plan is not None:
        parts.append(check_plans(node.plan, node.if_undecided, escalations, context))
    return tuple(parts)
