"""Every legal guard that holds where the policy does, and the answers that a policy gives to them."""

from collections.abc import Iterator

from creditpolicy.analysis.guards import (
    agency_not_registered,
    automatic_decline,
    costs_before_notice,
    costs_beyond_scale,
    longest_terms,
    notice_too_short,
    sensitive_without_purpose,
)
from creditpolicy.analysis.guards.guard import Guard, Looking
from creditpolicy.checked import Policy
from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.ir.program import Program

GUARDS: tuple[Guard, ...] = (
    costs_before_notice.GUARD,
    costs_beyond_scale.GUARD,
    notice_too_short.GUARD,
    *longest_terms.GUARDS,
    automatic_decline.GUARD,
    agency_not_registered.GUARD,
    sensitive_without_purpose.GUARD,
)
# The member states of the European Union, by ISO 3166-1; Greece is GR there.
_MEMBERS = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV"}
    | {"MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)


def legal_findings(policy: Policy, program: Program) -> tuple[Diagnostic, ...]:
    """What the guards of the policy's jurisdiction find, without what the policy answers."""
    laws = _laws(policy.header.jurisdiction)
    looking = Looking(policy, program)
    answered = {one.code for one in policy.header.answered}
    found = [one for guard in GUARDS if guard.law in laws for one in guard.findings(looking)]
    may_be = {guard.code for guard in GUARDS if guard.deviable}
    kept = [one for one in found if one.code not in may_be or one.code.value not in answered]
    return (*kept, *_answers(policy, {one.code for one in found}))


def _laws(jurisdiction: str | None) -> frozenset[str]:
    """Whose law holds: that of the country, and the Union's where it is a member."""
    if jurisdiction is None:
        return frozenset()
    return frozenset({jurisdiction, "EU"} if jurisdiction in _MEMBERS else {jurisdiction})


def _answers(policy: Policy, found: set[Code]) -> Iterator[Diagnostic]:
    guards = {guard.code.value: guard for guard in GUARDS}
    for one in policy.header.answered:
        guard = guards.get(one.code)
        if guard is None:
            known = ", ".join(f"`{code}`" for code, other in guards.items() if other.deviable)
            message = f"`{one.code}` is no legal finding"
            yield Diagnostic(Code.NOT_TO_BE_ANSWERED, message, one.at, f"those that can be answered: {known}")
        elif not guard.deviable:
            message = f"`{one.code}` can't be answered: the law leaves no room ({guard.article})"
            yield Diagnostic(Code.NOT_TO_BE_ANSWERED, message, one.at, "change what it is about")
        elif guard.code not in found:
            message = f"`{one.code}` is answered, but not found"
            yield Diagnostic(Code.NOTHING_TO_ANSWER, message, one.at, "leave the answer out")
