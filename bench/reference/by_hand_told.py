"""The 60 rules by hand once more, noting each rule that holds with the values that it looked at."""

from typing import Any

from bench.reference.by_hand import (
    CYCLICAL,
    EMBARGOED,
    OF_SEGMENT,
    TERMS,
    Deal,
    Outcome,
    band_of,
    limit_of,
    reminder_of,
    segment_of,
)

LOOKS_AT = {
    "S1": ("strategic", "annual_revenue"),
    "S2": ("customer_type",),
    "S3": ("insolvency", "score", "max_days_overdue_12m"),
    "S4": ("tenure_months",),
    "S5": ("score", "overdue_ratio"),
    "S6": (),
}


def decide_and_tell(deal: Deal) -> Outcome:
    """The outcome, and under `trace` each rule that holds, in the order of the policy."""
    trace: list[dict[str, Any]] = []

    def note(rule: str, **values: object) -> None:
        trace.append({"rule": rule, "values": values})

    segment = segment_of(deal)
    rule, grace, share, cap = OF_SEGMENT[segment]
    note(rule, **{name: deal[name] for name in LOOKS_AT[rule]})
    decision = _credit(deal, segment, note)
    limit = limit_of(deal, decision, share, cap)
    terms, days, discount, deposit = TERMS[segment][band_of(deal["score"])]
    note(terms, segment=segment, score=deal["score"])
    reminder, action, channel = reminder_of(deal, segment, grace)
    if reminder:
        note(
            reminder,
            days_overdue=deal["days_overdue"],
            grace_days=grace,
            last_step=deal["last_step"],
            days_since_reminder=deal["days_since_reminder"],
            open_amount=deal["open_amount"],
            preferred_channel=deal["preferred_channel"],
            segment=segment,
        )
    route = _desk(deal, segment, decision, limit, note)
    return {
        "segment": segment,
        "decision": decision,
        "credit_limit": limit,
        "terms_days": days,
        "discount_pct": discount,
        "deposit_pct": deposit,
        "action": action,
        "channel": channel,
        "route": route or "NONE",
        "trace": trace,
    }


def _credit(deal: Deal, segment: str, note: Any) -> str:  # noqa: ANN401 - as plain as a programmer writes it
    score, asked = deal["score"], deal["requested_amount"]
    rejected = referred = False
    if deal["sanctions_hit"]:
        rejected = True
        note("A01", sanctions_hit=True)
    if deal["insolvency"]:
        rejected = True
        note("A02", insolvency=True)
    if score < 15 and not deal["secured"]:
        rejected = True
        note("A03", score=score, secured=False)
    if deal["country"] in EMBARGOED:
        rejected = True
        note("A04", country=deal["country"])
    if not deal["kyc_ok"]:
        referred = True
        note("A05", kyc_ok=False)
    if deal["score_age_days"] > 365:
        referred = True
        note("A06", score_age_days=deal["score_age_days"])
    if asked > 50_000 and segment != "KEY" and deal["exposure"] + asked > deal["insured_limit"]:
        referred = True
        note("A07", exposure=deal["exposure"], requested_amount=asked, insured_limit=deal["insured_limit"])
    if segment == "NEW" and asked > 10_000:
        referred = True
        note("A08", segment=segment, requested_amount=asked)
    if score < 50 and deal["industry"] in CYCLICAL:
        referred = True
        note("A09", score=score, industry=deal["industry"])
    if deal["broken_promises"] >= 3 and deal["overdue_ratio"] > 0.25:
        rejected = True
        note("A10", broken_promises=deal["broken_promises"], overdue_ratio=deal["overdue_ratio"])
    if deal["max_days_overdue_12m"] > 60 and segment != "PUBLIC":
        referred = True
        note("A11", max_days_overdue_12m=deal["max_days_overdue_12m"], segment=segment)
    if deal["doc_missing"] and asked > 2_500:
        referred = True
        note("A12", doc_missing=True, requested_amount=asked)
    return "REJECT" if rejected else "REFER" if referred else "ACCEPT"


def _desk(deal: Deal, segment: str, decision: str, limit: int, note: Any) -> str | None:  # noqa: ANN401 - as above
    late, owed = deal["days_overdue"], deal["open_amount"]
    route = None
    if deal["sanctions_hit"] or (not deal["kyc_ok"] and deal["invoice_amount"] > 100_000):
        route = "FRAUD_DESK"
        note("E1", sanctions_hit=deal["sanctions_hit"], kyc_ok=deal["kyc_ok"], invoice_amount=deal["invoice_amount"])
    if late > 150 and owed > 10_000:
        route = route or "LEGAL_DESK"
        note("E2", days_overdue=late, open_amount=owed)
    if decision == "REFER" and deal["requested_amount"] > 250_000:
        route = route or "CREDIT_COMMITTEE"
        note("E3", decision=decision, requested_amount=deal["requested_amount"])
    if deal["disputed"] and deal["dispute_age_days"] > 30:
        route = route or "DISPUTE_DESK"
        note("E4", disputed=True, dispute_age_days=deal["dispute_age_days"])
    if segment == "KEY" and late > 30:
        route = route or "KEY_ACCOUNT_MGR"
        note("E5", segment=segment, days_overdue=late)
    if deal["exposure"] > limit and decision != "REJECT":
        route = route or "CREDIT_MANAGER"
        note("E6", exposure=deal["exposure"], credit_limit=limit, decision=decision)
    if segment == "PUBLIC" and late > 60:
        route = route or "PUBLIC_DESK"
        note("E7", segment=segment, days_overdue=late)
    if deal["customer_type"] == "B2C" and deal["broken_promises"] >= 2 and owed > 1_000:
        route = route or "HARDSHIP_DESK"
        note("E8", customer_type="B2C", broken_promises=deal["broken_promises"], open_amount=owed)
    return route
