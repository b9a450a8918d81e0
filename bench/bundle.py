"""What a bundle saves: loading and a first decision, beside the YAML and beside a bare interpreter, interleaved."""

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from creditpolicy import Policy
from creditpolicy.bundle import bundle_bytes

ROUNDS = 9
POLICIES = Path(__file__).parents[1] / "policies"
BARE = "a bare interpreter"
DECIDE = """\
import sys
from datetime import date
from creditpolicy import Policy
Policy.load(sys.argv[1]).decide("accept", {"customer": {}}, as_of=date(2026, 6, 1))
"""


def main() -> None:
    """Print the medians, loading in one process and a decision in a new one, and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("starter", "nl-b2b"):
            written, bundle = POLICIES / name, Path(folder, f"{name}.bundle")
            bundle.write_bytes(bundle_bytes(Policy.load(written).versions))
            program = Policy.load(bundle).program(None)
            rows = sum(len(table.rows) for table in program.tables.values())
            print(f"{name}: {rows} rows, a bundle of {bundle.stat().st_size // 1024} KiB")
            print_medians({"load the bundle": loading(bundle), "load the YAML": loading(written)}, time.process_time)
            started = {BARE: running("pass"), "decide from the bundle": running(DECIDE, bundle)}
            print_medians({**started, "decide from the YAML": running(DECIDE, written)}, time.perf_counter)


def print_medians(ways: dict[str, Callable[[], object]], clock: Callable[[], float]) -> None:
    """The median of each way, and its ratio to the first."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    # Interleaved, so that a slow moment of the machine slows all of them; the first round only warms up.
    for turn in range(ROUNDS + 1):
        for name, way in ways.items():
            # What was loaded before is no part of what this one costs.
            gc.collect()
            gc.freeze()
            began = clock()
            way()
            if turn:
                taken[name].append(clock() - began)
    medians = {name: statistics.median(spent) for name, spent in taken.items()}
    first = next(iter(medians.values()))
    for name, median in medians.items():
        print(f"  {name:<24} {median * 1000:7.1f} ms   {median / first:6.2f} x")


def loading(path: Path) -> Callable[[], object]:
    """Load a policy in this process, where all is imported."""
    return lambda: Policy.load(path)


def running(code: str, *arguments: Path) -> Callable[[], object]:
    """Start an interpreter."""
    return lambda: subprocess.run((sys.executable, "-c", code, *arguments), check=True)


if __name__ == "__main__":
    main()
