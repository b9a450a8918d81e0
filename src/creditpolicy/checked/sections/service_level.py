"""Within what time something must be done.

What is late is told by days. A span in hours is therefore one of whole days, and runs to the end of its last day.
"""

from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.spans import Span
from creditpolicy.diagnostics import Code
from creditpolicy.syntax.nodes import Scalar

_HOURS_A_DAY = 24


def read_within(node: Scalar, context: Context) -> Span | None:
    """The span that `48 hours`, `2 days` or `2 business days` gives; None where it is in error (reported)."""
    found = context.span(node, ("hours", "days", "business days"))
    if found is None or found.unit != "hours":
        return found
    days, left = divmod(found.count, _HOURS_A_DAY)
    if left:
        message = f"`{node.text}` is no number of whole days, and what is late is told by days"
        context.findings.add(Code.BAD_DURATION, message, node.at, f"write `{_HOURS_A_DAY * (days + 1)} hours`")
        return None
    return Span(days, "days")
