"""A consumer has fourteen days from the day after receipt of the letter that announces costs.

Logic: a step of a ladder that a consumer may be on, that announces interest and costs, must leave 17 days: counted from
the day of sending, 2 for the post and 14 from the day after it, and the costs follow on the day after those. Holidays
and weekends make it longer: the rule `after: notice` of `charges` counts each letter by itself.
"""

from collections.abc import Iterator
from fractions import Fraction

from creditpolicy.analysis.guards.guard import CONSUMER, Guard, Looking
from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.formulas import Const, Row, Table

LEAST_DAYS = 17


def _check(looking: Looking) -> Iterator[Diagnostic]:
    table = looking.program.tables.get("reminders")
    if table is None:
        return
    for row in looking.at(CONSUMER).may_decide(table):
        days = _days(row, table)
        if days is not None and days < LEAST_DAYS:
            yield Diagnostic(
                Code.NOTICE_TOO_SHORT,
                f"costs may follow {days} days after this letter to a consumer, wanted at least {LEAST_DAYS}",
                row.at,
                f"write `after: {LEAST_DAYS} days`, or keep consumers off this ladder",
            )


def _days(row: Row, table: Table) -> int | None:
    """After how many days the costs that a step announces may follow; None where it announces none."""
    given = {output.name: formula for output, formula in zip(table.outputs, row.outputs, strict=True)}
    match given.get("reminders.announces"), given.get("reminders.announces_after"):
        case Const(value="interest_and_costs"), Const(value=Fraction() as days):
            return int(days)
    return None


GUARD = Guard(
    Code.NOTICE_TOO_SHORT,
    "NL",
    "article 6:96 paragraph 6 of the Dutch Civil Code and ECLI:NL:HR:2016:2704",
    deviable=False,
    check=_check,
)
