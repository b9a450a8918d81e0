"""What is told when a command can't do its work: who is wrong, one sentence, the way out, the exit code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.diagnostics.as_json import as_json
from creditpolicy.diagnostics.inert import inert
from creditpolicy.diagnostics.phrases import Language, said, said_or_none
from creditpolicy.diagnostics.words import Frame
from creditpolicy.facts.errors import Problem

FINDINGS, UNUSABLE, BUG = 1, 2, 3
Kind: TypeAlias = Literal["usage", "input", "facts", "policy", "bug"]
_NO_POLICY = (Code.FILE_UNREADABLE, Code.BUNDLE)


@dataclass(frozen=True, slots=True)
class Failure:
    """What is told when a command can't do its work."""

    kind: Kind
    message: str
    help: str | None = None
    problems: tuple[Problem, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def code(self) -> int:
        """The exit code."""
        if self.kind == "bug":
            return BUG
        return FINDINGS if self.kind == "policy" and not nothing_read(self.diagnostics, self.sources) else UNUSABLE

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """For programs: `{ok: false, error: {...}}`."""
        error: dict[str, object] = {"kind": self.kind, **_said(self.message, self.help, language)}
        if self.problems:
            error["problems"] = [{"path": one.path, **_said(one.message, one.help, language)} for one in self.problems]
        if self.diagnostics:
            error["diagnostics"] = [as_json(one, language) for one in self.diagnostics]
        return {"ok": False, "error": error}

    def to_text(self, language: Language = "en", *, colour: bool = False) -> str:
        """For people: findings with their lines, or a sentence with its way out."""
        if self.diagnostics:
            from creditpolicy.reports.findings_text import findings_text

            return findings_text(self.diagnostics, self.sources, language, colour=colour)
        lines = [f"{said(Frame.ERROR(), language)}: {_lines(said(self.message, language))}"]
        lines += [f"  {_lines(said(problem.sentence, language))}" for problem in self.problems]
        if self.help is not None:
            lines.append(f"{said(Frame.HELP(), language)}: {_lines(said(self.help, language))}")
        return "\n".join(lines)


class Refused(Exception):
    """A command can't do what it was asked, and the caller can mend it."""

    def __init__(self, failure: Failure) -> None:
        """Keep what is told."""
        super().__init__(failure.message)
        self.failure = failure


def refused(message: str, help: str | None = None, kind: Kind = "input") -> Refused:
    """The exception for one sentence and its way out."""
    return Refused(Failure(kind, message, help))


def nothing_read(diagnostics: tuple[Diagnostic, ...], sources: Mapping[str, str]) -> bool:
    """Whether there is no policy at all at the path: wrong use, rather than findings in a policy."""
    return not sources and bool(diagnostics) and all(one.code in _NO_POLICY for one in diagnostics)


def _said(message: str, help: str | None, language: Language) -> dict[str, object]:
    return {"message": said(message, language), "help": said_or_none(help, language)}


def _lines(text: str) -> str:
    return "\n".join(inert(line) for line in text.split("\n"))
