"""Phrases of the standard vocabulary about which a section says more: under that section, they mean what it says.

A policy can't redefine what ships with the language. Some of it leaves room on purpose: how long a promise keeps
reminders away depends on what the policy asks of promises. Each text here takes the place of the shipped one, under the
same name and title, so that every reader of the phrase follows the section.
"""

from collections.abc import Mapping

from creditpolicy.diagnostics import Diagnostic, Place
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import duration
from creditpolicy.syntax.tree import SectionsNode
from creditpolicy.syntax.tree.arrangements import PromiseNode
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.disputes import CLASSES, DisputesNode
from creditpolicy.syntax.tree.vocabulary import Definition, DefinitionNode

Definitions = Mapping[str, tuple[Key, Definition]]
_RECORDS_ONLY = """\
if is missing(invoice.dispute_id)
and (is missing(invoice.amount_disputed) or invoice.amount_disputed = 0)
and (is missing(customer.open_disputes) or customer.open_disputes = 0)
then 0 * invoice.amount_open
else if any(dispute.stops_reminders and (is missing(dispute.invoice_id) or is missing(dispute.amount_disputed))
where is missing(dispute.invoice_id) or dispute.invoice_id = invoice.invoice_id) then invoice.amount_open
else 0 * invoice.amount_open
+ sum(dispute.amount_disputed where dispute.stops_reminders and dispute.invoice_id = invoice.invoice_id)"""
"""Reminders stop for recorded disputes only: an amount that an invoice calls disputed is looked up in the list."""


def under_sections(written: Definitions, files: tuple[SectionsNode, ...]) -> Definitions:
    """The definitions with those texts in the place of the shipped ones."""
    found = dict(written)
    for file in files:
        if file.disputes is not None:
            _replace(found, _of_disputes(file.disputes), file.disputes.here)
        if file.arrangements is not None and file.arrangements.promise is not None:
            _replace(found, _of_promises(file.arrangements.promise), file.arrangements.promise.here)
        if file.arrangements is not None and file.arrangements.plan is not None:
            texts = {"arrangement.is_active": "arrangements.state = active"}
            _replace(found, texts, file.arrangements.plan.here)
    return found


def _of_disputes(node: DisputesNode) -> dict[str, str]:
    texts = {"invoice.disputed_amount": _RECORDS_ONLY}
    named = {scalar.text for scalar in node.stops_reminders or ()}
    classes = [one for one in CLASSES if one in named]
    if 0 < len(classes) < len(CLASSES):
        texts["dispute.stops_reminders"] = f"dispute.is_open and disputes.class in ({', '.join(classes)})"
    return texts


def _of_promises(node: PromiseNode) -> dict[str, str]:
    texts = {
        "promise.is_open": "promise.is_pending and promise.is_agreed and not(promise.unconfirmed)",
        "promise.was_broken": "promises.outcome in (broken, partly_kept)",
        "promise.was_kept": "promises.outcome = kept",
    }
    grace = None if node.tolerance is None else duration(node.tolerance, ("days",))
    if grace is not None and not isinstance(grace, Diagnostic):
        own = f"if is missing(promise.tolerance_days) then {grace.number} days else promise.tolerance_days"
        texts["promise.last_day"] = f"promise.date + ({own})"
    return texts


def _replace(found: dict[str, tuple[Key, Definition]], texts: Mapping[str, str], at: Place) -> None:
    """Put the texts in, as standing at `at`: that is where their meaning comes from."""
    for name, text in texts.items():
        _, node = found[name]
        spelled = Scalar(text, at, "plain", ((at.line, at.column),) * (len(text) + 1))
        key = Key(Scalar(name, at, "plain", ((at.line, at.column),) * (len(name) + 1)))
        found[name] = (key, node.model_copy(update={"is_": spelled}) if isinstance(node, DefinitionNode) else spelled)
