"""From text to the first decision: reading, checking and compiling, of 60, 600 and 6,000 rules, and from a bundle."""

import argparse
import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.figures import Figure, Found, Table, number
from bench.reference.asked import POINT, build, policy
from bench.reference.others_table import text_of
from bench.reference.scaled import SIZES, policy_text
from creditpolicy import Policy
from creditpolicy.deciding import Deciding
from creditpolicy.loading import load_text, standard_vocabulary

BARE = "pass"
IMPORT = "import creditpolicy"
FROM_BUNDLE = "import sys; from creditpolicy import Policy; Policy.load(sys.argv[1])"


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    sizes = [60, 600] if quick else list(SIZES)
    rounds = 3
    standard_vocabulary()
    rows: list[tuple[str, ...]] = []
    whole: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            text, made, path = policy_text(size), policy(size), build(Path(folder), size)
            read = _median(partial(load_text, "reference.yaml", text), rounds)
            compiled = _median(partial(_compile, made.program(None), POINT), rounds)
            bundle = _median(partial(Policy.load, path), rounds)
            whole[str(size)] = read + compiled
            whole[f"bundle {size}"] = bundle
            rows.append((f"reference, {size:,} rules", *map(_ms, (read, compiled, read + compiled, bundle))))
        for hit in ("first", "unique"):
            size = 600 if quick else 6000
            text = text_of(size, hit)
            loaded = load_text("others.yaml", text)
            read = _median(partial(load_text, "others.yaml", text), rounds)
            compiled = _median(partial(_compile, loaded.program, "card"), rounds)
            whole[f"{hit} {size}"] = read + compiled
            told = f"a table of {size:,} rows, `hit: {hit}`"
            rows.append((told, *map(_ms, (read, compiled, read + compiled)), "-"))
        alone, with_bundle = _started(build(Path(folder)), Path(folder, "byte code"), rounds)
    found = Found("loading", quick)
    headers = ("ms of processor", "read and check", "compile", "together", "load the bundle")
    started = f"{_ms(alone)} ms for `import creditpolicy`, {_ms(with_bundle)} ms with the bundle of 60 rules"
    note = f"In a process that has loaded a policy before. A new one takes {started}, over a bare interpreter."
    found.tables.append(Table("Loading", headers, tuple(rows), note))
    found.figures += _figures(whole, quick=quick)
    what = "import and load the bundle, over a bare interpreter"
    found.figures.append(Figure(what, "60 ms", f"{_ms(with_bundle)} ms", with_bundle <= 0.06))
    found.save()


def _median(way: Callable[[], object], rounds: int) -> float:
    """Seconds of processor time; what was there before is no part of what the collector looks at."""
    taken = []
    for _ in range(rounds):
        gc.collect()
        gc.freeze()
        began = time.process_time()
        way()
        taken.append(time.process_time() - began)
        gc.unfreeze()
    return statistics.median(taken)


def _compile(program: Any, point: str) -> None:  # noqa: ANN401 - a program
    from creditpolicy.backends.prose import reason_text

    if Deciding(program, reason_text, after=0).code(program.points[point]) is None:
        message = "the point that is measured is left to the interpreter"
        raise SystemExit(message)


def _started(bundle: Path, byte_code: Path, rounds: int) -> tuple[float, float]:
    """Seconds that a process takes to start, over a bare interpreter: importing, and loading a bundle as well.

    Its byte code is kept at `byte_code`, as that of an installed package is.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(byte_code)
    taken: dict[str, list[float]] = {code: [] for code in (BARE, IMPORT, FROM_BUNDLE)}
    for turn in range(rounds * 3 + 1):
        for code, spent in taken.items():
            began = _of_children()
            subprocess.run((sys.executable, "-c", code, str(bundle)), check=True, env=environment)
            if turn:
                spent.append(_of_children() - began)
    bare, imported, loaded = (statistics.median(spent) for spent in taken.values())
    return imported - bare, loaded - bare


def _of_children() -> float:
    """Seconds of processor time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ms(seconds: float) -> str:
    return number(seconds * 1000)


def _figures(whole: dict[str, float], *, quick: bool) -> list[Figure]:
    figures = [
        Figure("read, check and compile, 60 rules", "0.4 s", f"{number(whole['60'])} s", whole["60"] <= 0.4),
        Figure("load the bundle, 60 rules", "1 ms", f"{_ms(whole['bundle 60'])} ms", whole["bundle 60"] <= 0.001),
    ]
    for name, what in (("6000", "reference"), ("first 6000", "`hit: first`"), ("unique 6000", "`hit: unique`")):
        if quick:
            figures.append(Figure(f"6,000 rows, {what}", "3 s", "a full run measures it", None))
        else:
            figures.append(Figure(f"6,000 rows, {what}", "3 s", f"{number(whole[name])} s", whole[name] <= 3))
    return figures


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    main(quick=arguments.parse_args().quick)
