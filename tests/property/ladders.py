"""Policies with a ladder of whatever steps, and the history of a customer who climbs it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from creditpolicy.backends.interpreter import Evaluation, decide
from creditpolicy.backends.interpreter.asked import Asked
from creditpolicy.decision.decision import frozen
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.ir import Program
from creditpolicy.loading import load_text

AS_OF = date(2026, 2, 20)
FOREIGN = ("elsewhere", "long_ago")
NOT_DELIVERED = "undelivered"
ACTIONS = ("hand_over", "hand_over", "interest_and_costs", "stop_delivery", "other")
GOALS = ["          goal: |", "            customer.segment || goal", "            good             || ask_kindly"]
_HEAD = """\
policy: climbing
language: 1
version: "1"
currency: EUR
calendar: NL
facts:
  customer.mood: {type: enum, values: [calm, angry], max_age: 30 days}
segments:
  - {id: good, when: customer.relationship_months > 24}
  - {id: rest, otherwise: true}
reminders:
  if_undecided: manual
  stop_when: [promise_open, dunning_blocked]
"""
_OTHER = """\
    other:
      catch_up: sequential
      steps:
        - {id: elsewhere, at: 9 days after due_date, channel: [letter], tone: firm, terminal: true}
"""
_ASSIGN = """\
  assign:
    hit: first
    table: |
      customer.segment || ladder
      good             || main
      -                || other
"""


@dataclass(frozen=True, slots=True)
class StepMade:
    """A step as it was written: days from its anchor, days before what it announces may follow."""

    id: str
    anchor: str
    first: int
    last: int
    announces: int | None
    escalates: bool
    passed_below: int | None = None
    held_below: int | None = None
    action: str = "hand_over"
    business: bool = False

    @property
    def logged_as(self) -> tuple[str, str]:
        """Its id, and the one that it had in an older version."""
        return self.id, f"old_{self.id}"


@dataclass(frozen=True, slots=True)
class LadderMade:
    """A ladder and the policy that it stands in."""

    catch_up: str
    min_gap: int
    steps: tuple[StepMade, ...]
    cap: tuple[int, int] | None
    ceiling: bool
    not_on: tuple[str, ...]
    text: str

    @property
    def step_ids(self) -> tuple[str, ...]:
        """What the log may call its steps."""
        return tuple(one for step in self.steps for one in step.logged_as)


@st.composite
def ladders(draw: st.DrawFn, catch_up: str | None = None) -> LadderMade:
    """A ladder that can be written: windows of one anchor follow each other, a hand-over is announced."""
    count = draw(st.integers(1, 6))
    hands_over = count > 1 and draw(st.booleans())
    announcing = draw(st.integers(0, count - 2)) if hands_over else -1
    business = draw(st.integers(1, 3)) == 1
    ends = {"due_date": draw(st.integers(-12, 3)), "invoice_date": draw(st.integers(-1, 8)), "notice_received": -1}
    steps = []
    for index in range(count):
        anchors = ["due_date", "due_date", "invoice_date", "notice_received", "previous_step"][: 5 if index else 4]
        anchor = draw(st.sampled_from(anchors))
        if anchor == "previous_step":
            first = draw(st.integers(1, 12))
            last = first + draw(st.integers(0, 3))
        else:
            first = ends[anchor] + draw(st.integers(1, 9))
            last = first + draw(st.integers(0, 4))
            last = min(last, -1) if first < 0 else last
            # No business day after a Sunday is Monday, and so is the first one: they would touch.
            first, last = (1, max(1, last)) if business and first == 0 else (first, last)
            ends[anchor] = last
        announces = (
            draw(st.integers(1, 14))
            if index == announcing or (index < count - 1 and draw(st.integers(1, 6)) == 1)
            else None
        )
        last_one = index == count - 1
        passed = draw(st.sampled_from((None, None, 60, 150))) if announces is None and not last_one else None
        held = draw(st.sampled_from((None, None, None, 60, 150))) if passed is None else None
        action = "hand_over" if index == announcing else draw(st.sampled_from(ACTIONS))
        escalates = hands_over and last_one
        steps.append(StepMade(f"s{index}", anchor, first, last, announces, escalates, passed, held, action, business))
    rule = catch_up or draw(st.sampled_from(("sequential", "jump", "skip")))
    min_gap = draw(st.integers(0, 4))
    needs = draw(st.booleans())
    requires = draw(
        st.sampled_from(("[no_open_dispute]", "[handover_announced, announcement_expired, no_open_dispute]"))
    )
    cap = draw(st.none() | st.tuples(st.integers(1, 2), st.integers(1, 9)))
    ceiling = draw(st.booleans())
    not_on = draw(st.sampled_from(((), ("weekend",), ("weekend", "holiday"), ("friday", "sunday"))))
    lines = [
        _HEAD.rstrip(),
        *draw(_beside(cap, not_on, ceiling=ceiling)),
        f"  min_gap: {min_gap} days",
        "  ladders:",
        "    main:",
        f"      catch_up: {rule}",
        "      steps:",
    ]
    for step in steps:
        lines += [*_written(step, last=step is steps[-1], needs=needs), *draw(_for_people(step))]
    lines.append(_OTHER.rstrip())
    lines.append(_ASSIGN.rstrip())
    back_to = draw(st.sampled_from((None, *(step.id for step in steps))))
    if back_to is not None:
        lines += ["arrangements:", "  if_undecided: refer"]
        lines += [f"  promise: {{longest: 400 days, when_broken: {{step: {back_to}}}}}"]
    if hands_over:
        lines += ["escalation:", f"  - {{id: collection, hand_over: {{requires: {requires}}}}}"]
    return LadderMade(rule, min_gap, tuple(steps), cap, ceiling, not_on, "\n".join([*lines, ""]))


@st.composite
def _beside(draw: st.DrawFn, cap: tuple[int, int] | None, not_on: tuple[str, ...], *, ceiling: bool) -> list[str]:
    """What holds for all ladders, or does not."""
    preferences = st.sampled_from(("customer.payday", "customer.preferred_weekday"))
    lines = [f"  channels: {draw(st.sampled_from(('[letter]', '[customer.preferred_channel, letter]')))}"]
    lines += [f"  caps: {{contacts: {cap[0]} per {cap[1]} days}}"] if cap else []
    lines += [f"  not_on: [{', '.join(not_on)}]"] if not_on else []
    lines += ["  tone_ceiling: {good: friendly}"] if ceiling else []
    lines += draw(st.sampled_from(([], ["  minimum: 70 EUR"])))
    lines += draw(st.sampled_from(([], ["  credit_notes: net"])))
    prefer = draw(st.lists(preferences, unique=True))
    lines += [f"  prefer: [{', '.join(prefer)}]"] if prefer else []
    tone = draw(st.sampled_from((None, "highest", "leading oldest", "each")))
    per = draw(st.sampled_from(("customer", "payer")))
    return lines + ([f"  consolidate: {{per: {per}, tone: {tone}}}"] if tone else [])


@st.composite
def _for_people(draw: st.DrawFn, step: StepMade) -> list[str]:
    """What changes neither the step nor its day."""
    lines = draw(st.sampled_from(([], ["          approval: manual"], ["          approval: automatic"])))
    lines += draw(st.sampled_from(([], ["          brief: [customer.segment, invoice.days_overdue]"])))
    if not step.escalates:
        lines += draw(st.sampled_from(([], ["          template: ours"])))
        lines += draw(st.sampled_from(([], ["          outcome_required: non_payment_reason"])))
        lines += draw(st.sampled_from(([], ["          goal: find_reason"], GOALS)))
    return lines


def _written(step: StepMade, *, last: bool, needs: bool) -> list[str]:
    side = "before" if step.first < 0 else "after"
    first, until = sorted((abs(step.first), abs(step.last)))
    days_ = "business days" if step.business else "days"
    when = f"at: {first} {days_}" if first == until else f"window: {first}..{until} {days_}"
    lines = [f"        - id: {step.id}", f"          {when} {side} {step.anchor}"]
    if step.escalates:
        lines.append("          escalate: collection")
    else:
        lines += ["          channel: [email, phone]", "          tone: firm"]
    if step.announces is not None:
        lines.append(f"          announces: {{action: {step.action}, after: {step.announces} days}}")
    lines.append(f"          replaces: [old_{step.id}]")
    if step.passed_below is not None:
        lines += [f"          minimum: {step.passed_below} EUR", "          below: skip"]
    if step.held_below is not None:
        lines += [f"          minimum: {step.held_below} EUR", "          below: hold"]
    if needs and not step.escalates:
        lines.append("          requires: {when: customer.mood = calm, else_do: calm_down}")
    if last:
        lines.append("          terminal: true")
    return lines


days = st.integers(-70, 40).map(lambda count: AS_OF + timedelta(days=count))
outcomes = st.sampled_from((None, "delivered", NOT_DELIVERED, "answered", "no_answer"))
INVOICES = ("F1", "F2")
PAYERS = ("C-1", "P.2")


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or nothing in two cases of three."""
    return st.none() | st.none() | values


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in facts.items()
        if value is not None
    }


@st.composite
def contacts(draw: st.DrawFn, steps: tuple[str, ...]) -> list[dict[str, Any]]:
    """Contacts in no order: also to come, of other steps or of none, and some that did not arrive."""
    made = st.fixed_dictionaries(
        {
            "at": days,
            "invoice_id": st.sampled_from(INVOICES),
            "step_id": st.none() | st.sampled_from((*steps, *steps, *FOREIGN)),
            "direction": maybe(st.sampled_from(("inbound", "outbound"))),
            "outcome": outcomes,
        }
    )
    return [_given(one) for one in draw(st.lists(made, max_size=5))]


@st.composite
def histories(draw: st.DrawFn, steps: tuple[str, ...]) -> dict[str, Any]:
    """Facts of a customer of whom all that is needed is known, with everything that stops a reminder in between."""
    quiet = draw(st.booleans())
    stopping = st.none() if quiet else maybe(days)
    customer = {
        "segment": draw(st.sampled_from(("good", "good", "good", "rest"))),
        "credit_decision_valid_until": draw(maybe(days)),
        "email": "a@example.com",
        "customer_id": draw(st.none() | st.sampled_from(PAYERS)),
        "payer_id": draw(st.none() | st.none() | st.sampled_from(PAYERS)),
        "opt_outs": draw(st.none() | st.just(["email"])),
        "dunning_block": None if quiet else draw(maybe(st.booleans())),
        "dunning_block_until": draw(stopping),
        **draw(habits()),
    }
    customer = _given(customer)
    mood = {"value": draw(st.sampled_from(("calm", "angry"))), "as_of": draw(days).isoformat()}
    customer |= draw(st.sampled_from(({}, {"mood": mood})))
    promise = st.fixed_dictionaries(
        {
            "invoice_id": st.none() | st.sampled_from(INVOICES),
            "date": days,
            "made_at": maybe(days),
            "broken_at": maybe(days),
            "tolerance_days": maybe(st.integers(0, 6)),
            "amount": maybe(st.sampled_from(("40 EUR", "100 EUR"))),
        }
    )
    dispute = st.fixed_dictionaries(
        {
            "invoice_id": st.none() | st.sampled_from(INVOICES),
            "opened_at": maybe(days),
            "resolved_at": maybe(days),
            "amount_disputed": maybe(st.sampled_from(("60 EUR", "100 EUR"))),
        }
    )
    return {
        "customer": customer,
        "invoices": [draw(invoices(name, stopping)) for name in INVOICES[: draw(st.integers(1, 2))]],
        "contacts": draw(contacts(steps)),
        "promises": [] if quiet else [_given(one) for one in draw(st.lists(promise, max_size=2))],
        "disputes": [] if quiet else [_given(one) for one in draw(st.lists(dispute, max_size=2))],
    }


@st.composite
def habits(draw: st.DrawFn) -> dict[str, Any]:
    """When and how a customer likes to hear from us."""
    found = {
        "quiet_until": draw(maybe(days)),
        "preferred_weekday": draw(maybe(st.sampled_from(("monday", "thursday", "sunday")))),
        "payday": draw(maybe(st.integers(1, 31))),
        "preferred_channel": draw(maybe(st.sampled_from(("email", "phone", "visit")))),
    }
    return _given(found)


@st.composite
def invoices(draw: st.DrawFn, name: str, stopping: st.SearchStrategy[Any]) -> dict[str, Any]:
    """An invoice of 100 EUR, now and then paid, extended or blocked."""
    made = AS_OF + timedelta(days=draw(st.integers(-60, 20)))
    due = made + timedelta(days=draw(st.integers(0, 30)))
    return _given(
        {
            "invoice_id": name,
            "payer_id": draw(st.none() | st.sampled_from(PAYERS)),
            "invoice_date": made,
            "due_date": due,
            "amount_open": draw(st.sampled_from(("100 EUR", "100 EUR", "55 EUR", "0 EUR", "-60 EUR"))),
            "notice_received_at": draw(st.none() | days),
            "agreed_extension_until": draw(
                st.none() | st.none() | st.just(due + timedelta(days=draw(st.integers(1, 25))))
            ),
            "dunning_block_until": draw(stopping),
        }
    )


@lru_cache(maxsize=256)
def program_of(text: str) -> Program:
    """The program of a ladder's policy, which is fine."""
    loaded = load_text("climbing.yaml", text)
    assert loaded.program is not None, (text, [finding.message for finding in loaded.diagnostics])
    return loaded.program


def answers(program: Program, facts: dict[str, Any], as_of: date) -> dict[str, Any]:
    """What `collect` says of each invoice."""
    case = read_case(facts, program.vocabulary, as_of)
    decision = decide(program, program.points["collect"], case, lambda *_: Titles("", ""))
    return dict(decision.outcome["invoices"])  # type: ignore[arg-type]  # an object by its schema


def answers_of_the_day(program: Program, facts: dict[str, Any], as_of: date) -> dict[str, Any]:
    """The same without the day of the next change, which takes its time."""
    evaluation = Evaluation(program, read_case(facts, program.vocabulary, as_of))
    outcome, _, _ = Asked(evaluation, program.points["collect"], with_next_change=False).outcome()
    return dict(frozen(outcome["invoices"]))  # type: ignore[arg-type]  # an object by its schema
