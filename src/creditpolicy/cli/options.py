"""Options that several commands have, and how their values are read."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from creditpolicy.cli.screen import Screen
from creditpolicy.cli.usage_words import Usage
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.reading import FIRST_DAY, LAST_DAY, outside
from creditpolicy.facts.words import Fault

CommandT = TypeVar("CommandT", bound=Callable[..., Any])
_TURNED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_SHORT = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)

pass_screen = click.make_pass_decorator(Screen)


class Day(click.ParamType):  # type: ignore[type-arg]  # generic in newer click only
    """A day, written as 2026-01-31."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - click's
        """The day; or why the text is none, with what was probably meant."""
        if isinstance(value, date):
            return value
        text = str(value)
        found = _day(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
        if found is not None and FIRST_DAY <= found <= LAST_DAY:
            return found
        if found is not None:
            return self.fail(outside(found), param, ctx)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return self.fail(Fault.NO_DAY(found=f"`{text}`"), param, ctx)
        meant = _meant(text)
        fault = Usage.A_DAY_WRITE(found=quoted(text), meant=meant) if meant else Usage.A_DAY(found=quoted(text))
        return self.fail(fault, param, ctx)


def common(command: CommandT) -> CommandT:
    """Add the options that every command has. `Screen` reads them, so that errors heed them too."""
    return common_with("text", "json")(command)


def common_with(*formats: str) -> Callable[[CommandT], CommandT]:
    """The same, for a command that knows these formats."""
    about = "Text for people or JSON for programs."
    if "junit" in formats:
        about = "Text for people, JSON for programs, or JUnit XML for build servers."
    if "svg" in formats:
        about = "Text for people, JSON for programs, or a picture."
    options = (
        click.option(
            "--lang", type=click.Choice(["nl", "en"]), expose_value=False, help="Language of answers; en if not given."
        ),
        click.option("--format", type=click.Choice(list(formats)), expose_value=False, help=about),
        click.option("--debug", is_flag=True, expose_value=False, help="Show where a failure came from."),
    )

    def decorated(command: CommandT) -> CommandT:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


def policy_option(command: CommandT) -> CommandT:
    """Add `--policy`."""
    return click.option(
        "--policy",
        "policy_path",
        type=PathText(),
        required=True,
        help="A policy file, the folder of a policy, or a bundle.",
    )(command)


def as_of_option(command: CommandT) -> CommandT:
    """Add `--as-of`."""
    return click.option(
        "--as-of", "as_of", type=Day(), required=True, help="The day for which is decided, such as 2026-01-31."
    )(command)


class PathText(click.Path):
    """A path; whether it is there is said by whoever opens it, in our words."""

    def __init__(self) -> None:
        """Give `pathlib.Path`s."""
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's
        """The path, unless no file system can have it."""
        text = str(value)
        if not text or "\0" in text:
            return self.fail(Usage.A_PATH(found=quoted(text)), param, ctx)
        return super().convert(value, param, ctx)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _meant(text: str) -> str | None:
    """The day in the right notation, where only one can be meant or where people here would read it so."""
    turned, short = _TURNED.fullmatch(text), _SHORT.fullmatch(text)
    parts = (turned[3], turned[2], turned[1]) if turned else short.groups() if short else None
    if parts is None:
        return None
    written = f"{parts[0]}-{int(parts[1]):02}-{int(parts[2]):02}"
    return written if _day(written) else None
