"""Deals in memory of which some lack a fact, anywhere: how much more such a row costs than one that lacks nothing."""

import gc
import statistics
import time

import polars

from bench.figures import Figure, Found, Table, number
from bench.reference.asked import AS_OF, POINT, facts, policy
from bench.reference.data import file_of
from creditpolicy import Policy

PERCENTS = (1, 5, 30)
WANTED = 20
COMPARED_ON = 300


def with_gaps(frame: polars.DataFrame, percent: int, many: int = 1) -> polars.DataFrame:
    """The same with so many facts missing in some of the rows: other ones in each."""
    lacks = polars.int_range(frame.height, eager=True).shuffle(seed=1) % 100 < percent
    drawn = [polars.int_range(frame.height, eager=True).shuffle(seed=2 + by) % frame.width for by in range(many)]
    found = []
    for index, name in enumerate(frame.columns):
        gap = lacks & polars.any_horizontal([one == index for one in drawn])
        found.append(polars.when(~gap).then(polars.col(name)))
    return frame.with_columns(found)


def measure(found: Found, *, quick: bool) -> None:
    """A row for each share of rows that lack something, beside rows that lack nothing."""
    frame = polars.read_parquet(file_of(100_000 if quick else 1_000_000))
    made = policy()
    asked = {f"{percent} % lack a fact": (with_gaps(frame, percent), percent) for percent in PERCENTS}
    asked["30 % lack three facts"] = with_gaps(frame, 30, many=3), 30
    ways = {"nothing is missing": (frame, 0), **asked}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(4):
        for name, (given, _percent) in ways.items():
            gc.collect()
            began = time.process_time()
            made.decide_frame(_named(given), POINT, as_of=AS_OF)
            taken[name].append((time.process_time() - began) / given.height * 1e6)
    plain = statistics.median(taken["nothing is missing"][1:])
    rows = []
    for name, (given, percent) in ways.items():
        first, later = taken[name][0], statistics.median(taken[name][1:])
        each = ((one - plain) / percent * 100 for one in (first, later)) if percent else ()
        told = [number(first), number(later), *(number(one) for one in each)]
        rows.append((name, _agreed(made, given), *told, *[""] * (4 - len(told))))
    headers = ("rows", "agrees on", "µs a row, first time", "later", "µs more a row that lacks", "later")
    note = "One thread. The first time includes what is compiled, and what is asked about combinations that are new."
    found.tables.append(Table("Rows that lack a fact", headers, tuple(rows), note))
    more = (statistics.median(taken["5 % lack a fact"]) - plain) * 20
    found.figures.append(
        Figure("a row in memory that lacks a fact, 5 % of them", f"{WANTED} µs", f"{number(more)} µs", more <= WANTED)
    )


def _agreed(made: Policy, frame: polars.DataFrame) -> str:
    """Of how many rows the answer is that of a single decision."""
    some = frame.filter(polars.any_horizontal(polars.all().is_null())).head(COMPARED_ON)
    if not some.height:
        return "-"
    decided = made.decide_frame(_named(some), POINT, as_of=AS_OF)
    for deal, row in zip(some.iter_rows(named=True), decided.iter_rows(named=True), strict=True):
        known = {key: value for key, value in deal.items() if value is not None}
        one = made.decide(POINT, facts(known), as_of=AS_OF)
        if (one.status, list(one.missing), list(one.deciding)) != (row["status"], row["missing"], row["deciding"]):
            return "differs"
    return str(some.height)


def _named(frame: polars.DataFrame) -> polars.DataFrame:
    return frame.rename(lambda name: f"deal.{name}")
