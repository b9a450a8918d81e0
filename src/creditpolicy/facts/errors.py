"""Facts that can't be what they say they are."""

from creditpolicy.diagnostics.errors import CreditPolicyError
from creditpolicy.facts.words import Fault
from creditpolicy.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where in the facts (`invoices[3].due_date`), what is wrong, and the way out where we know it."""

    path: str
    message: str
    help: str | None = None

    @property
    def sentence(self) -> str:
        """All of it as one line."""
        if self.help:
            return Fault.AT_WITH_HELP(path=self.path, fault=self.message, help=self.help)
        return Fault.AT(path=self.path, fault=self.message)

    def __str__(self) -> str:
        """One line."""
        return str(self.sentence)


class FactsError(CreditPolicyError):
    """The facts of a case are in error; `problems` names every fault, `path` the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the faults."""
        self.problems = problems
        self.path = problems[0].path
        super().__init__("\n".join(str(problem) for problem in problems))

    def __reduce__(self) -> tuple[type["FactsError"], tuple[tuple[Problem, ...]]]:
        """Other processes make it from the same faults."""
        return FactsError, (self.problems,)
