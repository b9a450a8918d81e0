"""A policy, and what it raises, as other processes get them."""

import copy
import pickle
from datetime import date
from pathlib import Path

import pytest

from creditpolicy import FactsError, Policy, PolicyError

ROOT = Path(__file__).parents[3]
AS_OF = date(2026, 6, 1)
NEWCOMER = {"customer": {"debtor_type": "business"}}


def test_a_policy_that_was_sent_decides_the_same():
    policy = Policy.load(ROOT / "policies" / "starter")

    sent = pickle.loads(pickle.dumps(policy))  # noqa: S301 - our own bytes

    decisions = [one.decide("accept", NEWCOMER, as_of=AS_OF).to_dict() for one in (policy, sent)]
    assert decisions[0] == decisions[1]


@pytest.mark.parametrize("asked_before", [0, 40])
def test_a_decision_is_copied_as_itself_and_says_what_to_send_instead(asked_before: int):
    policy = Policy.load(ROOT / "policies" / "starter")
    for _ in range(asked_before):
        policy.decide("accept", NEWCOMER, as_of=AS_OF)
    decision = policy.decide("accept", NEWCOMER, as_of=AS_OF)

    assert copy.copy(decision) is copy.deepcopy(decision) is decision
    with pytest.raises(TypeError, match=r"hand over `decision.to_dict\(\)`"):
        pickle.dumps(decision)


def test_a_bundle_is_the_policy():
    policy = Policy.load(ROOT / "policies" / "starter")

    assert Policy.from_bundle(policy.bundle()).versions == policy.versions


def test_bytes_that_are_no_bundle_are_refused():
    with pytest.raises(PolicyError, match="`bundle` is no bundle: it begins with `policy"):
        Policy.from_bundle(b"policy: x\n")


def test_what_is_no_bytes_is_told_as_such():
    with pytest.raises(TypeError, match="data must be bytes, found str"):
        Policy.from_bundle("my.bundle")  # type: ignore[arg-type]


def test_errors_arrive_as_they_were():
    policy = Policy.load(ROOT / "policies" / "starter")
    with pytest.raises(FactsError) as facts:
        policy.decide("accept", {"customer": {"debtor_typ": "business"}}, as_of=AS_OF)
    with pytest.raises(PolicyError) as no_policy:
        Policy.from_bundle(b"")

    for error in (facts.value, no_policy.value):
        sent = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert (type(sent), str(sent)) == (type(error), str(error))
