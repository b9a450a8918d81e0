"""The 60 rules as a programmer writes them down in Python: the answer that all others must give.

Written from the rules, not made from the policy. `decide` gives the outcome alone; `decide_and_tell` looks at each rule
of the tables that collect, and notes each rule that holds with the values that it looked at.
"""

from typing import Any, TypeAlias

Deal: TypeAlias = dict[str, Any]
Outcome: TypeAlias = dict[str, Any]

OF_SEGMENT = {
    "KEY": ("S1", 7, 20, 2_000_000),
    "PUBLIC": ("S2", 14, 15, 1_000_000),
    "RISK": ("S3", 0, 2, 20_000),
    "NEW": ("S4", 2, 5, 50_000),
    "PLUS": ("S5", 5, 12, 500_000),
    "STANDARD": ("S6", 3, 8, 250_000),
}
"""Rule, days of grace, percentage of revenue, and most credit."""
TERMS = {
    "KEY": (("T01", 60, 3, 0), ("T02", 60, 2, 0), ("T03", 45, 2, 0), ("T04", 30, 0, 10)),
    "PUBLIC": (("T05", 60, 0, 0), ("T06", 60, 0, 0), ("T07", 45, 0, 0), ("T08", 30, 0, 0)),
    "RISK": (("T09", 14, 0, 25), ("T10", 10, 0, 30), ("T11", 7, 0, 50), ("T12", 0, 0, 100)),
    "NEW": (("T13", 30, 2, 0), ("T14", 21, 2, 10), ("T15", 14, 0, 20), ("T16", 7, 0, 50)),
    "PLUS": (("T17", 45, 3, 0), ("T18", 30, 2, 0), ("T19", 30, 1, 0), ("T20", 14, 0, 20)),
    "STANDARD": (("T21", 30, 2, 0), ("T22", 30, 1, 0), ("T23", 21, 0, 10), ("T24", 14, 0, 30)),
}
EMBARGOED = frozenset(("KP", "IR", "SY"))
CYCLICAL = frozenset(("CONSTRUCTION", "HOSPITALITY"))
NOTHING = (None, "NONE", "NONE")


def decide(deal: Deal) -> Outcome:
    """The outcome, and no more."""
    segment = segment_of(deal)
    _, grace, share, cap = OF_SEGMENT[segment]
    decision = credit_of(deal, segment)
    limit = limit_of(deal, decision, share, cap)
    _, days, discount, deposit = TERMS[segment][band_of(deal["score"])]
    _, action, channel = reminder_of(deal, segment, grace)
    return {
        "segment": segment,
        "decision": decision,
        "credit_limit": limit,
        "terms_days": days,
        "discount_pct": discount,
        "deposit_pct": deposit,
        "action": action,
        "channel": channel,
        "route": desk_of(deal, segment, decision, limit),
    }


def segment_of(deal: Deal) -> str:
    """S1 to S6: the first that holds."""
    if deal["strategic"] and deal["annual_revenue"] >= 1_000_000:
        return "KEY"
    if deal["customer_type"] == "PUBLIC":
        return "PUBLIC"
    if deal["insolvency"] or deal["score"] < 25 or deal["max_days_overdue_12m"] > 90:
        return "RISK"
    if deal["tenure_months"] < 12:
        return "NEW"
    if deal["score"] >= 60 and deal["overdue_ratio"] <= 0.1:
        return "PLUS"
    return "STANDARD"


def credit_of(deal: Deal, segment: str) -> str:
    """A01 to A12: the worst that holds."""
    score, asked = deal["score"], deal["requested_amount"]
    if (
        deal["sanctions_hit"]
        or deal["insolvency"]
        or (score < 15 and not deal["secured"])
        or deal["country"] in EMBARGOED
        or (deal["broken_promises"] >= 3 and deal["overdue_ratio"] > 0.25)
    ):
        return "REJECT"
    if (
        not deal["kyc_ok"]
        or deal["score_age_days"] > 365
        or (asked > 50_000 and segment != "KEY" and deal["exposure"] + asked > deal["insured_limit"])
        or (segment == "NEW" and asked > 10_000)
        or (score < 50 and deal["industry"] in CYCLICAL)
        or (segment != "PUBLIC" and deal["max_days_overdue_12m"] > 60)
        or (deal["doc_missing"] and asked > 2_500)
    ):
        return "REFER"
    return "ACCEPT"


def limit_of(deal: Deal, decision: str, share: int, cap: int) -> int:
    """The formula."""
    if decision == "REJECT":
        return 0
    full: int = min(cap, deal["annual_revenue"] * share * deal["score"] // 10_000)
    return full // 2 if decision == "REFER" else full


def band_of(score: int) -> int:
    """The column of the terms."""
    return 0 if score >= 80 else 1 if score >= 60 else 2 if score >= 40 else 3


def reminder_of(deal: Deal, segment: str, grace: int) -> tuple[str | None, str, str]:
    """D10 to D01: the first that holds, what is done, and by which channel."""
    if deal["disputed"] or deal["promise_days"] != 0 or deal["open_amount"] < 5:
        return NOTHING
    late = deal["days_overdue"] - grace
    if late < 3:
        return NOTHING
    step, since, likes = deal["last_step"], deal["days_since_reminder"], deal["preferred_channel"]
    if late >= 180 and step == 9:
        return "D10", "WRITE_OFF_REVIEW", "INTERNAL"
    if late >= 120 and step == 8 and deal["open_amount"] >= 500:
        return "D09", "LEGAL", "LETTER"
    if late >= 90 and step == 7 and deal["open_amount"] >= 50:
        return "D08", "COLLECTION_AGENCY", "LETTER"
    if late >= 60 and step == 6 and since >= 10:
        return "D07", "FINAL_NOTICE", "LETTER"
    if late >= 45 and step == 5 and since >= 7 and (likes == "PHONE" or segment in ("KEY", "PLUS")):
        return "D06", "PHONE_CALL", "PHONE"
    if late >= 35 and 4 <= step <= 5 and since >= 7:
        return "D05", "REMINDER_3", "LETTER"
    if late >= 28 and step == 3 and since >= 7 and likes in ("LETTER", "PHONE"):
        return "D04", "REMINDER_2B", "LETTER"
    if late >= 21 and 2 <= step <= 3 and since >= 7:
        return "D03", "REMINDER_2", likes
    if late >= 10 and step == 1 and since >= 5:
        return "D02", "REMINDER_1", likes
    if step == 0:
        return "D01", "FRIENDLY", likes
    return NOTHING


def desk_of(deal: Deal, segment: str, decision: str, limit: int) -> str:
    """E1 to E8: the first that holds says where it goes."""
    if deal["sanctions_hit"] or (not deal["kyc_ok"] and deal["invoice_amount"] > 100_000):
        return "FRAUD_DESK"
    late = deal["days_overdue"]
    if late > 150 and deal["open_amount"] > 10_000:
        return "LEGAL_DESK"
    if decision == "REFER" and deal["requested_amount"] > 250_000:
        return "CREDIT_COMMITTEE"
    if deal["disputed"] and deal["dispute_age_days"] > 30:
        return "DISPUTE_DESK"
    if segment == "KEY" and late > 30:
        return "KEY_ACCOUNT_MGR"
    if deal["exposure"] > limit and decision != "REJECT":
        return "CREDIT_MANAGER"
    if segment == "PUBLIC" and late > 60:
        return "PUBLIC_DESK"
    if deal["customer_type"] == "B2C" and deal["broken_promises"] >= 2 and deal["open_amount"] > 1_000:
        return "HARDSHIP_DESK"
    return "NONE"
