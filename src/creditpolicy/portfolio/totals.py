"""What invoices come to, per currency: amounts of two currencies are never added."""

from collections.abc import Iterable
from fractions import Fraction

from creditpolicy.portfolio.cases import OpenInvoice
from creditpolicy.portfolio.exact import show_amount


def per_currency(invoices: Iterable[OpenInvoice]) -> str | None:
    """`12.00 CAD; 30.50 USD`, currencies by name; None if nothing is open."""
    sums: dict[str, Fraction] = {}
    for invoice in invoices:
        if invoice.amount_open is not None:
            sums[invoice.currency] = sums.get(invoice.currency, Fraction()) + Fraction(invoice.amount_open)
    return "; ".join(f"{show_amount(total)} {currency}" for currency, total in sorted(sums.items())) or None
