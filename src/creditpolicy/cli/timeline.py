"""`creditpolicy timeline`: what happens to a customer's invoices if nothing is paid."""

from datetime import date
from pathlib import Path

import rich_click as click

from creditpolicy.cli.failures import FINDINGS
from creditpolicy.cli.options import Day, PathText, as_of_option, common_with, pass_screen, policy_option
from creditpolicy.cli.policies import usable_policy
from creditpolicy.cli.screen import Screen, json_of
from creditpolicy.cli.words import Told
from creditpolicy.cli.written import write_new
from creditpolicy.diagnostics.phrases import said


@click.command()
@policy_option
@click.option(
    "--facts",
    "facts_path",
    required=True,
    metavar="FILE",
    help="The facts of the customer: JSON or YAML, or `-` for standard input.",
)
@as_of_option
@click.option("--invoice", metavar="ID", help="The number of the invoice to tell of; all if left out.")
@click.option("--until", type=Day(), help="The last day to look at; ten years if left out.")
@click.option("--out", type=PathText(), help="Write the answer to this file instead of to the screen.")
@click.option("--overwrite", is_flag=True, help="Replace the file of --out if it exists.")
@click.option("--strict", is_flag=True, help="Exit with 1 if facts are missing.")
@common_with("text", "json", "svg")
@pass_screen
@click.pass_context
def timeline(  # noqa: PLR0913 - one for each option
    context: click.Context,
    screen: Screen,
    policy_path: Path,
    facts_path: str,
    as_of: date,
    invoice: str | None,
    until: date | None,
    *,
    out: Path | None,
    overwrite: bool,
    strict: bool,
) -> None:
    """Show what is done about a customer's invoices, day after day, if nothing is paid.

    Each step counts as done on its day. There are no payments, no answers and no new facts.
    """
    from creditpolicy.cli.facts_file import read_facts
    from creditpolicy.reports.timeline_svg import timeline_svg
    from creditpolicy.reports.timeline_text import timeline_text

    policy = usable_policy(policy_path)
    found = policy.timeline(read_facts(facts_path), as_of=as_of, invoice=invoice, until=until)
    vocabulary = policy.program(as_of).vocabulary
    if screen.is_json:
        text = json_of(found.to_dict())
    else:
        text = (timeline_svg if screen.is_svg else timeline_text)(found, vocabulary, screen.language)
    if out is None:
        screen.say(text)
    else:
        write_new(out, text, overwrite=overwrite)
        if screen.is_json:
            screen.give({"file": str(out)})
        else:
            screen.say(said(Told.WRITTEN(path=out), screen.language))
    if strict and found.is_undecided:
        context.exit(FINDINGS)
