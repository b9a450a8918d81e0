"""Laws of the check of tables, by trying every case: what it reports is so, and what it does not report is not."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.diagnostics import Diagnostic
from creditpolicy.loading import Loaded, load_text
from tests.property.deciding import FEWER
from tests.property.test_missing import VALUES, WORDS, any_rows, completions, outcome, policy, rows_apart

tables = st.one_of(any_rows(), rows_apart(), rows_apart().map(lambda made: (made[0], [*made[1][:-1], made[1][0]])))


def rows_that_hold(made: tuple[tuple[str, ...], list[tuple[str, ...]]]) -> list[tuple[dict[str, Any], list[int]]]:
    """Every case with the rows that hold in it: a table that lists is refused for nothing."""
    program = load_text("cups.yaml", policy("list", *made))
    assert program.program is not None
    return [
        (full, [WORDS.index(word) for word in outcome(program, full)[0]]) for full in completions({}, list(made[0]))
    ]


def checked(made: tuple[tuple[str, ...], list[tuple[str, ...]]], hit: str, *, total: bool) -> Loaded:
    text = policy(hit, *made)
    return load_text("cups.yaml", text.replace("total: false", "total: true") if total else text)


def found(loaded: Loaded, code: str) -> list[Diagnostic]:
    return [one for one in loaded.diagnostics if one.code.value == code]


def witness(text: str) -> dict[str, Any]:
    """The case that a finding shows."""
    values = {
        str(value).lower() if isinstance(value, bool) else str(value): value
        for many in VALUES.values()
        for value in many
    }
    return {name: values[word] for name, word in re.findall(r"(cup\.\w) = (\w+)", text)}


def holding(cases: list[tuple[dict[str, Any], list[int]]], shown: dict[str, Any]) -> list[int]:
    return next(rows for full, rows in cases if full == shown)


@FEWER
@given(tables)
def test_an_overlap_is_reported_where_two_rows_hold_at_once_and_nowhere_else(made):
    cases = rows_that_hold(made)
    overlaps = found(checked(made, "unique", total=False), "CP404")

    assert bool(overlaps) == any(len(rows) > 1 for _, rows in cases)
    for one in overlaps:
        named = [int(row) - 1 for row in re.findall(r"`(\d+)`", one.message)]
        shown = witness(" ".join(note.message for note in one.notes))
        assert set(named) <= set(holding(cases, shown))


@FEWER
@given(tables, st.sampled_from(("unique", "first")))
def test_a_gap_is_reported_where_no_row_holds_and_nowhere_else(made, hit):
    cases = rows_that_hold(made)
    loaded = checked(made, hit, total=True)
    gaps = found(loaded, "CP405")
    if found(loaded, "CP404"):
        return

    assert bool(gaps) == any(rows == [] for _, rows in cases)
    for one in gaps:
        assert holding(cases, witness(one.message)) == []


@FEWER
@given(any_rows())
def test_a_row_is_said_never_to_apply_where_it_is_never_the_first_to_hold(made):
    cases = rows_that_hold(made)
    said = {int(one.message.split("`")[1]) - 1 for one in found(checked(made, "first", total=False), "CP406")}
    never = set(range(len(made[1]))) - {rows[0] for _, rows in cases if rows}

    assert said == never


@FEWER
@given(tables, st.sampled_from(("unique", "first")))
def test_a_table_counts_as_total_exactly_where_every_case_has_a_row(made, hit):
    cases = rows_that_hold(made)
    program = checked(made, hit, total=False).program
    if program is None:
        return

    assert program.tables["ask"].total == all(rows for _, rows in cases)
