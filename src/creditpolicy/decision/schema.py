"""A decision as a JSON Schema: what `Decision.to_dict` gives, with the outcome of each decision point."""

from typing import Any

from creditpolicy.decision.outcome_schema import OUTCOMES, amount, closed, day, maybe, text, texts


def decision_schema() -> dict[str, Any]:
    """JSON Schema 2020-12. The outcome is closed for the points of the language; a policy's own have their own keys."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:creditpolicy:schema:decision:1",
        "title": "A decision",
        **closed(
            {
                "point": {**text, "description": "The question that was asked."},
                "status": {
                    "enum": ["decided", "undecided"],
                    "description": "Undecided: facts are missing that could change it.",
                },
                "outcome": {
                    "type": "object",
                    "description": "The answer; where undecided, what the policy declared for that.",
                },
                "reasons": {"type": "array", "items": {"$ref": "#/$defs/reason"}},
                "missing": {**texts, "description": "Exactly the facts whose value could change the outcome."},
                "deciding": {**texts, "description": "The rows that decided, as table.row."},
                "overrides": {"type": "array", "items": {"$ref": "#/$defs/override"}},
                "header": {"$ref": "#/$defs/header"},
                "trace": {"$ref": "#/$defs/trace"},
            },
            optional=("trace",),
        ),
        "allOf": [
            {
                "if": {"properties": {"point": {"const": point}}, "required": ["point"]},
                "then": {"properties": {"outcome": {"$ref": f"#/$defs/{point}"}}},
            }
            for point in OUTCOMES
        ],
        "$defs": {**OUTCOMES, **_parts(), **_trace()},
    }


def _parts() -> dict[str, Any]:
    any_value: dict[str, Any] = {}
    return {
        "reason": closed({"code": text, "text": closed({"nl": text, "en": text}), "about": text}, optional=("about",)),
        "override": closed({"output": text, "base": any_value, "override": any_value, "exception": text}),
        "header": closed(
            {
                "decision_id": {"$ref": "#/$defs/digest"},
                "policy": text,
                "version": text,
                "policy_digest": {"$ref": "#/$defs/digest"},
                "language": {"type": "integer"},
                "facts_digest": {"$ref": "#/$defs/digest"},
                "as_of": day,
                "calendar": text,
                "calendar_digest": {"$ref": "#/$defs/digest"},
                "law": {
                    "type": "object",
                    "description": "The digest of each table of rates or costs that the policy counts with.",
                    "additionalProperties": {"$ref": "#/$defs/digest"},
                },
            },
            optional=("calendar", "calendar_digest", "law"),
        ),
        "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
        "amount": amount,
    }


def _trace() -> dict[str, Any]:
    verdict = {"enum": ["held", "failed", "unknown"]}
    at = {"type": "string", "description": "file:line:column"}
    test = closed({"text": text, "left": text, "right": text, "verdict": verdict, "missing": texts, "at": at})
    row = closed(
        {
            "id": text,
            "verdict": verdict,
            "deciding": {"type": "boolean"},
            "otherwise": {"type": "boolean"},
            "because": maybe(text),
            "at": at,
            "tests": {"type": "array", "items": {"$ref": "#/$defs/test"}},
        }
    )
    table = closed(
        {
            "table": text,
            "about": maybe(text),
            "hit": {"enum": ["unique", "first", "collect"]},
            "because": maybe(text),
            "at": at,
            "outputs": {"type": "object", "additionalProperties": text},
            "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
        }
    )
    value = closed({"name": text, "about": maybe(text), "value": text, "missing": texts})
    return {
        "trace": closed(
            {
                "tables": {"type": "array", "items": {"$ref": "#/$defs/table"}},
                "values": {"type": "array", "items": value},
                "lapsed": {
                    "type": "array",
                    "items": closed(
                        {
                            "fact": text,
                            "cause": {"enum": ["stale", "expired", "not yet"]},
                            "day": {**day, "description": "The day that it is of, or the last day of what expired."},
                            "age_days": {"type": "integer", "description": "The days that have passed since then."},
                            "max_age": maybe({**text, "description": "How old it may be, where it is stale."}),
                        }
                    ),
                },
            }
        ),
        "table": table,
        "row": row,
        "test": test,
    }
