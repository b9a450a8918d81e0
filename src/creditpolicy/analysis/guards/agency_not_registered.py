"""A claim is handed over only to an agency that is registered.

Logic: a hand-over whose requirements never read `organisation.agency_registered`, not even through a definition, is
found. For which debtors the act asks it was not verified, so this is a warning that can be answered.
"""

from collections.abc import Iterator

from creditpolicy.analysis.guards.guard import Guard, Looking
from creditpolicy.analysis.guards.reading import facts_behind
from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.ir.reads import formulas_of

REGISTERED = "organisation.agency_registered"


def _check(looking: Looking) -> Iterator[Diagnostic]:
    for table in looking.program.tables.values():
        handing = table.name.startswith("escalation.") and any(one.name.endswith(".lacks") for one in table.outputs)
        if handing and not any(REGISTERED in facts_behind(one, looking.program) for one in formulas_of(table)):
            yield Diagnostic(
                Code.AGENCY_NOT_REGISTERED,
                f"`{table.name.partition('.')[2]}` hands over without asking whether the agency is registered",
                table.at,
                "add `organisation.agency_registered` to `requires`",
            )


GUARD = Guard(
    Code.AGENCY_NOT_REGISTERED,
    "NL",
    "Wet kwaliteit incassodienstverlening, in force 2024-04-01",
    deviable=True,
    check=_check,
)
