"""One decision of the policy of 60 rules: creditpolicy, Python by hand and every peer, after they agreed."""

import argparse
import gc
from collections.abc import Callable
from typing import Any

from bench.figures import Figure, Found, Table, number, versions
from bench.peers import ours
from bench.peers.all_peers import EXPRESSIONS, JDM, PEERS, TRACED, Known
from bench.peers.answers import Answer, Deal, Peer
from bench.peers.checked import checking
from bench.peers.rules import Rules, rules_of
from bench.reference.asked import AS_OF, POINT, policy
from bench.reference.by_hand import decide
from bench.reference.by_hand_told import decide_and_tell
from bench.reference.drawn import drawn_deals
from bench.timing import Others, Taken, Way, interleaved, reason

READ = "creditpolicy: checked, outcome and ids read"
DECISION = "creditpolicy: checked, the decision alone"
MIXED = "creditpolicy: checked, three kinds of cases in turns"
CHECKED = "creditpolicy: facts checked before, outcome and ids read"
CHECKED_ALONE = "creditpolicy: facts checked before, the decision alone"
VALUES = "creditpolicy: with the values that each rule read"
CHECKED_VALUES = "creditpolicy: facts checked before, with the values that each rule read"
TRACE = "creditpolicy: with the full trace of every test"
TOLD = "Python by hand, with trace"
PLAIN = "Python by hand, no trace"
TOLD_CHECKED = "Python by hand, with trace, checked by msgspec"
JDM_CHECKED = "GoRules JDM, rule ids, checked by msgspec"


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    rounds = 5 if quick else 15
    deals = drawn_deals(400 if quick else 2000)
    made = policy()
    rules = rules_of(made.program(None))
    wanted = [ours.by_hand(deal) for deal in deals]
    ways: dict[str, Way] = {}
    agreed: dict[str, str] = {}

    def add(name: str, peer: Peer, expect: list[Answer], *, ids: bool = True, given: list[Any] = deals) -> None:
        same = sum(_agrees(peer, deal, answer, ids=ids) for deal, answer in zip(given, expect, strict=False))
        agreed[name] = f"{same}/{len(expect)}"
        if same < len(expect):
            agreed[name] += ": not measured"
            return
        ways[name] = Way(peer.decide, given)

    decided = [ours.deciding_only(answer, rules) for answer in wanted]
    add(TOLD, Peer(decide_and_tell, ours.read_by_hand), wanted)
    add(PLAIN, Peer(decide, lambda given: (tuple(given.values()), ())), wanted, ids=False)
    add(READ, ours.in_full(made), decided)
    add(DECISION, ours.decision(made), decided)
    add(MIXED, ours.in_full(policy()), decided, given=_of_three_kinds(deals))
    check = checking(made.program(None))
    add(TOLD_CHECKED, Peer(lambda deal: (check(deal), decide_and_tell(deal))[1], ours.read_by_hand), wanted)
    if hasattr(made, "check"):
        # The checks are compiled by then, as all else is before it is measured.
        cases = [made.check({"deal": deal}, as_of=AS_OF) for deal in (*deals[:64], *deals)][64:]
        add(CHECKED, ours.checked(), decided, given=cases)
        add(CHECKED_ALONE, ours.checked_alone(), decided, given=cases)
        told = Peer(_of_case_with_values, lambda given: ours.read(given[:2]))
        add(CHECKED_VALUES, told, decided, given=cases)
    told = Peer(
        lambda deal: _with_values(made.decide(POINT, {"deal": deal}, as_of=AS_OF)), lambda given: ours.read(given[:2])
    )
    add(VALUES, told, decided)
    few = decided[:50]
    add(TRACE, Peer(lambda deal: _traced(made, deal), lambda given: ours.read(given[:2])), few)
    for known in PEERS:
        _try(known, rules, wanted, add, agreed)
    if JDM in ways:
        peer = ways[JDM].call
        ways[JDM_CHECKED] = Way(lambda deal: (check(deal), peer(deal))[1], deals)
        agreed[JDM_CHECKED] = agreed[JDM]
    gc.freeze()
    failed: dict[str, str] = {}
    with Others() as others:
        taken = interleaved(ways, rounds, failed)
    agreed |= failed
    found = Found("single", quick)
    found.tables.append(_table(taken, agreed, rounds, others.share))
    found.figures += _figures(taken)
    found.bars = [(name, one.of_processor) for name, one in taken.items()]
    found.save()


def _of_three_kinds(deals: list[Deal]) -> list[Deal]:
    """The same deals: of some a fact is not given that nobody asks for, of others it is None."""
    kinds: list[Callable[[Deal], Deal]] = [
        lambda deal: deal,
        lambda deal: {**deal, "language": None},
        lambda deal: {name: value for name, value in deal.items() if name != "payment_method"},
    ]
    return [kinds[place % 3](deal) for place, deal in enumerate(deals)]


def _try(known: Known, rules: Rules, wanted: list[Answer], add: Any, agreed: dict[str, str]) -> None:  # noqa: ANN401
    try:
        peer = known.make(rules)
        add(known.name, peer, wanted[: known.compared_on], ids=known.tells_ids)
    except Exception as error:  # noqa: BLE001 - whatever keeps a peer from being measured is told in its row
        agreed[known.name] = reason(error)


def _agrees(peer: Peer, deal: Deal, wanted: Answer, *, ids: bool) -> bool:
    outcome, held = peer.read(peer.decide(deal))
    return outcome == wanted[0] and (not ids or held == wanted[1])


def _of_case_with_values(case: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401 - a checked case
    return _with_values(case.decide(POINT))


def _with_values(decision: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401 - a decision
    return decision.outcome, decision.deciding, decision.values()


def _traced(made: Any, deal: Deal) -> tuple[Any, Any, Any]:  # noqa: ANN401 - a policy
    decision = made.decide(POINT, {"deal": deal}, as_of=AS_OF)
    return decision.outcome, decision.deciding, decision.trace()


def _table(taken: dict[str, Taken], agreed: dict[str, str], rounds: int, share: float | None) -> Table:
    package = {known.name: known.package for known in PEERS}
    known_versions = versions(set(package.values()))
    base = taken[TOLD]
    rows: list[tuple[str, ...]] = []
    for name, agreement in agreed.items():
        called = f"{name} ({package[name]} {known_versions[package[name]]})" if name in package else name
        if name not in taken:
            rows.append((called, agreement, "-", "-", "-", "-"))
            continue
        one = taken[name]
        figures = (one.median, one.of_processor, one.times(base), one.times(taken[READ]))
        rows.append((called, agreement, *map(number, figures)))
    busy = "" if share is None else f" Others took {share:.0%} of the machine."
    note = f"Medians of {rounds} interleaved rounds.{busy} Peers check nothing of what they are given."
    headers = ("one decision", "agrees", "µs", "µs of processor", "x by hand with trace", "x creditpolicy")
    return Table("One decision, 60 rules", headers, tuple(rows), note)


def _figures(taken: dict[str, Taken]) -> list[Figure]:
    def faster(than: str, way: str, wanted: float) -> tuple[str, bool | None]:
        if than not in taken or way not in taken:
            return "nothing to compare", None
        ratio = taken[than].times(taken[way])
        return f"{number(ratio)} x", ratio >= wanted

    by_peer = faster(JDM, READ, 12)
    with_checks = faster(JDM_CHECKED, READ, 12)
    hand_checked = taken[READ].times(taken[TOLD_CHECKED])
    alone = faster(JDM, DECISION, 12)
    by_hand = taken[READ].times(taken[TOLD])
    stretch = taken[READ].times(taken[PLAIN])
    valued = faster(TRACED, VALUES, 50)
    valued_unchecked = faster(TRACED, CHECKED_VALUES, 50)
    unchecked = faster(JDM, CHECKED, 20)
    unchecked_alone = faster(JDM, CHECKED_ALONE, 20)
    beside_expressions = faster(EXPRESSIONS, CHECKED, 10)
    return [
        Figure("checked dict in, outcome and ids out, beside GoRules JDM", "12 x faster", *by_peer),
        Figure("the same, up to the decision", "12 x faster", *alone),
        Figure("the same beside GoRules JDM with such checks", "12 x faster", *with_checks),
        Figure("the same beside Python by hand with trace", "at most 1 x", f"{number(by_hand)} x", by_hand <= 1),
        Figure("the same with such checks", "at most 1 x", f"{number(hand_checked)} x", hand_checked <= 1),
        Figure("stretch: beside Python by hand without trace", "at most 1 x", f"{number(stretch)} x", stretch <= 1),
        Figure("facts checked before, outcome and ids out, beside GoRules JDM", "20 x faster", *unchecked),
        Figure("the same, up to the decision", "20 x faster", *unchecked_alone),
        Figure("facts checked before, beside GoRules compiled expressions", "10 x faster", *beside_expressions),
        Figure("with the values that each rule read, beside GoRules with trace", "50 x faster", *valued),
        Figure("the same, facts checked before", "50 x faster", *valued_unchecked),
    ]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    main(quick=arguments.parse_args().quick)
