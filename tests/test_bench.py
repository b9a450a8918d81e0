"""The reference policy of the bench says what the hand-written functions say, whatever becomes of its speed."""

from pathlib import Path

import pytest

from bench.figures import Figure, Table, aligned
from bench.peers import ours
from bench.peers.answers import Deal
from bench.peers.rules import Rules, rules_of
from bench.peers.single_rules import plain_python
from bench.reference.asked import AS_OF, POINT, facts, loaded, policy
from bench.reference.by_hand import decide
from bench.reference.by_hand_told import decide_and_tell
from bench.reference.drawn import drawn_deals
from bench.reference.others_table import text_of
from bench.reference.scaled import SIZES
from creditpolicy import Policy
from creditpolicy.loading import load_text

DEALS = drawn_deals(400)


@pytest.fixture(scope="module", params=[60, 600])
def sized(request) -> tuple[Policy, Rules]:
    made = policy(request.param)
    return made, rules_of(made.program(None))


@pytest.mark.parametrize("rules", SIZES)
def test_the_reference_policy_has_no_findings_and_as_many_rules_as_it_says(rules):
    read = loaded(rules)

    assert read.diagnostics == ()
    assert read.program is not None
    rows = [row for stage in rules_of(read.program).stages for row in stage.rules]
    assert len(rows) == rules


def test_the_policy_says_what_the_hand_says(sized):
    made, rules = sized
    wanted = ours.expected(rules)
    peer = ours.in_full(made)

    for deal in DEALS:
        assert peer.read(peer.decide(deal)) == ours.deciding_only(wanted(deal), rules)


def test_rules_one_by_one_say_what_the_hand_says():
    peer = plain_python(rules_of(policy().program(None)))

    for deal in DEALS:
        assert peer.decide(deal) == ours.by_hand(deal)


def test_the_hand_says_the_same_with_and_without_a_trace():
    for deal in DEALS:
        told = decide_and_tell(deal)
        told.pop("trace")
        assert decide(deal) == told


def test_each_rule_that_can_hold_does_for_some_deal():
    held = {rule for deal in drawn_deals(6000) for rule in ours.by_hand(deal)[1]}
    rules = {rule.id for stage in rules_of(policy().program(None)).stages for rule in stage.rules}

    # Whoever is PLUS has a score of 60 at least: these two rows of the terms can't be reached.
    assert rules - held == {"T19", "T20"}


def test_a_fact_that_is_left_out_leaves_the_answer_undecided():
    deal: Deal = {name: value for name, value in DEALS[0].items() if name != "score"}

    decision = policy().decide(POINT, facts(deal), as_of=AS_OF)

    assert decision.status == "undecided"
    assert "deal.score" in decision.missing


@pytest.mark.parametrize("hit", ["first", "unique"])
def test_the_table_of_somebody_else_has_no_findings(hit):
    assert load_text("others.yaml", text_of(600, hit)).diagnostics == ()


def test_a_figure_says_whether_it_was_met():
    assert [Figure("", "", "", met).verdict for met in (True, False, None)] == ["met", "missed", "not measured"]


def test_tables_are_written_as_text_and_as_markdown():
    table = Table("Speed", ("engine", "µs"), (("ours", "1"), ("another", "20")))

    assert table.markdown() == "| engine | µs |\n| --- | ---: |\n| ours | 1 |\n| another | 20 |"
    assert aligned((table.headers, *table.rows)) == "engine   µs\nours      1\nanother  20"


def test_everything_that_is_listed_can_be_run():
    from bench.__main__ import MEASURED

    folder = Path(__file__).parents[1] / "bench"
    assert all((folder / f"{name}.py").exists() for name in MEASURED)
