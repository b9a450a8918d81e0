"""What the library raises. Everything that a user can cause is a `CreditPolicyError`."""

from collections.abc import Mapping

from creditpolicy.diagnostics.diagnostic import Diagnostic
from creditpolicy.diagnostics.render import render


class CreditPolicyError(Exception):
    """The root of all errors of a policy, of facts and of calls."""


class PolicyError(CreditPolicyError):
    """A policy can't be used.

    `diagnostics` are all findings; `sources` are the texts of its files by name, for rendering.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...], sources: Mapping[str, str]) -> None:
        """Keep the findings and the texts that they are about."""
        self.diagnostics = diagnostics
        self.sources = sources
        super().__init__("\n\n".join(render(diagnostic, sources) for diagnostic in diagnostics))

    def __reduce__(self) -> tuple[type["PolicyError"], tuple[tuple[Diagnostic, ...], Mapping[str, str]]]:
        """Other processes make it from the same findings."""
        return PolicyError, (self.diagnostics, self.sources)


class InvariantError(Exception):
    """We are wrong, not the user."""

    def __init__(self, what: str) -> None:
        """Say which promise did not hold."""
        super().__init__(f"{what}; this is a bug in creditpolicy")
