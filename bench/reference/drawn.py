"""Single deals to decide on, drawn from a seed: 32 facts each, none missing."""

import math
import random
from typing import Any

SEED = 20_260_601
STEPS = (5, 14, 25, 32, 39, 50, 65, 95, 125, 185)
"""Days late at which a reminder is usual."""
WORDS: dict[str, dict[str, float]] = {
    "country": {"DE": 40, "AT": 10, "CH": 8, "FR": 10, "NL": 8, "PL": 8, "US": 8, "IT": 7, "IR": 0.5, "SY": 0.5},
    "industry": {
        "RETAIL": 20,
        "CONSTRUCTION": 12,
        "HOSPITALITY": 8,
        "IT": 15,
        "HEALTH": 12,
        "LOGISTICS": 10,
        "MANUFACTURING": 18,
        "AGRI": 5,
    },
    "customer_type": {"B2B": 70, "B2C": 22, "PUBLIC": 8},
    "language": {"de": 50, "en": 20, "fr": 10, "nl": 8, "pl": 7, "it": 5},
    "preferred_channel": {"EMAIL": 55, "LETTER": 20, "PHONE": 15, "PORTAL": 10},
    "payment_method": {"TRANSFER": 60, "SEPA_DD": 25, "CARD": 10, "PREPAY": 5},
    "currency": {"EUR": 80, "CHF": 7, "PLN": 7, "USD": 6},
}
FIELDS = (
    *("country", "industry", "customer_type", "language", "preferred_channel", "payment_method"),
    *("strategic", "kyc_ok", "sanctions_hit", "insolvency", "secured", "annual_revenue", "tenure_months", "score"),
    *("score_age_days", "insured_limit", "exposure", "overdue_ratio", "max_days_overdue_12m", "broken_promises"),
    *("region", "requested_amount", "currency", "invoice_amount", "open_amount", "days_overdue", "last_step"),
    *("days_since_reminder", "disputed", "dispute_age_days", "promise_days", "doc_missing"),
)


def drawn_deals(count: int) -> list[dict[str, Any]]:
    """So many deals as plain data."""
    drawn = random.Random(SEED)  # noqa: S311 - deals to measure with
    return [_deal(drawn) for _ in range(count)]


def _deal(drawn: random.Random) -> dict[str, Any]:
    values = {name: drawn.choices(list(words), list(words.values()))[0] for name, words in WORDS.items()}
    values |= _of_customer(drawn) | _of_invoice(drawn)
    return {name: values[name] for name in FIELDS}


def _of_customer(drawn: random.Random) -> dict[str, Any]:
    strategic = drawn.random() < 0.05
    revenue = min(max(math.exp(drawn.gauss(11.5, 1.9)) * (20 if strategic else 1), 500), 4e8)
    return {
        "strategic": strategic,
        "kyc_ok": drawn.random() < 0.96,
        "sanctions_hit": drawn.random() < 0.004,
        "insolvency": drawn.random() < 0.012,
        "secured": drawn.random() < 0.2,
        "annual_revenue": int(revenue),
        "tenure_months": min(int(drawn.expovariate(1 / 50)), 400),
        "score": min(max(int(drawn.gauss(58, 20)), 0), 100),
        "score_age_days": min(int(drawn.expovariate(1 / 130)), 2000),
        "insured_limit": int(revenue * drawn.uniform(0, 0.4)),
        "exposure": int(revenue * drawn.betavariate(1.2, 32)),
        "overdue_ratio": round(min(drawn.expovariate(1 / 0.12), 1), 2),
        "max_days_overdue_12m": min(int(drawn.expovariate(1 / 28)), 400),
        "broken_promises": drawn.choices(range(6), (61, 30, 7.6, 1.3, 0.16, 0.02))[0],
        "region": drawn.randrange(111),
    }


def _of_invoice(drawn: random.Random) -> dict[str, Any]:
    amount = min(max(int(math.exp(drawn.gauss(8.0, 1.8))), 2), 3_000_000)
    late = 0 if drawn.random() < 0.45 else min(int(drawn.expovariate(1 / 45)), 400)
    step = max(sum(late > usual for usual in STEPS) - (drawn.random() < 0.8), 0)
    disputed = drawn.random() < 0.06
    return {
        "requested_amount": min(max(int(math.exp(drawn.gauss(9.2, 1.7))), 50), 5_000_000),
        "invoice_amount": amount,
        "open_amount": amount if drawn.random() < 0.8 else int(amount * drawn.random()),
        "days_overdue": late,
        "last_step": step,
        "days_since_reminder": drawn.randrange(25) if step else 0,
        "disputed": disputed,
        "dispute_age_days": drawn.randrange(120) if disputed else 0,
        "promise_days": drawn.randrange(1, 15) if drawn.random() < 0.08 else 0,
        "doc_missing": drawn.random() < 0.03,
    }
