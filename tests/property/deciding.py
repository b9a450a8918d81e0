"""Made policies decided as an application decides."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import seed, settings

from creditpolicy import Policy
from creditpolicy.decision import Decision
from creditpolicy.ir.version import Version
from creditpolicy.loading import Loaded
from tests.property.vocabulary import AS_OF

PROFILE = settings()
FEWER = settings(max_examples=max(1, PROFILE.max_examples * 2 // 5))


def decided(loaded: Loaded | Version, case: Any, as_of: date = AS_OF) -> Decision:
    """The decision on the point `ask`: there is one whatever the case, for no fact of `vocabulary` is worked out."""
    return Policy((loaded,)).decide("ask", case, as_of=as_of)


def reproducible(law: Callable[..., None]) -> Callable[..., None]:
    """In the quick profile the same examples on each run, whatever the text of the law: its histogram stays."""
    if not PROFILE.derandomize:
        return law
    return seed(20260331)(settings(derandomize=False, database=None, max_examples=2 * PROFILE.max_examples)(law))
