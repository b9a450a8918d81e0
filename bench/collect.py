"""What `collect` costs an invoice: compiled beside interpreted, looking ahead beside not, and as customers grow."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from creditpolicy.backends.interpreter import decide, evaluations
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
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
GROWTH = (1, 10, 100, 1_000, 10_000)
MOST_INTERPRETED = 100
ONE, AHEAD = "one ladder, of the day", "nl-b2b, looking ahead"
COMPILED = "nl-b2b, looking ahead, compiled"


def facts(segment: str, invoices: int = INVOICES) -> dict[str, Any]:
    """A customer with invoices that were due for weeks, are due now or will be, and with letters in the past."""

    def ago(days: int) -> str:
        return (AS_OF - timedelta(days=days)).isoformat()

    return {
        "customer": {
            "segment": segment,
            "risk_class": "B",
            "email": "a@example.com",
            "late_count_24m": 1,
            "insolvency_flag": False,
        },
        "invoices": [
            {
                "invoice_id": f"F{index}",
                "invoice_date": ago(60 - 9 * (index % INVOICES)),
                "due_date": ago(30 - 9 * (index % INVOICES)),
                "amount_open": "100 EUR",
            }
            for index in range(invoices)
        ],
        "contacts": [
            {
                "at": ago(4 * (index % 12) + 3),
                "invoice_id": f"F{index % invoices}",
                "step_id": "friendly",
                "direction": "outbound",
            }
            for index in range(invoices * 3 // 2)
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
        COMPILED: compiled(shipped, facts("regular")),
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
        print(f"{name:<31} {median * 1000:8.3f} ms an invoice   {median / least:6.2f} x")
    print(f"{'invoices of a customer':<31} {'compiled':>8}    interpreted (ms an invoice)")
    for invoices in GROWTH:
        given = facts("regular", invoices)
        fast = once(compiled(shipped, given), 3) / invoices
        slow = once(looking_ahead(shipped, "regular", invoices), 1) / invoices if invoices <= MOST_INTERPRETED else None
        print(f"{invoices:>31,} {fast * 1000:8.3f} {'' if slow is None else f'{slow * 1000:14.2f}'}")


def once(way: Callable[[], object], rounds: int) -> float:
    """The median of some rounds, in seconds."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        way()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def compiled(program: Program, given: dict[str, Any]) -> Callable[[], object]:
    """Deciding `collect` in full, from the facts as they are given."""
    code = Deciding(program, reason_text).code(program.points["collect"])
    if code is None or code.answer(given, AS_OF) is None:
        message = "what is measured is not compiled"
        raise SystemExit(message)
    return lambda: code.answer(given, AS_OF)


def of_the_day(program: Program, segment: str) -> Callable[[], object]:
    """Deciding `collect` without the day of the next change."""
    case = read_case(facts(segment), program.vocabulary, AS_OF)
    return lambda: evaluations(program, program.points["collect"], case)


def looking_ahead(program: Program, segment: str, invoices: int = INVOICES) -> Callable[[], object]:
    """Deciding `collect` in full."""
    case = read_case(facts(segment, invoices), program.vocabulary, AS_OF)
    return lambda: decide(program, program.points["collect"], case, reason_text)


if __name__ == "__main__":
    main()
