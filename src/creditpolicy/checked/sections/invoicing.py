"""Invoicing: what an invoice needs before it goes out, who supplies what it lacks, by when it has to be out, and how.

One table is the gate, of which the strictest row that holds wins: issue, block. The others only tell what is lacking.
"""

from collections.abc import Iterable

from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.context import Context, check_ids, not_empty, not_reserved
from creditpolicy.checked.sections.invoice_answers import invoice_point
from creditpolicy.checked.sections.invoice_channel import check_channel
from creditpolicy.checked.sections.invoice_deadline import check_deadline
from creditpolicy.checked.sections.needs import WORDS, Need, check_need
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Const, Output, Row, Table
from creditpolicy.syntax.tree.invoicing import GATE, InvoicingNode
from creditpolicy.values.types import DateType, EnumType, Type

ANSWER = EnumType("invoicing", GATE, ordered=True)
GATE_NAME = "invoicing.gate"
_COMPLETE = "nothing_lacks"


def invoicing_outputs() -> dict[str, Type]:
    """What the section publishes of each invoice."""
    return {GATE_NAME: ANSWER}


def check_invoicing(node: InvoicingNode, context: Context) -> Part:
    """The gate, the tables that tell what is lacking, the deadline, the channel, and the point `invoice`."""
    context = context.recorded().inside("invoice")
    findings = context.findings
    before = len(findings.made)
    if node.if_undecided.text == "issue":
        findings.add(
            Code.LENIENT_FALLBACK,
            "`if_undecided: issue` lets out invoices of which it isn't known whether they are complete",
            node.if_undecided.at,
            "write `if_undecided: block`",
        )
    not_empty(node.needs, "need", node.key_at("needs"), findings)
    check_ids((need.id for need in node.needs), "need", findings)
    not_reserved((need.id for need in node.needs), {_COMPLETE: "an invoice that lacks nothing"}, findings)
    deadline = None if node.within is None else check_deadline(node.within, context)
    needs = [need for one in node.needs if (need := check_need(one, node, context)) is not None]
    channel = None if node.channel is None else check_channel(node.channel, context)
    if len(findings.made) > before or (node.channel is not None and channel is None):
        return Part()
    definitions = (*(need.definition for need in needs), *(deadline or ()))
    tables = [
        _gate(node, needs),
        _lacks(node, needs),
        _listed("warnings", (_warning(need) for need in needs if not need.blocks), node),
        _listed("unclear", (_unclear(need) for need in needs), node),
    ]
    dated = [need for need in needs if need.ask_by is not None]
    tables += [_ask_by(dated, node)] if dated else []
    tables += [] if channel is None else [channel]
    point = invoice_point(node, ANSWER, channel, context, is_dated=bool(dated))
    total = frozenset({"invoicing.channel"}) if channel is not None else frozenset[str]()
    return Part(definitions, tuple(tables), points=(point,), total=total)


def _gate(node: InvoicingNode, needs: Iterable[Need]) -> Table:
    rows = [_blocks(need) for need in needs if need.blocks]
    said = Titles("de factuur is volledig", "the invoice is complete")
    issue = (Const("issue", ANSWER),)
    rows.append(Row(_COMPLETE, (), None, issue, node.here, otherwise=True, reason=_COMPLETE.upper(), titles=said))
    output = (Output(GATE_NAME, ANSWER),)
    because = None if node.because is None else node.because.text
    return Table("invoicing", "invoice", "collect", "strictest", (), tuple(rows), output, because, node.here)


def _blocks(need: Need) -> Row:
    value = (Const("block", ANSWER),)
    return Row(need.id, (), need.lacking, value, need.node.id.at, reason=need.reason, **need.people)


def _lacks(node: InvoicingNode, needs: Iterable[Need]) -> Table:
    """What certainly lacks, who supplies it, and which details those are."""
    rows = [
        Row(name, (), part.guard, (Const((need.id,), WORDS), need.owner, part.details), need.node.id.at)
        for need in needs
        for name, part in need.rows
    ]
    outputs = tuple(Output(f"invoicing.{name}", WORDS) for name in ("lacks", "owners", "fields"))
    return Table("invoicing.lacks", "invoice", "collect", "list", (), tuple(rows), outputs, None, node.here)


def _warning(need: Need) -> Row:
    named = (Const((need.id,), WORDS),)
    return Row(need.id, (), need.certain, named, need.node.id.at, reason=need.reason, **need.people)


def _unclear(need: Need) -> Row:
    return Row(need.id, (), need.unclear, (Const((need.id,), WORDS),), need.node.id.at)


def _listed(name: str, rows: Iterable[Row], node: InvoicingNode) -> Table:
    full = f"invoicing.{name}"
    return Table(full, "invoice", "collect", "list", (), tuple(rows), (Output(full, WORDS),), None, node.here)


def _ask_by(needs: Iterable[Need], node: InvoicingNode) -> Table:
    """The first day by which something that lacks has to be there."""
    rows = tuple(
        Row(need.id, (), need.certain, (need.ask_by,), need.node.id.at) for need in needs if need.ask_by is not None
    )
    output = (Output("invoicing.ask_by", DateType()),)
    return Table("invoicing.ask_by", "invoice", "collect", "min", (), rows, output, None, node.here)
