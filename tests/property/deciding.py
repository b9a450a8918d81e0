"""Made policies decided as an application decides."""

from datetime import date
from typing import Any

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
