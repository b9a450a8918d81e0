"""A timeline as a JSON Schema: what `Timeline.to_dict` gives."""

from typing import Any, get_args

from creditpolicy.decision.outcome_schema import amount, closed, day, maybe, text, texts
from creditpolicy.timeline.entries import By, Mover

_DIGEST: dict[str, Any] = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_TITLES = {"$ref": "#/$defs/titles"}


def timeline_schema() -> dict[str, Any]:
    """JSON Schema 2020-12; everything in it is closed."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:creditpolicy:schema:timeline:1",
        "title": "A timeline",
        **closed(
            {
                "policy": text,
                "version": text,
                "policy_digest": _DIGEST,
                "language": {"type": "integer"},
                "facts_digest": _DIGEST,
                "as_of": {**day, "description": "The first day."},
                "calendar": text,
                "calendar_digest": _DIGEST,
                "law": {"type": "object", "additionalProperties": _DIGEST},
                "through": {**day, "description": "The last day that was looked at."},
                "invoice": maybe({**text, "description": "The invoice that was asked about; null for all."}),
                "entries": {
                    "type": "array",
                    "description": "In the order of their days.",
                    "items": {"oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in _entries()]},
                },
                "missing": {**texts, "description": "The list of invoices, where that is not known."},
            },
            optional=("calendar", "calendar_digest", "law"),
        ),
        "$defs": {**_entries(), **_parts()},
    }


def _entries() -> dict[str, Any]:
    return {
        "first": _entry("first", invoice=text, action=text, before={**text, "description": "The step that follows."}),
        "action": _entry(
            "action",
            step={**text, "description": "The step; of a letter for several invoices the leading one."},
            title=_TITLES,
            channel=maybe(
                {**text, "description": "`none` where no channel can be used; null where nobody is spoken to."}
            ),
            tone=maybe(text),
            template=maybe(text),
            action={"enum": list(get_args(By)), "description": "Whether a person has to do it or look at it."},
            hand_over={"type": "boolean", "description": "Whether the claim is handed over."},
            total=maybe({**amount, "description": "What one letter asks for."}),
            payer=maybe({**text, "description": "Who gets it; null: the customer itself."}),
            invoices={"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/share"}},
            alerts={**texts, "description": "The alerts of the customer that are raised then."},
        ),
        "escalation": _entry(
            "escalation", invoice=text, moment=text, title=_TITLES, to={**texts, "description": "The roles to involve."}
        ),
        "wait": _entry("wait", invoice=text, step=text, lacks=texts),
        "pause": _entry(
            "pause",
            invoice=text,
            stopped={**text, "description": "Why nothing is sent."},
            until=maybe({**day, "description": "The last day of it."}),
            reason=maybe(text),
        ),
        "end": _entry(
            "end",
            invoice=text,
            end={"enum": ["finished", "stopped", "undecided", "waits", "contradiction", "beyond", "still"]},
            stopped=maybe({**text, "description": "Why nothing is sent any more."}),
            about={**texts, "description": "The facts that are missing or contradicted, or what a hand-over lacks."},
        ),
    }


def _entry(kind: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return closed({"kind": {"const": kind}, "on": day, **properties})


def _parts() -> dict[str, Any]:
    move = closed(
        {
            "by": {"enum": list(get_args(Mover)), "description": "The rule that moved it."},
            "from": day,
            "to": day,
            "over": {
                "type": "array",
                "description": "The excluded days between, with the names of holidays.",
                "items": closed({"on": day, "holiday": {"anyOf": [_TITLES, {"type": "null"}]}}),
            },
        }
    )
    charges = closed(
        {
            "answer": {"enum": ["charge", "none"]},
            "interest": maybe(amount),
            "costs": maybe(amount),
            "total": maybe(amount),
            "why_not": texts,
        }
    )
    announces = closed({"action": text, "on": {**day, "description": "The first day on which it may follow."}})
    return {
        "share": closed(
            {
                "invoice": text,
                "step": text,
                "title": _TITLES,
                "planned_on": {**day, "description": "The day that the policy has for it."},
                "late": {"type": "boolean", "description": "Whether its window is past."},
                "moved": {"type": "array", "items": {"$ref": "#/$defs/move"}},
                "announces": maybe(announces),
                "charges": maybe(charges),
                "alerts": {**texts, "description": "The alerts of the invoice that are raised then."},
            }
        ),
        "move": move,
        "titles": closed({"nl": text, "en": text}),
        "amount": amount,
    }
