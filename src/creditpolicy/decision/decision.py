"""The answer of a decision point: what was decided, why, and what was lacking. It never changes."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Protocol, Self, TypeAlias

from creditpolicy.decision.canonical import digest
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.frozen import dataclass

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


class Behind(Protocol):
    """Who decided: it says what nobody may ask of a decision only once somebody does."""

    def facts(self, kept: Any, as_of: date) -> Json:  # noqa: ANN401 - whatever it kept
        """The facts as plain data."""
        ...

    def trace(self, kept: Any, as_of: date) -> "Trace":  # noqa: ANN401 - as above
        """The full trace."""
        ...

    def values(self, because: Any, kept: Any, as_of: date) -> tuple[dict[str, Json], ...]:  # noqa: ANN401 - what it made
        """For each deciding row, what its conditions looked at."""
        ...


class Because(Protocol):
    """What all decisions have in common that rest on the same rows."""

    @property
    def point(self) -> str:
        """The question."""
        ...

    @property
    def status(self) -> Literal["decided", "undecided"]:
        """Whether the outcome is decided."""
        ...

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """One for each deciding row."""
        ...

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that are missing."""
        ...

    @property
    def deciding(self) -> tuple[str, ...]:
        """The ids of the deciding rows."""
        ...

    @property
    def overrides(self) -> tuple[OverrideShown, ...]:
        """What exceptions replaced."""
        ...

    @property
    def behind(self) -> Behind:
        """Who decided."""
        ...


@dataclass(frozen=True, slots=True)
class BecauseInFull:
    """The same, all of it known."""

    point: str
    status: Literal["decided", "undecided"]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    deciding: tuple[str, ...]
    overrides: tuple[OverrideShown, ...]
    behind: Behind


class Decision(ABC):
    """A decision.

    `outcome` is closed per decision point (`schemas/decision.schema.json`); amounts are text (`"1234.50 EUR"`), dates
    ISO text. Where `status` is `undecided`, `missing` names the facts whose value could change the outcome, and
    the outcome carries what the policy declared for that case. `deciding` are ids of rows
    (`<table>.<row>`), one for each reason in the same order.
    """

    # Few and small: applications keep millions of them. Back ends make classes of their own, with what they found.
    __slots__ = ("_because", "_kept", "_origin")
    _because: Because
    _kept: Any
    _origin: Origin
    __hash__ = None  # type: ignore[assignment]  # an outcome is a mapping

    @property
    def point(self) -> str:
        """The question."""
        return self._because.point

    @property
    def status(self) -> Literal["decided", "undecided"]:
        """Whether the outcome is decided."""
        return self._because.status

    @property
    @abstractmethod
    def outcome(self) -> Mapping[str, Json]:
        """The answers."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, one reason for each deciding row."""
        return self._because.reasons

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that are missing, and could change the outcome."""
        return self._because.missing

    @property
    def deciding(self) -> tuple[str, ...]:
        """The ids of the deciding rows."""
        return self._because.deciding

    @property
    def overrides(self) -> tuple[OverrideShown, ...]:
        """What exceptions replaced."""
        return self._because.overrides

    @property
    def origin(self) -> Origin:
        """By which policy, for which day."""
        return self._origin

    def __eq__(self, other: object) -> bool:
        """Whether it says the same, by the same policy for the same day."""
        return self._said() == other._said() if isinstance(other, Decision) else NotImplemented

    def __repr__(self) -> str:
        """All that it says."""
        return f"Decision({', '.join(f'{name}={value!r}' for name, value in self._said().items())})"

    def __copy__(self) -> Self:
        """Itself: it never changes."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """The same."""
        return self

    def __reduce__(self) -> NoReturn:
        """A decision has its policy behind it, which makes its trace."""
        message = "a decision is not pickled: hand over `decision.to_dict()`, or the facts and a pickled policy"
        raise TypeError(message)

    def _said(self) -> dict[str, Any]:
        return {
            "point": self.point,
            "status": self.status,
            "outcome": self.outcome,
            "reasons": self.reasons,
            "missing": self.missing,
            "deciding": self.deciding,
            "overrides": self.overrides,
            "origin": self.origin,
        }

    @property
    def header(self) -> Mapping[str, Json]:
        """Who decided what from which facts: made on demand, the same for the same policy, facts and day."""
        head = head_of(self._origin)
        facts = {"facts_digest": digest(self._because.behind.facts(self._kept, self._origin.as_of))}
        decision = digest({**head, **facts, "point": self.point})
        return MappingProxyType({"decision_id": decision, **head, **facts})

    def values(self) -> tuple[dict[str, Json], ...]:
        """For each of `deciding`, in that order, the facts of single records that its conditions look at.

        Those that are given, by name, and with their values: `{"customer.external_score": 72}`. Amounts, and numbers
        with digits after the point, are exact text. Far cheaper than the full trace.
        """
        return self._because.behind.values(self._because, self._kept, self._origin.as_of)

    def trace(self) -> "Trace":
        """Every table with every row and every test, with the values they saw."""
        return self._because.behind.trace(self._kept, self._origin.as_of)

    def to_dict(self, *, trace: bool = False, digests: bool = True) -> dict[str, Json]:
        """The decision as plain data for JSON.

        Args:
            trace: with the full trace, which takes a thousand times as long as the decision.
            digests: with the digest of the facts, and that of the decision.

        """
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
            "header": dict(self.header if digests else head_of(self._origin)),
        }
        if trace:
            data["trace"] = self.trace().to_dict()
        return data


class DecisionInFull(Decision):
    """A decision that has its outcome."""

    __slots__ = ("_outcome",)

    def __init__(self, because: Because, outcome: Mapping[str, Json], kept: Any, origin: Origin) -> None:  # noqa: ANN401 - what `because.behind` kept
        """Back ends make decisions."""
        self._because = because
        self._outcome = outcome
        self._kept = kept
        self._origin = origin

    @property
    def outcome(self) -> Mapping[str, Json]:
        """The answers."""
        return self._outcome


def head_of(origin: Origin) -> dict[str, Json]:
    """What a header says of any decision of a policy on a day."""
    head: dict[str, Json] = {
        "policy": origin.policy,
        "version": origin.version,
        "policy_digest": origin.policy_digest,
        "language": origin.language,
        "as_of": origin.as_of.isoformat(),
    }
    if origin.calendar is not None:
        head["calendar"], head["calendar_digest"] = origin.calendar
    if origin.law:
        head["law"] = dict(origin.law)
    return head


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
