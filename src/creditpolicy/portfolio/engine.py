"""The policy, as a run needs it: who it is, the facts it knows, the function that decides, how work is planned."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.formulas import Worklist
from creditpolicy.ir.version import Version
from creditpolicy.portfolio.bundle_at import of_bundle
from creditpolicy.portfolio.deciding import Decide, Decided
from creditpolicy.portfolio.summary import PolicyHeader


def _none() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Engine:
    """What decides. `bundle` gives it to other processes, as bytes; None where only this one can decide."""

    header: PolicyHeader
    vocabulary: Vocabulary
    decide: Decide
    worklist: Worklist | None = None
    bundle: Callable[[], bytes | None] = _none


def engine_of(version: Version, *, is_for_many: bool = False) -> Engine:
    """The engine of one version of a policy; compiled at once if it is to decide about many."""
    from creditpolicy.backends.prose import reason_text
    from creditpolicy.deciding import Deciding

    program = version.program
    deciding = Deciding(program, reason_text, after=0) if is_for_many else Deciding(program, reason_text)

    def decide(point: str, facts: Mapping[str, object], as_of: date) -> Decided:
        asked = program.points.get(point)
        return _NothingReviewed() if asked is None else deciding.decide(asked, facts, as_of)

    def bundle() -> bytes | None:
        from creditpolicy.bundle import Unbundled, bundle_bytes

        try:
            return bundle_bytes((version,))
        except Unbundled:
            return None

    header = PolicyHeader(program.id, program.version, program.digest)
    return Engine(header, program.vocabulary, decide, version.worklist, bundle)


@of_bundle
def engine_at(version: Version) -> Engine:
    """The engine of the bundle at a path."""
    return engine_of(version, is_for_many=True)


class _NothingReviewed:
    """The review of a policy that has nothing to review by: it finds nothing."""

    status = "decided"
    outcome: Mapping[str, object] = {}
    reasons: tuple[object, ...] = ()
    missing: tuple[str, ...] = ()
