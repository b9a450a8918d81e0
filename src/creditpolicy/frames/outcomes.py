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
from creditpolicy.values.types import Type

OUTCOME = "outcome"
_STATUS = polars.Enum(["decided", "undecided"])


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`fields` are columns of their own; `group` is the column of what is answered for each record by `each`."""

    fields: Mapping[str, Type]
    as_json: bool
    group: str | None
    each: Mapping[str, Type]
    looks_ahead: bool
    schema: Mapping[str, polars.DataType] = field(init=False)
    _kinds: Mapping[str, polars.DataType] = field(init=False)

    def __post_init__(self) -> None:
        """Find the types of all columns."""
        schema: dict[str, polars.DataType] = {key: type_of(of) for key, of in self.fields.items()}
        if self.as_json:
            schema = {OUTCOME: polars.String()}
        if self.group is not None:
            schema[self.group] = polars.List(polars.Struct(self._of_record()))
        object.__setattr__(self, "schema", schema)
        object.__setattr__(self, "_kinds", {key: type_of(of) for key, of in self.each.items()})

    def columns(self, found: Sequence[Decision]) -> list[polars.Series]:
        """The outcomes of decisions as columns."""
        if self.as_json:
            texts = [json.dumps(self._without_group(plain(one.outcome)), ensure_ascii=False) for one in found]
            columns = [polars.Series(OUTCOME, texts, dtype=polars.String())]
        else:
            columns = [
                as_column(key, [field_of(one.outcome, key) for one in found], type_of(of))
                for key, of in self.fields.items()
            ]
        if self.group is not None:
            listed = [self._records(one.outcome.get(self.group)) for one in found]
            columns.append(polars.Series(self.group, listed, dtype=self.schema[self.group]))
        return columns

    def _without_group(self, outcome: Any) -> Any:  # noqa: ANN401 - plain data
        return {key: value for key, value in outcome.items() if key != self.group}

    def _of_record(self) -> dict[str, polars.DataType]:
        ahead: dict[str, polars.DataType] = {"next_change_on": polars.Date()} if self.looks_ahead else {}
        fields = {key: type_of(of) for key, of in self.each.items()}
        return {"id": polars.String(), "status": _STATUS, **fields, **ahead, "missing": TEXTS}

    def _records(self, answers: Any) -> list[dict[str, Any]] | None:  # noqa: ANN401 - plain data
        if answers is None:
            return None
        return [self._record(name, answer) for name, answer in answers.items()]

    def _record(self, name: str, answer: Mapping[str, Any]) -> dict[str, Any]:
        found = {key: typed(field_of(answer, key), kind) for key, kind in self._kinds.items()}
        if self.looks_ahead:
            day = answer.get("next_change_on")
            found["next_change_on"] = None if day is None else date.fromisoformat(day)
        return {"id": name, "status": answer["status"], **found, "missing": list(answer["missing"])}


def outcomes_of(point: Point, currencies: int = 1) -> Outcomes:
    """The columns of the outcomes of a point."""
    as_json = point.apart is not None or (point.record is not None and point.by_currency and currencies > 1)
    group = None if point.record is None else str(point.record_group)
    return Outcomes(_keys(point.answers), as_json, group, _keys(point.record_answers), point.looks_ahead)


def _keys(answers: Sequence[Answer]) -> dict[str, Type]:
    return {one.key: one.formula.type for one in answers}
