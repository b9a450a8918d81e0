"""Input that no run can start from: the whole file or folder is at fault, not one row of it."""

from creditpolicy.diagnostics import Diagnostic
from creditpolicy.portfolio.file_words import Useless


class UnusableInput(Exception):
    """One sentence about what was found and wanted, and the way out if we know it. The command line exits with 2."""

    def __init__(self, message: str, help: str | None = None) -> None:
        """Keep the sentence and the way out."""
        super().__init__(message if help is None else f"{message}\nhelp: {help}")
        self.message = message
        self.help = help


class UnusableMapping(UnusableInput):
    """A mapping that does not fit its file; every finding has its place in the mapping."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Say the first finding; keep them all."""
        first, more = diagnostics[0], len(diagnostics) - 1
        place = f"{first.at.file}:{first.at.line}"
        super().__init__(
            Useless.FINDINGS(place=place, message=first.message, count=more)
            if more
            else Useless.FINDING(place=place, message=first.message),
            first.help,
        )
        self.diagnostics = diagnostics
