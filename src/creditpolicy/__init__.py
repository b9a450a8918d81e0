"""Credit policy as configuration. Input: a policy in YAML and the facts of a case. Output: decisions with reasons."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from creditpolicy.api import Policy
    from creditpolicy.decision import Decision
    from creditpolicy.diagnostics.errors import CreditPolicyError, PolicyError
    from creditpolicy.facts.errors import FactsError
    from creditpolicy.questions import NotInForceError, TimelineError, UnknownPointError
    from creditpolicy.timeline import Timeline

__version__ = "0.1.0"
__all__ = [
    "CreditPolicyError",
    "Decision",
    "FactsError",
    "NotInForceError",
    "Policy",
    "PolicyError",
    "Timeline",
    "TimelineError",
    "UnknownPointError",
    "__version__",
]
_HOMES = {
    "CreditPolicyError": "creditpolicy.diagnostics.errors",
    "Decision": "creditpolicy.decision",
    "FactsError": "creditpolicy.facts.errors",
    "NotInForceError": "creditpolicy.questions",
    "Policy": "creditpolicy.api",
    "PolicyError": "creditpolicy.diagnostics.errors",
    "Timeline": "creditpolicy.timeline",
    "TimelineError": "creditpolicy.questions",
    "UnknownPointError": "creditpolicy.questions",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever lives there
    """Import a public name when it is first used, so that importing the package is cheap."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(home), name)
