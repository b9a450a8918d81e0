"""Every analysis of a policy in turn."""

from creditpolicy.analysis.guards import legal_findings
from creditpolicy.analysis.rates_end import rates_that_end
from creditpolicy.analysis.space import Spaces
from creditpolicy.analysis.tables import check_tables
from creditpolicy.analysis.unused import unused_facts
from creditpolicy.checked import Policy
from creditpolicy.diagnostics import Diagnostic
from creditpolicy.ir.program import Program


def analyse(policy: Policy, program: Program, spaces: Spaces) -> tuple[Diagnostic, ...]:
    """All findings that need the whole policy."""
    findings = check_tables(policy, program, spaces) + unused_facts(policy, program)
    return findings + rates_that_end(policy) + legal_findings(policy, program)
