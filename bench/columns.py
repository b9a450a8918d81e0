"""Many deals in memory on one core: creditpolicy's frames, Polars in two forms, DuckDB, GoRules in batches."""

import argparse
import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

# Before Polars is loaded: it takes all cores otherwise.
os.environ["POLARS_MAX_THREADS"] = "1"

import polars

from bench import gaps
from bench.figures import Figure, Found, Table, number, versions
from bench.peers import ours, zen_tables
from bench.peers.duck import statement
from bench.peers.polars_checks import checking
from bench.peers.polars_plans import RULES, flat, naive, tuned
from bench.peers.rules import OUTCOME, Rules, rules_of
from bench.reference.asked import AS_OF, POINT, policy
from bench.reference.by_hand_told import decide_and_tell
from bench.reference.data import file_of
from bench.timing import Others, reason

OURS = "creditpolicy, rule ids"
UNCHECKED = "creditpolicy, rule ids, facts checked before"
NAIVE = "Polars, naive, rule ids"
FLAT = "Polars, each rule by itself"
TUNED = "Polars, tuned by hand, rule ids"
TUNED_CHECKED = "Polars, tuned by hand, rule ids, checked by hand"
NAIVE_CHECKED = "Polars, naive, rule ids, checked by hand"
BATCH = "GoRules JDM in batches"
COMPARED_ON = 20_000


@dataclass(frozen=True, slots=True)
class Batch:
    """What is measured over so many rows, and how what it gives is read for comparing."""

    call: Callable[[], Any]
    rows: int
    read: Callable[[Any], polars.DataFrame]


class _Batches:
    """What can be measured as it agrees, and why others can't."""

    def __init__(self, wanted: polars.DataFrame) -> None:
        self.wanted = wanted
        self.known: dict[str, Batch] = {}
        self.agreed: dict[str, str] = {}

    def add(self, name: str, make: Callable[[], Batch], fields: tuple[str, ...] = OUTCOME) -> None:
        """Make it, compare it, and have it measured if it agrees."""
        try:
            batch = make()
            found = batch.read(batch.call()).head(self.wanted.height)
            expected = self.wanted.head(found.height)
            wrong = [field for field in fields if not _same(found[field], expected[field])]
            self.agreed[name] = f"differs: {', '.join(wrong)}" if wrong else f"{found.height:,}"
            if not wrong:
                self.known[name] = batch
        except Exception as error:  # noqa: BLE001 - whatever keeps it from being measured is told in its row
            self.agreed[name] = reason(error)


MANY, MANY_ROWS = 6000, 20_000


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    found = Found("columns", quick)
    _sixty(found, quick=quick)
    _many(found, quick=quick)
    gaps.measure(found, quick=quick)
    found.save()


def _sixty(found: Found, *, quick: bool) -> None:
    rows = 100_000 if quick else 1_000_000
    frame = polars.read_parquet(file_of(rows))
    made = policy()
    rules = rules_of(made.program(None))
    wanted = reference(frame.head(COMPARED_ON), rules)
    batches = _Batches(wanted)
    lazy = frame.lazy()
    everything = (*OUTCOME, *RULES)
    batches.add(TUNED, lambda: _plan(tuned(lazy, rules), rows), everything)
    batches.add("Polars, tuned by hand, no ids", lambda: _plan(tuned(lazy, rules, with_rules=False), rows))
    batches.add(NAIVE, lambda: _plan(naive(lazy, rules), rows), everything)
    batches.add("Polars, naive, no ids", lambda: _plan(naive(lazy, rules, with_rules=False), rows))
    check = checking(made.program(None))
    batches.add(TUNED_CHECKED, lambda: _checked_by_hand(check, frame, _plan(tuned(lazy, rules), rows)), everything)
    batches.add(NAIVE_CHECKED, lambda: _checked_by_hand(check, frame, _plan(naive(lazy, rules), rows)), everything)
    batches.add(f"DuckDB {versions(['duckdb'])['duckdb']}, rule ids", lambda: _duck(frame, rules), everything)
    batches.add(BATCH, lambda: _zen(frame, rules))
    batches.add(OURS, lambda: _ours(made, frame))
    batches.add(UNCHECKED, lambda: _checked_before(made, frame))
    with Others() as others:
        taken = timed(batches.known, 3 if quick else 7)
    title = "Rows in memory, 60 rules"
    found.tables.append(_table(title, TUNED, taken, batches.agreed, rows, others.share))
    found.figures += _figures(taken, batches.agreed)
    found.bars = [(name, statistics.median(spent)) for name, spent in taken.items()]


def _many(found: Found, *, quick: bool) -> None:
    """Very many rules: beside the one form in which Polars can be asked for them. Other rows in each round."""
    size = 600 if quick else MANY
    every = polars.read_parquet(file_of(100_000 if quick else 1_000_000))
    rounds = 3 if quick else 6
    slices = [one.rechunk() for one in every.head(rounds * MANY_ROWS).iter_slices(MANY_ROWS)]
    made = policy(size)
    # What may come is seen once: how large numbers are.
    _ours(made, every.slice(rounds * MANY_ROWS)).call()
    rules = rules_of(made.program(None))
    right = ours.expected(rules)
    deals = slices[0].head(200).iter_rows(named=True)
    wanted = polars.DataFrame([right(deal)[0] for deal in deals], schema=OUTCOME, orient="row")
    batches = _Batches(wanted)
    batches.add(FLAT, lambda: _in_turns([_plan(flat(one.lazy(), rules), MANY_ROWS) for one in slices]))
    batches.add(OURS, lambda: _in_turns([_ours(made, one) for one in slices]))
    with Others() as others:
        taken = timed(batches.known, rounds - 1)
    title = f"Rows in memory, {size:,} rules"
    found.tables.append(_table(title, FLAT, taken, batches.agreed, MANY_ROWS, others.share))
    what = f"rows in memory, {size:,} rules, beside Polars"
    if OURS in taken and FLAT in taken:
        ratio = times(taken[FLAT], taken[OURS])
        found.figures.append(Figure(what, "10 x faster at 6,000", f"{number(ratio)} x", ratio >= 10))
    else:
        found.figures.append(Figure(what, "10 x faster at 6,000", batches.agreed[OURS], None))


def _in_turns(batches: list[Batch]) -> Batch:
    """One batch after the other, so that no rows are seen twice."""
    left = iter(batches)
    return Batch(lambda: next(left).call(), batches[0].rows, batches[0].read)


def reference(frame: polars.DataFrame, rules: Rules) -> polars.DataFrame:
    """What is right, by hand, with the rules as the plans have them."""
    places = {stage.name: {rule.id: n for n, rule in enumerate(stage.rules)} for stage in rules.stages}
    made = []
    for deal in frame.iter_rows(named=True):
        given = decide_and_tell(deal)
        held = [step["rule"] for step in given.pop("trace")]

        def first(stage: str, held: list[str] = held) -> int:
            return next((places[stage][one] for one in held if one in places[stage]), -1)

        def bits(stage: str, held: list[str] = held) -> int:
            return sum(1 << places[stage][one] for one in held if one in places[stage])

        indexes = (first("segment"), bits("credit"), first("terms"), first("dunning"), bits("desk"))
        made.append((*given.values(), *indexes))
    return polars.DataFrame(made, schema=(*OUTCOME, *RULES), orient="row")


def _same(found: polars.Series, wanted: polars.Series) -> bool:
    return bool((found.cast(wanted.dtype) == wanted).all())


def _plan(plan: polars.LazyFrame, rows: int) -> Batch:
    return Batch(plan.collect, rows, lambda found: found)


def _checked_by_hand(check: Callable[[polars.DataFrame], None], frame: polars.DataFrame, batch: Batch) -> Batch:
    def call() -> polars.DataFrame:
        check(frame)
        found: polars.DataFrame = batch.call()
        return found

    return replace(batch, call=call)


def _duck(frame: polars.DataFrame, rules: Rules) -> Batch:
    import duckdb

    connection = duckdb.connect()
    connection.execute("set threads=1")
    connection.register("given", frame.to_arrow(compat_level=polars.CompatLevel.oldest()))
    connection.execute("create table deals as select * from given")
    text = statement(rules, "deals")
    return Batch(lambda: connection.sql(text).to_arrow_table(), frame.height, polars.from_arrow)  # type: ignore[arg-type]  # a frame of a table


def _zen(frame: polars.DataFrame, rules: Rules) -> Batch:
    engine = zen_tables.engine_of(rules)
    deals = [{"key": "policy", "context": deal} for deal in frame.head(5000).iter_rows(named=True)]

    def read(found: Any) -> polars.DataFrame:  # noqa: ANN401 - what the engine gives
        return polars.DataFrame([zen_tables.read(one["data"])[0] for one in found], schema=OUTCOME, orient="row")

    return Batch(lambda: engine.evaluate_batch(deals), len(deals), read)


def _ours(made: Any, frame: polars.DataFrame) -> Batch:  # noqa: ANN401 - a policy
    """Frames of creditpolicy: facts as columns, checked, with what is undecided and why."""
    named = frame.rename({name: f"deal.{name}" for name in frame.columns})

    return Batch(lambda: made.decide_frame(named, POINT, as_of=AS_OF), frame.height, _first_route)


def _checked_before(made: Any, frame: polars.DataFrame) -> Batch:  # noqa: ANN401 - a policy
    """The same without the checks, which the others have not either."""
    from creditpolicy.backends.columnar import Reader, compile_frame
    from creditpolicy.backends.interpreter.functions import apply

    program = made.program(None)
    columns = {f"deal.{name}": name for name in frame.columns}
    reader = Reader(frame.schema, columns, program.vocabulary)
    parts = [reader.read(one.rechunk()) for one in frame.iter_slices(1 << 17)]
    kernel = compile_frame(program, program.points[POINT], lambda name, given: apply(name, given, None), as_of=AS_OF)

    def decide() -> polars.DataFrame:
        return polars.concat([found.frame for part in parts if (found := kernel.answer(part)) is not None])

    return Batch(decide, frame.height, _first_route)


def _first_route(found: polars.DataFrame) -> polars.DataFrame:
    route = found["route"]
    first = route.list.first().fill_null("NONE") if isinstance(route.dtype, polars.List) else route
    return found.with_columns(first.alias("route"))


def timed(batches: Mapping[str, Batch], rounds: int) -> dict[str, list[float]]:
    """Microseconds of processor time for each row, in each round."""
    taken: dict[str, list[float]] = {name: [] for name in batches}
    for _ in range(rounds):
        for name, batch in batches.items():
            gc.collect()
            began = time.process_time()
            batch.call()
            taken[name].append((time.process_time() - began) / batch.rows * 1e6)
    return taken


def times(one: list[float], other: list[float]) -> float:
    """How many times as long, by rounds."""
    return statistics.median(mine / its for mine, its in zip(one, other, strict=True))


def _table(
    title: str, base: str, taken: dict[str, list[float]], agreed: dict[str, str], rows: int, share: float | None
) -> Table:
    made = []
    for name, agreement in agreed.items():
        spent = taken.get(name)
        if spent is None:
            made.append((name, agreement, "-", "-", "-"))
            continue
        median = statistics.median(spent)
        made.append((name, agreement, number(median), number(1 / median), number(times(spent, taken[base]))))
    headers = (f"{rows:,} rows in memory", "agrees on", "µs of processor a row", "million rows/s", f"x {base}")
    busy = "" if share is None else f" Others took {share:.0%} of the machine."
    note = f"One thread, Polars {versions(['polars'])['polars']}. GoRules takes both cores for its batches.{busy}"
    return Table(title, headers, tuple(made), note)


def _figures(taken: dict[str, list[float]], agreed: dict[str, str]) -> list[Figure]:
    if OURS not in taken:
        reason = agreed[OURS]
        return [Figure("rows in memory, beside tuned Polars", "as fast", reason, None)]
    compared = (
        ("rows in memory, beside tuned Polars", "as fast", 1, TUNED, OURS),
        ("rows in memory, beside naive Polars", "1.6 x faster", 1.6, NAIVE, OURS),
        ("the same, beside tuned Polars with such checks", "as fast", 1, TUNED_CHECKED, OURS),
        ("the same, beside naive Polars with such checks", "1.6 x faster", 1.6, NAIVE_CHECKED, OURS),
        ("the same, facts checked before, beside tuned Polars", "as fast", 1, TUNED, UNCHECKED),
        ("the same, facts checked before, beside naive Polars", "1.6 x faster", 1.6, NAIVE, UNCHECKED),
        ("rows in memory, beside GoRules batches", "250 x faster", 250, BATCH, OURS),
    )
    figures = []
    for what, wanted, least, peer, mine in compared:
        if peer in taken and mine in taken:
            ratio = times(taken[peer], taken[mine])
            figures.append(Figure(what, wanted, f"{number(ratio)} x", ratio >= least))
    return figures


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    main(quick=arguments.parse_args().quick)
