"""Strong Kleene logic over values that may be unknown."""

from collections.abc import Iterable

from creditpolicy.values.unknown import Maybe, Unknown


def conjunction(verdicts: Iterable[Maybe]) -> Maybe:
    """And: false if any is, else unknown if any is. What stands behind the first false one is not asked for."""
    lack: Unknown | None = None
    for verdict in verdicts:
        if verdict is False:
            return False
        if isinstance(verdict, Unknown):
            lack = verdict if lack is None else lack | verdict
    return True if lack is None else lack


def negation(verdict: Maybe) -> Maybe:
    """Not; unknown stays unknown."""
    return verdict if isinstance(verdict, Unknown) else not verdict


def chosen(condition: Maybe, yes: Maybe, no: Maybe) -> Maybe:
    """The branch that the condition takes; where it is unknown, what both branches give."""
    if condition is True:
        return yes
    if condition is False:
        return no
    if not isinstance(yes, Unknown) and yes == no:
        return yes
    return lack_of((condition, yes, no)) or Unknown()


def lack_of(values: Iterable[Maybe]) -> Unknown | None:
    """All that the unknown ones lack together; None where every value is known."""
    lacking = [value for value in values if isinstance(value, Unknown)]
    return Unknown(frozenset().union(*(value.missing for value in lacking))) if lacking else None
