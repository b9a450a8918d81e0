"""What more rules cost: one decision and loading, with 60, 600 and 6,000 rules, each engine interleaved with all."""

import argparse
import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from bench.figures import Figure, Found, Table, number
from bench.peers import ours
from bench.peers.all_peers import JDM, PEERS, TRACED
from bench.peers.answers import Answer, Deal, Peer
from bench.peers.rules import rules_of
from bench.reference.asked import policy
from bench.reference.drawn import drawn_deals
from bench.reference.scaled import SIZES
from bench.timing import Others, Taken, Way, interleaved, reason
from creditpolicy import Policy

OURS = "creditpolicy"
SLOW = frozenset(("CEL in Python", "Rego"))
"""A decision takes tens of milliseconds, or a second at 6,000 rules: left out of the largest."""
COMPARED_ON = 100


@dataclass(frozen=True, slots=True)
class Run:
    """What can be measured by engine and size, why others can't, and the seconds that each took to load."""

    deals: list[Deal]
    ways: dict[tuple[str, int], Way] = field(default_factory=dict)
    told: dict[tuple[str, int], str] = field(default_factory=dict)
    loading: dict[tuple[str, int], float] = field(default_factory=dict)

    def add(self, name: str, size: int, make: Callable[[], Peer], wanted: list[Answer]) -> None:
        """Make a peer, compare it, and have it measured if it agrees; else its row tells why not."""
        try:
            began = time.process_time()
            peer = make()
            self.loading[name, size] = time.process_time() - began
            compared = self.deals[:10] if size == 6000 else self.deals[: len(wanted)]
            same = sum(peer.read(peer.decide(deal)) == answer for deal, answer in zip(compared, wanted, strict=False))
            if same < len(compared):
                self.told[name, size] = f"agrees on {same} of {len(compared)}"
                return
            self.ways[name, size] = Way(peer.decide, self.deals)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self.told[name, size] = reason(error)


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    sizes = [60, 600] if quick else list(SIZES)
    count = 500 if quick else 4000
    drawn = drawn_deals(2 * count)
    run, unseen = Run(drawn[:count]), drawn[count:]
    first: dict[int, float] = {}
    peers = [known for known in PEERS if known.tells_ids and known.name != TRACED]
    for size in sizes:
        made = policy(size)
        rules = rules_of(made.program(None))
        wanted = [ours.expected(rules)(deal) for deal in run.deals[:COMPARED_ON]]
        for known in peers:
            if known.name in SLOW and size > 60:
                run.told[known.name, size] = "not run: too slow"
                continue
            run.add(known.name, size, partial(known.make, rules), wanted)
        first[size] = _first_time(policy(size), run.deals[:64], unseen)
        decided = [ours.deciding_only(answer, rules) for answer in wanted]
        run.add(OURS, size, partial(_warm, made, run.deals), decided)
    gc.freeze()
    failed: dict[str, str] = {}
    with Others() as others:
        ways = {f"{name} {size}": way for (name, size), way in run.ways.items()}
        taken = interleaved(ways, 3 if quick else 9, failed)
    run.told.update({(name, size): failed[f"{name} {size}"] for name, size in run.ways if f"{name} {size}" in failed})
    found = Found("growth", quick)
    table = _table([OURS, *(known.name for known in peers)], sizes, taken, run, others.share)
    dashes = ("-",) * (1 + len(sizes))
    unseen_row = ("creditpolicy, deals never seen", *(number(first[size]) for size in sizes), *dashes)
    found.tables.append(replace(table, rows=(table.rows[0], unseen_row, *table.rows[1:])))
    found.figures += _figures(taken, sizes)
    found.bars = [(name, one.of_processor) for name, one in taken.items()]
    found.save()


def _warm(made: Policy, deals: list[Deal]) -> Peer:
    """Compiled, and every deal was seen once."""
    peer = ours.in_full(made)
    for deal in deals:
        peer.decide(deal)
    return peer


def _first_time(made: Policy, warming: list[Deal], unseen: list[Deal]) -> float:
    """Microseconds of a decision on deals that were never seen, whose reasons are said for the first time."""
    peer = _warm(made, warming)
    # Else the collector walks through all that the peers have loaded.
    gc.freeze()
    began = time.process_time()
    for deal in unseen:
        peer.decide(deal)
    return (time.process_time() - began) / len(unseen) * 1e6


def _table(names: list[str], sizes: list[int], taken: dict[str, Taken], run: Run, share: float | None) -> Table:
    rows = []
    for name in names:
        cells = [name]
        for size in sizes:
            one = taken.get(f"{name} {size}")
            cells.append(run.told.get((name, size), "-") if one is None else f"{number(one.of_processor)}")
        first, last = (taken.get(f"{name} {size}") for size in (sizes[0], sizes[-1]))
        cells.append(number(last.times(first)) if first and last else "-")
        cells += [number(run.loading[name, size] * 1000) if (name, size) in run.loading else "-" for size in sizes]
        rows.append(tuple(cells))
    growth = f"x {sizes[-1]:,} to {sizes[0]}"
    headers = (
        "µs of processor",
        *(f"{size:,} rules" for size in sizes),
        growth,
        *(f"ms to load {size:,}" for size in sizes),
    )
    busy = "" if share is None else f" Others took {share:.0%} of the machine."
    note = f"creditpolicy's loading here is compiling alone; `loading` measures the whole of it.{busy}"
    return Table("More rules", headers, tuple(rows), note)


def _figures(taken: dict[str, Taken], sizes: list[int]) -> list[Figure]:
    if sizes[-1] != 6000:
        return [Figure("6,000 rules beside 60", "at most 2.5 x", "a full run measures it", None)]
    small, large = taken[f"{OURS} 60"], taken[f"{OURS} 6000"]
    ratio = large.times(small)
    figures = [Figure("6,000 rules beside 60", "at most 2.5 x", f"{number(ratio)} x", ratio <= 2.5)]
    peer = taken.get(f"{JDM} 6000")
    if peer is None:
        return [*figures, Figure("6,000 rules beside GoRules", "150 x faster", "no peer to compare with", None)]
    faster = peer.times(large)
    return [*figures, Figure("6,000 rules beside GoRules", "150 x faster", f"{number(faster)} x", faster >= 150)]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    main(quick=arguments.parse_args().quick)
