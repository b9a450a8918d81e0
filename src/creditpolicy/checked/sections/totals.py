"""What a customer owes in all, per currency and payer, and whether that is enough to write about.

Aggregates over invoices see those of one currency (interpreter/groups.py), so that amounts are never added across them;
these see those of one payer too, where each payer gets a letter of its own.
"""

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Code, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Definition, Formula
from creditpolicy.formulas.rename import together
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.values.types import MoneyType, Type

TOTAL_DUE = "reminders.total_due"
"""What is overdue of the customer and not stopped; less open credit where credit notes count net."""
AMOUNT_DUE = "reminders.amount_due"
"""The total that a reminder about an invoice is for: the invoice itself, and all that is overdue."""


def total_symbols(scope: Scope) -> dict[str, tuple[Type, str | None]]:
    """The type of both: that of the amounts they are made of."""
    money = scope.type_of("invoice.chaseable_amount") or MoneyType(None)
    return {TOTAL_DUE: (money, None), AMOUNT_DUE: (money, "invoice")}


def total_definitions(scope: Scope, outside: Scope, at: Place, *, net: bool) -> tuple[Definition, ...]:
    """The definitions of both totals; `outside` is the scope in which no invoice is at hand."""
    overdue = "sum(invoice.chaseable_amount where reminders.stop = none and invoice.days_overdue > 0)"
    credit = " + sum(invoice.amount_open where invoice.amount_open < 0)" if net else ""
    total = spelled(overdue + credit, outside, at)
    own = f"if invoice.days_overdue > 0 then {TOTAL_DUE} else {TOTAL_DUE} + invoice.chaseable_amount"
    amount = spelled(own, scope, at)
    total = None if total is None else together(total)
    titles = Titles("totaal vervallen bedrag", "total due"), Titles("aan te manen totaal", "total to chase")
    found = ((TOTAL_DUE, None, total, titles[0]), (AMOUNT_DUE, "invoice", amount, titles[1]))
    return tuple(
        Definition(name, record, formula, title, supplied=False, at=at)
        for name, record, formula, title in found
        if formula is not None
    )


def check_minimum(scalar: Scalar, context: Context) -> str | None:
    """A threshold, `10 EUR` or the name of `amounts`, as text for expressions; None where it is none (reported)."""
    if scalar.text in context.scope.amounts:
        return scalar.text
    tried = Findings()
    formula = check_value(Fragment.whole(scalar), context.scope, tried, MoneyType(None))
    currencies = context.scope.vocabulary.currencies
    few = len(currencies) == 1
    if tried.made or not isinstance(getattr(formula, "type", None), MoneyType) or not few:
        if not currencies:
            return None  # that the policy names none is a finding already
        number = scalar.text if scalar.text.isdecimal() and scalar.text.isascii() else "10"
        of_each = "name it under `amounts`, with a number for each currency"
        way_out = f"write `{number} {currencies[0]}`" if few else of_each
        wanted = "an amount" if few else "the name of amounts"
        context.findings.add(Code.MINIMUM, f"expected {wanted}, got {quoted(scalar.text)}", scalar.at, way_out)
        return None
    return scalar.text


def below(minimum: str, scope: Scope, at: Place) -> Formula | None:
    """Whether less is due than the least amount."""
    return spelled(f"{AMOUNT_DUE} < {minimum}", scope, at)
