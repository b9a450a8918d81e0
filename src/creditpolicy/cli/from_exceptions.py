"""An exception to what is told of it. Input: any exception. Output: `Failure`."""

import click

from creditpolicy.cli.failures import Failure, Refused
from creditpolicy.diagnostics import Severity
from creditpolicy.diagnostics.errors import CreditPolicyError, InvariantError, PolicyError
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.errors import FactsError

_NOT_YOURS = "this is a bug in creditpolicy, and not your mistake"
_REPORT = "report it with the command and what it prints with `--debug`; CONTRIBUTING.md says where"


def failure_of(error: Exception) -> Failure:
    """Who is wrong, and the way out. What nobody foresaw is our bug."""
    if isinstance(error, Refused):
        return error.failure
    if isinstance(error, click.ClickException):
        return _usage(error)
    if isinstance(error, PolicyError):
        return _policy(error)
    if isinstance(error, FactsError):
        count = "1 problem" if len(error.problems) == 1 else f"{len(error.problems)} problems"
        return Failure("facts", f"the facts can't be used: {count}", None, error.problems)
    if isinstance(error, CreditPolicyError):
        return Failure("usage", str(error))
    if isinstance(error, OSError) and error.strerror:
        where = f"{quoted(str(error.filename))}: " if error.filename else ""
        return Failure("input", f"{where}{error.strerror.lower()}")
    return _unusable(error) or _bug(error)


def _policy(error: PolicyError) -> Failure:
    errors = sum(one.severity is Severity.ERROR for one in error.diagnostics)
    message = f"the policy can't be used: {errors} error{'' if errors == 1 else 's'}"
    return Failure("policy", message, "`creditpolicy check` lists them", (), error.diagnostics, error.sources)


def _unusable(error: Exception) -> Failure | None:
    """What a run says of its files. Its room is loaded late, to keep the other commands quick."""
    from creditpolicy.portfolio.unusable import UnusableInput

    return Failure("input", error.message, error.help) if isinstance(error, UnusableInput) else None


def _bug(error: Exception) -> Failure:
    if isinstance(error, InvariantError):
        return Failure("bug", f"{_NOT_YOURS}: {str(error).removesuffix('; this is a bug in creditpolicy')}", _REPORT)
    told = f" {quoted(str(error))}" if str(error) else ""
    return Failure("bug", f"{_NOT_YOURS}: {type(error).__name__}{told}", _REPORT)


def _usage(error: click.ClickException) -> Failure:
    """Click's sentences in the form of ours."""
    if isinstance(error, click.NoSuchOption):
        guess = f"did you mean `{min(error.possibilities)}`?" if error.possibilities else _see(error)
        return Failure("usage", f"unknown option {quoted(error.option_name)}", guess)
    if isinstance(error, click.MissingParameter):
        return Failure("usage", f"{_name(error.param)} is missing", _about(error.param) or _see(error))
    if isinstance(error, click.BadParameter):
        return Failure("usage", f"{_name(error.param)}: {_plain(error.message)}", _see(error))
    if isinstance(error, click.UsageError):
        return Failure("usage", _plain(error.message), _see(error))
    return Failure("input", _plain(error.format_message()))


def _plain(message: str) -> str:
    text = message.strip().removesuffix(".").replace("'", "`")
    return text[:1].lower() + text[1:]


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "the command line"
    return f"`{param.opts[0]}`" if isinstance(param, click.Option) else f"`{param.human_readable_name}`"


def _about(param: click.Parameter | None) -> str | None:
    return f"{param.opts[0]}: {param.help}" if isinstance(param, click.Option) and param.help else None


def _see(error: click.UsageError) -> str:
    return f"`{error.ctx.command_path if error.ctx else 'creditpolicy'} --help` shows what it takes"
