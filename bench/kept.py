"""Decisions that are kept: their bytes, the facts apart, and what the collector makes of a list of them."""

import argparse
import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from bench.figures import Figure, Found, Table, number
from bench.reference.asked import AS_OF, POINT, policy
from bench.reference.by_hand_told import decide_and_tell
from bench.reference.drawn import drawn_deals

MOST_BYTES = 220
OURS, READ, BY_HAND = "a decision", "a decision whose outcome was read", "by hand with trace, dictionaries"


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    made = policy()
    deals = drawn_deals(5000 if quick else 20_000)
    facts = [{"deal": deal} for deal in deals]

    def decided(case: dict[str, Any]) -> Any:  # noqa: ANN401 - a decision
        return made.decide(POINT, case, as_of=AS_OF)

    def read(case: dict[str, Any]) -> Any:  # noqa: ANN401 - a decision
        decision = made.decide(POINT, case, as_of=AS_OF)
        _ = decision.outcome, decision.deciding
        return decision

    ways: dict[str, Callable[[dict[str, Any]], Any]] = {
        OURS: decided,
        READ: read,
        BY_HAND: lambda case: decide_and_tell(case["deal"]),
    }
    for way in ways.values():
        # What is compiled, and the reasons that are known by heart, belong to the policy.
        for case in facts:
            way(case)
    rows, sizes, penalties = [], {}, {}
    for name, way in ways.items():
        size = _bytes(way, facts)
        on, off = _spent(way, facts, collecting=True), _spent(way, facts, collecting=False)
        sizes[name], penalties[name] = size, on - off
        rows.append((name, number(size), number(on), number(off), number(on - off)))
    rows.append(
        (
            "the facts of one, as a dictionary",
            number(_bytes(lambda case: {"deal": dict(case["deal"])}, facts)),
            "-",
            "-",
            "-",
        )
    )
    # The decision holds the values of the facts in one object, which is what it keeps of them.
    facts_kept = statistics.fmean(sys.getsizeof(decided(case)._kept) for case in facts[:200])  # noqa: SLF001 - to count it apart
    size, penalty = sizes[OURS] - facts_kept, penalties[OURS]
    rows.append(("of a decision: the facts that it keeps", number(facts_kept), "-", "-", "-"))
    found = Found("kept", quick)
    headers = ("kept", "bytes", "µs, collector on", "µs, collector off", "what it costs")
    note = (
        f"{len(facts):,} of each in a list; bytes by `tracemalloc`, over what the caller's facts take. A decision keeps"
        " its facts, so that it can tell its trace: that is part of its bytes."
    )
    found.tables.append(Table("Kept decisions", headers, tuple(rows), note))
    # As much as a list of plain tuples costs counts as nothing.
    allowed = 0.3
    found.figures = [
        Figure("bytes of a kept decision, its facts apart", f"at most {MOST_BYTES}", number(size), size <= MOST_BYTES),
        Figure(
            "what the collector takes of it",
            f"at most {allowed} µs",
            f"{number(max(penalty, 0))} µs",
            penalty <= allowed,
        ),
    ]
    found.save()


def _bytes(way: Callable[[dict[str, Any]], Any], facts: list[dict[str, Any]]) -> float:
    """Bytes that one of them adds."""
    kept: list[Any] = [None] * len(facts)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for index, case in enumerate(facts):
        kept[index] = way(case)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / len(kept)


def _spent(way: Callable[[dict[str, Any]], Any], facts: list[dict[str, Any]], *, collecting: bool) -> float:
    """Microseconds of one of many that are kept, in the median of some rounds."""
    taken = []
    for _ in range(5):
        gc.collect()
        (gc.enable if collecting else gc.disable)()
        began = time.process_time()
        kept = [way(case) for case in facts]
        taken.append((time.process_time() - began) / len(kept) * 1e6)
        gc.enable()
        del kept
    return statistics.median(taken)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    main(quick=arguments.parse_args().quick)
