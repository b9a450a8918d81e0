"""The command and its commands with their help in Dutch. Input: the command in English. Output: a copy of it."""

import copy
from typing import TypeVar

import rich_click as click

from creditpolicy.cli.help_words import ABOUT_HELP, COMMANDS, OPTIONS, PARTS

CommandT = TypeVar("CommandT", bound=click.Command)


class _Formatter(click.RichHelpFormatter):
    """Calls what is shown first by its Dutch name."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line with the command and what it takes."""
        super().write_usage(prog, args, prefix or "Gebruik:")


class _Context(click.RichContext):
    formatter_class: type[click.RichHelpFormatter] = _Formatter


def dutch(app: click.RichGroup) -> click.RichGroup:
    """The same commands and options, explained in Dutch."""
    spoken = _spoken(app, "")
    spoken.commands = {name: _spoken(command, name) for name, command in app.commands.items()}
    spoken.subcommand_metavar = "[OPDRACHT] [ARGUMENTEN]..."
    return spoken


def about_option(option: click.Option, command: str) -> str | None:
    """What the option of this command does, in Dutch: its own words there, or those of all commands."""
    name = option.opts[0]
    return OPTIONS.get(f"{command} {name}") or OPTIONS.get(name)


def _spoken(command: CommandT, name: str) -> CommandT:
    spoken = copy.copy(command)
    spoken.help = COMMANDS[name]
    spoken.params = [_spoken_parameter(one, name) for one in command.params]
    spoken.options_metavar = "[OPTIES]"
    spoken.context_class = _Context
    spoken.context_settings = {**command.context_settings, "rich_help_config": PARTS}
    spoken.add_help_option = False
    click.help_option("--help", "-h", help=ABOUT_HELP)(spoken)
    return spoken


def _spoken_parameter(parameter: click.Parameter, command: str) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    spoken = copy.copy(parameter)
    spoken.help = about_option(parameter, command)
    return spoken
