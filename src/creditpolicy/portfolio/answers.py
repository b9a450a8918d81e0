"""The evaluator's answers as output cells: plain values, known by name, not by how they came about."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from creditpolicy.portfolio.outputs import OutputCell


def text_of(value: object) -> str | None:
    """One cell's text: lists joined with `; `, a stop with its reason and day, other structures as JSON."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        if "reason" in value:
            until = text_of(value.get("until"))
            reason = text_of(value["reason"]) or ""
            return f"{reason} until {until}" if until else reason
        return _json(value) if value else None
    if isinstance(value, Sequence):
        return "; ".join(text for text in map(text_of, value) if text) or None
    return str(value)


def flag_of(value: object) -> bool | None:
    """A yes or no; None for anything else."""
    return value if isinstance(value, bool) else None


def group_of(answer: Mapping[str, object], key: str) -> Mapping[str, object]:
    """The fields within a field; none where it has none."""
    group = answer.get(key)
    return group if isinstance(group, Mapping) else {}


def raised_of(alerts: Mapping[str, object]) -> str | None:
    """The names of the alerts that are raised."""
    raised = [name for name in alerts if group_of(alerts, name).get("raised") == "yes"]
    return "; ".join(raised) or None


def code_of(reason: object) -> str:
    """The code of a reason, whether it is a mapping, an object with a code, or the code itself."""
    if isinstance(reason, Mapping):
        return str(reason.get("code", ""))
    return str(getattr(reason, "code", reason))


def stop_of(answer: Mapping[str, object]) -> str | None:
    """The reason for which nothing is to be done, without its day."""
    stopped = answer.get("stopped")
    if isinstance(stopped, Mapping):
        return text_of(stopped.get("reason"))
    return text_of(stopped) if stopped else None


def next_of(answer: Mapping[str, object], status: str) -> str:
    """What happens next with an invoice, in one word for the summary: its step, why it stopped, or `undecided`."""
    if status == "undecided":
        return "undecided"
    stopped = stop_of(answer)
    if stopped:
        return f"stopped: {stopped}"
    return text_of(answer.get("step")) or "none"


def missing_of(answer: Mapping[str, object]) -> tuple[str, ...]:
    """The facts that an answer lacks."""
    missing = answer.get("missing") or ()
    return (
        tuple(str(path) for path in missing) if isinstance(missing, Sequence) and not isinstance(missing, str) else ()
    )


def json_of(value: object) -> OutputCell:
    """A structure as JSON with its keys in order; None for nothing."""
    return _json(value) if value else None


def _json(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> object:
    """Frozen mappings and tuples as the dictionaries and lists that JSON writers take."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
