"""Decides fixed cases and prints a digest of each decision: the same under any Python, hash seed, locale, time zone.

Each is decided again once its point is compiled.
"""

from datetime import date
from pathlib import Path
from typing import Any

from creditpolicy import Policy
from creditpolicy.deciding.door import WORTH_COMPILING
from creditpolicy.decision.canonical import digest

AS_OF = date(2026, 3, 31)
RIDER: dict[str, Any] = {
    "banned": False,
    "trips": 60,
    "stars": "3.5",
    "helmet": "hard",
    "rank": "senior",
    "since": "2024-02-29",
}
PARCEL = {"fragile": True, "worth": "300 EUR", "insured_for": "199 EUR", "weight": "5.01"}
BAGS = [
    {"id": "b", "sealed": True, "packed": "2026-03-01", "price": "80 EUR"},
    {"id": "a", "sealed": False},
    {"price": "7 USD"},
]
CASES: tuple[dict[str, Any], ...] = (
    {},
    {"rider": {"banned": True}},
    {"rider": RIDER, "parcel": PARCEL, "bags": []},
    {"rider": RIDER, "parcel": PARCEL, "bags": BAGS},
    {"rider": {**RIDER, "city": "Zoë", "tip_share": "0.3333", "rest": 3, "notice": 1}, "bags": BAGS[:2]},
)


def main() -> None:
    """Print the digests."""
    policy = Policy.load(Path(__file__).parent / "decisions" / "courier")
    for point in policy.points:
        for number, facts in enumerate(CASES):
            print(point, number, *decided(policy, point, facts))
        for _ in range(WORTH_COMPILING):
            policy.decide(point, CASES[0], as_of=AS_OF)
        for number, facts in enumerate(CASES):
            print(point, number, *decided(policy, point, facts))


def decided(policy: Policy, point: str, facts: dict[str, Any]) -> tuple[str, str]:
    """The status of a decision, and its digest with all of its trace."""
    decision = policy.decide(point, facts, as_of=AS_OF)
    return decision.status, digest(decision.to_dict(trace=True))


if __name__ == "__main__":
    main()
