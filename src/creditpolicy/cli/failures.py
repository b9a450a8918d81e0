"""Everything that can go wrong, as one form: who is wrong, one sentence, the way out, the exit code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import click

from creditpolicy.diagnostics import Code, Diagnostic, Severity
from creditpolicy.diagnostics.as_json import as_json
from creditpolicy.diagnostics.errors import CreditPolicyError, InvariantError, PolicyError
from creditpolicy.diagnostics.inert import inert, quoted
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.reports.findings_text import findings_text

FINDINGS, UNUSABLE, BUG = 1, 2, 3
Kind: TypeAlias = Literal["usage", "input", "facts", "policy", "bug"]


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

    def to_dict(self) -> dict[str, object]:
        """For programs: `{ok: false, error: {...}}`."""
        error: dict[str, object] = {"kind": self.kind, "message": self.message, "help": self.help}
        if self.problems:
            error["problems"] = [{"path": one.path, "message": one.message, "help": one.help} for one in self.problems]
        if self.diagnostics:
            error["diagnostics"] = [as_json(one) for one in self.diagnostics]
        return {"ok": False, "error": error}

    def to_text(self, *, colour: bool = False) -> str:
        """For people: findings with their lines, or a sentence with its way out."""
        if self.diagnostics:
            return findings_text(self.diagnostics, self.sources, colour=colour)
        lines = [f"error: {_lines(self.message)}"]
        lines += [f"  {_lines(str(problem))}" for problem in self.problems]
        if self.help is not None:
            lines.append(f"help: {_lines(self.help)}")
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
    return not sources and bool(diagnostics) and all(one.code is Code.FILE_UNREADABLE for one in diagnostics)


def failure_of(error: BaseException) -> Failure:
    """What is told of an exception."""
    match error:
        case Refused(failure=failure):
            return failure
        case click.ClickException():
            return _usage(error)
        case PolicyError(diagnostics=diagnostics, sources=sources):
            errors = sum(one.severity is Severity.ERROR for one in diagnostics)
            message = f"the policy can't be used: {errors} error{'' if errors == 1 else 's'}"
            return Failure("policy", message, "`creditpolicy check` lists them", (), diagnostics, sources)
        case FactsError(problems=problems):
            count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
            return Failure("facts", f"the facts can't be read: {count}", None, problems)
        case CreditPolicyError():
            return Failure("usage", str(error))
        case OSError(strerror=str() as reason, filename=name):
            where = f"{quoted(str(name))}: " if name else ""
            return Failure("input", f"{where}{reason.lower()}")
        case _:
            return _unusable(error) or _bug(error)


def _unusable(error: BaseException) -> Failure | None:
    """What a run says of its files. Its room is loaded late, to keep the other commands quick."""
    from creditpolicy.portfolio.unusable import UnusableInput

    if not isinstance(error, UnusableInput):
        return None
    return Failure("input", error.message, error.help)


def _bug(error: BaseException) -> Failure:
    told = str(error).removesuffix("; this is a bug in creditpolicy")
    what = (
        told if isinstance(error, InvariantError) else f"{type(error).__name__} {quoted(told) if told else ''}".strip()
    )
    return Failure(
        "bug",
        f"this is a bug in creditpolicy, and not your mistake: {what}",
        "report it with the command and what it prints with `--debug`; CONTRIBUTING.md says where",
    )


def _usage(error: click.ClickException) -> Failure:
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            guess = f"did you mean `{min(near)}`?" if near else _see(error)
            return Failure("usage", f"unknown option {quoted(name)}", guess)
        case click.MissingParameter(param=param):
            name = _name(param)
            return Failure("usage", f"{name} is missing", _about(param) or _see(error))
        case click.BadParameter(param=param, message=message):
            return Failure("usage", f"{_name(param)}: {_plain(message)}", _see(error))
        case click.UsageError(message=message):
            return Failure("usage", _plain(message), _see(error))
        case _:
            return Failure("input", _plain(error.format_message()))


def _plain(message: str) -> str:
    """Click's sentence in the form of ours."""
    text = message.strip().removesuffix(".").replace("'", "`")
    return text[:1].lower() + text[1:]


def _name(param: Any) -> str:  # noqa: ANN401 - click has no name for a parameter of whatever type
    if param is None:
        return "the command line"
    if isinstance(param, click.Option):
        return f"`{param.opts[0]}`"
    return f"`{param.human_readable_name}`"


def _about(param: Any) -> str | None:  # noqa: ANN401 - as above
    return f"{param.opts[0]}: {param.help}" if isinstance(param, click.Option) and param.help else None


def _see(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"`{context.command_path if context else 'creditpolicy'} --help` shows what it takes"


def _lines(text: str) -> str:
    return "\n".join(inert(line) for line in text.split("\n"))
