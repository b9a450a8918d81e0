"""An exception to what is told of it. Input: any exception. Output: `Failure`."""

import click

from creditpolicy.cli.failures import Failure, Refused
from creditpolicy.cli.usage_words import Usage, of_click
from creditpolicy.cli.words import Help, Refusal
from creditpolicy.diagnostics import Severity
from creditpolicy.diagnostics.errors import CreditPolicyError, InvariantError, PolicyError
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.phrases import Phrase
from creditpolicy.diagnostics.system_words import refusal
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.words import Fault, WayOut


def failure_of(error: Exception) -> Failure:
    """Who is wrong, and the way out. What nobody foresaw is our bug."""
    if isinstance(error, Refused):
        return error.failure
    if isinstance(error, click.ClickException):
        return _usage(error)
    if isinstance(error, PolicyError):
        return _policy(error)
    if isinstance(error, FactsError):
        count = len(error.problems)
        message = Refusal.ONE_PROBLEM() if count == 1 else Refusal.PROBLEMS(count=count)
        return Failure("facts", message, None, error.problems)
    if isinstance(error, CreditPolicyError):
        return Failure("usage", error.args[0])
    if isinstance(error, OSError) and error.strerror:
        reason = refusal(error, error.strerror.lower())
        where = quoted(str(error.filename)) if error.filename else None
        return Failure("input", Fault.AT(path=where, fault=reason) if where else reason)
    return _unusable(error) or _bug(error)


def _policy(error: PolicyError) -> Failure:
    errors = sum(one.severity is Severity.ERROR for one in error.diagnostics)
    message = Refusal.ONE_ERROR() if errors == 1 else Refusal.ERRORS(count=errors)
    return Failure("policy", message, Help.ALL_FINDINGS(), (), error.diagnostics, error.sources)


def _unusable(error: Exception) -> Failure | None:
    """What a run says of its files. Its room is loaded late, to keep the other commands quick."""
    from creditpolicy.portfolio.unusable import UnusableInput

    return Failure("input", error.message, error.help) if isinstance(error, UnusableInput) else None


def _bug(error: Exception) -> Failure:
    told = f" {quoted(str(error))}" if str(error) else ""
    what = f"{type(error).__name__}{told}"
    if isinstance(error, InvariantError):
        what = str(error).removesuffix("; this is a bug in creditpolicy")
    return Failure("bug", Refusal.BUG(what=what), Help.REPORT())


def _usage(error: click.ClickException) -> Failure:
    """Click's sentences in the form of ours."""
    if isinstance(error, click.NoSuchOption):
        guess = WayOut.DID_YOU_MEAN(near=min(error.possibilities)) if error.possibilities else _see(error)
        return Failure("usage", Usage.UNKNOWN_OPTION(option=quoted(error.option_name)), guess)
    if isinstance(error, click.MissingParameter):
        return Failure("usage", Usage.MISSING(name=_name(error.param)), _about(error.param) or _see(error))
    if isinstance(error, click.BadParameter):
        return Failure("usage", Usage.AT(name=_name(error.param), fault=_plain(error.message)), _see(error))
    if isinstance(error, click.UsageError):
        return Failure("usage", _plain(error.message), _see(error))
    return Failure("input", _plain(error.format_message()))


def _plain(message: str) -> str:
    if isinstance(message, Phrase):
        return message
    text = message.strip().removesuffix(".").replace("'", "`")
    return of_click(text[:1].lower() + text[1:])


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return Usage.COMMAND_LINE()
    return f"`{param.opts[0]}`" if isinstance(param, click.Option) else f"`{param.human_readable_name}`"


def _about(param: click.Parameter | None) -> str | None:
    if not isinstance(param, click.Option) or not param.help:
        return None
    return Usage.ABOUT(option=param.opts[0], about=param.help)


def _see(error: click.UsageError) -> str:
    return Usage.SEE(command=error.ctx.command_path if error.ctx else "creditpolicy")
