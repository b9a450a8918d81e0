"""One partition to its part of the results: tables, tasks, rejected rows and counts. It stands by itself.

`Partition` is a function of files to files, so any process may do it, here or on a cluster, and do it again.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from creditpolicy.portfolio.behaviour import BY_THE_ENGINE
from creditpolicy.portfolio.cases import Cases
from creditpolicy.portfolio.deciding import CustomerDecisions, Deciding
from creditpolicy.portfolio.engine import Engine, engine_at
from creditpolicy.portfolio.ledger import Ledger, ledger_of
from creditpolicy.portfolio.outputs import OUTPUTS
from creditpolicy.portfolio.rejects import REJECTED, place_of, reject_cells
from creditpolicy.portfolio.result_rows import Answers, customer_row, invoice_row
from creditpolicy.portfolio.scatter import kept_rows, write_rows
from creditpolicy.portfolio.tables import Tables
from creditpolicy.portfolio.tally import Tally
from creditpolicy.portfolio.terms import Terms
from creditpolicy.portfolio.work_folder import WorkFolder, begin_part, end_part
from creditpolicy.portfolio.worklist import TASKS, Task, due_tasks, in_order, task_cells

TALLY = "tally.json"
_TABLES = ("invoices", "customers")


@dataclass(frozen=True, slots=True)
class Partition:
    """Decides the partitions of the run that works in a folder, by their numbers."""

    work: WorkFolder

    def __call__(self, number: int) -> None:
        """Decide the customers of one: its part of the results is there whole, or not at all."""
        engine = engine_at(self.work.bundle)
        terms = Terms.from_json(self.work.terms.read_text("utf-8"))
        rows = partial(kept_rows, self.work.rows(number))
        write_part(engine, terms, ledger_of(rows, terms, engine.vocabulary), self.work.part(number))


def write_part(
    engine: Engine, terms: Terms, ledger: Ledger, part: Path, tell: Callable[[int], None] | None = None
) -> None:
    """Decide all customers of a ledger, in the order of their numbers; `tell` hears how many invoices are done."""
    unfinished = begin_part(part)
    order = {section: index for index, section in enumerate(("invoices", *terms.keys))}
    refused = Counter(reject.section for reject in ledger.rejected)
    rejected = list(ledger.rejected)
    tasks: list[Task] = []
    tally = Tally(engine.vocabulary, terms.as_of)
    with Tables(unfinished, {name: OUTPUTS[name] for name in _TABLES}, terms.table_format, is_part=True) as tables:
        for decisions, lost in _decided(engine, terms, ledger):
            rejected.extend(decisions.rejected)
            answers = _answers(decisions)
            name = str(decisions.customer.get("legal_name") or "")
            for invoice in decisions.invoices:
                answer, status = answers[invoice.invoice_id]
                tally.add_invoice(invoice, answer, status, name)
                tables.write("invoices", invoice_row(invoice, answer, status, terms.as_of))
            if decisions.priority is not None:
                answered = (answer for answer, _ in answers.values())
                tasks.extend(due_tasks(decisions.case.customer_id, decisions.priority, answered))
            status = _customer_status(decisions, answers)
            tally.add_customer(decisions, status, has_rejects=lost > 0)
            tables.write("customers", customer_row(decisions, answers, status, lost, terms.as_of))
            if tell is not None:
                tell(len(decisions.case.invoices))
    rejected.sort(key=lambda reject: place_of(reject, order))
    write_rows(unfinished / f"{REJECTED}.kept", (reject_cells(reject, terms.language) for reject in rejected))
    write_rows(unfinished / TASKS, map(task_cells, in_order(tasks)))
    counted = {"tally": tally.to_dict(), "refused": refused, "strangers": ledger.strangers}
    (unfinished / TALLY).write_text(json.dumps(counted), encoding="utf-8")
    end_part(unfinished, part)


def _decided(engine: Engine, terms: Terms, ledger: Ledger) -> Iterator[tuple[CustomerDecisions, int]]:
    """Each customer decided, and how many of its rows were rejected."""
    derive = tuple(name for name in terms.derive if name not in BY_THE_ENGINE)
    cases = Cases(ledger, derive, engine.vocabulary, terms.as_of)
    planned = engine.worklist is not None
    deciding = Deciding(engine.decide, cases, engine.vocabulary, ledger, terms.as_of, with_priority=planned)
    refused = Counter(reject.customer_id for reject in ledger.rejected)
    for customer_id in sorted({*ledger.customers, *ledger.invoices}):
        decisions = deciding.customer(cases.case(customer_id))
        yield decisions, refused[customer_id] + len(decisions.rejected)


def _answers(decisions: CustomerDecisions) -> Answers:
    """By invoice number, the answer and its status; one that the decision is silent about follows the whole."""
    if decisions.collect is None:
        return {}
    given = decisions.collect.outcome.get("invoices")
    by_id = given if isinstance(given, Mapping) else {}
    found: Answers = {}
    for invoice in decisions.invoices:
        answer = by_id.get(invoice.invoice_id)
        if not isinstance(answer, Mapping):
            answer = {"missing": decisions.collect.missing}
        status = answer.get("status", decisions.collect.status)
        found[invoice.invoice_id] = (answer, "decided" if status == "decided" else "undecided")
    return found


def _customer_status(decisions: CustomerDecisions, answers: Answers) -> str:
    if decisions.collect is None:
        return "rejected"
    parts = [decisions.collect.status, *(status for _, status in answers.values())]
    if decisions.review is not None:
        parts.append(decisions.review.status)
    return "decided" if all(part == "decided" for part in parts) else "undecided"
