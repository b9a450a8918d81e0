"""What invoices come to, per currency: amounts of two currencies are never added."""

from collections.abc import Iterable
from decimal import Decimal

from creditpolicy.portfolio.cases import OpenInvoice
from creditpolicy.portfolio.exact import EXACT, show_amount

_NOTHING = Decimal(0)


def per_currency(invoices: Iterable[OpenInvoice]) -> str | None:
    """`12.00 CAD; 30.50 USD`, currencies by name; None if nothing is open."""
    sums: dict[str, Decimal] = {}
    for invoice in invoices:
        if invoice.amount_open is not None:
            sums[invoice.currency] = EXACT.add(sums.get(invoice.currency, _NOTHING), invoice.amount_open)
    return "; ".join(f"{show_amount(total)} {currency}" for currency, total in sorted(sums.items())) or None
