"""What a customer may pay a month, and in how many months: the limits of every plan."""

from dataclasses import dataclass

from creditpolicy.checked.rounding import Rounding, rounded
from creditpolicy.checked.sections.affordable import amount_written
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.defining import Defining
from creditpolicy.diagnostics import Code, Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Const, Formula
from creditpolicy.syntax.tree.arrangements import PlanNode
from creditpolicy.values.money import Money

MOST_MONTHS = 600
_TOO_MANY = MOST_MONTHS + 1
"""Stands for any number of instalments that no plan may have."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`most` and `least` are amounts a month, `months` the longest term."""

    months: int
    most: Formula
    most_at: Place
    least: Formula | None
    least_at: Place | None

    def largest_count(self, debt: str) -> str:
        """The largest number of instalments, as a formula: each at least the least, unless there is one only."""
        if self.least is None:
            return str(self.months)
        most = f"max(1, min({self.months}, floor({debt} / arrangements.least)))"
        return f"if arrangements.least > 0 then {most} else {self.months}"


def check_limits_of_plan(node: PlanNode, context: Context) -> Limits | None:
    """The limits; None where one is in error (reported)."""
    findings = context.findings
    before = len(findings.made)
    longest = context.lasting(node.longest)
    if longest is not None and (longest.unit != "months" or not 1 <= longest.count <= MOST_MONTHS):
        message = f"expected a number of months from 1 to {MOST_MONTHS}, got `{node.longest.text}`"
        findings.add(Code.BAD_DURATION, message, node.longest.at, "instalments are monthly: write `6 months`")
    most = amount_written(node.instalment_at_most, context)
    least = None if node.instalment_at_least is None else amount_written(node.instalment_at_least, context)
    fixed = [one.value.amount for one in (most, least) if isinstance(one, Const) and isinstance(one.value, Money)]
    if len(fixed) == 2 and fixed[0] < fixed[1] and node.instalment_at_least is not None:
        message = f"an instalment is at least `{node.instalment_at_least.text}` and at most less than that"
        findings.add(Code.PLAN_NEVER_FITS, message, node.instalment_at_least.at, "lower it")
    if len(findings.made) > before or longest is None or most is None:
        return None
    least_at = None if node.instalment_at_least is None else node.instalment_at_least.at
    return Limits(longest.count, most, node.instalment_at_most.at, least, least_at)


def define_limits(limits: Limits, defining: Defining) -> None:
    """The limits by name. INVARIANT: the most is a whole number of cents, so that rounding up never exceeds it."""
    most = Titles("hoogste termijnbedrag", "largest instalment")
    defining.add_amount("arrangements.most", rounded(limits.most, Rounding("down", 2, None)), most, limits.most_at)
    if limits.least is not None and limits.least_at is not None:
        titles = Titles("laagste termijnbedrag", "smallest instalment")
        defining.add_amount("arrangements.least", limits.least, titles, limits.least_at)


def instalments_for(debt: str, amount: str) -> str:
    """The number of instalments of at most `amount` that pay `debt`, at least one; too many where nothing is paid."""
    count = f"max(1, min({_TOO_MANY}, ceiling({debt} / {amount})))"
    return f"if {amount} > 0 then {count} else {_TOO_MANY}"
