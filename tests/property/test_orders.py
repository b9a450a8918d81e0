"""Laws of orders and invoices: what one rule or one fact more can and can't change."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy import Policy
from creditpolicy.decision import Decision
from creditpolicy.loading import load_text
from tests.property.vocabulary import AS_OF

CHECKPOINTS = ("quote", "order", "delivery", "invoice")
STRICTNESS = ("release", "release_prepaid", "hold", "refer")
STOPS = {
    "refers": "refer_when",
    "refers_too": "refer_when",
    "holds": "hold_when",
    "holds_too": "hold_when",
    "holds_anyway": "hold_when",
    "holds_anyway_too": "hold_when",
}
FLAGS = (*STOPS, "warns", "is_paid")
NEEDS = ("needs", "needs_too", "warns")


def _rules(section: str, *, turned: bool) -> list[str]:
    named = [name for name, where in STOPS.items() if where == section]
    named = named[::-1] if turned else named
    anyway = {name: ", even_if_prepaid: true" if "anyway" in name else "" for name in named}
    return [f"    - {{id: {name}, when: order.{name}{anyway[name]}}}" for name in named]


def orders(*, turned: bool = False) -> Policy:
    """A policy in which every rule is one fact; `turned`, its rules stand the other way round."""
    lines = [
        "policy: made",
        "language: 1",
        'version: "1"',
        "currency: EUR",
        "facts:",
        *(f"  order.{name}: {{type: boolean}}" for name in FLAGS),
        "orders:",
        "  at: [order, delivery, invoice]",
        "  if_undecided: hold",
        "  refer_when:",
        *_rules("refer_when", turned=turned),
        "  hold_when:",
        *_rules("hold_when", turned=turned),
        "  release_prepaid_when: order.is_paid",
        "  warn_when:",
        "    - {id: warns, when: order.warns}",
    ]
    return Policy((load_text("made.yaml", "\n".join(lines)),))


def invoices() -> Policy:
    """A policy in which every need is one fact."""
    lines = [
        "policy: made",
        "language: 1",
        'version: "1"',
        "currency: EUR",
        "roles: {sales: {}}",
        "facts:",
        *(f"  invoice.{name}: {{type: boolean}}" for name in NEEDS),
        "invoicing:",
        "  if_undecided: block",
        "  needs:",
        "    - {id: needs, holds: invoice.needs, owner: sales}",
        "    - {id: needs_too, holds: invoice.needs_too, owner: sales}",
        "    - {id: warns, holds: invoice.warns, owner: sales, if_not: warn}",
    ]
    return Policy((load_text("made.yaml", "\n".join(lines)),))


ORDERS, TURNED, INVOICES = orders(), orders(turned=True), invoices()
MAYBE = st.sampled_from((True, False, None))
FACTS = st.fixed_dictionaries(dict.fromkeys(FLAGS, MAYBE))
KNOWN = st.fixed_dictionaries(dict.fromkeys(FLAGS, st.booleans()))


def asked(facts: dict[str, Any], checkpoint: str | None = "order", policy: Policy = ORDERS) -> Decision:
    return policy.decide("order", {"order": {**facts, "checkpoint": checkpoint}}, as_of=AS_OF)


def by_hand(facts: dict[str, Any]) -> str:
    """The first of the answers, in the order in which the language names them, that holds."""
    if facts["refers"] or facts["refers_too"]:
        return "refer"
    if facts["holds_anyway"] or facts["holds_anyway_too"]:
        return "hold"
    if facts["is_paid"]:
        return "release_prepaid"
    return "hold" if facts["holds"] or facts["holds_too"] else "release"


def completions(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Every way in which the facts that are missing could turn out."""
    open_ = [name for name, value in facts.items() if value is None and name != "warns"]
    return [{**facts, **dict(zip(open_, found, strict=True))} for found in product((True, False), repeat=len(open_))]


@given(KNOWN)
def test_the_first_answer_that_holds_is_given(facts):
    assert asked(facts).outcome["order"] == by_hand(facts)


@given(FACTS)
def test_an_order_is_decided_exactly_if_what_is_missing_can_change_nothing(facts):
    answers = {by_hand(one) for one in completions(facts)}
    decision = asked(facts)

    assert (decision.status, decision.outcome["order"]) == (
        ("decided", answers.pop()) if len(answers) == 1 else ("undecided", "hold")
    )


@given(KNOWN, st.sampled_from([name for name in FLAGS if name != "is_paid"]))
def test_an_answer_is_never_milder_when_a_rule_more_holds(facts, rule):
    without, with_ = (str(asked({**facts, rule: holds}).outcome["order"]) for holds in (False, True))

    assert STRICTNESS.index(with_) >= STRICTNESS.index(without)


@given(FACTS, st.sampled_from(("holds_anyway", "holds_anyway_too")))
def test_what_prepayment_does_not_lift_is_never_released(facts, rule):
    assert asked({**facts, rule: True}).outcome["order"] in {"hold", "refer"}


@given(FACTS)
def test_the_order_of_the_rules_plays_no_part(facts):
    straight, turned = asked(facts), asked(facts, policy=TURNED)

    assert (straight.status, straight.outcome["order"], straight.missing) == (
        turned.status,
        turned.outcome["order"],
        turned.missing,
    )
    assert straight.status == "undecided" or sorted(straight.deciding) == sorted(turned.deciding)


@given(FACTS)
def test_a_warning_changes_no_answer(facts):
    answers = {
        (asked({**facts, "warns": value}).status, asked({**facts, "warns": value}).outcome["order"])
        for value in (True, False, None)
    }

    assert len(answers) == 1


@given(FACTS)
def test_where_nothing_is_checked_an_order_is_released_and_says_so(facts):
    decision = asked(facts, "quote")

    assert (decision.outcome["order"], decision.deciding) == ("release", ("orders.not_checked",))


@given(FACTS)
def test_what_was_delivered_is_never_held(facts):
    decision = asked(facts, "invoice")

    assert decision.status == "undecided" or decision.outcome["order"] != "hold"


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(NEEDS, MAYBE)), min_size=1, max_size=3))
def test_an_invoice_goes_out_exactly_if_no_need_can_be_lacking(given_):
    numbered = [{"invoice_id": f"F{number}", **facts} for number, facts in enumerate(given_)]
    answers: Any = INVOICES.decide("invoice", {"invoices": numbered}, as_of=AS_OF).outcome["invoices"]

    found = [
        (answers[f"F{number}"]["gate"], answers[f"F{number}"]["lacks"], answers[f"F{number}"]["unclear"])
        for number in range(len(given_))
    ]
    assert found == [
        (
            "issue" if facts["needs"] and facts["needs_too"] else "block",
            tuple(name for name in NEEDS if facts[name] is False),
            tuple(name for name in NEEDS if facts[name] is None),
        )
        for facts in given_
    ]
