"""What one decision costs: interpreted beside compiled, on the shipped policy and on tables of 60, 600 and 6,000 rows.

From the facts as a caller has them, checked, to a `Decision` with the ids of its rows. Interleaved, in small portions,
so that a slow moment of the machine slows all; the least of each is shown, as that is the one nobody disturbed.
"""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir import Program
from creditpolicy.loading import load, load_text

ROUNDS = 60
SHIPPED = Path(__file__).parents[1] / "policies" / "nl-b2b"
AS_OF = date(2026, 6, 1)
CUSTOMER: dict[str, Any] = {
    "legal_name": "Bakker B.V.",
    "registration_number": "12345678",
    "registration_status": "active",
    "debtor_type": "business",
    "insolvency_flag": False,
    "ubo_relevance": False,
    "customer_since": "2020-01-01",
    "signed_agreement_date": "2020-01-01",
    "tc_version_accepted": "2026",
    "external_score": 72,
    "external_payment_index": 80,
    "sector_risk": "low",
    "solvency_ratio": 0.4,
    "paid_invoice_count": 40,
    "avg_days_late": 2,
    "avg_days_late_recent": 2,
    "avg_days_late_baseline": 1,
    "pays_after_reminder_share": 0.01,
    "revenue_12m": "250000 EUR",
    "order_value_avg": "1200 EUR",
}
INVOICES = [
    {
        "invoice_id": f"F{index}",
        "invoice_date": f"2026-0{index + 1}-10",
        "due_date": f"2026-0{index + 2}-10",
        "amount_open": "120.50 EUR",
    }
    for index in range(4)
]
ACCEPT: dict[str, Any] = {
    "customer": CUSTOMER,
    "organisation": {"tc_version_current": "2026"},
    "order": {"amount": "1200 EUR"},
    "invoices": INVOICES,
    "exceptions": [],
}
HEAD = """\
policy: table
language: 1
version: "1"
currency: EUR
records:
  firm:
    facts:
      region: {type: number, low: 0, high: 9999}
      score: {type: number, low: 0, high: 100}
      secured: {type: boolean}
decisions:
  ask:
    outputs: {days: {type: days, low: 0, high: 90}, deposit: {type: percent, scale: 2, low: 0, high: 1}}
    hit: first
    total: false
    if_undecided: {days: 0}
    table: |
      id | firm.region | firm.score | firm.secured || days | deposit
"""
BANDS = (">= 80", "[60..80)", "[40..60)", "[20..40)", "< 20")


def table(rows: int) -> str:
    """A policy with one table: for each region five bands of the score, each with and without security."""
    lines = [
        f"      r{number} | {number // 10} | {BANDS[number // 2 % 5]} | {('true', 'false')[number % 2]}"
        f" || {number % 60} | {number % 100}%"
        for number in range(rows)
    ]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Print the least time of each way, and how many times faster the compiled one is."""
    shipped = load(SHIPPED)[-1].program
    questions = [("accept of nl-b2b", shipped, "accept", ACCEPT)]
    for rows in (60, 600, 6000):
        firm: dict[str, Any] = {"firm": {"region": rows // 20, "score": 35, "secured": True}}
        questions.append((f"a table of {rows} rows", load_text("table.yaml", table(rows)).program, "ask", firm))
    for name, program, point, facts in questions:
        if program is None:
            message = "the policies that are measured have errors"
            raise SystemExit(message)
        slow, fast = measured(program, point, facts)
        print(f"{name:<22} interpreted {slow:10.1f} us   compiled {fast:7.2f} us   {slow / fast:8.1f} x")


def measured(program: Program, name: str, facts: dict[str, Any]) -> tuple[float, float]:
    """Microseconds of a decision, interpreted and compiled."""
    point = program.points[name]
    deciding = Deciding(program, reason_text, after=0)

    def interpreted() -> object:
        return decide(program, point, read_case(facts, program.vocabulary, AS_OF), reason_text)

    code = deciding.code(point)
    if code is None or code.answer(facts, AS_OF) is None:
        message = f"{name}: the case that is measured is handed over"
        raise SystemExit(message)
    if deciding.decide(point, facts, AS_OF).to_dict() != decide_once(interpreted):
        message = f"{name}: the two do not agree"
        raise SystemExit(message)
    slow = fast = float("inf")
    for _ in range(ROUNDS):
        slow = min(slow, spent(interpreted, 1))
        fast = min(fast, spent(lambda: deciding.decide(point, facts, AS_OF), 50))
    return slow, fast


def decide_once(interpreted: Callable[[], Any]) -> object:
    """The decision of the interpreter as plain data."""
    return interpreted().to_dict()


def spent(way: Callable[[], object], times: int) -> float:
    """Microseconds of one of so many calls."""
    began = time.perf_counter()
    for _ in range(times):
        way()
    return (time.perf_counter() - began) / times * 1e6


if __name__ == "__main__":
    main()
