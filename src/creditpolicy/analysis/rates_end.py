"""Rates that are used and are known to a day that lies before the policy begins."""

from datetime import date

from creditpolicy.checked import Policy
from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.law import RateTable
from creditpolicy.values.calendar import ONE_DAY


def rates_that_end(policy: Policy) -> tuple[Diagnostic, ...]:
    """One finding for each rule that counts with a table in which nothing is known once the policy holds."""
    first = policy.header.first_day
    found = []
    for rule in policy.charges:
        end = None if rule.rates is None else _known_until(rule.rates)
        if rule.rates is not None and end is not None and first is not None and end < first:
            message = f"the rates `{rule.rates.name}` are known until {end}, the policy holds from {first}"
            way_out = f"add rows: `rates: {{{rule.rates.name}: {{rows: [{{from: ...}}]}}}}`"
            found.append(Diagnostic(Code.RATES_END, message, rule.at, way_out))
    return tuple(found)


def _known_until(table: RateTable) -> date | None:
    """The last day before rates end for good; None where the last row has one."""
    end = None
    for row in table.rows:
        end = (end or row.first_day - ONE_DAY) if row.rate is None else None
    return end
