"""`creditpolicy completion`: the script by which a shell completes commands and options."""

import rich_click as click

from creditpolicy.cli.options import common, pass_screen
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.usage_words import Usage


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@common
@pass_screen
def completion(screen: Screen, shell: str) -> None:
    """Print the script that lets a shell complete commands and options.

    bash: `eval "$(creditpolicy completion bash)"` in ~/.bashrc; zsh the same in ~/.zshrc;
    fish: `creditpolicy completion fish > ~/.config/fish/completions/creditpolicy.fish`.
    """
    script = _script(shell)
    if screen.is_json:
        screen.give({"shell": shell, "script": script})
    else:
        screen.say(script)


def _script(shell: str) -> str:
    from click.shell_completion import get_completion_class

    # Its own `source` would run the shell to ask for its version, which a script that others evaluate has no need of.
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(Usage.NO_COMPLETION(shell=shell))
    names = kind(click.Group("creditpolicy"), {}, "creditpolicy", "_CREDITPOLICY_COMPLETE").source_vars()
    return kind.source_template % names
