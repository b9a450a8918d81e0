"""Percentages as callers give them: compiled code takes each form that the interpreter does, and refuses the rest."""

import json
from datetime import date

import pytest

from creditpolicy import Policy
from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.decision import Decision
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case

AS_OF = date(2026, 6, 1)
POLICY = """\
language: 1
policy: shares
title: {en: Shares, nl: Delen}
version: "1"
in_force: {from: 2026-01-01}
currency: EUR
facts:
  customer.share: {type: percent, scale: 3, low: 0, high: 1, title: {en: share, nl: deel}}
  customer.unread: {type: percent, scale: 3, low: 0, high: 1, title: {en: unread, nl: ongelezen}}
decisions:
  ask:
    title: {en: Ask, nl: Vraag}
    outputs: {a: {type: text}}
    hit: first
    if_undecided: {a: '"none"'}
    table: |
      id   | customer.share || a
      low  | < 12.5%        || "low"
      high | -              || "high"
"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    path = tmp_path_factory.mktemp("shares") / "policy.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return Policy.load(path)


def interpreted(policy: Policy, facts: object) -> Decision:
    program = policy.program(AS_OF)
    return decide(program, program.points["ask"], read_case(facts, program.vocabulary, AS_OF), reason_text)


@pytest.mark.parametrize("key", ["share", "unread"])
@pytest.mark.parametrize("given", ["12.4%", "12.5%", "12.50%", "0%", "100%", "0.124", 0.125, 1, "1"])
def test_a_percentage_is_decided_without_the_interpreter(policy: Policy, key: str, given: object):
    facts = {"customer": {"share": "20%", key: given}}
    program = policy.program(AS_OF)
    code = Deciding(program, reason_text).code(program.points["ask"])
    assert code is not None

    assert code.answer(facts, AS_OF) == interpreted(policy, facts)
    assert policy.decide("ask", facts, as_of=AS_OF) == interpreted(policy, facts)
    assert policy.check(facts, as_of=AS_OF).decide("ask") == interpreted(policy, facts)


@pytest.mark.parametrize("key", ["share", "unread"])
@pytest.mark.parametrize("given", ["12.4567%", "101%", "-1%", "%", "12 %", "12%%", "1e1%", " 12%", "50", 50])
def test_what_is_no_percentage_is_refused_by_every_door(policy: Policy, key: str, given: object):
    facts = {"customer": {"share": "20%", key: given}}

    for ask in (
        lambda: interpreted(policy, facts),
        lambda: policy.decide("ask", facts, as_of=AS_OF),
        lambda: policy.check(facts, as_of=AS_OF),
        lambda: policy.decide_json("ask", json.dumps(facts).encode(), as_of=AS_OF),
    ):
        with pytest.raises(FactsError, match=f"customer.{key}"):
            ask()
