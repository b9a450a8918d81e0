"""A policy about parcels, and frames of them."""

from datetime import date
from decimal import Decimal
from typing import Any

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
