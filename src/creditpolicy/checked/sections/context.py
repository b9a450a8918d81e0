"""What every section gets to work with, and what they all do alike."""

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass, replace
from typing import TypedDict

from creditpolicy.checked.conditions import check_conditions
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.scope import Scope
from creditpolicy.checked.spans import Span, read_span
from creditpolicy.checked.titles import titles_or_none
from creditpolicy.diagnostics import Code, Note, Place
from creditpolicy.facts.vocabulary import Duration, Titles
from creditpolicy.formulas import Formula, Read, walk
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import DurationUnit, duration, flag, id_
from creditpolicy.syntax.tree.parts import Condition, Ruled
from creditpolicy.values.types import EnumType


@dataclass(frozen=True, slots=True)
class Context:
    """Names in sight, where findings go, and the words that the policy itself gives to enums."""

    scope: Scope
    findings: Findings
    sources: Mapping[str, tuple[str, ...]]

    def enum(self, source: str, *, ordered: bool = False) -> EnumType:
        """The enum whose members the policy gives."""
        return EnumType(source, self.sources[source], ordered)

    def recorded(self) -> "Context":
        """The context of sections that read what was recorded."""
        return replace(self, scope=self.scope.recorded())

    def inside(self, record: str) -> "Context":
        """The context in which one of `record` is looked at."""
        return replace(self, scope=self.scope.inside(record))

    def calling(self, aliases: Mapping[str, str]) -> "Context":
        """The context in which a section's own outputs have short names."""
        return replace(self, scope=self.scope.calling(aliases))

    def condition(self, node: Condition | None) -> Formula | None:
        """The formula of a condition; None where there is none, or where it is in error (reported)."""
        return None if node is None else check_conditions(node, self.scope, self.findings)

    def days(self, node: Scalar) -> int | None:
        """A duration in whole days."""
        found = self.findings.take(duration(node, ("days",)))
        return None if found is None else found.number

    def span(self, node: Scalar, units: tuple[DurationUnit, ...]) -> Span | None:
        """A duration in one of `units`; None where it is in error (reported). Business days need a calendar."""
        return read_span(node, units, self.scope.vocabulary.calendar, self.findings)

    def age(self, node: Scalar) -> Duration | None:
        """A duration in days or months."""
        found = self.findings.take(duration(node))
        return None if found is None else Duration(found.number, "months" if found.unit == "months" else "days")

    def lasting(self, node: Scalar) -> Duration | None:
        """A duration in days or months in which something is valid: at least a day."""
        found = self.age(node)
        if found is not None and found.count == 0:
            message = f"found `{node.text}`, wanted at least a day"
            self.findings.add(Code.BAD_DURATION, message, node.at, "write `12 months`")
            return None
        return found


def check_ids(ids: Iterable[Scalar], what: str, findings: Findings) -> None:
    """Each id is well formed and stands once."""
    seen: dict[str, Scalar] = {}
    for scalar in ids:
        if findings.take(id_(scalar)) is None:
            continue
        if scalar.text in seen:
            note = Note("first used here", seen[scalar.text].at)
            findings.add(Code.DUPLICATE_ID, f"{what} id `{scalar.text}` is used twice", scalar.at, None, note)
        seen.setdefault(scalar.text, scalar)


def not_reserved(ids: Iterable[Scalar], reserved: Mapping[str, str], findings: Findings) -> None:
    """No rule takes the name of a row that its section adds; `reserved` says what each of those stands for."""
    for scalar in ids:
        if scalar.text in reserved:
            message = f"`{scalar.text}` stands for {reserved[scalar.text]}"
            findings.add(Code.BAD_NAME, message, scalar.at, "choose another name")


def not_empty(items: Sized, what: str, at: Place, findings: Findings, way_out: str | None = None) -> None:
    """A list that a section can't do without has something in it."""
    if not items:
        way_out = way_out or f"add a {what}, or leave the section out"
        findings.lacks(Code.WRONG_SHAPE, f"found no {what}, wanted at least one", at, way_out)


def is_otherwise(when: Condition | None, otherwise: Scalar | None, node: Ruled, what: str, findings: Findings) -> bool:
    """Whether a rule is the one for all other cases; it says `when` or `otherwise: true`, not both and not neither."""
    holds = otherwise is not None and findings.take(flag(otherwise)) is True
    if otherwise is not None and not holds:
        findings.add(Code.OTHERWISE, "found `otherwise: false`, wanted `otherwise: true` or a `when`", otherwise.at)
    if holds and when is not None:
        findings.add(Code.KEYS_EXCLUDE, f"a {what} has `when` or `otherwise`, not both", node.key_at("otherwise"))
    if not holds and when is None and otherwise is None:
        findings.lacks(
            Code.MISSING_KEY,
            f"this {what} says neither `when` nor `otherwise: true`",
            node.here,
            "say for whom it is: `when: ...`",
        )
    return holds


def check_otherwise(found: list[Place], what: str, at: Place, findings: Findings, of: Place | None = None) -> None:
    """Exactly one rule is for all other cases; `of` is where the rules stand, if not at `at`."""
    if not found:
        way_out = "end with one that says `otherwise: true`"
        findings.lacks(Code.OTHERWISE, f"no {what} for all other cases", at, way_out, of=of)
    for place in found[1:]:
        findings.add(
            Code.OTHERWISE, f"a second {what} for all other cases", place, None, Note("the first one", found[0])
        )


def ages_of(formula: Formula, most: Duration) -> dict[str, Duration]:
    """`most` for every fact that the formula names."""
    return {inner.name: most for inner in walk(formula) if isinstance(inner, Read)}


def strictest_ages(all_of: Iterable[Mapping[str, Duration]]) -> dict[str, Duration]:
    """For each fact the shortest of the ages that were asked for."""
    strictest: dict[str, Duration] = {}
    for ages in all_of:
        for name, age in ages.items():
            strictest[name] = min((strictest.get(name, age), age), key=_length)
    return strictest


def _length(age: Duration) -> int:
    return age.count * (30 if age.unit == "months" else 1)


class ForPeople(TypedDict):
    """What rides along on a row."""

    titles: Titles | None
    because: str | None


def people(node: Ruled) -> ForPeople:
    """What people want to know of a rule, for its row."""
    return {"titles": titles_or_none(node.title), "because": node.because.text if node.because else None}
