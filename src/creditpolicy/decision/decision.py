"""The answer of a decision point: what was decided, why, and what was lacking. It never changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from creditpolicy.decision.canonical import digest
from creditpolicy.facts.vocabulary import Titles

if TYPE_CHECKING:
    from creditpolicy.decision.trace import Trace

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | tuple[Json, ...] | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code and its text. `about` names the record where a point answers for each (`invoices[3]`)."""

    code: str
    text: Titles
    about: str | None = None


@dataclass(frozen=True, slots=True)
class OverrideShown:
    """An output that a granted exception replaced: the base outcome, the granted one, and which exception."""

    output: str
    base: Json
    override: Json
    exception: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a decision comes from: policy, version, facts, day.

    `calendar` is its name and digest, `law` the digests of the tables of rates and costs that the policy counts with.
    """

    policy: str
    version: str
    policy_digest: str
    language: int
    as_of: date
    calendar: tuple[str, str] | None = None
    law: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision.

    `outcome` is closed per decision point (`schemas/decision.schema.json`); amounts are text (`"1234.50 EUR"`), dates
    ISO text. Where `status` is `undecided`, `missing` names the facts whose value could change the outcome, and
    the outcome carries what the policy declared for that case. `deciding` are ids of rows
    (`<table>.<row>`), one for each reason in the same order.
    """

    point: str
    status: Literal["decided", "undecided"]
    outcome: Mapping[str, Json]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    deciding: tuple[str, ...]
    overrides: tuple[OverrideShown, ...]
    origin: Origin
    _facts: Callable[[], Json] = field(repr=False, compare=False)
    _trace: "Callable[[], Trace]" = field(repr=False, compare=False)

    @property
    def header(self) -> Mapping[str, Json]:
        """Who decided what from which facts: made on demand, the same for the same policy, facts and day."""
        facts_digest = digest(self._facts())
        origin = self.origin
        head: dict[str, Json] = {
            "policy": origin.policy,
            "version": origin.version,
            "policy_digest": origin.policy_digest,
            "language": origin.language,
            "facts_digest": facts_digest,
            "as_of": origin.as_of.isoformat(),
        }
        if origin.calendar is not None:
            head["calendar"], head["calendar_digest"] = origin.calendar
        if origin.law:
            head["law"] = dict(origin.law)
        return MappingProxyType({"decision_id": digest({**head, "point": self.point}), **head})

    def trace(self) -> "Trace":
        """Every table with every row and every test, with the values they saw."""
        return self._trace()

    def to_dict(self, *, trace: bool = False) -> dict[str, Json]:
        """The decision as plain data for JSON; with the full trace where asked for."""
        data: dict[str, Json] = {
            "point": self.point,
            "status": self.status,
            "outcome": plain(self.outcome),
            "reasons": [_reason(reason) for reason in self.reasons],
            "missing": list(self.missing),
            "deciding": list(self.deciding),
            "overrides": [
                {
                    "output": one.output,
                    "base": plain(one.base),
                    "override": plain(one.override),
                    "exception": one.exception,
                }
                for one in self.overrides
            ],
            "header": dict(self.header),
        }
        if trace:
            data["trace"] = self.trace().to_dict()
        return data


class _Open:
    """A decision while it is made. What is frozen sets each field through a call, at five times the cost."""

    __slots__ = Decision.__slots__

    def __init__(
        self,
        point: str,
        outcome: Mapping[str, Json],
        reasons: tuple[Reason, ...],
        deciding: tuple[str, ...],
        origin: Origin,
        facts: Callable[[], Json],
        trace: "Callable[[], Trace]",
    ) -> None:
        self.point = point
        self.status = "decided"
        self.outcome = outcome
        self.reasons = reasons
        self.missing = ()
        self.deciding = deciding
        self.overrides = ()
        self.origin = origin
        self._facts = facts
        self._trace = trace
        self.__class__ = Decision  # type: ignore[assignment]  # of the same form, and frozen from here on


decided: Callable[..., Decision] = _Open  # type: ignore[assignment]  # it turns into one
"""A decided decision without overrides, made fast: point, outcome, reasons, deciding, origin, facts and trace."""


def _reason(reason: Reason) -> dict[str, Json]:
    shown: dict[str, Json] = {"code": reason.code, "text": {"nl": reason.text.nl, "en": reason.text.en}}
    return shown if reason.about is None else {**shown, "about": reason.about}


def plain(value: Json) -> Json:
    """Frozen data as the lists and dictionaries that JSON writers take."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return value


def frozen(value: Json) -> Json:
    """Plain data that can't be changed any more."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: frozen(inner) for key, inner in value.items()})
    if isinstance(value, tuple | list):
        return tuple(frozen(inner) for inner in value)
    return value
