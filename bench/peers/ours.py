"""creditpolicy as a peer, and what is expected of all of them."""

from collections.abc import Callable
from typing import Any

from bench.peers.answers import Answer, Deal, Peer
from bench.peers.rules import OUTCOME, Rules
from bench.peers.single_rules import plain_python
from bench.reference.asked import AS_OF, POINT
from bench.reference.by_hand_told import decide_and_tell
from creditpolicy import Policy

Given = Any
"""A decision."""


def expected(rules: Rules) -> Callable[[Deal], Answer]:
    """What is right: by hand for the policy of 60 rules, each rule as a Python expression for larger ones."""
    if len([rule for stage in rules.stages for rule in stage.rules]) == 60:
        return by_hand
    return plain_python(rules).decide


def by_hand(deal: Deal) -> Answer:
    """The hand-written functions' answer."""
    return read_by_hand(decide_and_tell(deal))


def read_by_hand(given: dict[str, Any]) -> Answer:
    """What they give, in the form of all."""
    return tuple(given[field] for field in OUTCOME), tuple(step["rule"] for step in given["trace"])


def in_full(policy: Policy) -> Peer:
    """Facts checked, decided, and the outcome and the ids read from the decision."""
    decide = policy.decide

    def asked(deal: Deal) -> Given:
        decision = decide(POINT, {"deal": deal}, as_of=AS_OF)
        return decision.outcome, decision.deciding

    return Peer(asked, read)


def decision(policy: Policy) -> Peer:
    """The same, up to the decision: some of it may be put together only once it is read."""
    decide = policy.decide

    def asked(deal: Deal) -> Given:
        return decide(POINT, {"deal": deal}, as_of=AS_OF)

    return Peer(asked, lambda given: read((given.outcome, given.deciding)))


def checked_alone() -> Peer:
    """Facts that `Policy.check` checked, up to the decision."""

    def asked(case: Any) -> Given:  # noqa: ANN401 - a checked case
        return case.decide(POINT)

    return Peer(asked, lambda given: read((given.outcome, given.deciding)))


def checked() -> Peer:
    """The same with the outcome and the ids read."""

    def asked(case: Any) -> Given:  # noqa: ANN401 - a checked case
        decision = case.decide(POINT)
        return decision.outcome, decision.deciding

    return Peer(asked, read)


def read(given: Given) -> Answer:
    """The answer in one form. Desks are a list here, of which the first is the route."""
    outcome, deciding = given
    fields = {**outcome, "route": outcome["route"][0] if outcome["route"] else "NONE"}
    held = (row.partition(".")[2] for row in deciding)
    return tuple(fields[name] for name in OUTCOME), tuple(one for one in held if one != "otherwise")


def deciding_only(answer: Answer, rules: Rules) -> Answer:
    """What is expected of us: of the rules of credit, those that gave the verdict; the others are in the trace."""
    outcome, held = answer
    verdict = outcome[OUTCOME.index("decision")]
    others = {rule.id for rule in rules.credit.rules if rule.then["outcome"] != verdict}
    return outcome, tuple(one for one in held if one not in others)
