"""What `collect` costs: looking ahead beside not, and the shipped policy beside one of a single ladder, interleaved."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from creditpolicy.backends.interpreter import decide, evaluations
from creditpolicy.backends.prose import reason_text
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir import Program
from creditpolicy.loading import load, load_text

ROUNDS = 15
SHIPPED = Path(__file__).parents[1] / "policies" / "nl-b2b"
ONE_LADDER = """\
policy: one-ladder
language: 1
version: "1"
currency: EUR
segments:
  - {id: everybody, otherwise: true}
reminders:
  if_undecided: manual
  ladders:
    main:
      catch_up: sequential
      steps:
        - {id: friendly, window: 3..5 days after due_date, channel: [email], tone: friendly}
        - {id: firm, window: 10..12 days after due_date, channel: [letter], tone: firm, terminal: true}
  assign:
    hit: first
    table: |
      customer.segment || ladder
      -                || main
"""
AS_OF = date(2026, 6, 1)
INVOICES = 8
CONTACTS = 12
ONE, AHEAD = "one ladder, of the day", "nl-b2b, looking ahead"


def facts(segment: str) -> dict[str, Any]:
    """A customer with invoices that were due for weeks, are due now or will be, and with letters in the past."""

    def ago(days: int) -> str:
        return (AS_OF - timedelta(days=days)).isoformat()

    return {
        "customer": {"segment": segment, "risk_class": "B", "email": "a@example.com", "late_count_24m": 1},
        "invoices": [
            {
                "invoice_id": f"F{index}",
                "invoice_date": ago(60 - 9 * index),
                "due_date": ago(30 - 9 * index),
                "amount_open": "100 EUR",
            }
            for index in range(INVOICES)
        ],
        "contacts": [
            {
                "at": ago(4 * index + 3),
                "invoice_id": f"F{index % INVOICES}",
                "step_id": "friendly",
                "direction": "outbound",
            }
            for index in range(CONTACTS)
        ],
        "promises": [],
        "disputes": [],
        "arrangements": [],
        "exceptions": [],
    }


def main() -> None:
    """Print the median for one invoice of each way, and its ratio to the cheapest."""
    shipped = load(SHIPPED)[-1].program
    small = load_text("one-ladder.yaml", ONE_LADDER).program
    if shipped is None or small is None:
        message = "the policies that are measured have errors"
        raise SystemExit(message)
    ways = {
        ONE: of_the_day(small, "everybody"),
        "one ladder, looking ahead": looking_ahead(small, "everybody"),
        "nl-b2b, of the day": of_the_day(shipped, "regular"),
        AHEAD: looking_ahead(shipped, "regular"),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    # Interleaved, so that a slow moment of the machine slows all of them; the first round only warms up.
    for turn in range(ROUNDS + 1):
        for name, way in ways.items():
            began = time.process_time()
            way()
            if turn:
                taken[name].append((time.process_time() - began) / INVOICES)
    least = statistics.median(taken[ONE])
    for name, spent in taken.items():
        median = statistics.median(spent)
        print(f"{name:<26} {median * 1000:7.2f} ms an invoice   {median / least:6.2f} x")


def of_the_day(program: Program, segment: str) -> Callable[[], object]:
    """Deciding `collect` without the day of the next change."""
    case = read_case(facts(segment), program.vocabulary, AS_OF)
    return lambda: evaluations(program, program.points["collect"], case)


def looking_ahead(program: Program, segment: str) -> Callable[[], object]:
    """Deciding `collect` in full."""
    case = read_case(facts(segment), program.vocabulary, AS_OF)
    return lambda: decide(program, program.points["collect"], case, reason_text)


if __name__ == "__main__":
    main()
