"""Laws of `missing`: it names exactly the facts whose value could change the outcome, shown by trying every value.

Exact where rows give different answers and no two rows of a `first` or `collect` table that picks one test the same
fact. Elsewhere a fact may be named that another row has made idle; that none is left out holds for every table.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from creditpolicy import Policy
from creditpolicy.loading import Loaded, load_text
from tests.property.vocabulary import AS_OF

VALUES: dict[str, tuple[Any, ...]] = {
    "cup.e": ("xa", "xb", "xc"),
    "cup.b": (True, False),
    "cup.n": (0, 1, 2, 3, 4),
    "cup.o": ("lo", "mid", "hi"),
}
CELLS = {
    "cup.e": ("xa", "xb", "xa, xb", "not(xa)", "!= xc", "xb, xc"),
    "cup.b": ("true", "false"),
    "cup.n": ("<= 1", "> 2", "[1..3)", "= 4", "0, 4", "not(2)", "< 2, > 3"),
    "cup.o": ("lo", "mid, hi", "> lo", "<= mid", "= mid"),
}
WORDS = tuple(f"w{index}" for index in range(12))
HEAD = """\
policy: cups
language: 1
version: "1"
currency: EUR
records:
  cup:
    facts:
      e: {type: enum, values: [xa, xb, xc]}
      b: {type: boolean}
      n: {type: number, low: 0, high: 4}
      o: {type: enum, values: [lo, mid, hi], ordered: true}
decisions:
  ask:
"""
ENUM = f"{{type: enum, ordered: true, values: [none_held, {', '.join(WORDS)}]}}"
HIT = {
    "unique": ("unique", ENUM, "total: false"),
    "first": ("first", ENUM, "total: false"),
    "strictest": ("collect", ENUM, "combine: strictest"),
    "list": ("collect", f"{{type: list, values: [none_held, {', '.join(WORDS)}]}}", "combine: list"),
    "sum": ("collect", "{type: number, low: 0, high: 100000}", "combine: sum"),
    "min": ("collect", "{type: number, low: 0, high: 100000}", "combine: min"),
    "max": ("collect", "{type: number, low: 0, high: 100000}", "combine: max"),
}


def policy(hit: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table with another answer in each row."""
    said, kind, more = HIT[hit]
    numbers = hit in {"sum", "min", "max"}
    answers = [str(2**index) if numbers else WORDS[index] for index in range(len(rows))]
    lines = [
        f"      {' | '.join(columns)} || out",
        *(f"      {' | '.join(row)} || {out}" for row, out in zip(rows, answers, strict=True)),
    ]
    fallback = "0" if numbers else "none_held"
    options = [
        f"    outputs: {{out: {kind}}}",
        f"    hit: {said}",
        f"    {more}",
        f"    if_undecided: {{out: {fallback}}}",
    ]
    return "\n".join([HEAD.rstrip(), *options, "    table: |", *lines, ""])


def loaded(text: str) -> Loaded:
    """The program; a row that never applies, or overlaps another, is no case for these laws."""
    found = load_text("cups.yaml", text)
    assume(found.program is not None)
    return found


def outcome(program: Loaded, given_facts: dict[str, Any]) -> tuple[Any, tuple[str, ...]]:
    """The outcome, `none` where it is undecided, and what is missing."""
    plain = {name.partition(".")[2]: value for name, value in given_facts.items()}
    found = Policy((program,)).decide("ask", {"cup": plain}, as_of=AS_OF)
    return (found.outcome["out"] if found.status == "decided" else "undecided"), found.missing


def completions(facts: dict[str, Any], names: list[str]) -> Iterator[dict[str, Any]]:
    for values in product(*(VALUES[name] for name in names)):
        yield facts | dict(zip(names, values, strict=True))


def that_matter(program: Loaded, facts: dict[str, Any]) -> set[str]:
    """The missing facts that have two values with different outcomes, whatever the others turn out to be."""
    lacking = [name for name in VALUES if name not in facts]
    answers = {tuple(sorted(full.items())): outcome(program, full)[0] for full in completions(facts, lacking)}
    found = set()
    for full, answer in answers.items():
        for name in lacking:
            for value in VALUES[name]:
                if answers[tuple(sorted({**dict(full), name: value}.items()))] != answer:
                    found.add(name)
    return found


@st.composite
def partly(draw: st.DrawFn) -> dict[str, Any]:
    return {name: draw(st.sampled_from(values)) for name, values in VALUES.items() if draw(st.booleans())}


@st.composite
def rows_apart(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Rows that cut the cases apart."""
    columns = tuple(draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=3, unique=True)))
    rows: list[tuple[str, ...]] = [()]
    cuts = {
        "cup.e": (("xa", "xb, xc"), ("xa", "xb", "xc")),
        "cup.b": (("true", "false"),),
        "cup.n": (("<= 1", "> 1"), ("< 2", "[2..3]", "4")),
        "cup.o": (("lo", "> lo"),),
    }
    for column in columns:
        rows = [(*row, cell) for row in rows for cell in draw(st.sampled_from((("-",), *cuts[column])))]
    kept = draw(st.permutations(rows))[: len(WORDS)]
    return columns, list(kept[1:] if len(kept) > 1 and draw(st.booleans()) else kept)


@st.composite
def any_rows(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    columns = tuple(draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=3, unique=True)))
    rows = draw(st.lists(st.tuples(*(st.sampled_from(("-", *CELLS[one])) for one in columns)), min_size=1, max_size=5))
    return columns, rows


@st.composite
def rows_of_their_own(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Rows of which no two test the same fact."""
    columns = tuple(sorted(VALUES))
    owner = [draw(st.integers(0, 2)) for _ in columns]
    rows = [
        tuple(
            draw(st.sampled_from(CELLS[column])) if owner[index] == row else "-" for index, column in enumerate(columns)
        )
        for row in sorted(set(owner))
    ]
    return columns, rows


@given(rows_apart(), partly())
def test_missing_is_exact_in_unique_tables(made, facts):
    program = loaded(policy("unique", *made))

    assert set(outcome(program, facts)[1]) == that_matter(program, facts)


@given(any_rows(), partly(), st.sampled_from(("sum", "list")))
def test_missing_is_exact_where_all_rows_that_hold_count(made, facts, hit):
    program = loaded(policy(hit, *made))

    assert set(outcome(program, facts)[1]) == that_matter(program, facts)


@given(rows_of_their_own(), partly(), st.sampled_from(("first", "strictest", "min", "max")))
def test_missing_is_exact_where_no_two_rows_test_the_same_fact(made, facts, hit):
    program = loaded(policy(hit, *made))

    assert set(outcome(program, facts)[1]) == that_matter(program, facts)


@given(any_rows(), partly(), st.sampled_from(sorted(HIT)))
def test_no_fact_that_could_change_the_outcome_is_left_out(made, facts, hit):
    program = loaded(policy(hit, *made))

    assert that_matter(program, facts) <= set(outcome(program, facts)[1])


@given(any_rows(), partly(), st.sampled_from(sorted(HIT)))
def test_a_decided_outcome_is_that_of_every_completion(made, facts, hit):
    program = loaded(policy(hit, *made))
    answer = outcome(program, facts)[0]
    assume(answer != "undecided")
    lacking = [name for name in VALUES if name not in facts]

    assert {str(outcome(program, full)[0]) for full in completions(facts, lacking)} == {str(answer)}
