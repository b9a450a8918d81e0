"""Frames that are decided: what columns are called, what kinds they have, what is said of those that are wrong."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from creditpolicy import FactsError, Policy
from creditpolicy.loading import load_text

pytestmark = pytest.mark.needs("polars")
AS_OF = date(2026, 6, 1)
TEXT = """\
policy: parcels
language: 1
version: "1"
currency: EUR
records:
  parcel:
    facts:
      weight: {type: number, scale: 1, low: 0, high: 100}
      worth: {type: money, low: 0}
      kind: {type: enum, values: [box, crate]}
      fragile: {type: boolean}
      sent: {type: date}
      colour: {type: text}
  sender:
    facts:
      colour: {type: text}
  stamp:
    many: stamps
    facts:
      price: {type: money, low: 0}
definitions:
  parcel.fee: 'round half up(parcel.worth * 0.015, 2)'
  parcel.stamped: 'sum(stamp.price)'
decisions:
  handling:
    outputs: {by: {type: enum, values: [van, bike, nobody]}, cost: {type: money}, day: {type: date}}
    hit: first
    table: |
      id    | parcel.fragile | parcel.weight | parcel.kind || by  | cost       | day
      heavy | -              | > 30          | -           || van | 12.50 EUR  | parcel.sent + 2 days
      frail | true           | -             | box         || van | parcel.fee | parcel.sent
      light | -              | -             | -           || bike | 1 EUR     | parcel.sent
    if_undecided: {by: nobody}
  postage:
    outputs: {enough: {type: boolean}}
    hit: first
    table: |
      id  | parcel.stamped || enough
      yes | >= 2 EUR       || true
      no  | -              || false
    if_undecided: {enough: false}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    (loaded,) = (load_text("parcels.yaml", TEXT),)
    assert loaded.program is not None, [str(one) for one in loaded.diagnostics]
    return Policy((loaded,))


def parcels(**columns: list[Any]) -> Any:
    import polars

    standard: dict[str, list[Any]] = {
        "weight": [31.0, 2.5, 2.5],
        "worth": [Decimal(100), Decimal("33.33"), Decimal(100)],
        "kind": ["box", "box", "crate"],
        "fragile": [True, True, None],
        "sent": [date(2026, 5, 30)] * 3,
    }
    return polars.DataFrame({**standard, **columns}, strict=False)


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


def test_what_is_no_frame_is_refused(policy: Policy):
    with pytest.raises(TypeError, match="found list, wanted a frame of Polars, pandas or pyarrow"):
        policy.decide_frame([1, 2], "handling", as_of=AS_OF)


def test_a_kept_column_may_not_have_the_name_of_an_answer(policy: Policy):
    with pytest.raises(FactsError, match="by: a column of the answer has this name too"):
        policy.decide_frame(parcels(by=[1, 2, 3]), "handling", as_of=AS_OF, keep=("by",))


def test_a_scan_stays_lazy(policy: Policy):
    import polars

    decided = policy.decide_frame(parcels().lazy(), "handling", as_of=AS_OF)

    assert isinstance(decided, polars.LazyFrame)
    assert decided.collect()["by"].to_list() == ["van", "van", "bike"]


@pytest.mark.needs("pandas", "narwhals", "pyarrow")
def test_a_frame_of_pandas_comes_back_as_one_with_its_index(policy: Policy):
    import pandas

    frame = parcels().to_pandas().set_index(pandas.Index([7, 8, 9]))

    decided = policy.decide_frame(frame, "handling", as_of=AS_OF)

    assert isinstance(decided, pandas.DataFrame)
    assert decided.index.to_list() == [7, 8, 9]
    assert decided["cost"].to_list() == [Decimal("12.50"), Decimal("0.50"), Decimal("1.00")]


@pytest.mark.needs("narwhals", "pyarrow")
def test_a_table_of_pyarrow_comes_back_as_one(policy: Policy):
    import pyarrow

    decided = policy.decide_frame(parcels().to_arrow(), "handling", as_of=AS_OF)

    assert isinstance(decided, pyarrow.Table)
    assert decided["by"].to_pylist() == ["van", "van", "bike"]


def test_parts_come_out_as_one_frame_does(policy: Policy):
    import polars

    frame = polars.concat([parcels()] * 4)

    parts = list(policy.decide_parts(frame.lazy(), "handling", as_of=AS_OF, rows=5))

    assert [part.height for part in parts] == [5, 5, 2]
    assert polars.concat(parts).equals(policy.decide_frame(frame, "handling", as_of=AS_OF))


def test_a_long_frame_is_decided_in_parts(policy: Policy, monkeypatch: pytest.MonkeyPatch):
    import polars

    from creditpolicy.frames import deciding_frames

    frame = polars.concat([parcels()] * 4)
    whole = policy.decide_frame(frame, "handling", as_of=AS_OF)
    monkeypatch.setattr(deciding_frames, "MOST_AT_ONCE", 5)

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


@pytest.mark.needs("pandas", "narwhals", "pyarrow")
def test_a_column_of_pandas_with_numbers_and_texts_is_named(policy: Policy):
    import pandas

    frame = pandas.DataFrame({"kind": ["box", "box"], "weight": [1, "two"]})

    with pytest.raises(FactsError, match=r"^weight: values of several kinds"):
        policy.decide_frame(frame, "handling", as_of=AS_OF)


@pytest.mark.needs("pandas", "narwhals", "pyarrow")
def test_a_column_of_pandas_that_stands_twice_is_named(policy: Policy):
    import pandas

    frame = pandas.DataFrame([["box", "box"]], columns=["kind", "kind"])

    with pytest.raises(FactsError, match=r"^kind: two columns are called so \(leave one of them out\)$"):
        policy.decide_frame(frame, "handling", as_of=AS_OF)
