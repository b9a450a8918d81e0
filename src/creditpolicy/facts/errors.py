"""Facts that can't be what they say they are."""

from dataclasses import dataclass

from creditpolicy.diagnostics.errors import CreditPolicyError


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where in the facts (`invoices[3].due_date`), what is wrong, and the way out where we know it."""

    path: str
    message: str
    help: str | None = None

    def __str__(self) -> str:
        """One line."""
        return f"{self.path}: {self.message}" + (f" ({self.help})" if self.help else "")


class FactsError(CreditPolicyError):
    """The facts of a case are in error; `problems` names every fault, `path` the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the faults."""
        self.problems = problems
        self.path = problems[0].path
        super().__init__("\n".join(str(problem) for problem in problems))
