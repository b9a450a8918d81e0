"""What a summary says to do about a missing fact can be done."""

import pytest

from creditpolicy.reports.summary_words import way_out, words

DO = {
    "contacts": "give the file with --contacts, or state `none: [contacts]` in the mapping",
    "arrangements": "give the file with --arrangements, or state `none: [arrangements]` in the mapping",
    "lorries": "a run reads no file of them: state `none: [lorries]` in the mapping if there are none",
    "invoice.due_date": "fill the column in the ledger, or map it under `invoices: columns`",
}


@pytest.mark.parametrize("fact", DO)
def test_what_to_do_about_a_missing_fact_can_be_done(fact):
    assert way_out(fact, words("en")) == DO[fact]
