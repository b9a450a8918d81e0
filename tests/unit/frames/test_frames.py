"""Frames that are decided: what columns are called, what kinds they have, what is said of those that are wrong."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from creditpolicy import FactsError, Policy
from creditpolicy.loading import load_text
from tests.unit.frames.parcels import AS_OF, TEXT, parcels

pytestmark = pytest.mark.needs("polars")


def test_a_row_is_decided_as_a_case(policy: Policy):
    decided = policy.decide_frame(parcels(), "handling", as_of=AS_OF)

    assert decided.rows(named=True) == [
        row("van", Decimal("12.50"), date(2026, 6, 1), "heavy"),
        row("van", Decimal("0.50"), date(2026, 5, 30), "frail"),
        row("bike", Decimal("1.00"), date(2026, 5, 30), "light"),
    ]


def row(by: str, cost: Decimal, day: date, decided_by: str) -> dict[str, Any]:
    ids = [f"handling.{decided_by}"]
    answer = {"by": by, "cost": cost, "day": day}
    return {"status": "decided", **answer, "missing": [], "deciding": ids, "reasons": ids}


def test_columns_may_stand_in_another_order_in_the_next_frame(policy: Policy):
    frame = parcels(weight=[31.0, 2.5, 2.5], worth=[Decimal(1), Decimal(2), Decimal(50)])
    decided = policy.decide_frame(frame, "handling", as_of=AS_OF)

    turned = frame.select("worth", "weight", "kind", "fragile", "sent")

    assert policy.decide_frame(turned, "handling", as_of=AS_OF).equals(decided)


def test_what_is_missing_is_told_by_row(policy: Policy):
    decided = policy.decide_frame(parcels(weight=[None, 2, 2]), "handling", as_of=AS_OF)

    assert decided["status"].to_list() == ["undecided", "decided", "decided"]
    assert decided["missing"].to_list() == [["parcel.weight"], [], []]
    # Either row that may hold sends a van, but not on the same day.
    assert decided["by"].to_list() == ["van", "van", "bike"]
    assert decided["day"].to_list() == [None, date(2026, 5, 30), date(2026, 5, 30)]


def test_columns_have_their_types(policy: Policy):
    import polars

    decided = policy.decide_frame(parcels(), "handling", as_of=AS_OF)

    texts = polars.List(polars.String)
    assert dict(decided.schema) == {
        "status": polars.Enum(["decided", "undecided"]),
        "by": polars.Enum(["van", "bike", "nobody"]),
        "cost": polars.Decimal(38, 2),
        "day": polars.Date,
        "missing": texts,
        "deciding": texts,
        "reasons": texts,
    }


def test_a_frame_without_rows_has_the_same_columns(policy: Policy):
    some = policy.decide_frame(parcels(), "handling", as_of=AS_OF)

    none = policy.decide_frame(parcels().clear(), "handling", as_of=AS_OF)

    assert none.schema == some.schema
    assert none.height == 0


def test_rows_that_are_left_open_come_out_in_their_place(policy: Policy):
    frame = parcels(weight=["31.0", None, "2.5"], worth=["100 EUR", None, "100.00 EUR"])

    decided = policy.decide_frame(frame, "handling", as_of=AS_OF, keep=("worth",))

    assert decided["by"].to_list() == ["van", "van", "bike"]
    assert decided["status"].to_list() == ["decided", "undecided", "decided"]
    assert decided["worth"].to_list() == ["100 EUR", None, "100.00 EUR"]


def test_a_list_of_records_is_looked_at(policy: Policy):
    stamps = [[{"price": "1.50 EUR"}, {"price": "0.50 EUR"}], [{"price": "1 EUR"}], []]

    decided = policy.decide_frame(parcels(stamps=stamps), "postage", as_of=AS_OF)

    assert decided["enough"].to_list() == [True, False, False]


def test_a_missing_list_is_unknown(policy: Policy):
    decided = policy.decide_frame(parcels(stamps=[[{"price": "2 EUR"}], None, []]), "postage", as_of=AS_OF)

    assert decided["status"].to_list() == ["decided", "undecided", "decided"]
    assert decided["missing"].to_list() == [[], ["stamps"], []]


TINTED = """\
  {name}:
    outputs: {{pretty: {{type: boolean}}}}
    hit: first
    table: |
      {facts} || pretty
      {cells} || true
      {rest} || false
    if_undecided: {{pretty: false}}
"""


def test_of_several_facts_that_are_called_so_the_one_that_the_question_rests_on_is_meant():
    both = {"facts": "sender.colour | parcel.colour", "cells": '"red" | "blue"', "rest": "- | -"}
    text = TEXT + TINTED.format(name="tint", facts="sender.colour", cells='"red"', rest="-")
    policy = Policy((load_text("parcels.yaml", text + TINTED.format(name="tints", **both)),))
    columns = {"colour": ["red", "blue", None]}

    decided = policy.decide_frame(parcels(**columns), "tint", as_of=AS_OF)

    assert decided["pretty"].to_list() == [True, False, False]
    assert decided["missing"].to_list() == [[], [], ["sender.colour"]]
    with pytest.raises(FactsError, match="are called so"):
        policy.decide_frame(parcels(**columns), "tints", as_of=AS_OF)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown column": ({"wieght": [1, 2, 3]}, "wieght: no fact is called so (did you mean `weight`?"),
    "an unlike column": (
        {"zzz": [1, 2, 3]},
        'zzz: no fact is called so (leave it out, or carry it along: `keep=("zzz",)`)',
    ),
    "an ambiguous column": (
        {"colour": ["a", "b", "c"]},
        "colour: `parcel.colour` and `sender.colour` are called so (write the whole name: `parcel.colour` and",
    ),
    "a fact twice": ({"parcel.weight": [1, 2, 3]}, "parcel.weight: the column `weight` gives the same fact"),
    "a fact of a list": ({"stamp.price": [1, 2, 3]}, "stamp.price: this fact belongs to one of the stamps"),
    "what is worked out": ({"parcel.fee": [1, 2, 3]}, "parcel.fee: the policy works this out, it can't be given"),
    "a wrong type": ({"fragile": [1, 0, 1]}, "row 0, column `fragile`: found `1`, wanted true or false"),
    "an unknown word": ({"kind": ["box", "bxo", None]}, "row 1, column `kind`: found `bxo`, wanted one of box, crate"),
    "too many digits": ({"weight": [1.0, 2.25, 3.0]}, "row 1, column `weight`: found `2.25`, wanted at most 1 digit"),
    "out of bounds": ({"weight": [1, 2, 101]}, "row 2, column `weight`: found `101`, wanted 0 to 100"),
    "below the bounds": ({"weight": [1, -1, 2]}, "row 1, column `weight`: found `-1`, wanted 0 to 100"),
    "no number": ({"weight": [1.0, float("nan"), 2.0]}, "row 1, column `weight`: found `nan`, wanted a number"),
    "no day": (
        {"sent": ["2026-05-30", "2026-02-30", None]},
        "row 1, column `sent`: found `2026-02-30`, which is no day",
    ),
    "another currency": ({"worth": ["1 EUR", "1 GBP", None]}, "row 1, column `worth`: found the currency `GBP`"),
    "a fault in a list": ({"stamps": [[{"price": "x"}], None, None]}, "row 0, stamps[0].price: found `x`"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_by_row_and_column(policy: Policy, name: str):
    columns, message = WRONG[name]

    with pytest.raises(FactsError) as error:
        policy.decide_frame(parcels(**columns), "handling", as_of=AS_OF)

    assert str(error.value).startswith(message)


def test_only_the_first_few_faults_are_told(policy: Policy):
    import polars

    frame = polars.DataFrame({"kind": ["x"] * 1000})

    with pytest.raises(FactsError) as error:
        policy.decide_frame(frame, "handling", as_of=AS_OF)

    assert [one.path for one in error.value.problems] == [f"row {row}, column `kind`" for row in range(5)]


def test_a_kept_column_may_not_have_the_name_of_an_answer(policy: Policy):
    with pytest.raises(FactsError, match="by: a column of the answer has this name too"):
        policy.decide_frame(parcels(by=[1, 2, 3]), "handling", as_of=AS_OF, keep=("by",))


def test_parts_come_out_as_one_frame_does(policy: Policy):
    import polars

    frame = polars.concat([parcels()] * 4)

    parts = list(policy.decide_parts(frame.lazy(), "handling", as_of=AS_OF, rows=5))

    assert [part.height for part in parts] == [5, 5, 2]
    assert polars.concat(parts).equals(policy.decide_frame(frame, "handling", as_of=AS_OF))


def test_a_long_frame_is_decided_in_parts(policy: Policy, monkeypatch: pytest.MonkeyPatch):
    import polars

    from creditpolicy.backends.columnar import stages

    frame = polars.concat([parcels()] * 4)
    whole = policy.decide_frame(frame, "handling", as_of=AS_OF)
    monkeypatch.setattr(stages, "MOST_AT_ONCE", 5)

    assert policy.decide_frame(frame, "handling", as_of=AS_OF).equals(whole)
    with pytest.raises(FactsError, match="row 7, column `weight`"):
        policy.decide_frame(frame.with_columns(weight=polars.Series([1.0] * 7 + [1.25] * 5)), "handling", as_of=AS_OF)


def test_rows_of_parts_are_numbered_through(policy: Policy):
    def parts() -> Iterator[Any]:
        yield parcels()
        yield parcels(kind=["box", "x", "box"])

    deciding = policy.decide_parts(parts(), "handling", as_of=AS_OF)
    next(deciding)

    with pytest.raises(FactsError, match="row 4, column `kind`"):
        next(deciding)


KLEENE = """\
policy: kleene
language: 1
version: "1"
currency: EUR
records:
  box:
    facts:
      b: {type: boolean}
      c: {type: boolean}
      n: {type: number, low: -9, high: 9, valid_until: box.until}
      until: {type: date}
definitions:
  box.either: 'box.b or box.c'
  box.both: 'box.b and box.c'
  box.same: 'if box.b then box.c else box.c'
  box.chosen: 'if box.b then box.c else box.n > 0'
decisions:
  say:
    outputs: {v: {type: boolean}}
    hit: first
    total: false
    table: |
      id | box.n || v
      r  | -     || box.FORMULA
    if_undecided: {v: false}
"""
TRUTHS = [(b, c) for b in (True, False, None) for c in (True, False, None)]


def verdicts(formula: str, **columns: list[Any]) -> list[bool | None]:
    """What a formula is in each row; None where it is unknown."""
    import polars

    loaded = load_text("kleene.yaml", KLEENE.replace("FORMULA", formula))
    assert loaded.program is not None, [str(one) for one in loaded.diagnostics]
    frame = polars.DataFrame(columns)
    decided = Policy((loaded,)).decide_frame(frame, "say", as_of=AS_OF)
    rows = decided.rows(named=True)
    return [row["v"] if row["status"] == "decided" else None for row in rows]


def test_unknown_goes_through_or_and_and_as_kleene_says():
    both = {"b": [b for b, _ in TRUTHS], "c": [c for _, c in TRUTHS]}

    assert verdicts("either", **both) == [True, True, True, True, False, None, True, None, None]
    assert verdicts("both", **both) == [True, False, None, False, False, False, None, False, None]


def test_a_choice_between_equals_is_known():
    both = {"b": [b for b, _ in TRUTHS], "c": [c for _, c in TRUTHS]}

    assert verdicts("same", **both) == [c for _, c in TRUTHS]


def test_a_choice_by_what_is_unknown_is_unknown():
    assert verdicts("chosen", b=[None, None, True, False], c=[True, True, False, True], n=[1, 0, 1, 0]) == [
        True,
        None,
        False,
        False,
    ]


def test_a_fact_counts_up_to_its_last_day():
    until = [date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 2), None]

    assert verdicts("chosen", b=[False] * 4, n=[1] * 4, until=until) == [None, True, True, True]


def test_a_frame_that_gives_no_fact_is_decided_row_by_row():
    import polars

    frame = polars.DataFrame({"ref": [1, 2, 3]})
    found = Policy.load(Path(__file__).parents[3] / "policies" / "starter").decide_frame(
        frame, "accept", as_of=date(2026, 6, 1), keep=("ref",)
    )

    assert found["ref"].to_list() == [1, 2, 3]
    assert found["status"].to_list() == ["undecided"] * 3


def test_columns_of_nothing_but_nulls_leave_every_row_as_it_is(policy: Policy):
    import polars

    nothing = polars.DataFrame({"kind": [None, None, None]})
    empty = policy.decide("handling", {}, as_of=AS_OF)

    decided = policy.decide_frame(nothing, "handling", as_of=AS_OF)

    assert decided["status"].to_list() == [empty.status] * 3
    assert decided["missing"].to_list() == [list(empty.missing)] * 3


NAMED = """\
policy: named
language: 1
version: "1"
currency: EUR
records:
  box: {facts: {weight: {type: number, low: 0, high: 10}, fragile: {type: boolean}}}
decisions:
  ways:
    outputs: {way: {type: enum, values: [van, bike]}}
    hit: collect
    combine: list
    table: |
      id        | box.weight | box.fragile || way
      by MARK 1 | > 5        | -           || van
      by MARK 2 | -          | true        || bike
    if_undecided: {way: van}
"""


@pytest.mark.parametrize("mark", ["and", "; ", "%", ".", "é"])
def test_rows_are_called_as_they_are_written(mark: str):
    loaded = load_text("named.yaml", NAMED.replace("MARK", mark))
    assert loaded.program is not None, [str(one) for one in loaded.diagnostics]
    policy = Policy((loaded,))
    boxes = [{"weight": weight, "fragile": fragile} for weight in (1, 9) for fragile in (True, False)]

    import polars

    decided = policy.decide_frame(polars.DataFrame(boxes), "ways", as_of=AS_OF)["deciding"].to_list()

    assert decided == [list(policy.decide("ways", {"box": box}, as_of=AS_OF).deciding) for box in boxes]
    assert [len(rows) for rows in decided] == [1, 0, 2, 1]


def test_names_that_hold_the_mark_between_names_stay_whole():
    from creditpolicy.backends.columnar.reasons import _MARK, lists_of

    lists = [[f"a{_MARK}b", "c"], [], ["d"], [_MARK]]

    assert lists_of(lists).to_list() == lists
    assert lists_of([["a", "b"], [], ["c d"]]).to_list() == [["a", "b"], [], ["c d"]]
