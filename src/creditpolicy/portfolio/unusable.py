"""Input that no run can start from: the whole file or folder is at fault, not one row of it."""

from creditpolicy.diagnostics import Diagnostic


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
        first = diagnostics[0]
        more = f" (and {len(diagnostics) - 1} more)" if len(diagnostics) > 1 else ""
        super().__init__(f"{first.at.file}:{first.at.line}: {first.message}{more}", first.help)
        self.diagnostics = diagnostics
