"""The columns of the files that a run writes: one table, from which files and their schemas are made."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "date", "amount", "count", "boolean"]
OutputCell: TypeAlias = str | int | bool | None
"""What a cell holds: days are ISO text, amounts text with two digits behind the point."""


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """One column: its name, what it holds, and what that means."""

    name: str
    kind: Kind
    about: str


OUTPUTS: dict[str, tuple[OutputColumn, ...]] = {
    "invoices": (
        OutputColumn("customer_id", "text", "The customer's number."),
        OutputColumn("invoice_id", "text", "The invoice's number."),
        OutputColumn("invoice_date", "date", "Day of the invoice."),
        OutputColumn("due_date", "date", "Day on which it falls due; empty if unknown."),
        OutputColumn("currency", "text", "Currency of the amounts (ISO 4217)."),
        OutputColumn("amount_total", "amount", "The invoice's amount; empty if the ledger gives only what is open."),
        OutputColumn("amount_open", "amount", "What was still owed on the day of the run; empty if unknown."),
        OutputColumn(
            "days_overdue",
            "count",
            "Calendar days after the due date, zero or more; empty if paid or without a due date.",
        ),
        OutputColumn("ageing", "text", "not_due, 1-30, 31-60, 61-90 or over_90; empty if paid or without a due date."),
        OutputColumn("status", "text", "decided or undecided."),
        OutputColumn("missing", "text", "Facts that could change the answer, separated by `; `."),
        OutputColumn("ladder", "text", "The ladder of reminders that the invoice is on."),
        OutputColumn("step", "text", "The next step."),
        OutputColumn("on", "date", "The day of that step."),
        OutputColumn("due_now", "boolean", "Whether the step is to be done on the day of the run."),
        OutputColumn("late", "boolean", "Whether the step's window had already passed."),
        OutputColumn("action", "text", "automatic: it can go out by itself; manual: by a person."),
        OutputColumn("channel", "text", "The channel of the step."),
        OutputColumn("tone", "text", "The tone of the step."),
        OutputColumn("template", "text", "The template of the step."),
        OutputColumn("announces", "text", "What the step announces."),
        OutputColumn("requires", "text", "What must be done before the step."),
        OutputColumn("stopped", "text", "Why nothing is to be done."),
        OutputColumn("stopped_until", "date", "Last day of that; empty if it has none."),
        OutputColumn("next_change_on", "date", "First later day on which, with the same facts, the answer differs."),
        OutputColumn("hand_over", "text", "yes: the invoice can be handed over now; wait: not yet."),
        OutputColumn("hand_over_lacks", "text", "What that waits for, separated by `; `."),
        OutputColumn("interest", "text", "Interest that the customer owes on the day of the run, with its currency."),
        OutputColumn("costs", "text", "Collection costs that the customer owes on that day, with their currency."),
        OutputColumn("charges_why_not", "text", "Why interest or costs are not charged, separated by `; `."),
        OutputColumn("alerts", "text", "Signals that were raised, separated by `; `."),
        OutputColumn("note", "text", "What is odd about the row, as `overpaid`."),
    ),
    "customers": (
        OutputColumn("customer_id", "text", "The customer's number."),
        OutputColumn("legal_name", "text", "The customer's name."),
        OutputColumn("status", "text", "decided, undecided, or rejected: all its rows were."),
        OutputColumn("missing", "text", "Facts that could change the answers, separated by `; `."),
        OutputColumn("reviewed_first", "boolean", "Whether segment, class and limit were decided by this run."),
        OutputColumn("segment", "text", "The customer's segment."),
        OutputColumn("risk_class", "text", "The customer's risk class."),
        OutputColumn("credit_limit", "text", "The credit limit, with its currency."),
        OutputColumn("limit_valid_until", "date", "Last day of the credit limit."),
        OutputColumn("terms", "text", "The payment terms."),
        OutputColumn("reasons", "text", "Codes of the reasons, separated by `; `."),
        OutputColumn("invoices", "count", "Invoices that were decided on."),
        OutputColumn("open_invoices", "count", "Those with an amount open."),
        OutputColumn("rejected_rows", "count", "Rows of this customer that were rejected; its totals lack them."),
        OutputColumn("amount_open", "text", "What is open, in each currency, separated by `; `."),
        OutputColumn("amount_overdue", "text", "What of it is past its due date."),
        OutputColumn("due_now", "count", "Invoices with a step to be done on the day of the run."),
        OutputColumn("collect", "text", "The consolidated answer for the customer, as JSON."),
    ),
    "worklist": (
        OutputColumn("rank", "count", "1 comes first."),
        OutputColumn("customer_id", "text", "The customer's number."),
        OutputColumn("score", "text", "The customer's priority."),
        OutputColumn("scored", "boolean", "Whether the facts told the score; else it is the one that the policy sets."),
        OutputColumn("channel", "text", "How the customer is reached; hand_over where the step reaches nobody."),
        OutputColumn("invoices", "count", "Invoices with a step due over this channel."),
        OutputColumn("minutes", "text", "How long the work takes; empty where the policy does not say."),
        OutputColumn("planned", "boolean", "Whether it fits into the day."),
        OutputColumn("deferred", "text", "Why it was put off: capacity."),
    ),
    "rejected": (
        OutputColumn("file", "text", "The file that the row stands in."),
        OutputColumn("line", "count", "Its line in the file, from 1; 0 if there is none."),
        OutputColumn("section", "text", "The file of the ledger: invoices, customers, payments, contacts and so on."),
        OutputColumn("column", "text", "The column with the first problem; empty if it is the whole row."),
        OutputColumn("found", "text", "The text that was found there."),
        OutputColumn("wanted", "text", "What was wanted, or what is wrong."),
        OutputColumn("others", "text", "Further problems of the row, separated by ` | `."),
        OutputColumn("customer_id", "text", "The customer's number, if it could be read."),
        OutputColumn("invoice_id", "text", "The invoice's number, if it could be read."),
    ),
}
"""By file, in the order of the columns."""


def output_schemas() -> dict[str, dict[str, object]]:
    """By file name (`run-invoices.schema.json`), the JSON Schema of one row of each table."""
    return {f"run-{name}.schema.json": _schema(name, columns) for name, columns in OUTPUTS.items()}


def _schema(name: str, columns: tuple[OutputColumn, ...]) -> dict[str, object]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A row of `{name}`, as `creditpolicy run` writes it",
        "type": "object",
        "properties": {column.name: {"description": column.about, **_json_type(column.kind)} for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _json_type(kind: Kind) -> dict[str, object]:
    match kind:
        case "text":
            return {"type": ["string", "null"]}
        case "date":
            return {"type": ["string", "null"], "format": "date"}
        case "amount":
            return {"type": ["string", "null"], "pattern": r"^-?[0-9]+\.[0-9]{2}$"}
        case "count":
            return {"type": ["integer", "null"]}
        case "boolean":
            return {"type": ["boolean", "null"]}
