"""What is answered where no row of the only table holds, and nothing is missing: what the policy falls back on."""

from types import MappingProxyType
from typing import Any

from creditpolicy.backends.interpreter.asked import field_of
from creditpolicy.decision.decision import frozen
from creditpolicy.formulas import Point
from creditpolicy.values.unknown import Unknown


def outcome_without_row(point: Point) -> MappingProxyType[str, Any]:
    """The outcome."""
    fallback = dict(point.fallback)
    fields = {one.key: frozen(field_of(one, Unknown(), fallback.get(one.key))) for one in point.answers}
    return MappingProxyType(fields)
