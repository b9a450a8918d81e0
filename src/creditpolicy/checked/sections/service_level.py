"""Within what time something must be done: a written span to words of the language that follow a date.

Facts name days. A span in hours is therefore one of whole days, and runs to the end of its last day.
"""

from creditpolicy.checked.sections.context import Context
from creditpolicy.diagnostics import Code
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import duration

_HOURS_A_DAY = 24


def days_within(node: Scalar, context: Context) -> int | None:
    """The days that `48 hours` or `2 days` gives; None where it is in error (reported)."""
    found = context.findings.take(duration(node, ("hours", "days")))
    if found is None:
        return None
    if found.unit == "days":
        return found.number
    days, left = divmod(found.number, _HOURS_A_DAY)
    if left:
        message = f"`{node.text}` is no number of whole days, and facts name days"
        context.findings.add(Code.BAD_DURATION, message, node.at, f"write `{_HOURS_A_DAY * (days + 1)} hours`")
        return None
    return days
