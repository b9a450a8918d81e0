"""Laws of a run: what is dated after `as_of` has no effect, nor has the order of the rows, and counts add up."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.portfolio.fakes import MAPPING, decide_ledger

AS_OF = date(2026, 6, 1)
TEXT = MAPPING.replace("contacts, ", "").replace(", paid_at: paid", "") + (
    "payments:\n  columns: {invoice_id: i, paid_at: d, amount: a}\n"
    "contacts:\n  columns: {invoice_id: i, at: d, step_id: s}\n"
    "derive: [customer.customer_since, customer.avg_days_late, customer.on_time_share, customer.revenue_12m]\n"
)
HEADS = {"invoices": "id,who,made,due,total", "payments": "i,d,a", "contacts": "i,d,s"}

days = st.integers(-400, 60).map(lambda count: AS_OF + timedelta(days=count))
numbers = st.integers(1, 9)
amounts = st.integers(-2000, 20000).map(lambda cents: f"{cents / 100:.2f}")
rows = st.fixed_dictionaries(
    {
        "invoices": st.lists(
            st.tuples(numbers, st.integers(1, 3), days, days | st.just("soon") | st.just(""), amounts | st.just("ten")),
            min_size=1,
            max_size=8,
            unique_by=lambda row: row[0],
        ),
        "payments": st.lists(st.tuples(numbers, days, amounts), max_size=6),
        "contacts": st.lists(st.tuples(numbers, days, st.sampled_from(("mail", "call"))), max_size=4),
    }
)
DATED = {"invoices": 2, "payments": 1, "contacts": 1}


def outputs(ledger):
    """All bytes of a run, without the rows' own line numbers."""
    texts = {
        section: "\n".join([HEADS[section], *(",".join(map(str, row)) for row in ledger[section])]) for section in HEADS
    }
    invoices = texts.pop("invoices")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        summary = decide_ledger(folder, invoices, AS_OF, text=TEXT, others=texts)
        files = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    rejected = sorted(
        (line.split(b",", 2)[0], line.split(b",", 2)[2]) for line in files.pop("rejected.csv").splitlines()
    )
    if summary.rejected:
        files.pop("summary.html")  # It shows the lines of rejected rows.
    return summary, files, rejected


def visible(ledger):
    return {section: [row for row in ledger[section] if row[DATED[section]] <= AS_OF] for section in HEADS}


FIRST = (99, 9, AS_OF, AS_OF, "1.00")


@given(rows)
def test_deleting_what_is_dated_later_changes_no_byte(ledger):
    ledger["invoices"].insert(0, FIRST)

    assert outputs(ledger)[1:] == outputs(visible(ledger))[1:]


@given(rows, st.randoms(use_true_random=False))
def test_shuffling_the_rows_changes_no_byte(ledger, random):
    ledger["invoices"].insert(0, FIRST)
    shuffled = {section: random.sample(ledger[section], len(ledger[section])) for section in HEADS}

    assert outputs(ledger)[1:] == outputs(shuffled)[1:]


@given(rows)
def test_rows_read_are_the_decided_the_undecided_and_the_rejected(ledger):
    ledger["invoices"].insert(0, FIRST)
    counts = outputs(ledger)[0].rows

    assert counts.read == counts.decided + counts.undecided + counts.rejected == len(visible(ledger)["invoices"])
