"""The outcome of each decision point of the language, as JSON Schema. A key is there where the policy decides it."""

from typing import Any

text: dict[str, Any] = {"type": "string"}
texts: dict[str, Any] = {"type": "array", "items": text}
day: dict[str, Any] = {"type": "string", "format": "date"}
amount: dict[str, Any] = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2,} [A-Z]{3}$"}


def maybe(schema: dict[str, Any]) -> dict[str, Any]:
    """The same, or null: not known, or not for this case."""
    return {"anyOf": [schema, {"type": "null"}]}


def closed(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """An object with these keys and no others; all but the optional ones are always there."""
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _open(**properties: dict[str, Any]) -> dict[str, Any]:
    return closed(properties, optional=tuple(properties))


_BY_NUMBER = "By invoice number."
_STANDS: dict[str, Any] = {"status": {"enum": ["decided", "undecided"]}, "missing": texts}
_NEXT_CHANGE = maybe({**day, "description": "The first later day on which, with the same facts, the answer differs."})
_FRESH: dict[str, Any] = {
    "segment": maybe({**text, "description": "The customer's segment."}),
    "risk_class": maybe({**text, "description": "The risk class."}),
    "score": maybe(
        {"type": ["integer", "string"], "description": "The score; text where it has digits after the point."}
    ),
    "limit": {
        **maybe(_open(amount=maybe(amount), valid_until=maybe(day))),
        "description": "The credit limit and its last day.",
    },
}
_ALERT = _open(
    raised={"enum": ["yes", "unknown"], "description": "`unknown`: the facts don't tell."},
    task=maybe(text),
    owner=maybe({**text, "description": "The role that acts."}),
    by=maybe({**day, "description": "The last day for it."}),
)
_ALERTS: dict[str, Any] = {
    **maybe({"type": "object", "additionalProperties": maybe(_ALERT)}),
    "description": "The triggers of the policy that are asked here: null where one is not raised.",
}
_REVIEW: dict[str, Any] = {
    **maybe(
        _open(
            due_on=maybe({**day, "description": "The day of the next review."}),
            due=maybe({**texts, "description": "The reviews that are due."}),
            lacks=maybe(
                {**texts, "description": "Facts that a review which is due needs, and that are missing or too old."}
            ),
            complete=maybe({"type": "boolean", "description": "Whether nothing is lacking; null where none is due."}),
        )
    ),
    "description": "When the customer is looked at again.",
}
_CHARGES = _open(
    answer=maybe({"enum": ["charge", "none"], "description": "Whether anything is charged."}),
    interest=maybe({**amount, "description": "Interest up to and including the day for which is decided."}),
    costs=maybe({**amount, "description": "Costs of collecting."}),
    total=maybe({**amount, "description": "Interest and costs together."}),
    rows_used=maybe({**texts, "description": "The rows of the law that were used, with certainty and source."}),
    why_not=maybe({**texts, "description": "Why interest or costs are not charged."}),
)
_INVOICE = _open(
    **_STANDS,
    ladder=maybe({**text, "description": "The ladder that the invoice is on."}),
    step=maybe({**text, "description": "The next step of the ladder."}),
    on=maybe({**day, "description": "The day of that step."}),
    due_now=maybe({"type": "boolean", "description": "Whether it is to be done on the day for which is decided."}),
    late=maybe({"type": "boolean", "description": "Whether its window has already passed."}),
    channel=maybe({**text, "description": "How; `none` where the customer can't be reached."}),
    action=maybe({"enum": ["automatic", "manual"], "description": "Whether somebody has to look at it, or do it."}),
    tone=maybe(text),
    tone_capped=maybe({"type": "boolean", "description": "Whether the ceiling made the tone milder."}),
    template=maybe(text),
    announces={
        **maybe(_open(action=maybe(text), after_days=maybe({"type": "integer"}))),
        "description": "What the step announces, and how many days later that may follow.",
    },
    requires=maybe({**text, "description": "What must be done before the step."}),
    goal=maybe({**text, "description": "What the contact is for."}),
    brief=maybe({**texts, "description": "The facts to have at hand."}),
    outcome_required=maybe({**text, "description": "The fact of the contact that must be recorded."}),
    unfulfilled=maybe({"type": "boolean", "description": "Whether an announced day has passed and nothing was done."}),
    stopped=maybe({**text, "description": "Why nothing is to be done."}),
    stopped_until=maybe({**day, "description": "The last day of that, where it is known."}),
    stopped_reason=maybe({**text, "description": "The reason that was noted for a dunning block."}),
    payer=maybe({**text, "description": "Who gets the letter; null where that is the customer itself."}),
    next_change_on=_NEXT_CHANGE,
    hand_over={
        **maybe(_open(answer=maybe({"enum": ["yes", "wait"]}), lacks=maybe(texts))),
        "description": "Whether the claim can be handed over, and what is lacking for it.",
    },
    escalations=maybe({**texts, "description": "The moments of escalation that hold."}),
    escalate_to=maybe({**texts, "description": "The roles to involve."}),
    alerts=_ALERTS,
    charges={**maybe(_CHARGES), "description": "What the late invoice costs the customer; nothing while undecided."},
)
_EXPOSURE = (
    "invoices",
    "orders",
    "delivered_uninvoiced",
    "before",
    "order",
    "prepaid",
    "delivered",
    "with_order",
    "limit",
    "over_limit_by",
)
_ORDER = _open(
    order=maybe({"enum": ["release", "release_prepaid", "hold", "refer"]}),
    warnings=maybe({**texts, "description": "The warnings that certainly hold."}),
    ask_for=maybe({**texts, "description": "The exception routes by which the order could be let through."}),
    unclear=maybe({**texts, "description": "Rules of which it can't be known whether they hold."}),
    exposure={
        **maybe(_open(**{key: maybe(amount) for key in _EXPOSURE})),
        "description": "The exposure with which the order was looked at, in its parts; null where not known.",
    },
    alerts=_ALERTS,
)
_ONE_TO_ISSUE = _open(
    **_STANDS,
    gate=maybe({"enum": ["issue", "block"]}),
    warnings=maybe({**texts, "description": "Needs that are not fulfilled and keep no invoice back."}),
    lacks=maybe({**texts, "description": "Needs that are certainly not fulfilled."}),
    owners=maybe({**texts, "description": "Who supplies what lacks."}),
    fields=maybe({**texts, "description": "The details that lack."}),
    unclear=maybe({**texts, "description": "Needs of which it can't be known whether they are fulfilled."}),
    ask_by=maybe({**day, "description": "The first day by which something that lacks has to be there."}),
    due_by=maybe({**day, "description": "The last day to send the invoice."}),
    late=maybe({"type": "boolean", "description": "Whether that day has passed."}),
    channel=maybe({**text, "description": "How it goes out."}),
    payment_link=maybe({"type": "boolean", "description": "Whether it carries a link to pay."}),
    next_change_on=_NEXT_CHANGE,
    alerts=_ALERTS,
)
_DISPUTE = _open(
    **_STANDS,
    **{
        "class": maybe(
            {"enum": ["genuine", "miscommunication", "delay", "unknown"], "description": "The class of the dispute."}
        )
    },
    route=maybe({**text, "description": "The role that handles disputes of this class."}),
    open=maybe({"type": "boolean", "description": "Whether it was raised and is not resolved."}),
    deadline=maybe({**day, "description": "The last day on which it can be assessed in time."}),
    breached=maybe({"type": "boolean", "description": "Whether it was not assessed in time."}),
    escalate_to=maybe({**text, "description": "The role that hears of it where it is late."}),
    stops=maybe({"enum": ["nothing", "part", "whole"], "description": "What of the invoice it keeps reminders from."}),
    stops_amount=maybe({**amount, "description": "The amount, where it is a part."}),
    handling=maybe({**text, "description": "The status in which it is."}),
    owner=maybe({**text, "description": "The role whose turn it is."}),
    next_states=maybe({**texts, "description": "The statuses that may follow."}),
    ready_for=maybe({**texts, "description": "Those of them for which nothing is lacking."}),
    lacks=maybe({**texts, "description": "The facts that its status needs and lacks."}),
    next_change_on=_NEXT_CHANGE,
)
_PROMISE = _open(
    **_STANDS,
    promise=maybe({"enum": ["accept", "refer", "refuse"], "description": "The answer, until its day is past."}),
    state=maybe({"enum": ["open", "not_agreed", "unconfirmed", "kept", "partly_kept", "broken"]}),
    deadline=maybe({**day, "description": "Its day with the days of grace."}),
    confirm_by=maybe({**day, "description": "The last day for the confirmation in writing."}),
    broken_on=maybe({**day, "description": "The day on which it was broken."}),
    next_step=maybe({**text, "description": "The step that follows where it was broken."}),
    broken_in_12_months=maybe({"type": "integer", "description": "The customer's broken promises."}),
    next_change_on=_NEXT_CHANGE,
)
_PLAN = {
    "instalments": maybe({"type": "integer", "description": "How many, monthly."}),
    "amount": maybe({**amount, "description": "Each instalment but the last."}),
    "last_amount": maybe({**amount, "description": "The last one: what is left of the debt."}),
}
_ARRANGEMENT = _open(
    **_STANDS,
    arrangement=maybe({"enum": ["accept", "adjust", "refer", "refuse"], "description": "The answer to a proposal."}),
    state=maybe({"enum": ["proposed", "pending", "unconfirmed", "active", "completed", "breached"]}),
    **_PLAN,
    confirm_by=maybe({**day, "description": "The last day for the confirmation in writing."}),
    next_due=maybe({**day, "description": "The day of the next instalment."}),
    next_amount=maybe({**amount, "description": "The next instalment."}),
    broken_on=maybe({**day, "description": "The day on which it was broken."}),
    next_step=maybe({**text, "description": "The step that follows where it was broken."}),
    escalate=maybe({**text, "description": "The escalation that follows where it was broken."}),
    next_change_on=_NEXT_CHANGE,
)


def _by_id(group: str, schema: dict[str, Any], about: str = "By id.", **more: dict[str, Any]) -> dict[str, Any]:
    """An answer for each record, by its id."""
    listed = {"type": "object", "description": about, "additionalProperties": schema}
    return closed({group: listed, **more}, optional=tuple(more))


def _per_currency(schema: dict[str, Any]) -> dict[str, Any]:
    """The same, null, or one for each currency of the invoices."""
    each = {"type": "object", "propertyNames": {"pattern": "^([A-Z]{3}|none)$"}, "additionalProperties": maybe(schema)}
    return {"anyOf": [schema, {"type": "null"}, each]}


_OF_LETTER = _open(
    step=_per_currency({**text, "description": "The leading step."}),
    tone=_per_currency(text),
    channel=_per_currency(text),
    action=_per_currency({"enum": ["automatic", "manual"]}),
    invoices=_per_currency({"type": "integer", "description": "How many invoices it is about."}),
    total=_per_currency(amount),
    on=_per_currency({**day, "description": "The day of the next letter."}),
)
_LETTER = {
    **maybe(_OF_LETTER),
    "description": "One letter for every invoice of which a step that reaches the customer is due.",
}
_PAYER_LETTERS = {
    **maybe({"type": "object", "additionalProperties": maybe(_OF_LETTER)}),
    "description": "By the payer's number, the letter for the invoices that the payer pays and not the customer.",
}

OUTCOMES: dict[str, Any] = {
    "accept": _open(
        acceptance=maybe({"enum": ["accept", "accept_with_conditions", "refer", "decline"]}),
        **_FRESH,
        terms=maybe({**text, "description": "The id of the payment terms."}),
        security=maybe({**text, "description": "The security that is asked."}),
        po_required=maybe({"type": "boolean", "description": "Whether a purchase order number is needed."}),
        conditions=maybe({**texts, "description": "What must be fulfilled first."}),
        alerts=_ALERTS,
    ),
    "review": _open(**_FRESH, review=_REVIEW, alerts=_ALERTS),
    "order": _ORDER,
    "invoice": _by_id("invoices", _ONE_TO_ISSUE, _BY_NUMBER),
    "collect": _by_id(
        "invoices",
        _INVOICE,
        _BY_NUMBER,
        customer={
            **maybe(
                _open(
                    invoices_due=_per_currency({"type": "integer", "description": "Invoices with a step due now."}),
                    letter=_LETTER,
                    payer_letters=_PAYER_LETTERS,
                    alerts=_ALERTS,
                )
            ),
            "description": "The answer for the customer as a whole.",
        },
    ),
    "dispute": _by_id("disputes", _DISPUTE),
    "promise": _by_id("promises", _PROMISE),
    "arrangement": _by_id(
        "arrangements",
        _ARRANGEMENT,
        offer={
            **maybe(_open(answer=maybe({"enum": ["offer", "nothing_owed", "refer"]}), **_PLAN, start=maybe(day))),
            "description": "What this customer is offered for all that is overdue.",
        },
    ),
    "charges": _by_id("invoices", _open(**_STANDS, **_CHARGES["properties"]), _BY_NUMBER),
    "exception": _open(
        answer=maybe({"enum": ["refused", "needs_approval"]}),
        role=maybe({**text, "description": "The role that may grant it."}),
        four_eyes=maybe({"type": "boolean", "description": "Whether a second person must agree."}),
        expires_on=maybe({**day, "description": "Its last day if it is granted."}),
        refused_because=maybe(text),
        alerts=_ALERTS,
    ),
    "priority": _open(
        score=_FRESH["score"],
        alerts=_ALERTS,
    ),
    "governance": _open(
        findings=maybe({**texts, "description": "What the organisation can't show of the policy."}),
        policy_review_due_on=maybe({**day, "description": "The day of the next review of the policy itself."}),
        not_acknowledged=maybe({**texts, "description": "Roles that have not acknowledged the version in force."}),
        alerts=_ALERTS,
        stages={
            "type": "object",
            "description": "By stage from order to cash.",
            "additionalProperties": _open(**_STANDS, alerts=_ALERTS),
        },
        customer=maybe(_open(alerts=_ALERTS)),
    ),
}
