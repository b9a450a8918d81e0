"""The laws of policy tests: a wrong expectation always fails, and nothing is ever told rosier than it is."""

import itertools
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.decision.decision import plain
from creditpolicy.diagnostics import Place
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.testing.coverage import percentage
from creditpolicy.testing.equality import shown
from creditpolicy.testing.merging import merged
from creditpolicy.testing.running import Runner
from creditpolicy.testing.trial import Asked, Trial

POLICY = (Path(__file__).parents[2] / "policies" / "starter" / "policy.yaml").read_text(encoding="utf-8")
AT = Place("a_test.yaml", 1, 1, 1, 2)
DAY = date(2026, 6, 1)

facts = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(0, 3))
cases = st.fixed_dictionaries(
    {}, optional={"customer": facts, "order": facts, "invoices": st.none() | st.lists(facts, max_size=2)}
)
customers = st.fixed_dictionaries(
    {},
    optional={
        "legal_name": st.just("Bakker"),
        "registration_number": st.just("01234567"),
        "insolvency_flag": st.booleans(),
        "relationship_months": st.integers(0, 12),
        "exposure_overdue": st.integers(4999, 5001).map(lambda amount: f"{amount} EUR"),
    },
)
amounts = st.integers(2499, 2501).map(lambda amount: f"{amount} EUR")


@cache
def program() -> Program:
    found = load_text("policy.yaml", POLICY).program
    assert found is not None
    return found


def node_of(data: object) -> Node:
    """Plain data as a test would write it."""
    if isinstance(data, dict):
        return Mapping(tuple((scalar(key), node_of(value)) for key, value in data.items()), AT)
    if isinstance(data, list):
        return Sequence(tuple(map(node_of, data)), AT)
    return scalar(shown(data))  # type: ignore[arg-type]  # JSON


def scalar(text: str) -> Scalar:
    return Scalar(text, AT, "plain", ())


def asked(case: dict[str, object], expected: object) -> Trial:
    node = node_of(expected)
    assert isinstance(node, Mapping)
    return Trial("a", AT, (Asked(DAY, case, (), (node,)),))


def decided(case: dict[str, object]) -> dict[str, object]:
    found = decide(program(), program().points["accept"], read_case(case, program().vocabulary, DAY), reason_text)
    outcome = plain(found.outcome)
    assert isinstance(outcome, dict)
    return {**outcome, "status": found.status, "missing": list(found.missing)}


def mutated(data: object) -> object:
    """The same with one more word in it: never what was decided."""
    if isinstance(data, dict):
        return {key: mutated(value) for key, value in data.items()}
    if isinstance(data, list):
        return [*data, "something_else"]
    return "something_else"


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_coverage_is_never_rounded_up(reached: int, whole: int):
    reached = min(reached, whole)
    tenths = int(percentage(reached, whole).replace(".", ""))

    assert tenths * whole <= reached * 1000 < (tenths + 1) * whole


def test_almost_all_is_not_all():
    assert [percentage(9996, 10000), percentage(9999, 10000), percentage(1, 1), percentage(0, 0)] == [
        "99.9",
        "99.9",
        "100.0",
        "100.0",
    ]


@given(cases, cases, cases)
def test_laying_facts_over_facts_is_associative(one, two, three):
    assert merged(merged(one, two), three) == merged(one, merged(two, three))


@given(cases)
def test_nothing_laid_over_facts_changes_nothing(one):
    assert merged(one, {}) == merged({}, one) == one


@given(customers, amounts)
def test_what_was_decided_is_what_may_be_expected(customer, amount):
    case = {"customer": customer, "order": {"amount": amount}}

    assert Runner(program()).run(asked(case, {"accept": decided(case)})).passed


@given(customers, amounts)
def test_any_other_expectation_fails_in_each_of_its_fields(customer, amount):
    case = {"customer": customer, "order": {"amount": amount}}
    for key, value in decided(case).items():
        result = Runner(program()).run(asked(case, {"accept": {key: mutated(value)}}))

        assert not result.passed, key


@given(st.permutations(["acceptance", "segment", "terms", "status", "missing"]))
def test_the_order_of_keys_changes_nothing(keys: list[str]):
    case: dict[str, object] = {"customer": {"insolvency_flag": False}}
    answer = decided(case)
    wrong = {"accept": {key: mutated(answer[key]) for key in keys}}
    found = Runner(program()).run(asked(case, wrong)).mismatches

    assert {one.path for one in found} == {f"accept.{key}" for key in keys}


@given(st.permutations(list(range(4))))
def test_the_order_of_tests_changes_nothing(order: list[int]):
    trials = [
        asked({"customer": {"insolvency_flag": flag}, "order": {"amount": amount}}, {"accept": {"acceptance": "refer"}})
        for flag, amount in itertools.product((True, False), ("2500 EUR", "2501 EUR"))
    ]
    straight, turned = Runner(program()), Runner(program())
    results = [straight.run(trial) for trial in trials]
    again = {index: turned.run(trials[index]) for index in order}

    assert results == [again[index] for index in range(4)]
    assert straight.reach.coverage({}) == turned.reach.coverage({})


@given(st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_more_tests_never_reach_less(chosen: list[int]):
    cases: tuple[dict[str, object], ...] = (
        {},
        {"insolvency_flag": True},
        {"relationship_months": 5},
        {"exposure_overdue": "5001 EUR"},
    )
    runner, before = Runner(program()), (0, 0)
    for index in chosen:
        runner.run(asked({"customer": cases[index]}, {"accept": {"status": "decided"}}))
        coverage = runner.reach.coverage({})
        now = coverage.rows_reached[0], coverage.sides_reached[0]

        assert now[0] >= before[0]
        assert now[1] >= before[1]
        before = now
