"""Lengths of time as sections ask for them, and days moved by them in the words of the language."""

from dataclasses import dataclass

from creditpolicy.checked.findings import Findings
from creditpolicy.diagnostics import Code, Place
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import DurationUnit, duration
from creditpolicy.values.business_days import Calendar

MINUTES_OF_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time; backwards where `count` is below zero."""

    count: int
    unit: DurationUnit

    def after(self, day: str) -> str:
        """The expression for the day that lies so far after `day`, itself an expression.

        For a span in hours `day` is the name of a fact that keeps its minute (`dispute.opened_at`).
        """
        match self.unit:
            case "days" | "months":
                sign, count = ("-", -self.count) if self.count < 0 else ("+", self.count)
                return f"{day} {sign} {count} {self.unit}"
            case "business days":
                return f"add business days({day}, {self.count})"
            case "hours":
                minutes = f"{day}_minute + {60 * self.count}"
                return f"{day} + floor(({minutes}) / {MINUTES_OF_A_DAY}) * 1 days"

    def before(self, day: str) -> str:
        """The expression for the day that lies so far before `day`."""
        return Span(-self.count, self.unit).after(day)


def read_span(
    node: Scalar, units: tuple[DurationUnit, ...], calendar: Calendar | None, findings: Findings
) -> Span | None:
    """A span in one of `units`; None where it is in error (reported)."""
    found = findings.take(duration(node, units))
    if found is None:
        return None
    if found.unit == "business days" and calendar is None:
        report_no_calendar(node.at, findings)
        return None
    return Span(found.number, found.unit)


def report_no_calendar(at: Place, findings: Findings) -> None:
    """Business days were written where there is no calendar."""
    way_out = "say whose holidays count, in the head of the policy: `calendar: NL`"
    findings.add(Code.NO_CALENDAR, "business days need a calendar", at, way_out)
