"""What the readers of one file of tests share: the policy, the fixtures, the findings."""

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.reading import FIRST_DAY, LAST_DAY
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.syntax.scalars.dates import iso_date
from creditpolicy.syntax.tree.base import describe
from creditpolicy.syntax.tree.policy_tests import CaseNode, VariationNode
from creditpolicy.testing.answers import PointNames
from creditpolicy.testing.expectations import check_expected, expects_error
from creditpolicy.testing.findings import Findings
from creditpolicy.testing.fixtures import FactsReader
from creditpolicy.testing.merging import merged


@dataclass(frozen=True, slots=True)
class Given:
    """Facts, and the nodes that they come from, each written over those before it."""

    facts: AbstractMapping[str, Any]
    nodes: tuple[Mapping, ...] = ()

    def over(self, other: "Given") -> "Given":
        """These facts laid over others."""
        return Given(merged(other.facts, self.facts), (*other.nodes, *self.nodes))


NOTHING = Given({})
_INSIDE = ("use", "as_of")
"""Keys of a test that may stand under `given` too."""


@dataclass(frozen=True, slots=True)
class Context:
    """Of one file."""

    vocabulary: Vocabulary
    points: AbstractMapping[str, PointNames]
    fixtures: AbstractMapping[str, Given]
    reader: FactsReader
    findings: Findings

    def day(self, scalar: Scalar | None) -> date | None:
        """The day that is written; None where none is, or where it is no day (reported)."""
        if scalar is None:
            return None
        found = iso_date(scalar)
        if isinstance(found, Diagnostic):
            self.findings.take((found,))
            return None
        if not FIRST_DAY <= found <= LAST_DAY:
            message = f"found {found}, wanted a day from {FIRST_DAY} to {LAST_DAY}"
            self.findings.add(Code.BAD_DATE, message, scalar.at)
            return None
        return found

    def setting(self, node: CaseNode | VariationNode, *, checked: bool = True) -> tuple[Given, Scalar | None]:
        """The facts of a test, fixtures first, and its day; `use` and `as_of` may stand under `given` too."""
        inner = {} if node.given is None else {key.text: (key, value) for key, value in node.given.entries}
        for key in _INSIDE:
            if key in inner and getattr(node, key) is not None:
                message = f"`{key}` stands beside `given` and in it"
                self.findings.add(Code.KEYS_EXCLUDE, message, inner[key][0].at, "keep one of the two")
        use = node.use or (_names(inner["use"][1], self.findings) if "use" in inner else None)
        given = self.given(node.given, checked=checked).over(self._used(use))
        return given, day_of(node)

    def _used(self, use: Scalar | tuple[Scalar, ...] | None) -> Given:
        """The fixtures that are used, each laid over those before it."""
        given = NOTHING
        for name in (use,) if isinstance(use, Scalar) else use or ():
            fixture = self.fixtures.get(name.text)
            if fixture is None and not self.fixtures:
                message, way_out = (
                    f"unknown fixture {quoted(name.text)}",
                    "the file has none; write it under `fixtures`",
                )
                self.findings.add(Code.UNKNOWN_FIXTURE, message, name.at, way_out)
            elif fixture is None:
                self.findings.unknown(Code.UNKNOWN_FIXTURE, "fixture", name.text, name.at, self.fixtures)
            else:
                given = fixture.over(given)
        return given

    def given(self, node: Mapping | None, *, checked: bool = True) -> Given:
        """The facts that are written at `node`."""
        if node is None:
            return NOTHING
        own = tuple((key, value) for key, value in node.entries if key.text not in _INSIDE)
        facts, where = self.reader.facts(replace(node, entries=own), checked=checked)
        return Given(facts, (where,))

    def expected(self, *nodes: Mapping | None) -> tuple[Mapping, ...]:
        """Those of the nodes that are there, compared with what the policy can answer."""
        there = tuple(node for node in nodes if node is not None)
        for node in there:
            check_expected(node, self.points, self.findings)
        if len(there) > 1 and any(map(expects_error, there)):
            message = "`error` stands alone: of facts that are refused nothing is decided"
            self.findings.add(Code.EXPECTATION, message, there[0].at)
        return there


def day_of(node: CaseNode | VariationNode) -> Scalar | None:
    """The day that a test names, beside `given` or in it."""
    if node.as_of is not None or node.given is None:
        return node.as_of
    inner = next((value for key, value in node.given.entries if key.text == "as_of"), None)
    return inner if isinstance(inner, Scalar) else None


def _names(node: Node, findings: Findings) -> tuple[Scalar, ...]:
    names = node.items if isinstance(node, Sequence) else (node,)
    for name in names:
        if not isinstance(name, Scalar):
            findings.add(Code.WRONG_SHAPE, f"expected a name, got {describe(name)}", name.at)
    return tuple(name for name in names if isinstance(name, Scalar))
