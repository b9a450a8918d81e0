"""Nobody is refused by a machine alone: a natural person may ask for a human being.

Logic: a check or rule of acceptance that may hold for a natural person (a sole trader is one) and whose outcome is
`decline` is found. `refer` puts a human being in between.
"""

from collections.abc import Iterator

from creditpolicy.analysis.guards.guard import Guard, Looking
from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.formulas import Const


def _check(looking: Looking) -> Iterator[Diagnostic]:
    table = looking.program.tables.get("acceptance")
    if table is None:
        return
    for row in looking.at({"customer.natural_person": True}).may_decide(table):
        given = row.outputs[0]
        if isinstance(given, Const) and given.value == "decline":
            yield Diagnostic(
                Code.AUTOMATIC_DECLINE,
                f"`{row.id}` may decline a natural person, and nobody looks at it first",
                row.at,
                "refer natural persons: `not(customer.natural_person)` here, and a rule with `outcome: refer`",
            )


GUARD = Guard(Code.AUTOMATIC_DECLINE, "EU", "GDPR article 22 and CJEU C-634/21 (SCHUFA)", deviable=True, check=_check)
