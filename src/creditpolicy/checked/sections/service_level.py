"""Within what time something must be done: a written span to a formula for its last day.

Facts name days. A span in hours is therefore one of whole days, and runs to the end of its last day.
"""

from dataclasses import dataclass

from creditpolicy.checked.sections.context import Context
from creditpolicy.diagnostics import Code
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import duration

_HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Within:
    """A time in which something must be done, in calendar days."""

    days: int

    def after(self, day: str) -> str:
        """The last day of the span that begins on `day`, as a formula."""
        return f"{day} + {self.days} days"


def read_within(node: Scalar, context: Context) -> Within | None:
    """The span that `48 hours` or `2 days` gives; None where it is in error (reported)."""
    found = context.findings.take(duration(node, ("hours", "days")))
    if found is None:
        return None
    if found.unit == "days":
        return Within(found.number)
    days, left = divmod(found.number, _HOURS_A_DAY)
    if left:
        message = f"`{node.text}` is no number of whole days, and facts name days"
        context.findings.add(Code.BAD_DURATION, message, node.at, f"write `{_HOURS_A_DAY * (days + 1)} hours`")
        return None
    return Within(days)
