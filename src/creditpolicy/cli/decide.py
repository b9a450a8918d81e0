"""`creditpolicy decide`: one question about one case."""

from datetime import date
from pathlib import Path

import rich_click as click

from creditpolicy.cli.failures import FINDINGS
from creditpolicy.cli.options import as_of_option, common, pass_screen, policy_option
from creditpolicy.cli.policies import usable_policy
from creditpolicy.cli.screen import Screen


@click.command()
@click.argument("point")
@policy_option
@click.option(
    "--facts",
    "facts_path",
    required=True,
    metavar="FILE",
    help="The facts of the case: JSON or YAML, or `-` for standard input.",
)
@as_of_option
@click.option("--trace", is_flag=True, help="Show every table, row and test, with the values they saw.")
@click.option("--strict", is_flag=True, help="Exit with 1 if the decision is undecided.")
@common
@pass_screen
@click.pass_context
def decide(  # noqa: PLR0913 - one for each option
    context: click.Context,
    screen: Screen,
    point: str,
    policy_path: Path,
    facts_path: str,
    as_of: date,
    *,
    trace: bool,
    strict: bool,
) -> None:
    """Decide one question about one case.

    POINT is a question that the policy answers, such as `accept`, `collect` or `dispute`, or a table of its own.
    """
    from creditpolicy.cli.facts_file import read_facts
    from creditpolicy.reports.decision_text import decision_text
    from creditpolicy.reports.trace_text import trace_text

    policy = usable_policy(policy_path)
    decision = policy.decide(point, read_facts(facts_path), as_of=as_of)
    if screen.is_json:
        screen.give(decision.to_dict(trace=trace))
    else:
        vocabulary = policy.program(as_of).vocabulary
        screen.say(decision_text(decision, vocabulary, screen.language))
        if trace:
            screen.say("\n" + trace_text(decision.trace(), screen.language))
    if strict and decision.status == "undecided":
        context.exit(FINDINGS)
