"""`creditpolicy run`: a whole ledger, or a table of cases."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import rich_click as click

from creditpolicy.cli.facts_file import no_such_file
from creditpolicy.cli.failures import refused
from creditpolicy.cli.options import PathText, as_of_option, common, pass_screen, policy_option
from creditpolicy.cli.policies import usable_policy
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.usage_words import Usage
from creditpolicy.cli.words import Help, Refusal, Thing
from creditpolicy.diagnostics.inert import quoted

if TYPE_CHECKING:
    from creditpolicy.portfolio import Hands

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
        command = click.option(f"--{section}", type=PathText(), help=about)(command)
    return command


@click.command()
@policy_option
@_file_options
@click.option("--mapping", "mapping_path", type=PathText(), help="How to read them; `creditpolicy map` drafts one.")
@click.option("--cases", type=PathText(), help="Instead of a ledger: a table with a row for each case, for --point.")
@click.option("--point", help="With --cases: the decision point, such as `accept`.")
@click.option("--keep", multiple=True, help="With --cases: a column that is no fact and is carried along. Repeatable.")
@as_of_option
@click.option("--out", type=PathText(), required=True, help="The folder for the results.")
@click.option("--overwrite", is_flag=True, help="Replace the results of an earlier run.")
@click.option(
    "--table-format", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True, help="Of the tables."
)
@click.option("--jobs", type=click.IntRange(1, 256), help="How many processes decide; one for each core if not given.")
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True, help="Who decides."
)
@click.option("--master", help="With --engine spark: the cluster, such as `spark://host:7077`.")
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
    *,
    cases: Path | None,
    point: str | None,
    keep: tuple[str, ...],
    as_of: date,
    out: Path,
    overwrite: bool,
    table_format: Literal["csv", "parquet"],
    jobs: int | None,
    engine: Literal["local", "spark"],
    master: str | None,
    progress: bool,
    strict: bool,
    **paths: Path | None,
) -> None:
    """Decide a whole ledger, as it was on one day; or a table of cases.

    Of a ledger it writes the tables `invoices`, `customers`, `worklist` and `rejected`, `summary.json`, and
    `summary.html` for people; of a table of cases `decisions`, `rejected.csv` and `summary.json`. A row that does not
    fit is rejected with its place and never stops the run. A run that was stopped goes on where it was.
    """
    from creditpolicy.cli.progress_line import ProgressLine
    from creditpolicy.cli.running import Running
    from creditpolicy.portfolio import Target, Telling

    files = _existing(paths)
    _check_use(files, mapping_path, cases=cases is not None, point=point is not None, keep=bool(keep))
    if (engine == "spark") is not (master is not None):
        raise click.UsageError(Usage.NO_ENGINE() if master else Usage.NO_MASTER())
    if master is not None and jobs is not None:
        raise click.UsageError(Usage.JOBS_ARE_LOCAL())
    policy = usable_policy(policy_path)
    folder = policy_path if policy_path.is_dir() else policy_path.parent
    target = Target(out, overwrite, table_format, (folder, Path.cwd(), Path.home()))
    with ProgressLine(screen, shown=progress) as line, _hands(jobs, master) as hands:
        telling = Telling(screen.language, line.tell, line.note)
        running = Running(policy, as_of, target, hands, telling, screen, strict)
        if cases is not None and point is not None:
            from creditpolicy.cli.run_cases import run_cases

            code = run_cases(running, cases, point, keep)
        else:
            from creditpolicy.cli.run_ledger import run_ledger

            code = run_ledger(running, files, mapping_path)
    context.exit(code)


def _check_use(files: Mapping[str, Path], mapping: Path | None, *, cases: bool, point: bool, keep: bool) -> None:
    """A ledger, or a table of cases: one of them, with what belongs to it."""
    if cases:
        alien = next((f"--{section}" for section in files), "--mapping" if mapping else None)
        if alien:
            raise click.UsageError(Usage.NOT_WITH_CASES(option=alien))
        if not point:
            raise click.UsageError(Usage.NO_POINT())
    elif point or keep:
        raise click.UsageError(Usage.ONLY_WITH_CASES(option="--point" if point else "--keep"))
    elif "invoices" not in files:
        raise click.UsageError(Usage.NOTHING_TO_DECIDE())


@contextmanager
def _hands(jobs: int | None, master: str | None) -> "Iterator[Hands]":
    """Who does the work: processes of this machine, or a cluster."""
    if master is not None:
        from creditpolicy.spark import Cluster

        with Cluster(master, python=os.environ.get("PYSPARK_PYTHON")) as cluster:
            yield cluster
        return
    from creditpolicy.portfolio import Processes

    yield Processes(jobs or _cores())


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
