"""How a payment plan stands: proposed, waiting for its confirmation, in force, paid off or broken, and since when."""

from creditpolicy.checked.sections.defining import NEVER, Defining
from creditpolicy.checked.spans import Span
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Table
from creditpolicy.values.types import EnumType

RECORD, BROKEN_ON, PENDING = "arrangement", "invoice.arrangement_broken_on", "invoice.arrangement_pending"
STATE = EnumType("arrangements.state", ("proposed", "pending", "unconfirmed", "active", "completed", "breached"))
COVERS = (
    "(not(is missing(invoice.arrangement_id)) and invoice.arrangement_id = arrangement.id)"
    " or (not(is missing(customer.active_arrangement)) and customer.active_arrangement = arrangement.id)"
)
_NO_PLAN = "is missing(invoice.arrangement_id) and is missing(customer.active_arrangement)"


def define_states(confirm: Span | None, grace: int, defining: Defining) -> Table:
    """Not in force before it is confirmed in writing, broken once an instalment is later than the days of grace."""
    late = f"arrangement.oldest_missed_on + {grace} days < as_of"
    next_late = f"arrangement.next_instalment_due + {grace} days < as_of"
    defining.add(
        "arrangements.is_missed",
        RECORD,
        f"if not(is missing(arrangement.oldest_missed_on)) then {late}"
        # The next one was not moved on, so it was not paid.
        f" else (not(is missing(arrangement.next_instalment_due)) and {next_late})"
        f" or (if is missing(arrangement.next_instalment_due) then arrangement.missed_count > 0 and {late}"
        f" else not(is missing(arrangement.missed_count)) and arrangement.missed_count > 0 and {late})",
        Titles("een termijn is niet betaald", "an instalment was not paid"),
    )
    states = defining.choose(
        "arrangements.states",
        "arrangements.state",
        STATE,
        RECORD,
        (
            ("proposed", "arrangement.state = proposed", Titles("regeling is voorgesteld", "arrangement is proposed")),
            ("completed", "arrangement.state = completed", Titles("regeling is afgelost", "arrangement was paid off")),
            *_waiting(confirm, defining),
            (
                "breached",
                "arrangement.state = breached or arrangements.is_missed",
                Titles("regeling is niet nagekomen", "arrangement was broken"),
            ),
            ("active", None, Titles("regeling is van kracht", "arrangement is in force")),
        ),
    )
    # INVARIANT: the day does not move as days go by.
    defining.add(
        "arrangement.broken_on",
        RECORD,
        f"if arrangements.state != breached then {NEVER}"
        " else if arrangement.state = breached then arrangement.oldest_missed_on + 1 days"
        " else if not(is missing(arrangement.oldest_missed_on))"
        f" then arrangement.oldest_missed_on + {grace + 1} days"
        f" else arrangement.next_instalment_due + {grace + 1} days",
        Titles("dag waarop de regeling is verbroken", "day on which the arrangement was broken"),
    )
    defining.add(
        PENDING,
        "invoice",
        f"not({_NO_PLAN}) and count(arrangement where arrangements.state = pending and ({COVERS})) > 0",
        Titles("een betalingsregeling wacht op bevestiging", "an arrangement awaits its confirmation"),
    )
    defining.add(
        BROKEN_ON,
        "invoice",
        f"if {_NO_PLAN} then {NEVER} else max(arrangement.broken_on where {COVERS}, default {NEVER})",
        Titles("dag waarop een regeling is verbroken", "day on which an arrangement was broken"),
    )
    return states


def _waiting(confirm: Span | None, defining: Defining) -> tuple[tuple[str, str, Titles], ...]:
    """The states of a plan that is not confirmed in writing yet; none where that is not asked."""
    if confirm is None:
        return ()
    defining.add(
        "arrangements.unconfirmed",
        RECORD,
        "arrangement.state = active and (is missing(arrangement.written_confirmation_at)"
        " or arrangement.written_confirmation_at > as_of)",
        Titles("regeling is niet schriftelijk bevestigd", "arrangement was not confirmed in writing"),
    )
    late = f"arrangements.unconfirmed and as_of > {confirm.after('arrangement.agreed_at')}"
    return (
        ("unconfirmed", late, Titles("regeling is niet op tijd bevestigd", "arrangement was not confirmed in time")),
        (
            "pending",
            "arrangements.unconfirmed",
            Titles("regeling wacht op bevestiging", "arrangement awaits its confirmation"),
        ),
    )
