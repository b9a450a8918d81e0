"""A consumer owes costs of collecting only after a letter that gives fourteen days more to pay without costs.

Logic: a rule of `charges` that may be the first to hold for a consumer, and whose costs may be due while
`invoice.notice_expired` does not hold, is found. Conservative: what can't be told apart counts as may.
"""

from collections.abc import Iterator

from creditpolicy.analysis.guards.guard import CONSUMER, Guard, Looking
from creditpolicy.diagnostics import Code, Diagnostic

_BEFORE = {**CONSUMER, "invoice.notice_expired": False}


def _check(looking: Looking) -> Iterator[Diagnostic]:
    if "charges" not in looking.program.tables:
        return
    possible = looking.at(_BEFORE)
    reached = {row.id for row in possible.may_decide(looking.program.tables["charges"])}
    for rule in looking.policy.charges:
        costs = rule.costs
        if rule.id not in reached or costs is None or costs.after == "notice":
            continue
        if costs.when is not None and possible.value(costs.when, (("invoice", 0),)) is False:
            continue
        yield Diagnostic(
            Code.COSTS_BEFORE_NOTICE,
            f"rule `{rule.id}` may charge a consumer costs before the fourteen-day letter has run out",
            costs.at,
            "write `after: notice`, or keep consumers out of the rule",
        )


GUARD = Guard(
    Code.COSTS_BEFORE_NOTICE, "NL", "article 6:96 paragraph 6 of the Dutch Civil Code", deviable=False, check=_check
)
