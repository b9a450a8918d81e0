"""Parquet in, decisions as Parquet out: time and peak memory from 1e5 to 1e7 rows, each in a process of its own."""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.figures import Figure, Found, Table, number

OURS = "creditpolicy"
COPY, TUNED, NAIVE, DUCK = "Polars copies 14 columns", "Polars, tuned by hand", "Polars, naive", "DuckDB"
TUNED_CHECKED = "Polars, tuned by hand, checked by hand"
ROWS = 1 << 18
COPIED = (
    *("country", "industry", "customer_type", "preferred_channel", "annual_revenue", "score", "insured_limit"),
    *("exposure", "overdue_ratio", "requested_amount", "invoice_amount", "open_amount", "days_overdue", "last_step"),
)
LARGE = 10_000_000


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    from bench.reference.data import file_of, named_of

    sizes = (100_000, 200_000) if quick else (100_000, 1_000_000, LARGE)
    rounds = {100_000: 1 if quick else 5, 200_000: 1, 1_000_000: 5, LARGE: 3}
    results: dict[tuple[str, int, int], list[dict[str, float]]] = {}
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=file_of(sizes[0]).parent) as folder:
        for size in sizes:
            given = file_of(size)
            named_of(given)
            for threads in (1, 2):
                for _ in range(rounds[size]):
                    for name in WAYS:
                        if name in failed:
                            continue
                        one = _process(name, given, Path(folder, "out.parquet"), threads)
                        if isinstance(one, str):
                            failed[name] = one
                            continue
                        results.setdefault((name, size, threads), []).append(one)
    found = Found("files", quick)
    found.tables.append(_table(results, failed, sizes))
    found.figures += _figures(results, failed, quick=quick)
    found.save()


def _process(name: str, given: Path, out: Path, threads: int) -> dict[str, float] | str:
    """Seconds, of which of the processor, and peak memory; or why it failed."""
    command = (sys.executable, "-m", "bench.files", "--one", name, str(given), str(out))
    environment = {**os.environ, "POLARS_MAX_THREADS": str(threads)}
    done = subprocess.run(command, env=environment, check=False, text=True, capture_output=True)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        return lines[-1][:90] if lines else f"exit code {done.returncode}"
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def one(name: str, given: Path, out: Path) -> None:
    """Run one way in this process, and print what it took."""
    way = WAYS[name](given, out)
    began, processor = time.perf_counter(), time.process_time()
    way()
    spent = time.perf_counter() - began, time.process_time() - processor
    print(json.dumps({"seconds": spent[0], "processor": spent[1], "peak": _peak()}))


def _peak() -> float:
    """The most memory that this process had, in MB."""
    table = Path("/proc/self/status")
    if table.exists():
        # The system's own account of a process counts the memory of the one that started it.
        lines = table.read_text("ascii").split("\n")
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rules() -> Any:  # noqa: ANN401 - the rules
    from bench.peers.rules import rules_of
    from bench.reference.asked import policy

    return rules_of(policy().program(None))


def _copy(given: Path, out: Path) -> Callable[[], object]:
    import polars

    return lambda: polars.scan_parquet(given).select(COPIED).sink_parquet(out)


def _tuned(given: Path, out: Path) -> Callable[[], object]:
    import polars

    from bench.peers.polars_plans import tuned

    rules = _rules()
    return lambda: tuned(polars.scan_parquet(given), rules).sink_parquet(out)


def _tuned_checked(given: Path, out: Path) -> Callable[[], object]:
    """A part at a time, so that each is read once: checked, decided, written to a file of its own."""
    import polars

    from bench.peers.polars_checks import checking
    from bench.peers.polars_plans import tuned
    from bench.reference.asked import policy

    rules, check, parts = _rules(), checking(policy().program(None)), out.with_suffix(".parts")
    scan = polars.scan_parquet(given)
    rows = scan.select(polars.len()).collect().item()

    def decide() -> None:
        parts.mkdir(exist_ok=True)
        for first in range(0, rows, ROWS):
            part = scan.slice(first, ROWS).collect()
            check(part)
            tuned(part.lazy(), rules).sink_parquet(parts / f"{first}.parquet")

    return decide


def _naive(given: Path, out: Path) -> Callable[[], object]:
    import polars

    from bench.peers.polars_plans import naive

    rules = _rules()
    return lambda: naive(polars.scan_parquet(given), rules).sink_parquet(out)


def _duck(given: Path, out: Path) -> Callable[[], object]:
    import duckdb

    from bench.peers.duck import statement

    text = statement(_rules(), f"'{given}'")
    connection = duckdb.connect()
    connection.execute(f"set threads={os.environ['POLARS_MAX_THREADS']}")
    return lambda: connection.execute(f"copy ({text}) to '{out}' (format parquet, compression zstd)")


def _ours(given: Path, out: Path) -> Callable[[], object]:
    """What `creditpolicy run` does in one process: all answers, ids, reasons and what is missing, a part at a time."""
    from bench.reference.asked import AS_OF, POINT, loaded, version
    from bench.reference.data import named_of
    from creditpolicy.portfolio import Processes
    from creditpolicy.portfolio.case_table import CaseRun, decide_cases
    from creditpolicy.portfolio.run import Target, Telling

    made, named = version(loaded()), named_of(given)
    target = Target(out.with_suffix(""), overwrite=True, table_format="parquet")
    return lambda: decide_cases(made, CaseRun(named, POINT, AS_OF), target, Processes(1), Telling())


WAYS: dict[str, Callable[[Path, Path], Callable[[], object]]] = {
    COPY: _copy,
    TUNED: _tuned,
    TUNED_CHECKED: _tuned_checked,
    NAIVE: _naive,
    DUCK: _duck,
    OURS: _ours,
}


def _table(
    results: dict[tuple[str, int, int], list[dict[str, float]]], failed: dict[str, str], sizes: tuple[int, ...]
) -> Table:
    rows: list[tuple[str, ...]] = []
    for threads in (1, 2):
        for name in WAYS:
            called = f"{name}, {threads} thread{'s' if threads > 1 else ''}"
            if name in failed:
                rows.append((called, failed[name], *("-" for _ in range(2 * len(sizes) - 1))))
                continue
            some = [results[name, size, threads] for size in sizes]
            seconds = [number(_median(one, "seconds")) for one in some]
            peaks = [number(_median(one, "peak")) for one in some]
            rows.append((called, *seconds, *peaks))
    headers = ("Parquet to Parquet", *(f"s, {size:,}" for size in sizes), *(f"peak MB, {size:,}" for size in sizes))
    note = "Medians of processes that were started in turns; the time is that of the work, without the start."
    return Table("Parquet to Parquet, 60 rules", headers, tuple(rows), note)


def _median(some: list[dict[str, float]], what: str) -> float:
    return statistics.median(one[what] for one in some)


def _figures(
    results: dict[tuple[str, int, int], list[dict[str, float]]], failed: dict[str, str], *, quick: bool
) -> list[Figure]:
    size = 200_000 if quick else LARGE
    whats = (
        ("Parquet to Parquet, beside tuned Polars", "1.4 x faster"),
        ("the same, beside tuned Polars with such checks", "1.4 x faster"),
        ("Parquet to Parquet, beside copying the columns", "at most 2 x"),
        ("peak memory, 10 million rows, 2 cores", "under 1,024 MB"),
        ("peak memory, 10 million rows beside 1 million", "at most 1.2 x"),
    )
    if OURS in failed:
        return [Figure(what, wanted, failed[OURS], None) for what, wanted in whats]
    mine, tuned, checked, copy = (
        _median(results[name, size, 2], "processor") for name in (OURS, TUNED, TUNED_CHECKED, COPY)
    )
    figures = [
        Figure(*whats[0], f"{number(tuned / mine)} x", tuned / mine >= 1.4),
        Figure(*whats[1], f"{number(checked / mine)} x", checked / mine >= 1.4),
        Figure(*whats[2], f"{number(mine / copy)} x", mine / copy <= 2),
    ]
    if quick:
        figures += [Figure(*what, "a full run measures it", None) for what in whats[3:]]
    else:
        large, small = (_median(results[OURS, rows, 2], "peak") for rows in (LARGE, 1_000_000))
        figures.append(Figure(*whats[3], f"{number(large)} MB", large < 1024))
        figures.append(Figure(*whats[4], f"{number(large / small)} x", large / small <= 1.2))
    return figures


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--one", nargs=3, metavar=("WAY", "GIVEN", "OUT"))
    options = arguments.parse_args()
    if options.one:
        one(options.one[0], Path(options.one[1]), Path(options.one[2]))
    else:
        main(quick=options.quick)
