"""Sensitive facts are used for a stated purpose only.

Logic: a fact that is marked `sensitive`, that a rule or definition of the policy itself reads, and for which neither
the fact (`purpose:`) nor the head of the policy (`purposes:`) says what for. What the standard definitions read, such
as an e-mail address to know whether somebody can be reached, is not looked at.
"""

from collections.abc import Iterator

from creditpolicy.analysis.guards.guard import Guard, Looking
from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.formulas import Formula, names_read
from creditpolicy.ir.reads import formulas_of_row

_STANDARD = "standard/"


def _check(looking: Looking) -> Iterator[Diagnostic]:
    stated = looking.policy.header.purposes
    seen: set[str] = set()
    for formula, at in _written(looking):
        for name in names_read(formula):
            fact = looking.policy.vocabulary.facts.get(name)
            if fact is None or not fact.sensitive or fact.purpose or name in stated or name in seen:
                continue
            seen.add(name)
            yield Diagnostic(
                Code.SENSITIVE_WITHOUT_PURPOSE,
                f"`{name}` is sensitive, and the policy does not say what it is used for",
                at,
                f"say it in the head of the policy: `purposes: {{{name}: ...}}`",
            )


def _written(looking: Looking) -> Iterator[tuple[Formula, Place]]:
    """The formulas that the policy itself holds, with a place."""
    for definition in looking.program.definitions.values():
        if not definition.at.file.startswith(_STANDARD):
            yield definition.formula, definition.at
    for table in looking.program.tables.values():
        yield from ((column.formula, table.at) for column in table.columns)
        for row in table.rows:
            yield from ((formula, row.at) for formula in formulas_of_row(row))


GUARD = Guard(
    Code.SENSITIVE_WITHOUT_PURPOSE,
    "EU",
    "General Data Protection Regulation, purpose limitation",
    deviable=True,
    check=_check,
)
