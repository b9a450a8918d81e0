"""`creditpolicy init`: a policy to begin with."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import rich_click as click

from creditpolicy.cli.options import PathText, common, pass_screen
from creditpolicy.cli.schemas import editor_schemas
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Told
from creditpolicy.cli.written import write_folder
from creditpolicy.diagnostics.phrases import said

STARTER_FILES = (
    *("policy.yaml", "tests/policy_test.yaml"),
    *("example/case.json", "example/invoices.csv", "example/mapping.yaml"),
)
_DAY = "2026-06-01"


@click.command()
@click.argument("folder", type=PathText(), metavar="DIR")
@common
@pass_screen
def init(screen: Screen, folder: Path) -> None:
    """Make a policy to begin with in DIR, which checks and runs at once."""
    starter = _starter()
    files = {name: starter.joinpath(*name.split("/")).read_text(encoding="utf-8") for name in STARTER_FILES}
    files |= editor_schemas()
    write_folder(folder, files)
    commands = _commands(folder)
    if screen.is_json:
        screen.give({"folder": str(folder), "files": list(files), "next": commands})
    else:
        title = said(Told.BEGUN(folder=folder), screen.language)
        screen.say("\n".join([title, *(f"  {command}" for command in commands)]))


def _starter() -> Traversable:
    """Where the policy to begin with is: beside this module in an installed package, in `policies` in a checkout."""
    packaged = resources.files("creditpolicy.cli").joinpath("starter")
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "policies" / "starter"


def _commands(folder: Path) -> list[str]:
    import shlex

    def quoted(path: Path) -> str:
        return shlex.quote(str(path))

    example = folder / "example"
    results = folder.parent / f"{folder.resolve().name}-results"
    case, invoices, mapping = (quoted(example / name) for name in ("case.json", "invoices.csv", "mapping.yaml"))
    ledger = f"--invoices {invoices} --mapping {mapping}"
    return [
        f"creditpolicy check {quoted(folder)}",
        f"creditpolicy test {quoted(folder)}",
        f"creditpolicy decide accept --policy {quoted(folder)} --facts {case} --as-of {_DAY} --trace",
        f"creditpolicy run --policy {quoted(folder)} {ledger} --as-of {_DAY} --out {quoted(results)}",
    ]
