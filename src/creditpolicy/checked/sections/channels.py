"""By which channel a step reaches the customer, and whether it goes out by itself or somebody looks at it first."""

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.ladders import Step
from creditpolicy.checked.sections.next_step import ACTION, CHANNEL
from creditpolicy.checked.sections.words import CHANNELS, NOTHING, PREFERRED_CHANNEL
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.formulas import AnyOf, Choose, Compare, Const, Formula

BY_HAND = ("phone",)
"""Channels that need somebody who does it."""


def channel_of(step: Step, fallback: tuple[str, ...], scope: Scope) -> Formula:
    """The first channel by which the customer can be reached; `none` if there is none, nothing for a step without."""
    if not step.channels:
        return Const(None, CHANNEL)
    found: Formula = Const(NOTHING, CHANNEL)
    for word in reversed(tuple(dict.fromkeys((*step.channels, *fallback)))):
        candidates = CHANNELS if word == PREFERRED_CHANNEL else (word,)
        for channel in candidates:
            usable = _usable(channel, scope, step.at, preferred=word == PREFERRED_CHANNEL)
            if usable is not None:
                found = Choose(usable, Const(channel, CHANNEL), found, CHANNEL)
    return found


def _usable(channel: str, scope: Scope, at: Place, *, preferred: bool) -> Formula | None:
    reachable = f"customer.reachable_by_{channel}"
    if preferred:
        wanted = f"not(is missing({PREFERRED_CHANNEL})) and {PREFERRED_CHANNEL} = {channel}"
        return spelled(f"{wanted} and {reachable}", scope, at)
    return spelled(reachable, scope, at)


def action_of(step: Step, channel: Formula) -> Formula:
    """Whether somebody has to look at the step, or do it.

    A call and a hand-over are done by hand unless the step says otherwise; what can't reach the customer always is.
    """
    manual, automatic = Const("manual", ACTION), Const("automatic", ACTION)
    if step.approval == "manual" or (step.escalates is not None and step.approval is None):
        return manual
    if step.escalates is not None:
        return automatic
    by_hand = (NOTHING,) if step.approval == "automatic" else (NOTHING, *BY_HAND)
    tests = tuple(Compare("=", channel, Const(one, CHANNEL), f"channel = {one}", NOWHERE) for one in by_hand)
    return Choose(AnyOf(tests), manual, automatic, ACTION)
