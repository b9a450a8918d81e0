"""The entry point: runs a command and turns all that can happen into an exit code.

0 fine · 1 findings in a policy, or with `--strict` an undecided decision · 2 wrong use or unusable input · 3 our bug.
"""

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence

import click

from creditpolicy.cli.app import PROGRAM, app
from creditpolicy.cli.failures import Failure
from creditpolicy.cli.from_exceptions import failure_of
from creditpolicy.cli.in_dutch import dutch
from creditpolicy.cli.screen import Screen, is_colourful
from creditpolicy.cli.words import Told
from creditpolicy.diagnostics.phrases import said

STOPPED, PIPE_CLOSED = 130, 141
_COMPLETE = "_CREDITPOLICY_COMPLETE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `creditpolicy` with these arguments (None: those of the process); the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    screen = Screen.of(given)
    try:
        code = _completed() if _COMPLETE in os.environ else _run(given, screen)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go()
        return PIPE_CLOSED
    return code


def _run(arguments: list[str], screen: Screen) -> int:
    try:
        spoken = dutch(app) if screen.language == "nl" else app
        with spoken.make_context(PROGRAM, arguments, obj=screen) as context:
            spoken.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (KeyboardInterrupt, EOFError, click.Abort):
        screen.note(said(Told.STOPPED(), screen.language))
        return STOPPED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a sentence and an exit code
        failure = failure_of(error)
        _tell(failure, screen)
        if screen.debug:
            screen.note("".join(traceback.format_exception(error)))
        return failure.code
    return 0


def _tell(failure: Failure, screen: Screen) -> None:
    if screen.is_json:
        screen.give(failure.to_dict(screen.language))
    else:
        screen.note(failure.to_text(screen.language, colour=is_colourful(sys.stderr)))


def _completed() -> int:
    """What the shell asks while the user presses Tab."""
    from click.shell_completion import shell_complete

    return shell_complete(app, {}, PROGRAM, _COMPLETE, os.environ[_COMPLETE])


def _let_go() -> None:
    """Nobody reads on: give the rest of the output to nobody, so that closing it does not fail too."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
