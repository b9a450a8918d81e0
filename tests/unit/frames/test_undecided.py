"""Rows that lack something, many at a time: they come out as they do one by one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.deciding import Deciding
from creditpolicy.loading import load_text
from tests.unit.frames.parcels import AS_OF, TEXT

pytestmark = pytest.mark.needs("polars")


def lacking(count: int) -> Any:
    """Parcels of which each lacks something, or next to nothing."""
    import polars

    weights, worths, kinds = (None, 31.0, 2.5, 30.0), (None, Decimal("33.33"), Decimal(0)), (None, "box", "crate")
    rows = [
        {
            "weight": weights[row % 4],
            "worth": worths[row % 3],
            "kind": kinds[row // 2 % 3],
            "fragile": (None, True, False)[row // 5 % 3],
            "sent": None if row % 7 == 0 else date(2026, 5, 30),
        }
        for row in range(count)
    ]
    kinds_of = {"weight": polars.Float64(), "worth": polars.Decimal(38, 2), "kind": polars.String()}
    return polars.DataFrame(rows, schema_overrides=kinds_of)


def frames_of(text: str = TEXT, *, joined: bool = False) -> Any:
    from creditpolicy.backends.prose import reason_text
    from creditpolicy.frames import DecidingFrames

    program = load_text("parcels.yaml", text).program
    assert program is not None
    return DecidingFrames(Deciding(program, reason_text), joined=joined)


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Frames with every row that is open decided one by one."""

    def decided(frame: Any, *, joined: bool = False) -> Any:
        from creditpolicy.frames import undecided

        with monkeypatch.context() as patch:
            patch.setattr(undecided, "LEAST", 10**9)
            frames = frames_of(joined=joined)
            found = frames.answer(frames.program.points["handling"], frame, AS_OF)
        assert found.by_row > 0
        return found.frame

    return decided


@pytest.mark.parametrize("joined", [False, True])
def test_many_rows_come_out_as_they_do_one_by_one(one_by_one: Any, joined: bool):
    frames, frame = frames_of(joined=joined), lacking(500)

    found = frames.answer(frames.program.points["handling"], frame, AS_OF)

    assert found.by_row == 0
    assert 0 < (found.frame["status"] == "undecided").sum() < 500
    assert found.frame.rows() == one_by_one(frame, joined=joined).rows()


def test_a_few_rows_are_decided_one_by_one(policy: Policy, monkeypatch: pytest.MonkeyPatch):
    from creditpolicy.frames import deciding_frames

    monkeypatch.delattr(deciding_frames, "Undecided")

    assert policy.decide_frame(lacking(20), "handling", as_of=AS_OF).height == 20


def test_what_was_asked_about_one_frame_is_known_for_the_next(monkeypatch: pytest.MonkeyPatch):
    from creditpolicy.frames.undecided import Undecided

    frames = frames_of()
    point = frames.program.points["handling"]
    first = frames.answer(point, lacking(500), AS_OF).frame
    monkeypatch.delattr(Undecided, "_asked")

    assert frames.answer(point, lacking(500), AS_OF).frame.equals(first)


def test_more_than_is_kept_is_asked_again(one_by_one: Any, monkeypatch: pytest.MonkeyPatch):
    from creditpolicy.backends.columnar import witnesses

    monkeypatch.setattr(witnesses, "_MOST_KEPT", 3)
    frames = frames_of()
    point = frames.program.points["handling"]

    for count in (500, 400, 500):
        assert frames.answer(point, lacking(count), AS_OF).frame.equals(one_by_one(lacking(count)))


def test_lists_and_values_in_a_rare_form_are_looked_at_one_by_one():
    import polars

    stamps = polars.Series("stamps", [[{"price": Decimal(1)}] if row % 9 == 0 else None for row in range(500)])
    frame = lacking(500).with_columns(polars.col("sent").cast(polars.String()), stamps)
    odd = polars.when(polars.int_range(500) % 11 == 0).then(polars.lit("2026-05-30T00:00:00")).otherwise("sent")
    frames = frames_of()

    found = frames.answer(frames.program.points["handling"], frame.with_columns(odd.alias("sent")), AS_OF)

    assert 0 < found.by_row < 120 + len(found.unfit)


def test_a_policy_of_more_facts_than_bits_is_decided_one_by_one():
    import polars

    many = [f"f{number}" for number in range(70)]
    facts = "".join(f"      {name}: {{type: number, low: 0, high: 9}}\n" for name in many)
    sum_of = " + ".join(f"parcel.{name}" for name in many)
    text = f"""\
policy: parcels
language: 1
version: "1"
currency: EUR
records:
  parcel:
    facts:
{facts}decisions:
  handling:
    outputs: {{large: {{type: boolean}}}}
    hit: first
    table: |
      id | {sum_of} || large
      a  | > 100    || true
      b  | -        || false
    if_undecided: {{large: false}}
"""
    frames = frames_of(text)
    frame = polars.DataFrame(
        {name: [None if row % 70 == at else 1 for row in range(200)] for at, name in enumerate(many)}
    )

    found = frames.answer(frames.program.points["handling"], frame, AS_OF)

    assert found.by_row == 200
    assert found.frame["missing"].to_list() == [[f"parcel.f{row % 70}"] for row in range(200)]


CALENDAR = """\
policy: late
language: 1
version: "1"
currency: EUR
calendar: NL
records:
  box:
    facts:
      d: {type: date}
      x: {type: number, low: 0, high: 9}
      y: {type: number, low: 0, high: 9}
definitions:
  box.next: 'next business day(box.d)'
  box.per: 'if box.y > 0 then box.x / box.y else 2'
decisions:
  handling:
    outputs: {v: {type: enum, values: [one, two, three]}, d: {type: date}}
    hit: first
    total: false
    table: |
      id | box.next     | box.per | box.x || v     | d
      p  | > 2026-01-05 | > 1     | -     || one   | box.next
      q  | -            | < 3     | > 5   || two   | box.next + 1 days
      r  | -            | -       | > 5   || three | box.d
    if_undecided: {v: three}
"""


def test_a_day_beyond_the_calendar_is_left_to_others_and_is_no_witness(monkeypatch: pytest.MonkeyPatch):
    from itertools import product

    import polars

    from creditpolicy.frames import undecided

    beyond = date(2990, 1, 1)
    days, numbers = (None, beyond, date(2026, 1, 2), date(2026, 1, 9)), (None, 0, 2, 9)
    boxes = [dict(zip("dxy", values, strict=True)) for values in product(days, numbers, numbers)]
    frame = polars.DataFrame(boxes, schema_overrides={"d": polars.Date()})
    monkeypatch.setattr(undecided, "LEAST", 1)
    frames = frames_of(CALENDAR)
    point = frames.program.points["handling"]

    found = frames.answer(point, frame, AS_OF)
    monkeypatch.setattr(undecided, "LEAST", 10**9)

    assert found.by_row == 16
    assert found.frame.equals(frames_of(CALENDAR).answer(point, frame, AS_OF).frame)
    named = [any(word.startswith("calendar") for word in words) for words in found.frame["missing"].to_list()]
    assert any(named)
    assert all(box["d"] == beyond for box, is_named in zip(boxes, named, strict=True) if is_named)


TOLD = """\
policy: told
language: 1
version: "1"
currency: EUR
decisions:
  handling:
    outputs: {v: {type: enum, values: [one, two]}}
    hit: first
    total: false
    table: |
      id | customer.relationship_months | order.amount || v
      p  | > 5                          | > 5 EUR      || one
      q  | -                            | -            || two
    if_undecided: {v: two}
"""


def test_a_value_that_a_row_tells_lacks_nothing(monkeypatch: pytest.MonkeyPatch):
    from itertools import product

    import polars

    from creditpolicy.frames import undecided

    rows = list(product((None, date(2026, 5, 1)), (None, 1, 9), (None, Decimal(9))))
    names = "customer.customer_since", "customer.relationship_months", "order.amount"
    # Where both are told they are the same.
    told = [(since, 1 if since else months, amount) for since, months, amount in rows]
    kinds = polars.Date(), polars.Int64(), polars.Decimal(38, 2)
    frame = polars.DataFrame(told, schema=dict(zip(names, kinds, strict=True)), orient="row")
    monkeypatch.setattr(undecided, "LEAST", 1)
    frames = frames_of(TOLD)
    point = frames.program.points["handling"]

    found = frames.answer(point, frame, AS_OF)
    monkeypatch.setattr(undecided, "LEAST", 10**9)

    assert found.by_row == 0
    assert found.frame.equals(frames_of(TOLD).answer(point, frame, AS_OF).frame)
    missing = zip(told, found.frame["missing"].to_list(), strict=True)
    assert not any("customer.customer_since" in words for (_, months, _), words in missing if months)
