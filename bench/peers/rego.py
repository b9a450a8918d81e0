"""Rego (regopy): one module with one entry point, built once."""

import json
from collections.abc import Iterator
from typing import Any

from bench.peers.answers import Answer, Deal, Peer
from bench.peers.rules import Copied, Given, Rules, Stage
from bench.peers.wording import Cel, bodies

EARLIER = frozenset(("segment", "grace_days", "decision", "credit_limit"))
WORDS = Cel(lambda name: name if name in EARLIER else f"input.{name}")
# `min([a, floor(b)])` gives a wrong answer in regopy 1.5: hence the `else`.
MIDDLE = """\
segment := of_segment[1]
grace_days := of_segment[2]
limit_pct := of_segment[3]
limit_cap := of_segment[4]
decision := "REJECT" if count(credit & rejecting) > 0 else := "REFER" if count(credit) > 0 else := "ACCEPT"
wide := floor(input.annual_revenue * limit_pct * input.score / 10000)
full := wide if wide < limit_cap else := limit_cap
credit_limit := 0 if decision == "REJECT" else := floor(full / 2) if decision == "REFER" else := full
"""
LAST = """\
route := routes[min(desk)] if count(desk) > 0 else := "NONE"
given := [segment, decision, credit_limit, terms[1], terms[2], terms[3], dunning[1], dunning[2], route]
out := [given, [of_segment[0], credit, terms[0], dunning[0], desk]]
"""


def peer(rules: Rules) -> Peer:
    """The rules as a module."""
    from regopy import Input, Interpreter

    interpreter = Interpreter()
    interpreter.add_module("policy", module(rules))
    bundle = interpreter.build(None, ["policy/out"])
    if not bundle.ok():
        message = "the module can't be built"
        raise RuntimeError(message)

    def decide(deal: Deal) -> str:
        interpreter.set_input(Input(deal))
        return str(interpreter.query_bundle_entrypoint(bundle, "policy/out"))

    # Sets come in the order of their text; the order of the policy is that of its rules.
    order = {rule.id: index for index, rule in enumerate(rule for stage in rules.stages for rule in stage.rules)}

    def read(given: str) -> Answer:
        outcome, (segment, credit, terms, reminder, desk) = _unwrapped(json.loads(given)["expressions"])
        held = [one for one in (segment, *credit, terms, reminder, *desk) if one]
        return tuple(outcome), tuple(sorted(held, key=order.__getitem__))

    return Peer(decide, read)


def _unwrapped(found: Any) -> tuple[list[Given], list[Any]]:  # noqa: ANN401 - JSON
    while len(found) == 1:
        found = found[0]
    return found[0], found[1]


def module(rules: Rules) -> str:
    """The text of the module."""
    desks = {rule.id: rule.then["route"] for rule in rules.desk.rules}
    rejecting = [rule.id for rule in rules.credit.rules if rule.then["outcome"] == "REJECT"]
    lines = ["package policy", "import rego.v1"]
    lines += [*_first("of_segment", rules.segment), *_all("credit", rules.credit)]
    lines.append("rejecting := {" + ", ".join(map(json.dumps, rejecting)) + "}")
    lines.append(MIDDLE)
    lines += [
        *_first("terms", rules.terms),
        'default dunning := ["", "NONE", "NONE"]',
        *_first("dunning", rules.dunning),
    ]
    lines += _all("desk", rules.desk)
    lines.append(
        "routes := {" + ", ".join(f"{json.dumps(one)}: {json.dumps(desk)}" for one, desk in desks.items()) + "}"
    )
    return "\n".join((*lines, LAST))


def _first(name: str, stage: Stage) -> Iterator[str]:
    for rule in stage.rules:
        for body in bodies(rule.when, WORDS):
            yield f"holds_{rule.id} if {{ {'; '.join(body)} }}"
    ways = (
        f"[{', '.join((json.dumps(rule.id), *map(_value, rule.then.values())))}] if holds_{rule.id}"
        for rule in stage.rules
    )
    yield f"{name} := " + " else := ".join(ways)


def _all(name: str, stage: Stage) -> Iterator[str]:
    for rule in stage.rules:
        for body in bodies(rule.when, WORDS):
            yield f"{name} contains {json.dumps(rule.id)} if {{ {'; '.join(body)} }}"


def _value(value: Given | Copied) -> str:
    return f"input.{value.fact}" if isinstance(value, Copied) else json.dumps(value)
