"""The few calls that an application needs."""

from datetime import date
from pathlib import Path

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.checked import Policy as CheckedPolicy
from creditpolicy.checked.policy import Worklist
from creditpolicy.decision import Decision
from creditpolicy.decision.words import Asked
from creditpolicy.diagnostics import Diagnostic, Severity
from creditpolicy.diagnostics.errors import CreditPolicyError, PolicyError
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.diagnostics.phrases import listed
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.loading import Loaded, load


class Policy:
    """A checked policy, ready to decide. Immutable, so that threads may share it.

    Make one with `Policy.load`. Where the path holds several versions, the day of the question picks one.
    """

    __slots__ = ("_versions",)

    def __init__(self, versions: tuple[Loaded, ...]) -> None:
        """Use `Policy.load`."""
        self._versions = versions

    @classmethod
    def load(cls, path: str | Path) -> "Policy":
        """Read and check the policy at `path`: a file, a folder with `policy.yaml`, or a folder of versions.

        Raises:
            PolicyError: the policy has errors; `.diagnostics` lists every finding.

        """
        versions = load(Path(path))
        findings = tuple(finding for version in versions for finding in version.diagnostics)
        if any(finding.severity is Severity.ERROR for finding in findings):
            sources: dict[str, str] = {}
            for version in versions:
                sources |= version.sources
            raise PolicyError(findings, sources)
        return cls(versions)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Findings that leave the policy usable."""
        return tuple(finding for version in self._versions for finding in version.diagnostics)

    @property
    def points(self) -> tuple[str, ...]:
        """The decision points that the policy answers, in its last version."""
        return tuple(self.program(None).points)

    def decide(self, point: str, facts: object, *, as_of: date) -> Decision:
        """Decide one question about one case.

        Args:
            point: `accept`, `review`, `order`, `invoice`, `collect`, `exception`, or a table of the policy's own.
            facts: a mapping, dataclass or pydantic model with a key for each record (`customer`, `order`, `invoices`,
                ...); dates as `date` or ISO text, amounts as `"12.50 EUR"` or an exact number.
            as_of: the day for which is decided.

        Raises:
            FactsError: the facts can't be what they say they are; `.problems` names every fault with its path.
            ValueError: the policy has no such decision point, or no version in force on that day.
            TypeError: `as_of` is no date.

        """
        if type(as_of) is not date:
            message = f"as_of must be a datetime.date, found {type(as_of).__name__}"
            raise TypeError(message)
        program = self.program(as_of)
        asked = program.points.get(point)
        if asked is None:
            near = nearest(point, program.points)
            points = ", ".join(program.points)
            hint = Asked.DID_YOU_MEAN(near=repr(near)) if near else Asked.ANSWERS(points=points)
            message = Asked.NO_POINT(id=repr(program.id), point=repr(point), hint=hint)
            raise UnknownPointError(message)
        return decide(program, asked, read_case(facts, program.vocabulary, as_of), reason_text)

    def program(self, as_of: date | None) -> Program:
        """The compiled version that is in force on `as_of` (None: the last one).

        Raises:
            NotInForceError: none is.

        """
        return self._in_force(as_of)[1]

    def worklist(self, as_of: date | None) -> Worklist | None:
        """How the version in force on `as_of` plans the work of a day; None where it sets no priorities.

        Raises:
            NotInForceError: none is.

        """
        return self._in_force(as_of)[0].worklist

    def _in_force(self, as_of: date | None) -> tuple[CheckedPolicy, Program]:
        for version in reversed(self._versions):
            policy = version.policy
            if policy is None or version.program is None:
                continue
            first, last = policy.header.first_day, policy.header.last_day
            if as_of is None or ((first is None or first <= as_of) and (last is None or as_of <= last)):
                return policy, version.program
        held = listed([_span(version) for version in self._versions if version.policy])
        message = Asked.NOT_IN_FORCE(day=as_of, held=held)
        raise NotInForceError(message)


class UnknownPointError(CreditPolicyError, ValueError):
    """The policy does not answer this question."""


class NotInForceError(CreditPolicyError, ValueError):
    """No version of the policy holds on this day."""


def _span(version: Loaded) -> str:
    if version.policy is None:
        return ""
    first, last = version.policy.header.first_day, version.policy.header.last_day
    since = Asked.ALWAYS() if first is None else Asked.FROM(first=first)
    return since if last is None else Asked.UNTIL(since=since, last=last)


__all__ = ["CreditPolicyError", "FactsError", "NotInForceError", "Policy", "PolicyError", "UnknownPointError"]
