"""Parquet in, decisions as Parquet out: on Spark `local[2]`, beside the same run by this machine's own two processes.

Spark lives in an environment of its own, and its session in one process, as that of an application: it is started, runs
once, and then takes turns with the direct run.
"""

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.figures import Figure, Found, Table, number

MASTER = "local[2]"
ROWS = 10_000_000
ROUNDS = 3
WHAT = "Spark local[2], 10 million rows, warm, beside one machine"
ROWS_OF_A_GROUP = 131_072
MOST = 1.5
WANTED = f"at most {MOST} x"
ONE, TWO, SPARK = "one process with two threads", "two processes", "Spark, in a warm session"


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    found = Found("spark", quick)
    # The environment weighs half a gigabyte: a quick run does not make it.
    taken = "a full run measures it" if quick else _no_java() or _measured()
    if isinstance(taken, str):
        print(f"not measured: {taken}")
        found.figures.append(Figure(WHAT, WANTED, taken, None))
    else:
        found.tables.append(_table(taken, ROWS))
        found.figures.append(_figure(taken))
    found.save()


def _no_java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")
    return None if java else "there is no Java on this machine, it takes 17 or newer"


def _measured() -> dict[str, Any] | str:
    """What the process in Spark's environment measured, or why it did not."""
    import polars

    from bench.reference.asked import build
    from bench.reference.data import file_of
    from tools.spark_tests import PYTHON, prepare

    if prepare():
        return "pyspark can't be installed here"
    deals = file_of(ROWS)
    with tempfile.TemporaryDirectory(dir=deals.parent) as folder:
        given = Path(folder, "deals.parquet")
        polars.scan_parquet(deals).rename("deal.{}".format).sink_parquet(given, row_group_size=ROWS_OF_A_GROUP)
        command = (PYTHON, "-m", "bench.spark", "--one", given, build(Path(folder)), folder)
        done = subprocess.run(command, check=False, text=True, capture_output=True)
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1][:90]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def one(given: Path, bundle: Path, folder: Path) -> None:
    """Run all in this process, and print the seconds of each."""
    from bench.reference.asked import AS_OF, POINT
    from creditpolicy import Policy
    from creditpolicy.portfolio import Hands, Processes, Target, Telling
    from creditpolicy.portfolio.case_table import CaseRun, decide_cases
    from creditpolicy.spark import Cluster, NoCluster

    version = Policy.load(bundle).version(AS_OF)
    written: dict[str, str] = {}

    def run(name: str, hands: Hands) -> float:
        out = folder / "out"
        began = time.perf_counter()
        decide_cases(version, CaseRun(given, POINT, AS_OF), Target(out, table_format="parquet"), hands, Telling())
        spent = time.perf_counter() - began
        parts = sorted(out.rglob("*.parquet"))
        written[name] = hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()
        shutil.rmtree(out)
        return spent

    began = time.perf_counter()
    try:
        with Cluster(MASTER) as cluster:
            taken: dict[str, Any] = {"start": time.perf_counter() - began, "first": run(SPARK, cluster)}
            ways: dict[str, Hands] = {ONE: Processes(1), TWO: Processes(2), SPARK: cluster}
            rounds = [{name: run(name, hands) for name, hands in ways.items()} for _ in range(ROUNDS)]
    except NoCluster as error:
        raise SystemExit(error.message) from None
    if len(set(written.values())) > 1:
        message = "Spark wrote other bytes than one machine did"
        raise SystemExit(message)
    print(json.dumps({**taken, "rounds": rounds}))


def _table(taken: dict[str, Any], size: int) -> Table:
    rows = [("to start Spark", number(taken["start"]), "-"), ("Spark, the first run", number(taken["first"]), "-")]
    for name in (ONE, TWO, SPARK):
        seconds = statistics.median(spent[name] for spent in taken["rounds"])
        rows.append((name, number(seconds), number(size / seconds / 1e6)))
    headers = (f"{size:,} rows, Parquet to Parquet", "seconds", "million rows/s")
    note = f"Medians of {ROUNDS} rounds in turns, by the clock, in one process; all wrote the same bytes."
    return Table(f"On Spark `{MASTER}`, 60 rules", headers, tuple(rows), note)


def _figure(taken: dict[str, Any]) -> Figure:
    """Beside the faster of the direct ways, round by round."""
    ratio = statistics.median(spent[SPARK] / min(spent[ONE], spent[TWO]) for spent in taken["rounds"])
    return Figure(WHAT, WANTED, f"{number(ratio)} x", ratio <= MOST)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--one", nargs=3, metavar=("GIVEN", "BUNDLE", "FOLDER"))
    options = arguments.parse_args()
    if options.one:
        one(*map(Path, options.one))
    else:
        main(quick=options.quick)
