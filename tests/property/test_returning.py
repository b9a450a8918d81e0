"""Laws of agreements over ladders: kept, they take the place of the ladder; broken, they lead back to a step of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from creditpolicy.backends.interpreter import decide
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.vocabulary import Titles
from tests.property.deciding import PROFILE
from tests.property.ladders import AS_OF, answers_of_the_day, maybe, program_of

ONE_DAY = timedelta(days=1)
DAYS = 75
CUSTOMER = {"debtor_type": "business", "legal_name": "A", "registration_number": "1", "insolvency_flag": False}
LIVES = settings(max_examples=max(1, PROFILE.max_examples // 8))
"""Each looks at every day of an invoice."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A ladder of so many steps, where it is gone on, and what the section `arrangements` says otherwise."""

    text: str
    catch_up: str
    count: int
    announcing: int
    after: int
    promise_step: int
    plan_step: int | None
    tolerance: int
    grace: int

    def expired(self, announced: date, day: date) -> bool:
        return announced + timedelta(days=self.after) <= day


@st.composite
def policies(draw: st.DrawFn) -> Agreed:
    """Steps after the due date, of which one announces the last, which hands over."""
    count = draw(st.integers(3, 5))
    announcing = draw(st.integers(0, count - 2))
    after, tolerance, grace = draw(st.integers(1, 14)), draw(st.integers(0, 5)), draw(st.integers(0, 6))
    catch_up = draw(st.sampled_from(("sequential", "jump", "skip")))
    promise_step = draw(st.integers(0, count - 2))
    plan_step = draw(st.none() | st.integers(0, count - 2))
    end, steps = 0, []
    for index in range(count):
        first = end + draw(st.integers(1, 7))
        end = first + draw(st.integers(0, 4))
        what = "escalate: collection, terminal: true" if index == count - 1 else "channel: [letter], tone: firm"
        said = f", announces: {{action: hand_over, after: {after} days}}" if index == announcing else ""
        steps.append(f"        - {{id: s{index}, window: {first}..{end} days after due_date, {what}{said}}}")
    missed = "escalate: collection" if plan_step is None else f"step: s{plan_step}"
    refusing = draw(st.sampled_from(([], ["    not_after_broken: 2"])))
    offer = draw(st.sampled_from(([], ["    offer: {when: customer.broken_promises_12m < 2, start_after: 14 days}"])))
    confirming = draw(st.sampled_from(([], ["    confirm_in_writing_within: 3 days"])))
    lines = [
        "policy: agreed",
        "language: 1",
        'version: "1"',
        "currency: EUR",
        "reminders:",
        "  if_undecided: manual",
        "  stop_when: [promise_open, arrangement_active, arrangement_pending]",
        "  ladders:",
        "    main:",
        f"      catch_up: {catch_up}",
        "      steps:",
        *steps,
        "  assign:",
        "    hit: first",
        "    table: |",
        "      customer.debtor_type || ladder",
        "      -                    || main",
        "escalation:",
        "  - {id: collection, hand_over: {requires: [handover_announced, announcement_expired, no_open_dispute]}}",
        "arrangements:",
        "  if_undecided: refer",
        "  promise:",
        "    longest: 60 days",
        f"    tolerance: {tolerance} days",
        *refusing,
        *confirming,
        f"    when_broken: {{step: s{promise_step}}}",
        "  plan:",
        "    longest: 12 months",
        "    instalment_at_most: 100 EUR",
        *draw(st.sampled_from(([], ["    instalment_at_least: 10 EUR"]))),
        "    written_confirmation: required",
        f"    confirm_within: {draw(st.integers(1, 9))} days",
        f"    when_missed: {{after: {grace} days, {missed}}}",
        *offer,
        "",
    ]
    text = "\n".join(lines)
    return Agreed(text, catch_up, count, announcing, after, promise_step, plan_step, tolerance, grace)


def said_on(agreed: Agreed, facts: dict[str, Any], day: date) -> dict[str, Any]:
    found: dict[str, Any] = answers_of_the_day(program_of(agreed.text), facts, day)["F1"]
    return found


def asked(agreed: Agreed, point: str, facts: dict[str, Any], on: date) -> Any:
    program = program_of(agreed.text)
    case = read_case(facts, program.vocabulary, on)
    return decide(program, program.points[point], case, lambda *_: Titles("", "")).to_dict()["outcome"]


def day(low: int, high: int) -> st.SearchStrategy[date]:
    return st.integers(low, high).map(lambda count: AS_OF + timedelta(days=count))


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A plan in whatever state, that a case brings."""
    made = {
        "id": "A1",
        "state": draw(st.sampled_from(("active", "active", "proposed", "completed", "breached"))),
        "agreed_at": draw(day(-60, -1)),
        "written_confirmation_at": draw(st.none() | day(-60, 0)),
        "oldest_missed_on": draw(maybe(day(-40, -1))),
        "next_instalment_due": draw(maybe(day(-30, 30))),
        "missed_count": draw(maybe(st.sampled_from(("0", "1")))),
    }
    return {key: value for key, value in made.items() if value is not None}


def case_of(contacts: list[dict[str, Any]], **lists: Any) -> dict[str, Any]:
    invoice = {"invoice_id": "F1", "invoice_date": AS_OF - 60 * ONE_DAY, "due_date": AS_OF - 30 * ONE_DAY}
    return {
        "customer": {
            "debtor_type": "business",
            "legal_name": "A",
            "registration_number": "1",
            "insolvency_flag": False,
        },
        "invoices": [invoice | {"amount_open": "100 EUR", "arrangement_id": "A1"}],
        "contacts": contacts,
        "promises": [],
        "disputes": [],
        "arrangements": [],
        **lists,
    }


@LIVES
@given(policies(), plans(), st.integers(0, 40))
def test_a_plan_that_is_kept_takes_the_place_of_the_ladder(agreed, plan, later):
    on = AS_OF + timedelta(days=later)
    facts = case_of([], arrangements=[plan])
    state = asked(agreed, "arrangement", facts, on)["arrangements"]["A1"]["state"]
    said = said_on(agreed, facts, on)

    if state == "active":
        assert (said["stopped"], said["step"], said["due_now"]) == ("arrangement_active", None, False)
    elif state in {"completed", "breached"}:
        assert said["stopped"] is None


class Broken:
    """An invoice for which something is promised on one day and never paid; what is due is done, but for some days."""

    def __init__(self, agreed: Agreed, promised: dict[str, Any], skipped: set[int]) -> None:
        self.agreed = agreed
        self.contacts: list[dict[str, Any]] = []
        self.said: dict[date, dict[str, Any]] = {}
        self.sent: list[tuple[date, int]] = []
        self.broken_on: date = promised["date"] + timedelta(days=agreed.tolerance + 1)
        for count in range(DAYS):
            today = AS_OF - 30 * ONE_DAY + count * ONE_DAY
            facts = case_of(list(self.contacts), promises=[promised] if promised["made_at"] <= today else [])
            answer = said_on(agreed, facts, today)
            self.said[today] = answer
            acts = answer["due_now"] and count not in skipped
            if acts and (answer["step"] != f"s{agreed.count - 1}" or self._yes(answer)):
                self.sent.append((today, int(answer["step"][1:])))
                contact = {"at": today, "invoice_id": "F1", "step_id": answer["step"], "outcome": "delivered"}
                self.contacts.append(contact)

    def _yes(self, answer: dict[str, Any]) -> bool:
        return bool(answer["hand_over"]["answer"] == "yes")

    def done(self, index: int, until: date, since: date = date.min) -> list[date]:
        """On which days a step was done from `since` and before `until`."""
        return [at for at, step in self.sent if step == index and since <= at < until]


Drawn: TypeAlias = tuple[Agreed, dict[str, Any], set[int]]
"""What a life begins with. It is lived in the test, for drawing must be quick."""


@st.composite
def broken(draw: st.DrawFn) -> Drawn:
    agreed = draw(policies())
    made = draw(day(-29, 25))
    promise = {"id": "P1", "invoice_id": "F1", "made_at": made, "date": made + draw(st.integers(0, 20)) * ONE_DAY}
    skipped = draw(st.just(set()) | st.sets(st.integers(0, DAYS - 1), max_size=50))
    return agreed, promise | {"confirmed_at": made}, skipped


@LIVES
@given(broken())
def test_a_promise_that_is_open_takes_the_place_of_the_ladder(drawn):
    life = Broken(*drawn)
    made = next((at for at, answer in life.said.items() if answer["stopped"] == "promise_open"), None)
    for today, answer in life.said.items():
        if made is not None and made <= today < life.broken_on and life.said[made]["stopped"]:
            handed_over = life.done(life.agreed.count - 1, today)
            assert answer["due_now"] is False
            assert answer["stopped"] == ("promise_open" if not handed_over else answer["stopped"])


@LIVES
@given(broken())
def test_a_broken_promise_leads_back_to_the_step_that_is_named(drawn):
    life = Broken(*drawn)
    agreed, today = life.agreed, life.broken_on
    answer = life.said.get(today)
    if answer is None or life.done(agreed.count - 1, today):
        return
    unannounced = agreed.announcing < agreed.promise_step and not life.done(agreed.announcing, today)
    named = agreed.announcing if unannounced else agreed.promise_step

    assert answer["step"] is not None
    assert int(answer["step"][1:]) == named or (agreed.catch_up == "jump" and int(answer["step"][1:]) > named)


@LIVES
@given(broken())
def test_what_was_announced_before_an_agreement_is_announced_again_after_it(drawn):
    life = Broken(*drawn)
    agreed = life.agreed
    for today, answer in life.said.items():
        if answer["hand_over"]["answer"] != "yes":
            continue
        afresh = today >= life.broken_on and agreed.announcing >= agreed.promise_step
        announced = life.done(agreed.announcing, today, life.broken_on if afresh else date.min)
        assert announced
        assert agreed.expired(max(announced), today)


@LIVES
@given(broken())
def test_after_a_broken_promise_no_step_is_done_twice_more(drawn):
    life = Broken(*drawn)
    for index in range(life.agreed.count):
        before = life.done(index, life.broken_on)
        after = life.done(index, date.max, life.broken_on)
        assert len(before) <= 1
        assert len(after) <= 1
        if index == life.agreed.count - 1 or index < life.agreed.promise_step:
            assert len(before) + len(after) <= 1


@LIVES
@given(policies(), plans(), st.integers(0, 40))
def test_a_broken_plan_leads_back_to_the_step_that_is_named(agreed, plan, later):
    on = AS_OF + timedelta(days=later)
    facts = case_of([], arrangements=[plan | {"written_confirmation_at": plan["agreed_at"]}])
    answer = asked(agreed, "arrangement", facts, on)["arrangements"]["A1"]
    said = said_on(agreed, facts, on)
    if agreed.plan_step is None or answer["state"] != "breached" or answer["broken_on"] is None:
        return

    assert answer["next_step"] == f"s{agreed.plan_step}"
    named = min(agreed.announcing, agreed.plan_step)
    assert said["step"] is not None
    assert int(said["step"][1:]) == named or (agreed.catch_up != "sequential" and int(said["step"][1:]) > named)
