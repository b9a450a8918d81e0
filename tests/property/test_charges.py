"""Laws of interest and costs."""

from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from creditpolicy import Policy
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.law_written import check_law
from creditpolicy.law import Law, RateRow
from creditpolicy.loading import Loaded, load_text, standard_vocabulary
from creditpolicy.values.accrual import first_day_without_rate, interest
from creditpolicy.values.delivery import delivered_by_post
from creditpolicy.values.rounding import rounded

ONE_DAY = timedelta(days=1)
days = st.dates(date(2001, 1, 1), date(2035, 12, 31))
lengths = st.integers(0, 4000)
principals = st.integers(1, 10**9).map(lambda cents: Fraction(cents, 100))
rates = st.integers(0, 2500).map(lambda points: Fraction(points, 10_000))
compounding = st.booleans()
cents = st.integers(1, 3 * 10**8)


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[date, Fraction | None]]:
    """Rates that cover every day."""
    later = sorted(draw(st.lists(days, max_size=6, unique=True)))
    return [(day, draw(rates)) for day in (date(2000, 1, 1), *later)]


@given(principals, days, lengths, lengths, tables(), compounding)
def test_a_later_day_never_gives_less_interest(principal, first, length, more, table, compounds):
    end = first + timedelta(days=length)

    now = interest(principal, first, end, table, compounds=compounds)

    assert 0 <= now <= interest(principal, first, end + timedelta(days=more), table, compounds=compounds)


@given(principals, days, lengths, tables())
def test_compound_interest_is_simple_in_the_first_year_and_never_less_after(principal, first, length, table):
    end = first + timedelta(days=length)
    both = [interest(principal, first, end, table, compounds=compounds) for compounds in (False, True)]

    assert both[0] == both[1] if length < 365 else both[0] <= both[1]


@given(principals, principals, days, lengths, tables(), compounding)
def test_interest_on_two_principals_is_the_sum(one, other, first, length, table, compounds):
    end = first + timedelta(days=length)
    apart = [interest(part, first, end, table, compounds=compounds) for part in (one, other)]

    assert interest(one + other, first, end, table, compounds=compounds) == sum(apart)


@given(principals, days, lengths, tables())
def test_simple_interest_is_counted_day_by_day(principal, first, length, table):
    """An account of its own: for each day the last rate that began."""
    by_day = [
        [rate for day, rate in table if day <= first + timedelta(days=count)][-1] for count in range(length % 400 + 1)
    ]
    end = first + timedelta(days=length % 400)

    found = interest(principal, first, end, table, compounds=False)

    assert found == principal * sum(by_day, Fraction(0)) / 365


@given(days, lengths, tables(), st.integers(0, 6))
def test_a_row_without_a_rate_is_found_where_a_day_falls_in_it(first, length, table, which):
    assume(which < len(table))
    holed = [(day, None if index == which else rate) for index, (day, rate) in enumerate(table)]
    end = first + timedelta(days=length)
    without = [
        day
        for day in (first + timedelta(days=count) for count in range(length + 1))
        if [rate for begin, rate in holed if begin <= day][-1] is None
    ]

    assert first_day_without_rate(holed, first, end) == (without[0] if without else None)


@given(days, st.integers(0, 30))
def test_a_letter_that_is_sent_later_never_arrives_earlier(sent, later):
    assert sent < delivered_by_post(sent) <= delivered_by_post(sent + timedelta(days=later))


POLICY = """
policy: charges
language: 1
version: "1"
currency: EUR
charges:
  if_undecided: none
  rules:
    - id: consumer
      when: customer.debtor_type = consumer
      interest: {rates: nl_consumer_interest}
    - id: business
      otherwise: true
      interest: {rates: nl_commercial_interest}
      costs: {scale: nl_collection_costs, after: default}
"""
TABLES = {"consumer": "nl_consumer_interest", "business": "nl_commercial_interest"}


@cache
def loaded() -> Loaded:
    return load_text("policy.yaml", POLICY)


def law() -> Law:
    return check_law(standard_vocabulary(), (), Findings())


def charged(debtor: str, due: date, as_of: date, cents: int) -> tuple[Any, tuple[str, ...]]:
    invoice = {"invoice_id": "F", "due_date": due, "amount_open": euros(cents)}
    facts = {"customer": {"debtor_type": debtor}, "invoices": [invoice]}
    decision = Policy((loaded(),)).decide("charges", facts, as_of=as_of)
    data: Any = decision.to_dict()
    return data["outcome"]["invoices"]["F"], decision.missing


def euros(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02} EUR"


def amount(text: str) -> Fraction:
    return Fraction(text.removesuffix(" EUR"))


def covering(name: str, first: date, last: date) -> list[tuple[date, RateRow | None]]:
    """For each day the row that holds, found by walking day by day."""
    rows = law().rates[name].rows
    found = []
    day = first
    while day <= last:
        begun = [row for row in rows if row.first_day <= day]
        found.append((day, begun[-1] if begun else None))
        day += ONE_DAY
    return found


@given(st.sampled_from(sorted(TABLES)), st.dates(date(1999, 1, 1), date(2027, 6, 30)), st.integers(1, 1200), cents)
def test_a_row_that_is_not_verified_is_never_used_silently(debtor, due, late, owed):
    as_of = due + timedelta(days=late)
    name = TABLES[debtor]
    unsure = [
        day
        for day, row in covering(name, due + ONE_DAY, as_of)
        if row is None or row.rate is None or row.certainty.value in {"conflict", "unverified"}
    ]

    answer, missing = charged(debtor, due, as_of, owed)

    if unsure:
        assert (answer["answer"], answer["total"]) == ("none", None)
        assert missing == (f"rates.{name} on {unsure[0]}",)
    else:
        rows = {row for _, row in covering(name, due + ONE_DAY, as_of) if row is not None}
        shown = [line for line in answer["rows_used"] if line.startswith(name)]
        assert {line.split(":")[0] for line in shown} == {f"{name} from {row.first_day}" for row in rows}
        assert all(any(row.source in line and row.certainty.value in line for row in rows) for line in shown)


OWN = """
policy: own
language: 1
version: "1"
currency: EUR
rates:
  ours:
    rows:
ROWS
charges:
  if_undecided: none
ACCEPT
  rules:
    - id: everybody
      otherwise: true
      interest: {rates: ours}
"""


@st.composite
def own_tables(draw: st.DrawFn) -> list[tuple[date, str, str]]:
    """The rows of a policy's own table: from when, the rate, how certain; none may be missing at the start."""
    later = draw(st.lists(st.dates(date(2020, 1, 2), date(2026, 12, 31)), max_size=4, unique=True))
    return [
        (day, f"{draw(st.integers(1, 12))}%", draw(st.sampled_from(("official", "code_table", "unverified"))))
        for day in (date(2020, 1, 1), *sorted(later))
    ]


@given(own_tables(), st.booleans(), st.dates(date(2020, 1, 1), date(2026, 6, 30)), st.integers(1, 400))
def test_of_its_own_rows_too_a_policy_uses_none_that_is_unverified_without_saying_so(rows, accepts, due, late):
    written = [
        f"      - {{from: {day}, rate: {rate}, certainty: {how}, source: us {number}}}"
        for number, (day, rate, how) in enumerate(rows)
    ]
    text = OWN.replace("ROWS", "\n".join(written))
    text = text.replace("ACCEPT", "  accept_unverified_rates: true" if accepts else "")
    as_of = due + timedelta(days=late)
    until = [day for day, _, _ in rows[1:]] + [date.max]
    used = [
        (number, how)
        for number, ((first, _, how), end) in enumerate(zip(rows, until, strict=True))
        if first <= as_of and end > due + ONE_DAY
    ]
    invoice = {"invoice_id": "F", "due_date": due, "amount_open": "100000.00 EUR"}
    decision = Policy((load_text("own.yaml", text),)).decide("charges", {"invoices": [invoice]}, as_of=as_of)
    told: Any = decision.to_dict()["outcome"]
    answer = told["invoices"]["F"]

    if not accepts and any(how == "unverified" for _, how in used):
        assert (answer["answer"], answer["total"]) == ("none", None)
        assert not any("unverified" in line for line in answer["rows_used"] or ())
        assert decision.missing[0].startswith("rates.ours on ")
    else:
        assert answer["answer"] == "charge"
        shown = zip(used, answer["rows_used"], strict=True)
        assert all(f"us {number}" in line and how in line for (number, how), line in shown)


@given(cents, cents)
def test_costs_are_those_of_the_scale_and_never_less_for_more(one, other):
    scale = law().scales["nl_collection_costs"]
    less, more = sorted((one, other))
    costs = [amount(charged("business", date(2026, 2, 1), date(2026, 2, 2), owed)[0]["costs"]) for owed in (less, more)]

    assert costs == [rounded(scale.costs(Fraction(owed, 100)), "half up", 2) for owed in (less, more)]
    assert 40 <= costs[0] <= costs[1] <= 6775


@given(st.integers(-(10**9), 0), st.integers(-400, 400))
def test_nothing_is_charged_where_nothing_is_owed_or_not_yet(owed, late):
    due = date(2024, 6, 1)
    cases = [(owed, due + timedelta(days=late)), (1 - owed, due - timedelta(days=abs(late)))]

    for cents_owed, as_of in cases:
        answer, _ = charged("business", due, as_of, cents_owed)
        assert (answer["answer"], answer["total"]) == ("none", "0.00 EUR")
