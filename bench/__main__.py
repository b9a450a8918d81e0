"""`./run bench [--quick] [NAME ...]`: measurements beside peers, in an environment of their own."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.environment import ROOT, prepare
from bench.figures import kept, print_figures
from bench.page import write

MEASURED = {
    "single": "one decision: creditpolicy, Python by hand and every peer",
    "bytes": "JSON bytes in, JSON bytes out",
    "growth": "one decision and loading, with 60, 600 and 6,000 rules",
    "kept": "bytes of a decision that is kept, and what the collector makes of it",
    "loading": "reading, checking and compiling; from a bundle",
    "columns": "a million rows in memory, beside Polars and DuckDB",
    "files": "Parquet in, Parquet out, to ten million rows",
    "limits": "what the work takes at least, and how near it is",
    "spark": "the same on Spark, beside one machine",
    "import_time": "what a start costs",
    "bundle": "what a bundle saves, for the policies that are shipped",
    "decide": "the policies that are shipped: interpreted and compiled",
    "collect": "what looking ahead costs",
}


def main() -> int:
    """Run them one after another; the first failing one's exit code."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASURED)}; all if left out")
    parser.add_argument("--quick", action="store_true", help="smaller sizes and fewer rounds: about two minutes")
    parser.add_argument("--list", action="store_true", help="say what is measured, and end")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md from the full results at hand")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in MEASURED]
    if unknown:
        parser.error(f"no measurement is called `{unknown[0]}`: there are {', '.join(MEASURED)}")
    if options.list:
        for name, about in MEASURED.items():
            print(f"{name:<12} {about}")
        return 0
    if options.write and not options.names:
        return write(tuple(MEASURED))
    return _measure(options.names or list(MEASURED), quick=options.quick)


def _measure(names: list[str], *, quick: bool) -> int:
    python, failed, began = prepare(), 0, time.monotonic()
    measured = []
    if quick:
        print("quick: smaller sizes and fewer rounds; the figures are rougher than those of a full run")
    for name in names:
        print(f"\n== {name}: {MEASURED[name]}", flush=True)
        environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}}
        command: tuple[str | Path, ...] = (python, "-m", f"bench.{name}", *(["--quick"] if quick else []))
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if code:
            print(f"== {name}: failed", file=sys.stderr)
        else:
            measured.append(name)
        failed = failed or code
    print(f"\n== wanted and found ({'quick' if quick else 'full'} run, {time.monotonic() - began:.0f} s)")
    print_figures([figure for name in measured if (found := kept(name)) for figure in found.figures])
    return failed


if __name__ == "__main__":
    sys.exit(main())
