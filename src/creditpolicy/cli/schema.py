"""`creditpolicy schema`: the JSON Schemas of all that goes in and comes out."""

from pathlib import Path

import rich_click as click

from creditpolicy.cli.failures import refused
from creditpolicy.cli.options import PathText, common, pass_screen
from creditpolicy.cli.policies import usable_policy
from creditpolicy.cli.schemas import schema_files
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Help, Refusal
from creditpolicy.cli.written import write_new
from creditpolicy.diagnostics.inert import quoted


@click.command()
@click.option("--out", type=PathText(), default=Path("schemas"), show_default=True, help="The folder to write them to.")
@click.option(
    "--policy", "policy_path", type=PathText(), help="Describe the facts with this policy's own words and currencies."
)
@common
@pass_screen
def schema(screen: Screen, out: Path, policy_path: Path | None) -> None:
    """Write the JSON Schemas: policies, mappings, facts, decisions, the tables of a run.

    Editors check a policy while it is typed: `# yaml-language-server: $schema=policy.schema.json` as its first line.
    """
    vocabulary = None if policy_path is None else usable_policy(policy_path).program(None).vocabulary
    files = schema_files(vocabulary)
    if out.exists() and not out.is_dir():
        raise refused(Refusal.FILE_NOT_FOLDER(path=quoted(str(out))), Help.OTHER_OUT())
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        write_new(out / name, text, overwrite=True)
    if screen.is_json:
        screen.give({"files": [str(out / name) for name in files]})
    else:
        screen.say("\n".join(str(out / name) for name in files))
