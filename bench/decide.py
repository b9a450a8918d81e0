"""What one decision costs, each way, on the shipped policy and on tables of 60, 600 and 6,000 rows.

From the facts as a caller has them, checked, to a `Decision` with the ids of its rows: interpreted; by the code for any
case; as `Policy.decide` does, by the code for cases that look alike where there is some; of a case that was checked
before; and from JSON bytes to JSON bytes. Interleaved, in small portions: a slow moment of the machine slows all.
"""

import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from creditpolicy import Policy
from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.deciding.door import WORTH_COMPILING
from creditpolicy.facts.from_data import read_case
from creditpolicy.loading import load_text

ROUNDS = 60
WAYS = ("decide", "checked first", "from JSON to JSON")
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
    """Print what each way takes, and how many times faster than the interpreter it is."""
    questions = [("accept of nl-b2b", Policy.load(SHIPPED), "accept", ACCEPT)]
    for rows in (60, 600, 6000):
        firm: dict[str, Any] = {"firm": {"region": rows // 20, "score": 35, "secured": True}}
        questions.append((f"a table of {rows} rows", Policy((load_text("table.yaml", table(rows)),)), "ask", firm))
    print(f"{'':<22}{''.join(f'{name:>22}' for name in ('interpreted', 'any case', *WAYS))}")
    first: dict[str, float] = {}
    for name, policy, point, facts in questions:
        taken = measured(policy, point, facts)
        slow = taken["interpreted"]
        print(f"{name:<22}{''.join(f'{one:10.2f} us {slow / one:6.0f} x' for one in taken.values())}")
        if "table" in name:
            first = first or taken
            print(f"{'  beside 60 rows':<22}{''.join(f'{taken[way] / first[way]:20.2f} x' for way in taken)}")
    print(f"a kept decision: {kept_bytes(questions[1][1], questions[1][3]):.0f} bytes, its facts apart")


def measured(policy: Policy, point: str, facts: dict[str, Any]) -> dict[str, float]:
    """The median of the microseconds of a decision, each way."""
    program = policy.program(None)
    asked = program.points[point]
    data = json.dumps(facts).encode()
    code = Deciding(program, reason_text, after=0).code(asked)
    if code is None or code.answer(facts, AS_OF) is None:
        message = f"{point}: the case that is measured is handed over"
        raise SystemExit(message)
    ways: dict[str, Callable[[], Any]] = {
        "interpreted": lambda: decide(program, asked, read_case(facts, program.vocabulary, AS_OF), reason_text),
        "any case": lambda: code.answer(facts, AS_OF),
        "decide": lambda: policy.decide(point, facts, as_of=AS_OF),
        "checked first": lambda: checked.decide(point),
        "from JSON to JSON": lambda: policy.decide_json(point, data, as_of=AS_OF),
    }
    for _ in range(2 * WORTH_COMPILING + 2):
        checked = policy.check(facts, as_of=AS_OF)
        same = [ways[way]().to_dict() for way in list(ways)[:4]]
        told = json.loads(ways["from JSON to JSON"]())
        if any(one != same[0] for one in same) or told["outcome"] != json.loads(json.dumps(same[0]["outcome"])):
            message = f"{point}: the ways do not agree"
            raise SystemExit(message)
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, ask in ways.items():
            taken[way].append(spent(ask, 1 if way == "interpreted" else 50))
    return {way: statistics.median(times) for way, times in taken.items()}


def kept_bytes(policy: Policy, facts: dict[str, Any]) -> float:
    """The memory of a decision that is kept, without the values of its facts and the room for those."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = [policy.decide("ask", facts, as_of=AS_OF) for _ in range(10_000)]
    each = (tracemalloc.get_traced_memory()[0] - before) / len(kept)
    tracemalloc.stop()
    # Its list has a place for each; its facts are a tuple.
    return each - 8 - sys.getsizeof(tuple(facts["firm"].values()))


def spent(way: Callable[[], object], times: int) -> float:
    """Microseconds of one of so many calls."""
    began = time.perf_counter()
    for _ in range(times):
        way()
    return (time.perf_counter() - began) / times * 1e6


if __name__ == "__main__":
    main()
