"""What a peer gives, in one form, and how the rules are put together where an engine leaves that to its caller."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bench.peers.rules import Copied, Given, Rule, Rules, Stage

Deal: TypeAlias = dict[str, Any]
Answer: TypeAlias = tuple[tuple[Given, ...], tuple[str, ...]]
"""The nine fields in the order of `OUTCOME`, and the ids of the rules that hold in the order of the policy."""


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine with the policy loaded. `decide` is what is measured; `read` brings what it gives in one form."""

    decide: Callable[[Deal], Any]
    read: Callable[[Any], Answer]


def as_it_is(answer: Answer) -> Answer:
    """For engines whose glue makes an answer."""
    return answer


def limit_of(deal: Deal, decision: str, share: int, cap: int) -> int:
    """The formula, for engines that can't say it or that say it no faster."""
    if decision == "REJECT":
        return 0
    full: int = min(cap, deal["annual_revenue"] * share * deal["score"] // 10_000)
    return full // 2 if decision == "REFER" else full


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is needed of a rule to put an answer together."""

    id: str
    given: tuple[Given | Copied, ...]


def chosen(stage: Stage) -> list[Chosen]:
    """The ids and outputs of a stage, by index."""
    return [Chosen(rule.id, tuple(rule.then.values())) for rule in stage.rules]


class Glue:
    """The five stages over an engine that only tells which rules hold, in three calls: a caller would write this too.

    `first` gives the index of the first rule of segments; `second` for each rule of credit whether it holds, and the
    first of the terms and of the reminders (-1 for none); `third` for each desk whether it holds.
    """

    def __init__(
        self,
        rules: Rules,
        first: Callable[[Deal], int],
        second: Callable[[Deal], tuple[Sequence[bool], int, int]],
        third: Callable[[Deal], Sequence[bool]],
    ) -> None:
        """Over three calls."""
        self.first, self.second, self.third = first, second, third
        self.segments, self.terms = chosen(rules.segment), chosen(rules.terms)
        self.reminders = chosen(rules.dunning)
        self.credit = [(rule.id, rule.then["outcome"] == "REJECT") for rule in rules.credit.rules]
        self.desks = [(rule.id, rule.then["route"]) for rule in rules.desk.rules]

    def decide(self, deal: Deal) -> Answer:
        """One decision."""
        seen = dict(deal)
        held = self.segments[self.first(seen)]
        segment, grace, share, cap = held.given
        ids = [held.id]
        seen["segment"], seen["grace_days"] = segment, grace
        credit, terms, reminder = self.second(seen)
        decision = "ACCEPT"
        for (name, rejects), holds in zip(self.credit, credit, strict=True):
            if holds:
                ids.append(name)
                decision = "REJECT" if rejects or decision == "REJECT" else "REFER"
        limit = limit_of(deal, decision, share, cap)  # type: ignore[arg-type]  # numbers, as the policy has them
        held = self.terms[terms]
        ids.append(held.id)
        action: Given | Copied = "NONE"
        channel: Given | Copied = "NONE"
        if reminder >= 0:
            noted = self.reminders[reminder]
            ids.append(noted.id)
            action, channel = noted.given
            if isinstance(channel, Copied):
                channel = deal[channel.fact]
        seen["decision"], seen["credit_limit"] = decision, limit
        route: Given | Copied = "NONE"
        for (name, desk), holds in zip(self.desks, self.third(seen), strict=True):
            if holds:
                ids.append(name)
                if route == "NONE":
                    route = desk
        outcome = (segment, decision, limit, *held.given, action, channel, route)
        return outcome, tuple(ids)  # type: ignore[return-value]  # nothing that is copied is left

    def peer(self) -> Peer:
        """As a peer."""
        return Peer(self.decide, as_it_is)


def indexed(stages: Sequence[Stage]) -> dict[str, tuple[str, int, Rule]]:
    """Each rule by its id, with its stage and its place in the whole policy."""
    rules = [(stage.name, rule) for stage in stages for rule in stage.rules]
    return {rule.id: (stage, index, rule) for index, (stage, rule) in enumerate(rules)}


def put_together(
    deal: Deal, held: Sequence[str], known: dict[str, tuple[str, int, Rule]], decision: str, limit: int
) -> Answer:
    """The answer from the ids of the rules that hold, in their order, where an engine gives those."""
    found: dict[str, Rule] = {}
    for name in held:
        stage, _, rule = known[name]
        found.setdefault(stage, rule)
    reminder = found.get("dunning")
    action, channel = ("NONE", "NONE") if reminder is None else reminder.then.values()
    route = found["desk"].then["route"] if "desk" in found else "NONE"
    terms = found["terms"].then.values()
    copied = deal[channel.fact] if isinstance(channel, Copied) else channel
    outcome = (found["segment"].then["segment"], decision, limit, *terms, action, copied, route)
    return outcome, tuple(held)  # type: ignore[return-value]  # nothing that is copied is left
