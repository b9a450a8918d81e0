"""`creditpolicy run`: a whole ledger."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import rich_click as click

from creditpolicy.cli.facts_file import no_such_file, read_text
from creditpolicy.cli.failures import FINDINGS, UNUSABLE, Failure, Refused, refused
from creditpolicy.cli.options import PathText, as_of_option, common, pass_screen, policy_option
from creditpolicy.cli.policies import usable_policy
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Help, Refusal, Thing
from creditpolicy.diagnostics.inert import quoted

if TYPE_CHECKING:
    from creditpolicy.api import Policy
    from creditpolicy.portfolio import Engine, LedgerMapping, Summary

_FILES = {
    "invoices": "The ledger: CSV, Excel, Parquet or JSON Lines.",
    "customers": "The customers, if they have a file of their own.",
    "payments": "Payments: invoice, date, amount.",
    "contacts": "Letters, e-mails and calls.",
    "promises": "Promises to pay.",
    "arrangements": "Payment plans.",
    "disputes": "Disputes.",
    "exceptions": "Granted exceptions.",
}


def _file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for section, about in reversed(_FILES.items()):
        command = click.option(f"--{section}", type=PathText(), required=section == "invoices", help=about)(command)
    return command


@click.command()
@policy_option
@_file_options
@click.option("--mapping", "mapping_path", type=PathText(), help="How to read them; `creditpolicy map` drafts one.")
@as_of_option
@click.option("--out", type=PathText(), required=True, help="The folder for the results.")
@click.option("--overwrite", is_flag=True, help="Replace the results of an earlier run.")
@click.option(
    "--table-format", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True, help="Of the tables."
)
@click.option("--jobs", type=click.IntRange(1, 256), help="How many processes decide; one for each core if not given.")
@click.option("--progress", is_flag=True, help="Say on standard error how far it is, where no person looks on, too.")
@click.option("--strict", is_flag=True, help="Exit with 1 if anything is undecided.")
@common
@pass_screen
@click.pass_context
def run(  # noqa: PLR0913 - one for each option
    context: click.Context,
    screen: Screen,
    /,
    policy_path: Path,
    mapping_path: Path | None,
    as_of: date,
    out: Path,
    *,
    overwrite: bool,
    table_format: Literal["csv", "parquet"],
    jobs: int | None,
    progress: bool,
    strict: bool,
    **paths: Path | None,
) -> None:
    """Decide a whole ledger, as it was on one day.

    Writes the tables `invoices`, `customers`, `worklist` and `rejected`, `summary.json`, and `summary.html` for people.
    A row that does not fit is rejected with its place and never stops the run.
    """
    from creditpolicy.cli.progress_line import ProgressLine
    from creditpolicy.portfolio import Target, Telling
    from creditpolicy.portfolio import run as decide_ledger
    from creditpolicy.reports import summary_html, summary_text

    files = _existing(paths)
    engine = _engine(usable_policy(policy_path), as_of)
    mapping = None if mapping_path is None else _mapping(mapping_path, engine)
    folder = policy_path if policy_path.is_dir() else policy_path.parent
    target = Target(out, overwrite, table_format, (folder, Path.cwd(), Path.home()))
    with ProgressLine(screen, shown=progress) as line:
        summary = decide_ledger(
            engine,
            files,
            mapping,
            as_of,
            target,
            page=lambda found: summary_html(found, screen.language),
            telling=Telling(screen.language, line.tell, line.note),
            jobs=jobs or _cores(),
        )
    if screen.is_json:
        screen.give(summary.to_dict())
    else:
        screen.say(summary_text(summary, screen.language) + f"\n{out / 'summary.html'}")
    context.exit(_code(summary, screen, strict=strict))


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _existing(paths: Mapping[str, Path | None]) -> dict[str, Path]:
    given = {section: path for section, path in paths.items() if path is not None}
    for section, path in given.items():
        if not path.exists():
            raise no_such_file(path, Thing.SECTION(section=section))
        if path.is_dir():
            raise refused(
                Refusal.FOLDER(path=quoted(str(path)), what=Thing.SECTION(section=section)),
                Help.NAME_FILE(section=section),
            )
    return given


def _engine(policy: "Policy", as_of: date) -> "Engine":
    from creditpolicy.portfolio import engine_of

    program = policy.program(as_of)
    if "collect" not in program.points:
        raise refused(
            Refusal.NO_COLLECT(id=quoted(program.id), points=", ".join(program.points) or Thing.NOTHING()),
            Help.GIVE_REMINDERS(),
        )
    return engine_of(next(version for version in policy.versions if version.program is program))


def _mapping(path: Path, engine: "Engine") -> "LedgerMapping":
    from creditpolicy.portfolio import parse_mapping

    text = read_text(path, Thing.MAPPING())
    mapping, findings = parse_mapping(str(path), text, engine.vocabulary)
    if mapping is None:
        message = Refusal.MAPPING(path=quoted(str(path)))
        raise Refused(Failure("input", message, None, (), findings, {str(path): text}))
    return mapping


def _code(summary: "Summary", screen: Screen, *, strict: bool) -> int:
    rows = summary.rows
    if rows.read == rows.rejected:
        what = Refusal.ALL_REJECTED(count=rows.read) if rows.read else Refusal.NONE_SENT(day=summary.as_of)
        screen.note(Failure("input", what, Help.LOOK_AT()).to_text(screen.language))
        return UNUSABLE
    return FINDINGS if strict and (rows.undecided or summary.customers_undecided) else 0
