"""Within a row, what had not happened yet on the day of the run."""

from datetime import date
from typing import TypeVar

_Value = TypeVar("_Value")

TOLD_WITH = {
    "last_step_at": ("last_step_id", "last_step_tone", "dunning_level"),
    "last_contact_at": (),
    "sent_at": ("send_channel", "delivery_status"),
    "handed_over_at": ("handover_status", "agency_id"),
    "resolved_at": ("status",),
    "assessed_at": ("classification",),
    "broken_at": ("state",),
    "confirmed_at": ("confirmed",),
    "notice_sent_at": ("notice_delivery_method", "notice_received_at", "notice_provenance"),
    "dispute_opened_at": ("dispute_reported", "dispute_id", "amount_disputed"),
}
"""For a moment (`..._at`), the facts that are known only since then."""


def without_later_events(values: dict[str, _Value], section: str, as_of: date) -> dict[str, _Value]:
    """`values` without the moments after `as_of`, and without what is known only since them.

    A day that may well lie ahead (`due_date`, `promised_date`, `..._until`) is no moment, and stays.
    """
    later = [
        key for key, value in values.items() if is_moment(key, section) and isinstance(value, date) and value > as_of
    ]
    if not later:
        return values
    gone = {*later, *(key for moment in later for key in TOLD_WITH.get(moment, ()))}
    return {key: value for key, value in values.items() if key not in gone}


def is_moment(key: str, section: str) -> bool:
    """Whether a fact of the section is the day on which something happened."""
    return key.endswith("_at") or (section == "contacts" and key == "at")
