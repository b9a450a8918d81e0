"""Granted exceptions: which one, if any, replaces an output for this case."""

from fractions import Fraction
from typing import Protocol

from creditpolicy.backends.interpreter.kleene import lack_of
from creditpolicy.backends.interpreter.table import At
from creditpolicy.diagnostics.phrases import both
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.facts.words import Fault, WayOut
from creditpolicy.formulas import Formula, Override
from creditpolicy.frozen import dataclass
from creditpolicy.values.unknown import Maybe, Unknown


@dataclass(frozen=True, slots=True)
class Replaced:
    """The value that a grant gives, and the grant's id."""

    value: Maybe
    exception: str
    is_open: bool
    """Whether it can't be known yet if the grant holds."""


class Evaluating(Protocol):
    """An evaluation of a case."""

    def value(self, formula: Formula, at: At = (), subject: Maybe = None) -> Maybe:
        """What `formula` is."""
        ...

    def named(self, name: str, at: At = ()) -> Maybe:
        """What a name stands for."""
        ...

    def records(self, record: str) -> int | None:
        """How many of a list record the case has."""
        ...


def overridden(overrides: tuple[Override, ...], evaluation: Evaluating, at: At) -> Replaced | None:
    """The grant that holds with the narrowest scope; None where none does. An exception counts only if it is presented.

    Raises:
        FactsError: two grants of the same scope hold at once.

    """
    found: list[tuple[Fraction, Replaced]] = []
    for override in overrides:
        for index in range(evaluation.records(override.record) or 0):
            here = tuple(sorted((*at, (override.record, index))))
            verdict = evaluation.value(override.holds, here)
            if verdict is False:
                continue
            grant = evaluation.named(override.id_fact, here)
            name = f"{override.route} at {index}" if isinstance(grant, Unknown) else str(grant)
            lack = lack_of((verdict,))
            rank = evaluation.value(override.rank, here)
            value = evaluation.value(override.value, here) if lack is None else lack
            found.append(
                (rank if isinstance(rank, Fraction) else Fraction(0), Replaced(value, name, is_open=lack is not None))
            )
    if not found:
        return None
    highest = max(rank for rank, _ in found)
    winning = [replaced for rank, replaced in found if rank == highest]
    certain = [replaced for replaced in winning if not replaced.is_open]
    if len(certain) > 1:
        names = both([f"`{replaced.exception}`" for replaced in certain])
        message = Fault.EXCEPTIONS_CLASH(names=names, target=overrides[0].target)
        raise FactsError((Problem("exceptions", message, WayOut.END_ONE()),))
    lack = lack_of(replaced.value for replaced in winning if replaced.is_open)
    if lack is None:
        return winning[0]
    return Replaced(lack, " or ".join(replaced.exception for replaced in winning), is_open=True)
