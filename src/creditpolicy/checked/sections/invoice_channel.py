"""How an invoice goes out, by a table: the channel, and whether it carries a link to pay."""

from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.formulas import Output, Table
from creditpolicy.syntax.tree.parts import Grid
from creditpolicy.values.types import BooleanType, EnumType

CHANNELS = EnumType("invoice_channels", ("email", "portal", "letter", "e_invoice", "post_and_email"))


def check_channel(node: Grid, context: Context) -> Table | None:
    """The table; None where it is in error (reported)."""
    outputs = {
        "channel": Output("invoicing.channel", CHANNELS),
        "payment_link": Output("invoicing.payment_link", BooleanType()),
    }
    because = node.because.text if node.because else None
    optional = frozenset({"payment_link"})
    asked = TableAsked(
        "invoicing.channel", "invoice", node.hit.text, None, outputs, because, node.here, optional=optional
    )
    return check_table(node.table, asked, node.if_missing, context.scope, context.findings)
