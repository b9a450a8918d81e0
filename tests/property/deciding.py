"""Made policies decided as an application decides."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import seed, settings

from creditpolicy import FactsError, Policy
from creditpolicy.decision import Decision
from creditpolicy.loading import Loaded
from tests.property.vocabulary import AS_OF


def decided(loaded: Loaded, case: Any, as_of: date = AS_OF) -> Decision | str:
    """The decision on the point `ask`, or that the facts contradict each other."""
    try:
        return Policy((loaded,)).decide("ask", case, as_of=as_of)
    except FactsError:
        return "data error"


def reproducible(law: Callable[..., None]) -> Callable[..., None]:
    """In the quick profile the same examples on each run, whatever the text of the law: its histogram stays what it was."""
    if not settings.default.derandomize:
        return law
    return seed(20260331)(settings(derandomize=False, database=None, max_examples=2 * settings.default.max_examples)(law))
