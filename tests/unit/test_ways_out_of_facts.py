"""Where a wrong fact can mean one thing only, the message says how that is written."""

from datetime import date
from pathlib import Path

import pytest

from creditpolicy import FactsError, Policy

POLICY = Policy.load(Path(__file__).parents[2] / "policies" / "nl-b2b")


@pytest.mark.parametrize(
    ("fact", "given", "said"),
    [
        ("on_time_share", 95, 'found `95`, wanted 0 to 1 (write "95%")'),
        ("on_time_share", 1000, "found `1000`, wanted 0 to 1"),
        ("relationship_months", "3.5", "found `3.5`, wanted a whole number (round it before it is handed over)"),
        ("opt_outs", "email", 'found `email`, wanted a list (write ["email"])'),
        ("last_review_date", "31-05-2026", "found `31-05-2026`, wanted a date (write 2026-05-31)"),
        ("last_review_date", "05/31/2026", "found `05/31/2026`, wanted a date (write 2026-05-31)"),
        ("last_review_date", "04-05-2026", "found `04-05-2026`, wanted a date (write 2026-01-31)"),
        ("last_review_date", "31-02-2026", "found `31-02-2026`, wanted a date (write 2026-01-31)"),
        ("legal_name", b"Ltd", "found a value of the kind `bytes`, wanted a text"),
    ],
)
def test_what_was_meant_is_said_where_only_one_thing_can_be(fact, given, said):
    with pytest.raises(FactsError) as caught:
        POLICY.decide("accept", {"customer": {fact: given}}, as_of=date(2026, 6, 1))

    assert str(caught.value) == f"customer.{fact}: {said}"


def test_a_mistyped_word_beside_a_value_is_told():
    with pytest.raises(FactsError) as caught:
        POLICY.decide(
            "accept", {"customer": {"external_score": {"value": 70, "asof": "2026-01-01"}}}, as_of=date(2026, 6, 1)
        )

    assert str(caught.value) == "customer.external_score.asof: unknown fact (did you mean `as_of`?)"


@pytest.mark.needs("pandas")
def test_values_of_numpy_and_pandas_are_told_as_what_they_are():
    import numpy
    import pandas

    opt_outs = numpy.array(["email"])
    wrong = {"relationship_months": numpy.int64(3), "last_review_date": pandas.NaT, "opt_outs": opt_outs}
    own = "(hand over Python's own: `value.tolist()`)"

    with pytest.raises(FactsError) as caught:
        POLICY.decide("accept", {"customer": wrong}, as_of=date(2026, 6, 1))

    assert [str(one) for one in caught.value.problems] == [
        f"customer.relationship_months: found a value of the kind `numpy.int64`, wanted a number of months {own}",
        "customer.last_review_date: found `NaT`, wanted a date (write 2026-01-31)",
        f"customer.opt_outs: found a value of the kind `numpy.ndarray`, wanted a list {own}",
    ]


def test_json_may_begin_with_a_byte_order_mark():
    facts = b'{"customer": {"external_score": 70}}'

    marked, plain = (
        POLICY.decide_json("accept", data, as_of=date(2026, 6, 1)) for data in (b"\xef\xbb\xbf" + facts, facts)
    )

    assert marked == plain
