"""Both sides of one threshold, from its value: the value itself and its neighbour."""

import re
from collections.abc import Mapping as AbstractMapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.vocabulary import Fact
from creditpolicy.formulas.sets import step_of
from creditpolicy.syntax.nodes import Mapping, Scalar
from creditpolicy.syntax.tree.policy_tests import BoundaryNode, CaseNode
from creditpolicy.testing.context import Context, Given
from creditpolicy.testing.merging import with_fact
from creditpolicy.testing.nested import set_at
from creditpolicy.testing.slots import Slot, slot_of
from creditpolicy.testing.trial import Asked, Trial
from creditpolicy.values.describe import plain_number
from creditpolicy.values.types import DateType, DaysType, MoneyType, MonthsType, NumberType

_QUANTITY = re.compile(r"(-?\d{1,30}(?:\.\d{1,30})?)( [A-Z]{3}|%| days?| months?)?", re.ASCII)
_SIDES = {"below": -1, "from": 0, "up_to": 0, "above": 1}
_PAIRS = (("below", "from"), ("up_to", "above"))


def boundary_trials(
    node: CaseNode, boundary: BoundaryNode, day: date | None, given: Given, context: Context
) -> tuple[Trial, ...]:
    """A trial for the side that the value itself lies on, and one for its neighbour."""
    findings = context.findings
    sides = _sides(boundary)
    if tuple(sides) not in _PAIRS:
        named = " and ".join(f"`{side}`" for side in sides) or "no side"
        findings.add(
            Code.BOUNDARY,
            f"found {named}, expected `below` and `from`, or `up_to` and `above`",
            boundary.here,
            "`below`/`from` for `>=` and `<`, `up_to`/`above` for `>` and `<=`",
        )
        return ()
    found = slot_of(boundary.fact.text, boundary.fact.at, context.vocabulary, given.facts, findings)
    expected = {side: context.expected(node.expect, sides[side]) for side in sides}
    if found is None or day is None:
        return ()
    slot, fact = found
    values = {side: _moved(boundary, fact, _SIDES[side], context) for side in sides}
    return tuple(
        _trial(node, boundary, side, value, expected[side], (day, slot, given))
        for side, value in values.items()
        if value is not None
    )


def _trial(
    node: CaseNode,
    boundary: BoundaryNode,
    side: str,
    value: str,
    expected: tuple[Mapping, ...],
    setting: tuple[date, Slot, Given],
) -> Trial:
    day, slot, given = setting
    name = f"{node.name.text} / {side.replace('_', ' ')}: {boundary.fact.text} {value}"
    facts: AbstractMapping[str, Any] = with_fact(given.facts, slot, value)
    nodes = (*given.nodes, set_at(slot[0], slot[2], boundary.at)) if slot[1] is None else given.nodes
    return Trial(name, boundary.key_at(side), (Asked(day, facts, nodes, expected),))


def _sides(boundary: BoundaryNode) -> dict[str, Mapping]:
    written = {
        "below": boundary.below,
        "from": boundary.from_,
        "up_to": boundary.up_to,
        "above": boundary.above,
    }
    return {side: node for side, node in written.items() if node is not None}


def _moved(boundary: BoundaryNode, fact: Fact, steps: int, context: Context) -> str | None:
    """The value, so many steps further on, as the facts of a case have it."""
    if isinstance(fact.type, DateType):
        day = context.day(boundary.at)
        return None if day is None else (day + timedelta(days=steps)).isoformat()
    if not isinstance(fact.type, NumberType | MoneyType | DaysType | MonthsType):
        message = f"`{fact.name}` has no neighbouring values, expected a number, an amount, days or a date"
        context.findings.add(Code.BOUNDARY, message, boundary.fact.at, "write two tests, or `each`")
        return None
    found = _quantity(boundary.at)
    if found is None:
        message = f"expected the value of the threshold, got {quoted(boundary.at.text)}"
        context.findings.add(Code.BOUNDARY, message, boundary.at.at, "write `6`, `5000 EUR` or `40%`")
        return None
    step = _step(boundary, fact, context)
    if step is None:
        return None
    value, unit = found
    moved = value + steps * step * (100 if unit == "%" else 1)
    return f"{plain_number(moved)}{unit}"


def _step(boundary: BoundaryNode, fact: Fact, context: Context) -> Fraction | None:
    if boundary.step is None:
        step = step_of(fact.type)
        if step is None:
            message = f"`{fact.name}` has no smallest step"
            context.findings.add(Code.BOUNDARY, message, boundary.fact.at, "write one: `step: 0.01`")
        return step
    found = _quantity(boundary.step)
    if found is None or found[0] <= 0:
        message = f"expected a step over zero, got {quoted(boundary.step.text)}"
        context.findings.add(Code.BOUNDARY, message, boundary.step.at, "write `step: 1`")
        return None
    value, unit = found
    return value / 100 if unit == "%" else value


def _quantity(scalar: Scalar) -> tuple[Fraction, str] | None:
    """The number, and the unit that stays behind it; days and months need none."""
    found = _QUANTITY.fullmatch(scalar.text.strip())
    if found is None:
        return None
    number, unit = found.groups()
    return Fraction(number), "" if unit is None or unit.startswith((" day", " month")) else unit
