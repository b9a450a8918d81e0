"""Did you mean: one-letter typos find their word, strangers find nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.diagnostics.nearest import edit_distance, nearest

WORDS = sorted(
    set(
        re.findall(
            r"\w+",
            """
            policy language title version in_force owner currency calendar roles include facts definitions segments
            risk acceptance limits terms orders invoicing reminders disputes arrangements escalation charges
            exceptions reviews triggers priorities guarantees id when because otherwise all any if hit table
            if_missing if_undecided unique first collect nl en due_date order_date invoice_date credit_limit
            credit_score avg_days_late avg_days_late_recent avg_days_late_baseline to at per exposure_total
            exposure_overdue exposure_open net_14 net_30 net_30_eom prepaid hold skip jump sequential
            """,
        )
    )
)


def typos(word):
    for index in range(len(word) + 1):
        for letter in "aeimrst":
            yield word[:index] + letter + word[index:]
            if index < len(word) and letter != word[index]:
                yield word[:index] + letter + word[index + 1 :]
        if index < len(word):
            yield word[:index] + word[index + 1 :]
            yield word[:index] + word[index].upper() + word[index + 1 :]
        if index + 1 < len(word) and word[index] != word[index + 1]:
            yield word[:index] + word[index + 1] + word[index] + word[index + 2 :]
    if "_" in word:
        yield word.replace("_", "-")


def test_one_letter_typos_find_their_word():
    cases = [(typo, word) for word in WORDS[::3] for typo in typos(word) if typo and typo not in WORDS]
    wrong = [(typo, word) for typo, word in cases if nearest(typo, WORDS) != word]

    assert len(cases) > 3_000
    assert len(wrong) < 0.03 * len(cases)


@pytest.mark.parametrize(
    "word", ["", "x", "zebra", "quick", "42", "customer", "x" * 1000, "§§§", "credit", "net_60_days"]
)
def test_a_word_near_nothing_finds_nothing(word):
    assert nearest(word, WORDS) is None


def test_case_and_hyphens_are_no_mistakes():
    assert nearest("Due-Date", WORDS) == "due_date"
    assert nearest("IF_UNDECIDED", WORDS) == "if_undecided"


def test_single_letters_are_near_nothing_else():
    assert nearest("D", ["A", "B", "C"]) is None
    assert nearest("a", ["A", "B", "C"]) == "A"


def test_ties_do_not_depend_on_order():
    assert nearest("net_20", ["net_30", "net_10"]) == nearest("net_20", ["net_10", "net_30"]) == "net_10"


@given(st.text("abc_", max_size=6), st.text("abc_", max_size=6))
def test_distance_is_symmetric_and_zero_only_for_equals(left, right):
    assert edit_distance(left, right) == edit_distance(right, left)
    assert (edit_distance(left, right) == 0) == (left == right)
    assert edit_distance(left, right) <= max(len(left), len(right))
