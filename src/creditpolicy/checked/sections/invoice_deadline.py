"""By when an invoice has to be out: so many days after delivery, acceptance, or the later of the two."""

import re

from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.spans import Span, report_no_calendar
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import respelled
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Definition, Formula
from creditpolicy.syntax.nodes import Scalar

STARTS, DUE_BY, LATE = "invoicing.starts", "invoicing.due_by", "invoicing.late"
_DAYS = {
    "delivery_date": "invoice.delivery_date",
    "acceptance_date": "invoice.acceptance_date",
    "the later of delivery_date and acceptance_date": "invoice.performed_on",
}
_WITHIN = re.compile(rf"(\d{{1,3}}) (business )?days? after ({'|'.join(_DAYS)})", re.ASCII)
_WORDS = ("business", "day", "days", "after", "the", "later", "of", "and", "delivery_date", "acceptance_date")
_HELP = "write `1 day after delivery_date` or `2 business days after the later of delivery_date and acceptance_date`"
_TITLES = {
    STARTS: Titles("dag vanaf wanneer gefactureerd kan worden", "day from which it can be invoiced"),
    DUE_BY: Titles("uiterste dag om te factureren", "last day to invoice"),
    LATE: Titles("factuur is te laat", "invoice is late"),
}


def check_deadline(node: Scalar, context: Context) -> tuple[Definition, ...] | None:
    """From which day it counts, the last day to invoice, and whether that has passed; None in error (reported)."""
    found = _WITHIN.fullmatch(node.text)
    if found is None:
        meant = respelled(node.text, _WORDS)
        way_out = f"did you mean `{meant}`?" if meant != node.text and _WITHIN.fullmatch(meant) else _HELP
        context.findings.add(
            Code.WINDOW, f"expected by when an invoice has to be out, got {quoted(node.text)}", node.at, way_out
        )
        return None
    count, of_business, day = found.groups()
    if of_business and context.scope.vocabulary.calendar is None:
        report_no_calendar(node.at, context.findings)
        return None
    starts = _DAYS[day]
    due_by = Span(int(count), "business days" if of_business else "days").after(starts)
    texts = {
        STARTS: starts,
        DUE_BY: due_by,
        LATE: f"(if is missing(invoice.invoice_date) then as_of else invoice.invoice_date) > {due_by}",
    }
    formulas = {name: spelled(text, context.scope, node.at) for name, text in texts.items()}
    return tuple(
        Definition(name, "invoice", formula, _TITLES[name], supplied=False, at=node.at)
        for name, formula in formulas.items()
        if formula is not None
    )


def own_deadline(within: Scalar, section: Scalar | None, context: Context) -> Formula | None:
    """The last day for what an invoice lacks, from the same day on as the invoice's own; None in error (reported)."""
    span = context.span(within, ("days", "business days"))
    if section is None:
        context.findings.add(
            Code.MISSING_KEY,
            "a need says `within`, but not from which day that counts",
            within.at,
            "say by when an invoice has to be out: `within: 1 day after delivery_date` above `needs`",
        )
        return None
    found = _WITHIN.fullmatch(section.text)
    if span is None or found is None:
        return None
    return spelled(span.after(_DAYS[found[3]]), context.scope, within.at)
