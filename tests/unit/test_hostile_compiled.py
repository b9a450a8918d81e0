"""Hostile facts, compiled and interpreted: the same decision to the byte, or the same words about what is wrong."""

import copy
import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.decision import Decision
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program

POLICIES = Path(__file__).parents[2] / "policies"
CASE = json.loads((POLICIES / "starter" / "example" / "case.json").read_text("utf-8"))
AS_OF = date(2026, 6, 1)
pytestmark = pytest.mark.usefixtures("both_readings")


class Derived(str):
    """Equal to nothing, and empty if it is asked."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    __hash__ = str.__hash__


class Number(int):
    """Less than nothing."""

    def __lt__(self, other: int) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__


class Facts(dict[str, Any]):
    """A record that says something else when it is looked through."""

    def items(self) -> Any:
        return {"external_score": 1}.items()


BAD: tuple[Any, ...] = (
    *([], {}, "", None, True, False, 0, -1, 10**70, 1.5, float("nan"), float("inf"), object()),
    *("1 EUR", "1 USD", "EUR", "x" * 20_000, "2026-02-30", "1_000", "-0", "+5", "5.", " 5", "1e3"),
    *("\uff12\uff10\uff12\uff16-01-01", "\u0661\u0662 EUR", "\u0663", "\u00b2"),
    *(date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), Decimal("NaN"), Decimal("1e400"), Fraction(1, 3)),
    *(b"x", ("a",), {"a"}, {"value": 3}, {"amount": "3", "currency": "EUR"}),
    *(Derived("new"), Derived("x" * 20_000), Number(3), Facts(external_score=2)),
)
KEYS: tuple[Any, ...] = (1, "nope", None, "currency")
RECORDS = {"invoices": "invoice", "contacts": "contact"}


def spoilt(draw: random.Random, base: dict[str, Any], keys: dict[str, list[str]], records: list[str]) -> dict[str, Any]:
    """A case with a few things wrong."""
    facts = copy.deepcopy(base)
    for _ in range(draw.choice((0, 1, 1, 2))):
        record, bad = draw.choice(records), draw.choice(BAD)
        if draw.random() < 0.1:
            facts[record] = bad
            continue
        one = facts.setdefault(record, [] if record in RECORDS else {})
        if isinstance(one, list):
            one[:1] = one[:1] or [{}]
            one = one[0]
        if isinstance(one, dict):
            known = keys.get(RECORDS.get(record, record), ["x"])
            one[draw.choice(known if draw.random() < 0.9 else KEYS)] = bad
    return facts


def said(ask: Callable[[], Decision]) -> tuple[str, str]:
    """All of a decision, or what is said of the facts."""
    try:
        return "decided", json.dumps(ask().to_dict(), sort_keys=True, default=str)
    except FactsError as error:
        return "refused", str(error)


def agreed(program: Program, point: str, cases: list[dict[str, Any]]) -> Counter[str]:
    """Decide all cases both ways, and count what became of them."""
    deciding = Deciding(program, reason_text, after=0)
    asked = program.points[point]
    seen: Counter[str] = Counter()
    for facts in cases:
        ours = said(lambda: deciding.decide(asked, facts, AS_OF))  # noqa: B023 - called at once
        theirs = said(lambda: decide(program, asked, read_case(facts, program.vocabulary, AS_OF), reason_text))  # noqa: B023 - as above
        assert ours == theirs, repr(facts)[:2000]
        seen[ours[0]] += 1
    return seen


@pytest.mark.parametrize(
    ("folder", "point"),
    [("nl-b2b", "accept"), ("nl-b2b", "order"), ("eu-wholesale", "accept"), ("starter", "accept")],
)
@pytest.mark.parametrize("lists", [True, False], ids=["with lists", "single records"])
def test_hostile_facts_are_decided_or_refused_alike(folder, point, lists):
    program = Policy.load(POLICIES / folder).program(None)
    draw = random.Random(11)  # noqa: S311 - the same on each run
    base = {**CASE, "organisation": {"tc_version_current": "1"}}
    records = ["customer", "order", "organisation", "invoices", "contacts"]
    if not lists:
        base = {record: facts for record, facts in base.items() if isinstance(facts, dict)}
        records = records[:3]
    keys: dict[str, list[str]] = {}
    for fact in program.vocabulary.facts.values():
        keys.setdefault(fact.record, []).append(fact.key)

    seen = agreed(program, point, [spoilt(draw, base, keys, records) for _ in range(60)])

    assert min(seen["decided"], seen["refused"]) > 3
