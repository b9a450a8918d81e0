"""Laws of `missing`: it names exactly the facts whose value could change the outcome, shown by trying every value.

A fact could change the outcome if, for some values of the other missing facts, or while some of those stay missing,
telling it gives another outcome; from undecided to decided is one. The columns are facts, so that the law is exact for
every table; the rows say the same or another thing, and test the same facts or others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any, TypeAlias

from hypothesis import assume, given
from hypothesis import strategies as st

from creditpolicy import Policy
from creditpolicy.loading import Loaded, load_text
from tests.property.deciding import FEWER
from tests.property.vocabulary import AS_OF

Asking: TypeAlias = Callable[[Loaded, dict[str, Any]], tuple[Any, tuple[str, ...]]]

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


def policy(hit: str, columns: tuple[str, ...], rows: list[tuple[str, ...]], says: Sequence[int] = range(12)) -> str:
    """A table whose rows give the answers of the numbers `says`: another in each row, if left out."""
    said, kind, more = HIT[hit]
    numbers = hit in {"sum", "min", "max"}
    answers = [str(2**index) if numbers else WORDS[index] for index in says[: len(rows)]]
    lines = [
        f"      {' | '.join(columns)} || out",
        *(f"      {' | '.join(row)} || {out}" for row, out in zip(rows, answers, strict=True)),
    ]
    fallback = "0" if numbers else WORDS[-1] if hit == "strictest" else "none_held"
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


def segment(program: Loaded, given_facts: dict[str, Any]) -> tuple[Any, tuple[str, ...]]:
    """The segment and what is missing for it."""
    return asked("review", "segment", program, given_facts)


def acceptance(program: Loaded, given_facts: dict[str, Any]) -> tuple[Any, tuple[str, ...]]:
    """Whether a customer is accepted, and what is missing to say so."""
    return asked("accept", "acceptance", program, given_facts)


def outcome(program: Loaded, given_facts: dict[str, Any]) -> tuple[Any, tuple[str, ...]]:
    """The answer of the table `ask`, and what is missing."""
    return asked("ask", "out", program, given_facts)


def asked(point: str, field: str, program: Loaded, given_facts: dict[str, Any]) -> tuple[Any, tuple[str, ...]]:
    """A field of an outcome, `undecided` where that is so, and what is missing."""
    plain = {name.partition(".")[2]: value for name, value in given_facts.items()}
    found = Policy((program,)).decide(point, {"cup": plain}, as_of=AS_OF)
    return (found.outcome[field] if found.status == "decided" else "undecided"), found.missing


def with_rules(section: str, rules: list[tuple[str, str]]) -> str:
    """Segments or an acceptance with these conditions."""
    head = HEAD.removesuffix("decisions:\n  ask:\n")
    if section == "segments":
        listed = [f"  - {{id: s{index}, when: {condition}}}" for index, (condition, _) in enumerate(rules)]
        return "\n".join([head + "segments:", *listed, "  - {id: rest, otherwise: true}", ""])
    listed = [f"    - {{id: r{index}, when: {when}, outcome: {said}}}" for index, (when, said) in enumerate(rules)]
    top = "acceptance:\n  strictness: [accept, accept_with_conditions, refer, decline]\n  if_undecided: refer\n  rules:"
    return "\n".join([head + top, *listed, "    - {id: rest, otherwise: true, outcome: accept}", ""])


def completions(facts: dict[str, Any], names: list[str]) -> Iterator[dict[str, Any]]:
    for values in product(*(VALUES[name] for name in names)):
        yield facts | dict(zip(names, values, strict=True))


def that_matter(program: Loaded, facts: dict[str, Any], tested: Iterable[str], ask: Asking = outcome) -> set[str]:
    """The missing facts that, once told, give another outcome, whatever is told or still missing of the others."""
    lacking = [name for name in tested if name not in facts]
    answers = {}
    for told in product(*((None, *VALUES[name]) for name in lacking)):
        known = {name: value for name, value in zip(lacking, told, strict=True) if value is not None}
        answers[told] = ask(program, facts | known)[0]
    return {
        name
        for told, answer in answers.items()
        for place, name in enumerate(lacking)
        if any(answers[*told[:place], value, *told[place + 1 :]] != answer for value in VALUES[name])
    }


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
def conditions(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Rules with conditions of several facts, and what each of them says."""
    leaf = st.sampled_from([f'"{fact} in ({cell})"' for fact, cells in CELLS.items() for cell in cells])
    whole = st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"{{all: [{', '.join(parts)}]}}"),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"{{any: [{', '.join(parts)}]}}"),
            inner.map(lambda part: f"{{none: [{part}]}}"),
        ),
        max_leaves=4,
    )
    return draw(st.lists(st.tuples(whole, st.sampled_from(("accept", "refer", "decline"))), min_size=2, max_size=4))


ANSWERS = st.lists(st.integers(0, 2), min_size=len(WORDS), max_size=len(WORDS))


@given(rows_apart(), partly())
def test_missing_is_exact_in_unique_tables(made, facts):
    program = loaded(policy("unique", *made))

    assert set(outcome(program, facts)[1]) == that_matter(program, facts, made[0])


@FEWER
@given(any_rows(), partly(), st.sampled_from(sorted(HIT)))
def test_missing_is_exact_where_each_row_gives_another_answer(made, facts, hit):
    program = loaded(policy(hit, *made))

    assert set(outcome(program, facts)[1]) == that_matter(program, facts, made[0])


@given(st.one_of(any_rows(), rows_apart()), partly(), st.sampled_from(sorted(HIT)), ANSWERS)
def test_missing_is_exact_where_rows_give_the_same_answer(made, facts, hit, says):
    program = loaded(policy(hit, made[0], made[1], says))

    assert set(outcome(program, facts)[1]) == that_matter(program, facts, made[0])


@FEWER
@given(conditions(), partly(), st.sampled_from(("segments", "acceptance")))
def test_missing_is_exact_where_rules_have_conditions(rules, facts, section):
    program = loaded(with_rules(section, rules))
    tested = sorted({name for condition, _ in rules for name in VALUES if name in condition})
    if section == "segments":
        ask: Asking = segment
    else:
        ask = acceptance

    assert set(ask(program, facts)[1]) == that_matter(program, facts, tested, ask)


@given(any_rows(), partly(), st.sampled_from(sorted(HIT)), ANSWERS)
def test_telling_all_that_is_missing_decides(made, facts, hit, says):
    program = loaded(policy(hit, made[0], made[1], says))
    missing = outcome(program, facts)[1]
    told = facts | {name: VALUES[name][says[0] % len(VALUES[name])] for name in missing}

    assert outcome(program, told)[1] == ()


@given(any_rows(), partly(), st.sampled_from(sorted(HIT)), ANSWERS)
def test_a_decided_outcome_is_that_of_every_completion(made, facts, hit, says):
    program = loaded(policy(hit, made[0], made[1], says))
    answer = outcome(program, facts)[0]
    assume(answer != "undecided")
    lacking = [name for name in made[0] if name not in facts]

    assert {str(outcome(program, full)[0]) for full in completions(facts, lacking)} == {str(answer)}
