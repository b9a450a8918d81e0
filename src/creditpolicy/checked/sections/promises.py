"""Promises to pay: which are agreed to, until when they keep reminders away, and when they are broken.

How a promise ended is what was recorded. Where nothing was, it was kept if nothing is open any more on what it covers,
and broken if it was for the whole of it; of a promise of a part that can't be known.
"""

from dataclasses import dataclass

from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.affordable import amount_written
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.defining import NEVER, Defining
from creditpolicy.checked.sections.follow_up import check_step, step_type
from creditpolicy.checked.sections.service_level import read_within
from creditpolicy.checked.spans import Span
from creditpolicy.diagnostics import Code, Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Amounts, Answer, Choose, Const, Formula, Output, Point, Row, Table
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import whole_number
from creditpolicy.syntax.tree.arrangements import PromiseNode
from creditpolicy.values.types import BooleanType, DateType, EnumType, Type

RECORD, BROKEN_ON = "promise", "invoice.promise_broken_on"
ANSWER = EnumType("promises.answer", ("accept", "refer", "refuse"), ordered=True)
STATE = EnumType("promises.state", ("open", "not_agreed", "unconfirmed", "kept", "partly_kept", "broken"))
_OUTCOME = EnumType("promises.outcome", ("none", "kept", "partly_kept", "broken"))
_MOST_BROKEN = 1000
_COVERS = "is missing(promise.invoice_id) or promise.invoice_id = invoice.invoice_id"
_STATES = (
    ("kept", "promises.outcome = kept", Titles("toezegging is nagekomen", "promise was kept")),
    (
        "partly_kept",
        "promises.outcome = partly_kept",
        Titles("toezegging is gedeeltelijk nagekomen", "promise was kept in part"),
    ),
    ("broken", "promises.outcome = broken", Titles("toezegging is niet nagekomen", "promise was broken")),
    (
        "unconfirmed",
        "promise.unconfirmed",
        Titles("toezegging is niet op tijd bevestigd", "promise was not confirmed in time"),
    ),
    ("open", "promise.is_agreed", Titles("toezegging loopt nog", "promise is open")),
    ("not_agreed", None, Titles("toezegging is niet afgesproken", "promise was not agreed to")),
)
_HAPPENED = "promises.outcome in (broken, partly_kept)"


def promise_outputs() -> dict[str, tuple[Type, str | None]]:
    """What the section publishes of each promise, and of each invoice about its promises."""
    return {
        "promises.answer": (ANSWER, RECORD),
        "promises.state": (STATE, RECORD),
        "promises.outcome": (_OUTCOME, RECORD),
        "promise.is_agreed": (BooleanType(), RECORD),
        "promise.unconfirmed": (BooleanType(), RECORD),
        "promise.still_owed": (BooleanType(), RECORD),
        "promise.broken_on": (DateType(), RECORD),
        BROKEN_ON: (DateType(), "invoice"),
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the policy asks of promises; `confirm` is the time for the confirmation, `most` the largest amount."""

    longest: int
    confirm: Span | None
    most_broken: int | None
    most: Formula | None
    most_at: Place | None


def check_promises(node: PromiseNode, refer: Scalar, context: Context) -> Part:
    """The table of answers, how a promise stands and ended, and the point `promise`."""
    asked = _asked(node, context)
    step = check_step(node.when_broken.step, context)
    if asked is None or step is None:
        return Part()
    defining = Defining(context.scope, node.here)
    _define_ending(defining, asked)
    table = _answers(node, asked, defining)
    states = _states(defining)
    return Part(
        definitions=tuple(defining.made), tables=(table, states), points=(_point(asked, step, refer, defining),)
    )


def _asked(node: PromiseNode, context: Context) -> _Asked | None:
    findings = context.findings
    before = len(findings.made)
    longest = context.days(node.longest)
    confirm = None if node.confirm_in_writing_within is None else read_within(node.confirm_in_writing_within, context)
    if node.tolerance is not None:
        context.days(node.tolerance)
    broken = None if node.not_after_broken is None else findings.take(whole_number(node.not_after_broken))
    if broken is not None and node.not_after_broken is not None and not 1 <= broken <= _MOST_BROKEN:
        message = f"`not_after_broken: {broken}` lies outside 1 to {_MOST_BROKEN}"
        findings.add(Code.BAD_NUMBER, message, node.not_after_broken.at, "write `2`, or leave the key out")
    most = None if node.amount_at_most is None else amount_written(node.amount_at_most, context, compared=True)
    if len(findings.made) > before or longest is None:
        return None
    most_at = None if node.amount_at_most is None else node.amount_at_most.at
    return _Asked(longest, confirm, broken, most, most_at)


def _define_ending(defining: Defining, asked: _Asked) -> None:
    """Whether it was confirmed in time, how it ended, and on what day it was broken."""
    late = "false"
    if asked.confirm is not None:
        late = (
            "(is missing(promise.confirmed_at) or promise.confirmed_at > as_of)"
            f" and as_of > {asked.confirm.after('promise.made_at')}"
        )
    defining.add(
        "promise.unconfirmed",
        RECORD,
        late,
        Titles("toezegging is niet op tijd bevestigd", "promise was not confirmed in time"),
    )
    defining.add(
        "promise.still_owed",
        RECORD,
        f"any(invoice.amount_open > 0 where {_COVERS})",
        Titles("op de toegezegde facturen staat nog iets open", "something is still open on the promised invoices"),
    )
    defining.add(
        "promises.outcome",
        RECORD,
        "if not(is missing(promise.state)) and promise.state = kept then kept"
        " else if (not(is missing(promise.broken_at)) and promise.broken_at <= as_of)"
        " or (not(is missing(promise.state)) and promise.state = broken) then broken"
        " else if promise.last_day >= as_of then none"
        " else if not(is missing(promise.broken_at)) then broken"
        " else if not(is missing(promise.state)) and promise.state = partly_kept then partly_kept"
        " else if not(promise.still_owed) then kept"
        " else if promise.unconfirmed then none"
        " else if is missing(promise.amount) then broken"
        # Of a part it is not known which: then it takes what was recorded, and is unknown where nothing was.
        " else if promise.state = open then broken else kept",
        Titles("afloop van de toezegging", "how the promise ended"),
        expected=_OUTCOME,
    )
    # INVARIANT: the day does not move as days go by; one that was noted too late is not later than the day it was.
    defining.add(
        "promise.broken_on",
        RECORD,
        f"if not({_HAPPENED}) then {NEVER}"
        " else if is missing(promise.broken_at) and promise.last_day >= as_of then promise.broken_at"
        " else if is missing(promise.broken_at) then promise.last_day + 1 days"
        " else min(promise.broken_at, promise.last_day + 1 days)",
        Titles("dag waarop de toezegging is verbroken", "day on which the promise was broken"),
    )
    defining.add(
        BROKEN_ON,
        "invoice",
        f"max(promise.broken_on where {_COVERS}, default {NEVER})",
        Titles("dag waarop een toezegging is verbroken", "day on which a promise was broken"),
    )


def _answers(node: PromiseNode, asked: _Asked, defining: Defining) -> Table:
    """Refused after too many broken ones, referred where too long or too much, accepted otherwise."""
    rows: list[Row] = []

    def row(called: str, guard: Formula | None, answer: str, nl: str, en: str) -> None:
        because = node.because.text if node.because else None
        given = (Const(answer, ANSWER),)
        rows.append(Row(called, (), guard, given, node.here, guard is None, titles=Titles(nl, en), because=because))

    if asked.most_broken is not None:
        refused = defining.formula(f"customer.broken_promises_12m >= {asked.most_broken}", RECORD)
        nl, en = f"al {asked.most_broken} toezeggingen of meer niet nagekomen", "too many promises were broken already"
        row("broken_before", refused, "refuse", nl, en)
    too_long = defining.formula(f"promise.date > promise.made_at + {asked.longest} days", RECORD)
    row("too_long", too_long, "refer", f"langer dan {asked.longest} dagen", f"longer than {asked.longest} days")
    if asked.most is not None and asked.most_at is not None:
        largest = "promises.most"
        if isinstance(asked.most, Amounts):
            # A threshold for each currency is one only beside an amount: the promise tells which of them is meant.
            largest = asked.most.name
        else:
            defining.add_amount(largest, asked.most, Titles("hoogste toezegging", "largest promise"), asked.most_at)
        # Without an amount, all that is open on what it covers.
        promised = (
            "if is missing(promise.amount) then"
            f" sum(invoice.amount_open where invoice.amount_open > 0 and ({_COVERS})) else promise.amount"
        )
        defining.add("promises.promised", RECORD, promised, Titles("toegezegd bedrag", "amount promised"))
        too_much = defining.formula(f"promises.promised > {largest}", RECORD)
        row("too_much", too_much, "refer", "meer dan de klant kan betalen", "more than the customer can pay")
    row("fits", None, "accept", "toezegging past in het beleid", "promise is within the policy")
    outputs = (Output("promises.answer", ANSWER),)
    defining.scope = defining.scope.adding({"promises.answer": (ANSWER, RECORD)})
    return Table("promises", RECORD, "first", None, (), tuple(rows), outputs, None, node.here)


def _states(defining: Defining) -> Table:
    """Agreed to by the policy, or referred and then confirmed by us; and how it stands."""
    defining.add(
        "promise.is_agreed",
        RECORD,
        "promises.answer = accept or (promises.answer = refer"
        " and not(is missing(promise.confirmed_at)) and promise.confirmed_at <= as_of)",
        Titles("toezegging is afgesproken", "promise was agreed to"),
    )
    return defining.choose("promises.states", "promises.state", STATE, RECORD, _STATES)


def _point(asked: _Asked, step: str, refer: Scalar, defining: Defining) -> Point:
    """Once a promise has ended there is no more to answer about it, but what follows."""
    steps = step_type(defining.scope)
    happened = defining.formula(_HAPPENED, RECORD)
    answers = (
        Answer(
            "promise", defining.only("promises.outcome = none and promise.last_day >= as_of", "promises.answer", RECORD)
        ),
        Answer("state", defining.formula("promises.state", RECORD)),
        Answer("deadline", defining.formula("promise.last_day", RECORD)),
        *(
            []
            if asked.confirm is None
            else [Answer("confirm_by", defining.formula(asked.confirm.after("promise.made_at"), RECORD))]
        ),
        Answer("broken_on", defining.only(_HAPPENED, "promise.broken_on", RECORD)),
        Answer("next_step", Choose(happened, Const(step, steps), Const(None, steps), steps)),
        *(
            []
            if asked.most_broken is None
            else [Answer("broken_in_12_months", defining.formula("customer.broken_promises_12m", RECORD))]
        ),
    )
    fallback = (("promise", Const(refer.text, ANSWER)),)
    return Point(
        "promise",
        (),
        RECORD,
        "promise.id",
        answers,
        fallback,
        "promises",
        looks_ahead=True,
        by_currency=False,
    )
