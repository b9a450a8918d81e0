"""Laws of letters: they cover all that is due, each invoice once, and payers have nothing to do with each other."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.backends.interpreter.asked import Asked
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Read
from creditpolicy.ir import Program
from creditpolicy.timeline.entries import Action
from creditpolicy.values.money import Money
from creditpolicy.values.types import MoneyType
from tests.property.ladders import AS_OF, LadderMade, histories, ladders, program_of
from tests.property.test_timelines import timeline

SOME = settings(max_examples=settings().max_examples // 4)
_CONSOLIDATE = re.compile(r"  consolidate: .*\n")


@st.composite
def cases(draw: st.DrawFn) -> tuple[LadderMade, dict[str, Any]]:
    """A policy with a letter for each payer, and a customer with up to four invoices."""
    ladder = draw(ladders())
    tone = draw(st.sampled_from(("highest", "leading oldest")))
    ladder = replace(ladder, text=with_letters(ladder.text, "payer", tone))
    facts = draw(histories(ladder.step_ids))
    more = draw(histories(ladder.step_ids))["invoices"]
    both = [*facts["invoices"], *more]
    return ladder, facts | {"invoices": [one | {"invoice_id": f"F{index}"} for index, one in enumerate(both, 1)]}


def with_letters(text: str, per: str, tone: str) -> str:
    """The policy with one letter per customer or payer."""
    line = f"  consolidate: {{per: {per}, tone: {tone}}}\n"
    return _CONSOLIDATE.sub("", text).replace("reminders:\n", f"reminders:\n{line}")


def asked(program: Program, facts: dict[str, Any], day: date = AS_OF) -> tuple[Asked, dict[str, Any]]:
    """What `collect` asks and answers, without the day of the next change."""
    evaluation = Evaluation(program, read_case(facts, program.vocabulary, day))
    found = Asked(evaluation, program.points["collect"], with_next_change=False)
    return found, found.outcome()[0]


def day_with_letters(program: Program, facts: dict[str, Any]) -> date:
    """The last day for which a step is planned: most are due by then."""
    planned = (said["on"] for said in asked(program, facts)[1]["invoices"].values())
    return max((date.fromisoformat(day) for day in planned if day is not None), default=AS_OF)


def letters_of(outcome: dict[str, Any]) -> dict[str | None, dict[str, Any] | None]:
    """Every letter by who gets it; None: the customer itself."""
    customer = outcome["customer"] or {}
    return {None: customer.get("letter"), **(customer.get("payer_letters") or {})}


@SOME
@given(cases())
def test_the_letters_add_up_to_what_is_due_and_each_invoice_is_in_one(case):
    ladder, facts = case
    program = program_of(ladder.text)
    found, outcome = asked(program, facts, day_with_letters(program, facts))
    assume(all(said["status"] == "decided" for said in outcome["invoices"].values()))
    chaseable = Read("invoice.chaseable_amount", MoneyType(None))
    due: Counter[str | None] = Counter()
    amounts: Counter[str | None] = Counter()
    for index, said in enumerate(outcome["invoices"].values()):
        if said["due_now"] and said["channel"] is not None:
            amount = found.whole.value(chaseable, (("invoice", index),))
            assert isinstance(amount, Money)
            due[said["payer"]] += 1
            amounts[said["payer"]] += amount.amount  # type: ignore[assignment]  # exact
    letters = {to: one for to, one in letters_of(outcome).items() if one is not None}
    event(f"{sum(one['invoices'] > 0 for one in letters.values())} letters")

    assert {to: one["invoices"] for to, one in letters.items() if one["invoices"]} == dict(due)
    totals = {to: one["total"] for to, one in letters.items() if one["total"] is not None}
    assert {to: Fraction(total.removesuffix(" EUR")) for to, total in totals.items()} == dict(amounts)


@SOME
@given(cases())
def test_what_others_pay_for_changes_nothing_for_a_payer(case):
    ladder, facts = case
    program = program_of(ladder.text)
    day = day_with_letters(program, facts)
    _, whole = asked(program, facts, day)
    payers = {name: said["payer"] for name, said in whole["invoices"].items()}
    event(f"{len(set(payers.values()))} payers")
    for payer in set(payers.values()):
        own = [one for one in facts["invoices"] if payers[one["invoice_id"]] == payer]
        _, alone = asked(program, facts | {"invoices": own}, day)
        for name, said in alone["invoices"].items():
            # A missing fact is named by the place of its invoice in the list.
            assert said == whole["invoices"][name] | {"missing": said["missing"]}
        assert letters_of(alone)[payer] == letters_of(whole)[payer]


@SOME
@given(cases())
def test_where_nobody_else_pays_a_letter_per_payer_is_the_customers(case):
    ladder, facts = case
    customer = {key: value for key, value in facts["customer"].items() if key != "payer_id"}
    invoices = [{key: value for key, value in one.items() if key != "payer_id"} for one in facts["invoices"]]
    facts = facts | {"customer": customer, "invoices": invoices}
    program = program_of(ladder.text)
    day = day_with_letters(program, facts)
    _, per_payer = asked(program, facts, day)
    _, per_customer = asked(program_of(ladder.text.replace("per: payer", "per: customer")), facts, day)

    assert letters_of(per_payer) == letters_of(per_customer)
    assert per_payer["invoices"] == {name: said | {"payer": None} for name, said in per_customer["invoices"].items()}


@settings(max_examples=settings().max_examples // 10)
@given(cases())
def test_on_each_day_of_a_timeline_an_invoice_is_in_one_letter_and_each_payer_gets_one(case):
    ladder, facts = case
    program = program_of(ladder.text)
    _, outcome = asked(program, facts)
    payers = {name: said["payer"] for name, said in outcome["invoices"].items()}
    written = [one for one in timeline(program, facts).entries if isinstance(one, Action) and one.channel is not None]
    event(f"{min(len(written), 5)} letters")

    assert all(entry.payer == payers[share.invoice] for entry in written for share in entry.shares)
    shares = [(entry.on, share.invoice) for entry in written for share in entry.shares]
    assert len(shares) == len(set(shares))
    sent = [(entry.on, entry.payer) for entry in written]
    assert len(sent) == len(set(sent))
