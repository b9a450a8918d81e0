"""The law as analyses. Input: `Policy` and `Program`. Output: findings with their article. Not legal advice."""

from creditpolicy.analysis.guards.all_guards import legal_findings

__all__ = ["legal_findings"]
