"""How tests of a policy came out."""

from dataclasses import dataclass

from creditpolicy.diagnostics import Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.testing.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that came out otherwise: where in the answer, what was expected, what was found, and on which day."""

    path: str
    expected: str
    found: str
    at: Place
    on: str | None


@dataclass(frozen=True, slots=True)
class Why:
    """A row that gave the answer, where it stands in the policy, and what it says. `about` names the record."""

    row: str
    at: Place
    text: Titles
    because: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """One test: passed where nothing came out otherwise. `missing` are the facts that the decisions lacked."""

    name: str
    at: Place
    mismatches: tuple[Mismatch, ...] = ()
    why: tuple[Why, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether all came out as expected."""
        return not self.mismatches


@dataclass(frozen=True, slots=True)
class Results:
    """All tests of one version of a policy, in the order of its files, and what they reached."""

    policy: str
    version: str
    tests: tuple[Result, ...]
    coverage: Coverage

    @property
    def passed(self) -> bool:
        """Whether every test passed."""
        return all(test.passed for test in self.tests)
