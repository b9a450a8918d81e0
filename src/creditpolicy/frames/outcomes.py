"""The columns of an outcome: one for each answer, of a type that the policy tells alone, so that parts fit together.

A point that also answers for each record of a list has a column with a list of those answers. Where the fields of an
outcome depend on the case, as with sums in several currencies, the column `outcome` has them as JSON text.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars

from creditpolicy.backends.columnar import TEXTS
from creditpolicy.backends.columnar.answers import type_of
from creditpolicy.decision import Decision
from creditpolicy.decision.decision import plain
from creditpolicy.formulas import Answer, Point
from creditpolicy.frames.row_by_row import as_column, fields
from creditpolicy.values.types import MoneyType, Type

OUTCOME, STATUS, MISSING, AHEAD = "outcome", "status", "missing", "next_change_on"
DECIDED = "decided"
STATUSES = polars.Enum([DECIDED, "undecided"])
_CURRENCY = ".currency"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`fields` are columns of their own; `group` is the column of what is answered for each record, in `each`.

    Of a policy with `several` currencies, a column behind each amount says in which one it is.
    """

    fields: Mapping[str, Type]
    as_json: bool
    group: str | None
    each: Mapping[str, Type]
    looks_ahead: bool
    several: bool
    schema: Mapping[str, polars.DataType] = field(init=False)
    _kinds: Mapping[str, polars.DataType] = field(init=False)
    _each: Mapping[str, polars.DataType] = field(init=False)

    def __post_init__(self) -> None:
        """Find the types of all columns."""
        kinds = {OUTCOME: polars.String()} if self.as_json else self._typed(self.fields)
        each = self._typed(self.each)
        schema = dict(kinds)
        if self.group is not None:
            ahead: dict[str, polars.DataType] = {AHEAD: polars.Date()} if self.looks_ahead else {}
            schema[self.group] = polars.List(
                polars.Struct({"id": polars.String(), STATUS: STATUSES, **each, **ahead, MISSING: TEXTS})
            )
        for name, value in (("schema", schema), ("_kinds", kinds), ("_each", each)):
            object.__setattr__(self, name, value)

    def _typed(self, fields: Mapping[str, Type]) -> dict[str, polars.DataType]:
        found: dict[str, polars.DataType] = {}
        for key, of in fields.items():
            found[key] = type_of(of)
            if self.several and isinstance(of, MoneyType):
                found[f"{key}{_CURRENCY}"] = polars.String()
        return found

    def columns(self, found: Sequence[Decision]) -> list[polars.Series]:
        """The outcomes of decisions as columns."""
        outcomes = [one.outcome for one in found]
        if self.as_json:
            texts = [json.dumps(self._without_group(plain(one)), ensure_ascii=False) for one in outcomes]
            columns = [polars.Series(OUTCOME, texts, dtype=polars.String())]
        else:
            columns = [as_column(key, _told(outcomes, key), kind) for key, kind in self._kinds.items()]
        if self.group is not None:
            columns.append(self._listed(self.group, [one.get(self.group) for one in outcomes]))
        return columns

    def _without_group(self, outcome: Any) -> Any:  # noqa: ANN401 - plain data
        return {key: value for key, value in outcome.items() if key != self.group}

    def _listed(self, name: str, found: Sequence[Any]) -> polars.Series:
        """The answers for the records of each case as lists; null where nothing is known of them."""
        kind = self.schema[name]
        rows = [row for row, given in enumerate(found) for _ in given or ()]
        ids = [id_ for given in found for id_ in given or ()]
        answers = [answer for given in found for answer in (given or {}).values()]
        columns = [
            polars.Series("id", ids, dtype=polars.String()),
            as_column(STATUS, [answer[STATUS] for answer in answers], STATUSES),
            *(as_column(key, _told(answers, key), of) for key, of in self._each.items()),
        ]
        if self.looks_ahead:
            columns.append(as_column(AHEAD, [answer.get(AHEAD) for answer in answers], polars.Date()))
        columns.append(as_column(MISSING, [tuple(answer[MISSING]) for answer in answers], TEXTS))
        row = polars.Series("row", rows, dtype=polars.UInt32())
        lists = polars.DataFrame([row, polars.DataFrame(columns).to_struct(name)]).group_by("row").agg(name)
        known = polars.Series("known", [given is not None for given in found], dtype=polars.Boolean())
        asked = known.to_frame().with_row_index("row")
        listed = asked.join(lists, on="row", how="left", maintain_order="left").select(
            polars.when("known").then(polars.col(name).cast(kind).fill_null(polars.lit([], dtype=kind)))
        )
        return listed.to_series().alias(name)


def _told(outcomes: Sequence[Mapping[str, Any]], key: str) -> list[Any]:
    """A field of each outcome; of an amount `limit.amount` the currency is `limit.amount.currency`."""
    amount = key.removesuffix(_CURRENCY)
    if amount == key:
        return fields(outcomes, key)
    return [
        told.partition(" ")[2] or None if isinstance(told, str) else own
        for told, own in zip(fields(outcomes, amount), fields(outcomes, key), strict=True)
    ]


def outcomes_of(point: Point, currencies: int) -> Outcomes:
    """The columns of the outcomes of a point, of a policy with so many currencies."""
    several = currencies > 1
    as_json = point.apart is not None or (point.record is not None and point.by_currency and several)
    group = None if point.record is None else str(point.record_group)
    return Outcomes(_keys(point.answers), as_json, group, _keys(point.record_answers), point.looks_ahead, several)


def _keys(answers: Sequence[Answer]) -> dict[str, Type]:
    return {one.key: one.formula.type for one in answers}
