"""What the decision point `invoice` answers of each invoice."""

from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.needs import WORDS
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.formulas import Answer, Choose, Compare, Const, Formula, IfMissing, Point, Read, Table
from creditpolicy.syntax.tree.invoicing import InvoicingNode
from creditpolicy.values.types import BooleanType, DateType, EnumType, Type


def invoice_point(
    node: InvoicingNode, gate: EnumType, channel: Table | None, context: Context, *, is_dated: bool
) -> Point:
    """The point; the gate, the warnings and the channel have reasons, the other answers detail them."""
    answers = [
        Answer("gate", Read("invoicing.gate", gate)),
        Answer("warnings", Read("invoicing.warnings", WORDS)),
        *(Answer(key, Read(f"invoicing.{key}", WORDS), explains=False) for key in ("lacks", "owners", "fields")),
        Answer("unclear", Read("invoicing.unclear", WORDS), explains=False),
    ]
    if is_dated:
        answers.append(_if_known("ask_by", DateType()))
    if node.within is not None:
        answers += [_if_known("due_by", DateType()), _if_known("late", BooleanType())]
    if channel is not None:
        answers += [_where_issued(output.name, output.type, gate) for output in channel.outputs]
    many = context.scope.vocabulary.records["invoice"].many
    fallback = (("gate", Const(node.if_undecided.text, gate)),)
    key = "invoice.invoice_id"
    return Point("invoice", (), "invoice", key, tuple(answers), fallback, many, looks_ahead=True)


def _if_known(key: str, kind: Type) -> Answer:
    """Nothing where it is not known: a date alone keeps no invoice back."""
    return Answer(key, IfMissing(Read(f"invoicing.{key}", kind), Const(None, kind), kind), explains=False)


def _where_issued(name: str, kind: Type, gate: EnumType) -> Answer:
    """Nothing where the invoice stays; then nothing about it needs to be known either."""
    goes: Formula = Compare("=", Read("invoicing.gate", gate), Const("issue", gate), "the invoice goes out", NOWHERE)
    return Answer(name.rpartition(".")[2], Choose(goes, Read(name, kind), Const(None, kind), kind))
