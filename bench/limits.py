"""What the work takes at least, and how near it is: bytes through memory, a look at each value, Parquet as it is."""

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

# Before Polars is loaded: it takes all cores otherwise.
os.environ["POLARS_MAX_THREADS"] = "1"

import polars

from bench.columns import Batch, timed
from bench.figures import Found, Table, number
from bench.reference.asked import AS_OF, POINT, policy
from bench.reference.by_hand import decide
from bench.reference.data import file_of, named_of
from bench.reference.drawn import drawn_deals
from bench.timing import Others, Way, interleaved

PART = 1 << 17


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    found = Found("limits", quick)
    with Others() as others:
        found.tables += [_one(quick=quick), _rows(quick=quick), _files(quick=quick)]
    busy = "" if others.share is None else f" Others took {others.share:.0%} of the machine."
    found.tables[-1] = _with_note(found.tables[-1], busy)
    found.save()


def _one(*, quick: bool) -> Table:
    """One decision: from a call that does nothing to the decision with its outcome."""
    deals = drawn_deals(400 if quick else 2000)
    made = policy()
    cases = [made.check({"deal": deal}, as_of=AS_OF) for deal in (*deals[:64], *deals)][64:]
    for case in cases[:64]:
        case.decide(POINT)
    read = _reading(tuple(deals[0]))
    checked = _reading(tuple(deals[0]), checks={name: type(value) for name, value in deals[0].items()})
    ways = {
        "a call": Way(lambda deal: deal, deals),
        "and each of 32 facts, from the dictionary": Way(read, deals),
        "and the type of each": Way(checked, deals),
        "the rules by hand: nothing checked, nothing noted": Way(decide, deals),
        "creditpolicy, facts checked before: the decision": Way(lambda case: case.decide(POINT), cases),
        "creditpolicy: the decision": Way(lambda deal: made.decide(POINT, {"deal": deal}, as_of=AS_OF), deals),
    }
    taken = interleaved(ways, 5 if quick else 15, {})
    least = (
        taken["and the type of each"].of_processor
        + taken["the rules by hand: nothing checked, nothing noted"].of_processor
    )
    rows = [(name, number(one.of_processor), number(one.of_processor / least)) for name, one in taken.items()]
    note = "The least is the types of all facts and the rules by hand, as Python has nothing faster."
    return Table(
        "What one decision takes at least", ("one decision", "µs of processor", "x of the least"), tuple(rows), note
    )


def _reading(names: tuple[str, ...], checks: Mapping[str, type] | None = None) -> Callable[[Any], Any]:
    """A function that takes each fact out of a dictionary once, and looks at its type."""
    lines = [f"    f{place} = deal[{name!r}]" for place, name in enumerate(names)]
    if checks is not None:
        tests = " and ".join(f"type(f{place}) is {checks[name].__name__}" for place, name in enumerate(names))
        lines.append(f"    return {tests}")
    space: dict[str, Any] = {}
    exec("\n".join(("def read(deal):", *lines)), space)  # noqa: S102 - names of the reference policy
    made: Callable[[Any], Any] = space["read"]
    return made


def _rows(*, quick: bool) -> Table:
    """Rows in memory: from copying their bytes to the decisions of all of them."""
    from creditpolicy.backends.columnar import Reader, compile_frame
    from creditpolicy.backends.interpreter.functions import apply

    frame = polars.read_parquet(file_of(100_000 if quick else 1_000_000))
    named = frame.rename({name: f"deal.{name}" for name in frame.columns})
    rows, size = frame.height, int(frame.estimated_size())
    block, into = bytearray(size), memoryview(bytearray(size))
    made = policy()
    program = made.program(None)
    reader = Reader(frame.schema, {f"deal.{name}": name for name in frame.columns}, program.vocabulary)
    parts = [one.rechunk() for one in frame.iter_slices(PART)]
    kernel = compile_frame(program, program.points[POINT], lambda name, given: apply(name, given, None), as_of=AS_OF)
    given = [reader.read(part) for part in parts]
    ways: dict[str, Callable[[], object]] = {
        "copying the bytes of 32 columns": lambda: into.__setitem__(slice(None), block),
        "the greatest of each column": lambda: frame.select(polars.all().max()),
        "the facts checked and counted out": lambda: [reader.read(part) for part in parts],
        "decided, facts checked before": lambda: [kernel.answer(one) for one in given],
        "decide_frame, all of it": lambda: made.decide_frame(named, POINT, as_of=AS_OF),
    }
    found = timed({name: Batch(way, rows, lambda _: frame) for name, way in ways.items()}, 3 if quick else 7)
    each = size / rows
    told = [(name, statistics.median(spent)) for name, spent in found.items()]
    cells = [
        (name, number(spent * 1000), number(each / spent / 1000), number(spent / told[0][1])) for name, spent in told
    ]
    note = f"{rows:,} rows of {each:.0f} bytes, one thread, in parts of {PART:,} rows."
    headers = ("rows in memory", "ns of processor a row", "GB/s", "x of copying")
    return Table("What rows in memory take at least", headers, tuple(cells), note)


def _files(*, quick: bool) -> Table:
    """Parquet to Parquet: reading and writing alone, then all of it."""
    from creditpolicy.portfolio import Processes
    from creditpolicy.portfolio.case_table import CaseRun, decide_cases
    from creditpolicy.portfolio.case_table.part import write_decisions
    from creditpolicy.portfolio.run import Target, Telling

    given = file_of(100_000 if quick else 1_000_000)
    named = named_of(given)
    scan = polars.scan_parquet(given)
    rows = scan.select(polars.len()).collect().item()
    made = policy()
    with tempfile.TemporaryDirectory(dir=given.parent) as folder:
        out = Path(folder)
        target = Target(out / "ours", overwrite=True, table_format="parquet")

        def ours() -> object:
            return decide_cases(made.versions[0], CaseRun(named, POINT, AS_OF), target, Processes(1), Telling())

        ours()
        answers = polars.read_parquet(out / "ours" / "decisions")
        ways: dict[str, Callable[[], object]] = {
            "the bytes of the file": given.read_bytes,
            "the columns decoded": scan.collect,
            "the answers written, which were ready": lambda: write_decisions(out / "answers.parquet", answers),
            "creditpolicy run, all of it": ours,
        }
        found = timed({name: Batch(way, rows, lambda frame: frame) for name, way in ways.items()}, 3 if quick else 5)
        told = {name: statistics.median(spent) for name, spent in found.items()}
        written = (out / "answers.parquet").stat().st_size
    least = told["the columns decoded"] + told["the answers written, which were ready"]
    cells = [(name, number(spent * 1000), number(spent / least)) for name, spent in told.items()]
    sizes = f"{given.stat().st_size / rows:.1f} bytes each in, {written / rows:.1f} out"
    note = f"{rows:,} rows, {sizes}, one thread. The least is to decode what is read and to write what is answered."
    headers = ("Parquet to Parquet", "ns of processor a row", "x of the least")
    return Table("What files take at least", headers, tuple(cells), note)


def _with_note(table: Table, more: str) -> Table:
    return Table(table.title, table.headers, table.rows, table.note + more)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    main(quick=arguments.parse_args().quick)
