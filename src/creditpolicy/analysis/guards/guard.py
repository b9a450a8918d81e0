"""One legal guard: what it looks for, by which article, and whether a policy may answer it with a reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from creditpolicy.analysis.guards.possible import Possible
from creditpolicy.checked import Policy
from creditpolicy.diagnostics import Code, Diagnostic, Note
from creditpolicy.ir.program import Program
from creditpolicy.values.value import Value

Check = Callable[["Looking"], Iterator[Diagnostic]]
DEBTOR_TYPE = "customer.debtor_type"
CONSUMER: Mapping[str, Value] = {DEBTOR_TYPE: "consumer", "customer.natural_person": True}
"""Who the law protects most: a natural person who does not act for a business."""


@dataclass(frozen=True, slots=True)
class Looking:
    """What a guard looks at."""

    policy: Policy
    program: Program

    def at(self, known: Mapping[str, Value]) -> Possible:
        """All cases with these facts."""
        return Possible(self.program, known)


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule of law as an analysis. `law` is NL or EU; `deviable`: the law leaves room, so a policy may answer."""

    code: Code
    law: str
    article: str
    deviable: bool
    check: Check

    def findings(self, looking: Looking) -> tuple[Diagnostic, ...]:
        """What is found, each with the article."""
        note = Note(f"{self.article}; this is not legal advice")
        return tuple(replace(found, notes=(*found.notes, note)) for found in self.check(looking))
