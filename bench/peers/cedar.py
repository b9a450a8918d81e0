"""Cedar (cedarpy): each rule a `permit` with an id, asked in three calls that list all that hold.

Cedar has no fractions and no first that holds: the ratio is handed over as a decimal, and all rules are looked at.
"""

from collections.abc import Sequence
from typing import Any

from bench.peers.answers import Answer, Deal, Glue, Peer, as_it_is
from bench.peers.rules import Rule, Rules
from bench.peers.wording import Cedar


def peer(rules: Rules) -> Peer:
    """The rules as policies."""
    import cedarpy

    fractions = frozenset(name for name, kind in rules.types.items() if kind is float)
    wording = Cedar(lambda name: f"context.{name}", fractions)

    def made(some: Sequence[Rule]) -> Any:  # noqa: ANN401 - the library has no types
        said = (
            f'@id("{n}") permit(principal, action, resource) when {{ {wording(one.when)} }};'
            for n, one in enumerate(some)
        )
        return cedarpy.PolicySet.from_str("\n".join(said))

    credit, terms = len(rules.credit.rules), len(rules.terms.rules)
    sets = (
        made(rules.segment.rules),
        made((*rules.credit.rules, *rules.terms.rules, *rules.dunning.rules)),
        made(rules.desk.rules),
    )
    nobody = cedarpy.Entities.from_json_str("[]")
    request = {"principal": 'U::"a"', "action": 'Action::"x"', "resource": 'R::"r"'}

    def asked(number: int, deal: Deal) -> list[int]:
        found = cedarpy.is_authorized({**request, "context": deal}, sets[number], nobody).diagnostics
        if found.errors:
            raise RuntimeError(found.errors)
        return sorted(map(int, found.id_annotations_by_reason.values()))

    def second(deal: Deal) -> tuple[list[bool], int, int]:
        found = asked(1, deal)
        held = set(found)
        of_terms = next((one - credit for one in found if credit <= one < credit + terms), -1)
        of_reminders = next((one - credit - terms for one in found if one >= credit + terms), -1)
        return [number in held for number in range(credit)], of_terms, of_reminders

    def third(deal: Deal) -> list[bool]:
        held = set(asked(2, deal))
        return [number in held for number in range(len(rules.desk.rules))]

    glue = Glue(rules, lambda deal: asked(0, deal)[0], second, third)

    def decide(deal: Deal) -> Answer:
        return glue.decide({**deal, **{name: _decimal(deal[name]) for name in fractions}})

    return Peer(decide, as_it_is)


def _decimal(value: float) -> dict[str, dict[str, str]]:
    return {"__extn": {"fn": "decimal", "arg": f"{value:.2f}"}}
