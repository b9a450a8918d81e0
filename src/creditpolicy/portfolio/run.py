"""A ledger to decisions for all its customers, and back to files.

Reads all files as they were on one day, decides customer by customer in the order of their numbers, writes each row as
soon as it is decided, and moves the folder to its place when all is whole. The order of the input changes nothing.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.formulas import Worklist
from creditpolicy.portfolio.behaviour import BY_THE_ENGINE
from creditpolicy.portfolio.cases import Cases
from creditpolicy.portfolio.deciding import CustomerDecisions, Decide, Deciding
from creditpolicy.portfolio.folder import PAGE, SUMMARY, check_out, results_folder
from creditpolicy.portfolio.ledger import Ledger, read_ledger
from creditpolicy.portfolio.mapping import LedgerMapping
from creditpolicy.portfolio.outputs import OUTPUTS
from creditpolicy.portfolio.result_rows import Answers, customer_row, invoice_row, reject_row, work_row
from creditpolicy.portfolio.summary import PolicyHeader, Summary
from creditpolicy.portfolio.tables import TableFormat, Tables, check_table_format
from creditpolicy.portfolio.tally import Tally
from creditpolicy.portfolio.typed_rows import Reject
from creditpolicy.portfolio.worklist import Task, due_tasks, plan


@dataclass(frozen=True, slots=True)
class Engine:
    """The policy, as a run needs it: who it is, the facts it knows, the function that decides, how work is planned."""

    header: PolicyHeader
    vocabulary: Vocabulary
    decide: Decide
    worklist: Worklist | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where the results go, and how. `protected` are folders that are never replaced."""

    out: Path
    overwrite: bool = False
    table_format: TableFormat = "csv"
    protected: tuple[Path, ...] = ()


def run(  # noqa: PLR0913 - one for each thing that a run is given
    engine: Engine,
    files: Mapping[str, Path],
    mapping: LedgerMapping | None,
    as_of: date,
    target: Target,
    *,
    page: Callable[[Summary], str],
    say: Callable[[str], str] = str,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Decide the ledger and write the results.

    Args:
        engine: the policy.
        files: the ledger's files by section: `invoices`, and as far as they are there `customers`, `payments`...
        mapping: how to read them; None if their columns are named as the facts are.
        as_of: the day; what is dated later has no effect.
        target: where to write.
        page: makes the page for people (`summary.html`).
        say: puts a sentence in the language of the reader: warnings, and why rows were rejected.
        progress: is told how many customers are done, and of how many.

    Returns:
        What it came to; the same as in `summary.json`.

    Raises:
        UnusableInput: a file, the mapping or the target is of no use as a whole; nothing has been written.

    """
    check_table_format(target.table_format)
    check_out(target.out, overwrite=target.overwrite, protected=target.protected, inputs=files.values())
    ledger = read_ledger(files, mapping, engine.vocabulary, as_of)
    derive = tuple(name for name in mapping.derive if name not in BY_THE_ENGINE) if mapping else ()
    cases = Cases(ledger, derive, engine.vocabulary, as_of)
    planned = engine.worklist is not None
    deciding = Deciding(engine.decide, cases, engine.vocabulary, ledger, as_of, with_priority=planned)
    outputs = {name: columns for name, columns in OUTPUTS.items() if planned or name != "worklist"}
    with results_folder(target.out.resolve(), overwrite=target.overwrite) as folder:
        with Tables(folder, outputs, target.table_format) as tables:
            tally, rejected, tasks = _decide_all(ledger, cases, deciding, engine.vocabulary, as_of, tables, progress)
            for one in plan(tasks, engine.worklist) if engine.worklist is not None else ():
                tables.write("worklist", work_row(one))
            rejected = [_told(reject, say) for reject in rejected]
            for reject in rejected:
                tables.write("rejected", reject_row(reject))
        names = (*(f"{name}.{target.table_format}" for name in outputs), SUMMARY, PAGE)
        summary = tally.summary(engine.header, ledger, rejected, names, say)
        content = json.dumps(summary.to_dict(), ensure_ascii=False, indent=2) + "\n"
        (folder / SUMMARY).write_text(content, encoding="utf-8", errors="backslashreplace", newline="\n")
        (folder / PAGE).write_text(page(summary), encoding="utf-8", errors="backslashreplace", newline="\n")
    return summary


def _decide_all(
    ledger: Ledger,
    cases: Cases,
    deciding: Deciding,
    vocabulary: Vocabulary,
    as_of: date,
    tables: Tables,
    progress: Callable[[int, int], None] | None,
) -> tuple[Tally, list[Reject], list[Task]]:
    customers = sorted({*ledger.customers, *ledger.invoices})
    refused = Counter(reject.customer_id for reject in ledger.rejected)
    rejected = list(ledger.rejected)
    tally = Tally(vocabulary, as_of)
    tasks: list[Task] = []
    for done, customer_id in enumerate(customers, 1):
        decisions = deciding.customer(cases.case(customer_id))
        rejected.extend(decisions.rejected)
        lost = refused[customer_id] + len(decisions.rejected)
        answers = _answers(decisions)
        for invoice in decisions.invoices:
            answer, status = answers[invoice.invoice_id]
            tally.add_invoice(invoice, answer, status, str(decisions.customer.get("legal_name") or ""))
            tables.write("invoices", invoice_row(invoice, answer, status, as_of))
        if decisions.priority is not None:
            tasks.extend(due_tasks(customer_id, decisions.priority, (answer for answer, _ in answers.values())))
        status = _customer_status(decisions, answers)
        tally.add_customer(decisions, status, has_rejects=lost > 0)
        tables.write("customers", customer_row(decisions, answers, status, lost, as_of))
        if progress is not None:
            progress(done, len(customers))
    order = {section: index for index, section in enumerate(("invoices", *ledger.counts))}
    rejected.sort(key=lambda reject: (order.get(reject.section, 0), reject.file, reject.line, reject.invoice_id))
    return tally, rejected, tasks


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


def _told(reject: Reject, say: Callable[[str], str]) -> Reject:
    return replace(reject, wanted=say(reject.wanted), others=tuple(map(say, reject.others)))
