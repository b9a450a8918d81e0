"""`creditpolicy map`: the draft of a mapping for a foreign ledger."""

from pathlib import Path

import rich_click as click

from creditpolicy.cli.facts_file import no_such_file
from creditpolicy.cli.options import PathText, common, pass_screen
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Thing, Told
from creditpolicy.cli.written import write_new
from creditpolicy.diagnostics.phrases import said


@click.command(name="map")
@click.argument("file", type=PathText())
@click.option("--out", type=PathText(), help="Write the draft to this file instead of to the screen.")
@click.option("--overwrite", is_flag=True, help="Replace the file of --out if it exists.")
@common
@pass_screen
def map_(screen: Screen, file: Path, out: Path | None, *, overwrite: bool) -> None:
    """Draft a mapping from the columns of a ledger: CSV, Excel, Parquet or JSON Lines.

    Look through each line of the draft, and hand it to `run --mapping`.
    """
    from creditpolicy.portfolio import draft_mapping

    if not file.exists():
        raise no_such_file(file, Thing.FILE())
    draft = draft_mapping(file, lambda text: said(text, screen.language))
    if out is not None:
        write_new(out, draft, overwrite=overwrite)
    if screen.is_json:
        screen.give({"mapping": draft, "file": None if out is None else str(out)})
    else:
        screen.say(draft if out is None else said(Told.DRAFTED(path=out), screen.language))
