"""What a rule charges, as formulas over the invoice: interest by day, costs by bands; each rounded once, at the end."""

from fractions import Fraction
from typing import Literal

from creditpolicy.checked.policy import Costs
from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.charge_rules import Interest
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.formulas import AllOf, Apply, Arith, Choose, Const, Formula, Holds, Read, Today
from creditpolicy.law import Scale
from creditpolicy.values.money import Money
from creditpolicy.values.types import BooleanType, Bounds, DateType, MoneyType, NumberType, TextType

PRINCIPAL, FROM = "charges.principal", "charges.in_default_from"
IN_DEFAULT = f"{FROM} <= as_of and {PRINCIPAL} > 0"
NO_NOTICE = (
    "is missing(invoice.notice_sent_at) and is missing(invoice.notice_received_at)"
    " and is missing(invoice.notice_deadline)"
)
NOTICE_IN_TIME = (
    "(if is missing(invoice.notice_sent_at) then invoice.notice_deadline - 14 days else invoice.notice_sent_at)"
    f" >= {FROM}"
)
NOTICE_DONE = f"not({NO_NOTICE}) and invoice.notice_expired and {NOTICE_IN_TIME}"
"""The letter was sent once the debtor was in default, and its term has run out."""
_DATE = DateType()


def money(currencies: tuple[str, ...], scale: int | None = 2) -> MoneyType:
    """The type of a charge."""
    return MoneyType(currencies[0] if len(currencies) == 1 else None, scale, Bounds(Fraction(0)))


def must_spell(text: str, scope: Scope, at: Place) -> Formula:
    """The formula for a text of the section's own names, which can't be in error."""
    found = spelled(text, scope, at)
    if found is None:
        message = f"`{text}` rests on something in error"
        raise InvariantError(message)
    return found


def runs(interest: Interest, scope: Scope) -> Formula:
    """Whether interest is charged."""
    begun = must_spell(IN_DEFAULT, scope, interest.at)
    return begun if interest.when is None else AllOf((begun, interest.when))


def due(costs: Costs, scope: Scope) -> Formula:
    """Whether costs are charged."""
    text = IN_DEFAULT if costs.after == "default" else f"{IN_DEFAULT} and {NOTICE_DONE}"
    begun = must_spell(text, scope, costs.at)
    return begun if costs.when is None else AllOf((begun, costs.when))


def claim(name: str, at: Place) -> Formula:
    """Whether what is defined under `name` holds, as one test of the trace."""
    return Holds(Read(name, BooleanType()), name, at)


def interest_amount(interest: Interest, running: Formula, kind: MoneyType) -> Formula:
    """Interest from the first day of default through today; zero where there is none."""
    dated: list[Formula] = [Const(interest.compounds, BooleanType())]
    for one in interest.rates:
        dated += [Const(one.first_day, _DATE), Const(one.rate, NumberType(None))]
    days = (Read(FROM, _DATE), Today(_DATE), Const(interest.name, TextType()))
    exact = Apply("statutory interest", (Read(PRINCIPAL, kind), *days, *dated), _exact(kind))
    return _either(running, exact, kind)


def costs_amount(costs: Costs, charged: Formula, kind: MoneyType) -> Formula:
    """Costs of collecting, once they may be charged; zero before."""
    if costs.scale is not None:
        return _either(charged, _by_scale(costs.scale, kind), kind)
    return _either(charged, Const(costs.fixed, kind), kind)


def zero(kind: MoneyType) -> Formula:
    """Nothing, in the currency of the principal."""
    return Arith("*", Read(PRINCIPAL, kind), _number(Fraction(0)), kind)


def _either(condition: Formula, exact: Formula, kind: MoneyType) -> Formula:
    rounded = Apply("round half up", (exact, _number(Fraction(2))), kind)
    return Choose(condition, rounded, zero(kind), kind)


def _by_scale(scale: Scale, kind: MoneyType) -> Formula:
    """The same as `Scale.costs`, as a formula."""
    currency, exact = scale.minimum.currency, _exact(kind)
    principal: Formula = Read(PRINCIPAL, kind)

    def fixed(number: Fraction) -> Formula:
        return Const(Money(number, currency), kind)

    def calculated(op: Literal["+", "-", "*"], left: Formula, right: Formula) -> Formula:
        return Arith(op, left, right, exact)

    total, below = fixed(Fraction(0)), Fraction(0)
    for band in scale.bands:
        high = principal if band.up_to is None else Apply("min", (principal, fixed(band.up_to)), exact)
        within = Apply("max", (fixed(Fraction(0)), calculated("-", high, fixed(below))), exact)
        total = calculated("+", total, calculated("*", within, _number(band.share)))
        below = below if band.up_to is None else band.up_to
    least = Apply("max", (fixed(scale.minimum.amount), total), exact)
    return Apply("min", (fixed(scale.maximum.amount), least), exact)


def _exact(kind: MoneyType) -> MoneyType:
    return MoneyType(kind.currency, None, kind.bounds)


def _number(number: Fraction) -> Const:
    return Const(number, NumberType(None, Bounds(number, number)))
