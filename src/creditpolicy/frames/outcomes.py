"""The columns of an outcome: one for each answer, of a type that the policy tells alone, so that parts fit together.

A point that also answers for each record of a list has a column with a list of those answers. Where the fields of an
outcome depend on the case, as with sums in several currencies, the column `outcome` has them as JSON text.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars

from creditpolicy.backends.columnar.answers import type_of
from creditpolicy.decision import Decision
from creditpolicy.decision.decision import plain
from creditpolicy.formulas import Answer, Point
from creditpolicy.frames.row_by_row import TEXTS, as_column, typed
from creditpolicy.frames.row_by_row import field as field_of
from creditpolicy.values.types import MoneyType, Type

OUTCOME = "outcome"
_CURRENCY = ".currency"
_STATUS = polars.Enum(["decided", "undecided"])


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
            ahead: dict[str, polars.DataType] = {"next_change_on": polars.Date()} if self.looks_ahead else {}
            schema[self.group] = polars.List(
                polars.Struct({"id": polars.String(), "status": _STATUS, **each, **ahead, "missing": TEXTS})
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
        if self.as_json:
            texts = [json.dumps(self._without_group(plain(one.outcome)), ensure_ascii=False) for one in found]
            columns = [polars.Series(OUTCOME, texts, dtype=polars.String())]
        else:
            columns = [
                as_column(key, [_told(one.outcome, key) for one in found], kind) for key, kind in self._kinds.items()
            ]
        if self.group is not None:
            listed = [self._records(one.outcome.get(self.group)) for one in found]
            columns.append(polars.Series(self.group, listed, dtype=self.schema[self.group]))
        return columns

    def _without_group(self, outcome: Any) -> Any:  # noqa: ANN401 - plain data
        return {key: value for key, value in outcome.items() if key != self.group}

    def _records(self, answers: Any) -> list[dict[str, Any]] | None:  # noqa: ANN401 - plain data
        if answers is None:
            return None
        return [self._record(name, answer) for name, answer in answers.items()]

    def _record(self, name: str, answer: Mapping[str, Any]) -> dict[str, Any]:
        found = {key: typed(_told(answer, key), kind) for key, kind in self._each.items()}
        if self.looks_ahead:
            day = answer.get("next_change_on")
            found["next_change_on"] = None if day is None else date.fromisoformat(day)
        return {"id": name, "status": answer["status"], **found, "missing": list(answer["missing"])}


def _told(outcome: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - plain data
    """A field of an outcome; of an amount `limit.amount` the currency is `limit.amount.currency`."""
    amount = key.removesuffix(_CURRENCY)
    if amount == key:
        return field_of(outcome, key)
    told = field_of(outcome, amount)
    return told.partition(" ")[2] or None if isinstance(told, str) else field_of(outcome, key)


def outcomes_of(point: Point, currencies: int) -> Outcomes:
    """The columns of the outcomes of a point, of a policy with so many currencies."""
    several = currencies > 1
    as_json = point.apart is not None or (point.record is not None and point.by_currency and several)
    group = None if point.record is None else str(point.record_group)
    return Outcomes(_keys(point.answers), as_json, group, _keys(point.record_answers), point.looks_ahead, several)


def _keys(answers: Sequence[Answer]) -> dict[str, Type]:
    return {one.key: one.formula.type for one in answers}
