"""A consumer owes no more costs of collecting than the scale of the law gives.

Logic: costs that a rule may charge a consumer are compared with the scale at every principal where either of the two
bends, at the cent below and the cent above. Between those both are straight lines, so that none exceeds the other
unnoticed: this is a proof. Costs in another currency than the law's are not compared.
"""

from collections.abc import Iterator
from fractions import Fraction

from creditpolicy.analysis.guards.guard import CONSUMER, Guard, Looking
from creditpolicy.checked.policy import Costs
from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.law import Scale
from creditpolicy.values.describe import written
from creditpolicy.values.money import Money
from creditpolicy.values.rounding import rounded
from creditpolicy.values.types import MoneyType

LAW = "nl_collection_costs"
_CENT = Fraction(1, 100)


def _check(looking: Looking) -> Iterator[Diagnostic]:
    scale = looking.policy.law_scales.get(LAW)
    if "charges" not in looking.program.tables or scale is None:
        return
    reached = {row.id for row in looking.at(CONSUMER).may_decide(looking.program.tables["charges"])}
    for rule in looking.policy.charges:
        if rule.costs is None or rule.id not in reached or rule.costs.scale == scale:
            continue
        found = _first_beyond(rule.costs, scale)
        if found is None:
            continue
        over, charged, allowed = (written(Money(number, scale.minimum.currency), MoneyType(None)) for number in found)
        message = f"rule `{rule.id}` may charge a consumer {charged} over {over}, the law gives {allowed}"
        yield Diagnostic(Code.COSTS_BEYOND_SCALE, message, rule.costs.at, f"write `scale: {LAW}`")


def _first_beyond(costs: Costs, law: Scale) -> tuple[Fraction, Fraction, Fraction] | None:
    """The least of the principals looked at for which the costs exceed the law's: principal, costs, law's costs."""
    own = costs.scale
    given = costs.fixed or (own.minimum if own else None)
    if given is None or given.currency != law.minimum.currency:
        return None
    bends = {_CENT, *_bends(law), *(_bends(own) if own else ())}
    beyond_all = 2 * max(bends)
    cents = {rounded(bend, mode, 2) for bend in (*bends, beyond_all) for mode in ("down", "up")}
    for principal in sorted(cents):
        charged = costs.fixed.amount if costs.fixed else own.costs(principal) if own else Fraction(0)
        if charged > law.costs(principal):
            return principal, _to_the_cent(charged), _to_the_cent(law.costs(principal))
    return None


def _to_the_cent(amount: Fraction) -> Fraction:
    return rounded(amount, "half up", 2)


def _bends(scale: Scale) -> Iterator[Fraction]:
    """Where bands end, and where the least and the greatest amount begin to count."""
    below, total = Fraction(0), Fraction(0)
    for band in scale.bands:
        for amount in (scale.minimum.amount, scale.maximum.amount):
            if band.share and amount > total:
                crossing = below + (amount - total) / band.share
                if band.up_to is None or crossing <= band.up_to:
                    yield crossing
        if band.up_to is not None:
            yield band.up_to
            total += band.share * (band.up_to - below)
            below = band.up_to


GUARD = Guard(
    Code.COSTS_BEYOND_SCALE,
    "NL",
    "Besluit vergoeding voor buitengerechtelijke incassokosten, Staatsblad 2012, 141",
    deviable=False,
    check=_check,
)
