"""The command `creditpolicy` and its commands."""

import rich_click as click

from creditpolicy import __version__
from creditpolicy.cli.build import build
from creditpolicy.cli.check import check
from creditpolicy.cli.compile import compile_
from creditpolicy.cli.completion import completion
from creditpolicy.cli.decide import decide
from creditpolicy.cli.explain import explain
from creditpolicy.cli.init import init
from creditpolicy.cli.map import map_
from creditpolicy.cli.options import common
from creditpolicy.cli.rule import rule
from creditpolicy.cli.run import run
from creditpolicy.cli.schema import schema
from creditpolicy.cli.test import test
from creditpolicy.cli.timeline import timeline
from creditpolicy.cli.usage_words import Usage
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.facts.words import WayOut

PROGRAM = "creditpolicy"


class Commands(click.RichGroup):
    """The commands in the order in which they are met; a mistyped one is answered with the right word."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were added."""
        del ctx
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            near = nearest(args[0], self.commands)
            guess = WayOut.DID_YOU_MEAN(near=near) if near else WayOut.KNOWN(known=", ".join(self.commands))
            ctx.fail(Usage.UNKNOWN_COMMAND(command=quoted(args[0]), help=guess))
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@common
@click.pass_context
def app(context: click.Context) -> None:
    """Credit policy as configuration: check a policy, decide with it, see why.

    Exit codes: 0 fine, 1 findings in a policy or with --strict an undecided decision, 2 wrong use or unusable
    input, 3 a bug of ours.
    """
    if context.invoked_subcommand is None:
        context.fail(Usage.NO_COMMAND(known=", ".join(app.commands)))


for _command in (init, check, test, build, decide, timeline, run, map_, rule, explain, compile_, schema, completion):
    app.add_command(_command)
