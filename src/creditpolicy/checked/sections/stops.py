"""What stops reminders about an invoice, in which order, and until when as far as that is known."""

from creditpolicy.checked.expressions import check_condition
from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.next_step import BLOCK_REASON
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Code, Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Choose, Const, Formula, Holds, Output, Read, Row, Table
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.tree.reminders import RemindersNode
from creditpolicy.values.types import DateType, EnumType

PAID, NOTHING_TO_CHASE = "paid", "nothing_to_chase"
CREDIT, TOO_LITTLE = "covered_by_credit", "below_minimum"
FINISHED, UNASSIGNED = "ladder_finished", "no_ladder"
NOT_STOPPED = "none"
STOP = "reminders.stop"
_BLOCKED_HERE = (
    "(if is missing(invoice.dunning_block)"
    " then not(is missing(invoice.dunning_block_until)) and invoice.dunning_block_until >= as_of"
    " else invoice.dunning_block and (is missing(invoice.dunning_block_until) or invoice.dunning_block_until >= as_of))"
)
_PROMISED_UNTIL = (
    "max(promise.last_day where promise.is_open"
    " and (is missing(promise.invoice_id) or promise.invoice_id = invoice.invoice_id), default 1900-01-01)"
)
_NO_DAY = Const(None, DateType())
_NO_REASON = Const(None, BLOCK_REASON)
Stop = tuple[str, Formula]


def read_stops(node: RemindersNode, context: Context) -> list[Stop] | None:
    """What stops a reminder, by the policy's own words; None where one is in error (reported)."""
    found: dict[str, Formula] = {}
    before = len(context.findings.made)
    for scalar in node.stop_when or ():
        formula = check_condition(Fragment.whole(scalar), context.scope, context.findings)
        if scalar.text in found:
            context.findings.add(
                Code.DUPLICATE_ID, f"`{scalar.text}` stops reminders twice", scalar.at, "leave one out"
            )
        if formula is not None:
            found[scalar.text] = formula
    return list(found.items()) if len(context.findings.made) == before else None


def stop_words(stops: list[Stop]) -> EnumType:
    """Everything that an invoice may be stopped by, as it is answered."""
    own = tuple(name for name, _ in stops)
    words = (NOT_STOPPED, PAID, *own, NOTHING_TO_CHASE, CREDIT, TOO_LITTLE, FINISHED, UNASSIGNED)
    return EnumType("stops", tuple(dict.fromkeys(words)))


def stop_table(stops: list[Stop], kind: EnumType, scope: Scope, at: Place) -> Table:
    """The first of them that holds for an invoice by itself."""
    paid = spelled("invoice.amount_open <= 0", scope, at)
    nothing = spelled("invoice.chaseable_amount <= 0", scope, at)
    guards = [(PAID, paid), *stops, (NOTHING_TO_CHASE, nothing)]
    rows = [Row(name, (), guard, (Const(name, kind),), at) for name, guard in guards]
    goes_on = Titles("niets houdt een aanmaning tegen", "nothing stops a reminder")
    rows.append(Row("goes_on", (), None, (Const(NOT_STOPPED, kind),), at, otherwise=True, titles=goes_on))
    return Table("reminders.stops", "invoice", "first", None, (), tuple(rows), (Output(STOP, kind),), None, at)


def last_day_of(stop: Formula, scope: Scope, at: Place) -> Formula:
    """The last day of a stop; nothing where that is not known."""
    match stop:
        case Holds(of=Read(name="invoice.promise_open")):
            return spelled(_PROMISED_UNTIL, scope, at) or _NO_DAY
        case Holds(of=Read(name="invoice.dunning_blocked")):
            return _last_day_of_a_block(scope, at)
        case Holds(of=Read(name="customer.dunning_stopped")):
            return _unless("is missing(customer.dunning_block_until)", "customer.dunning_block_until", scope, at)
    return _NO_DAY


def reason_of(stop: Formula, scope: Scope, at: Place) -> Formula:
    """The reason that was noted for a block, the customer's before the invoice's; nothing for other stops."""
    match stop:
        case Holds(of=Read(name="invoice.dunning_blocked")):
            here = _noted("invoice", _BLOCKED_HERE, _NO_REASON, scope, at)
            return _noted("customer", "customer.dunning_stopped", here, scope, at)
        case Holds(of=Read(name="customer.dunning_stopped")):
            return _noted("customer", "customer.dunning_stopped", _NO_REASON, scope, at)
    return _NO_REASON


def _noted(record: str, blocked: str, otherwise: Formula, scope: Scope, at: Place) -> Formula:
    fact = f"{record}.dunning_block_reason"
    condition = spelled(f"{blocked} and not(is missing({fact}))", scope, at)
    reason = spelled(fact, scope, at)
    return otherwise if condition is None or reason is None else Choose(condition, reason, otherwise, BLOCK_REASON)


def _last_day_of_a_block(scope: Scope, at: Place) -> Formula:
    """The later of both blocks; where one has no last day, nobody knows."""
    of_customer, here = "customer.dunning_block_until", "invoice.dunning_block_until"
    # Where nothing blocks, nothing has to be known either.
    dayless = (
        f"(customer.dunning_stopped and is missing({of_customer})) or ({_BLOCKED_HERE} and is missing({here}))"
        f" or not(customer.dunning_stopped or {_BLOCKED_HERE})"
    )
    both = f"if {_BLOCKED_HERE} then max({of_customer}, {here}) else {of_customer}"
    return _unless(dayless, f"if customer.dunning_stopped then ({both}) else {here}", scope, at)


def _unless(condition: str, day: str, scope: Scope, at: Place) -> Formula:
    test, found = spelled(condition, scope, at), spelled(day, scope, at)
    return _NO_DAY if test is None or found is None else Choose(test, _NO_DAY, found, DateType())
