"""Whole policies, from YAML to decision, against the oracle."""

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.syntax.expressions import parse_cell, parse_expression
from tests.property.deciding import FEWER, decided, reproducible
from tests.property.oracle_tables import outcome
from tests.property.policies import HITS, Made, MadeRow, MadeTable, mend, policies
from tests.property.vocabulary import cases
from tests.property.worlds import world_of

TIMES = 4


@st.composite
def situations(draw: st.DrawFn) -> tuple[Made, list[dict[str, Any]]]:
    made = draw(policies())
    several = [draw(cases(made.currencies, missing=draw(st.sampled_from((0.0, 0.2, 0.5))))) for _ in range(TIMES)]
    return made, several


def without_missing(outcome: Any) -> Any:
    if isinstance(outcome, dict):
        return {key: without_missing(value) for key, value in outcome.items() if key != "missing"}
    return outcome


@FEWER
@given(st.integers(0, 9))
def test_what_a_missing_value_counts_as_is_taken_out_where_its_column_can_not_be_that(instead):
    small = ("box.small", "number", parse_expression("min(box.n, 5)"))
    rows = (
        MadeRow("r0", (parse_cell("> 1"),), (parse_expression("one"), parse_expression("1"))),
        MadeRow("r1", (None,), (parse_expression("two"), parse_expression("1"))),
    )
    counts = ((0, parse_expression(str(instead))),)
    table = MadeTable("ask", None, "first", (parse_expression("box.small"),), rows, ("answer", "points"), None, counts)
    made, _ = mend(Made(("EUR",), (small,), (table,)))

    assert made.tables[0].if_missing == (counts if instead <= 5 else ())


@cache
def compared() -> Counter[str]:
    """What was reached while the two agreed."""
    seen: Counter[str] = Counter()

    @reproducible
    @given(situations())
    def look(situation: tuple[Made, list[dict[str, Any]]]) -> None:
        made, several = situation
        made, loaded = mend(made, seen)
        assert loaded.program is not None
        # That a table which says so is total indeed is another law's.
        table = replace(made.tables[0], total=loaded.program.tables["ask"].total)
        for case in several:
            ours = decided(loaded, case)
            theirs = outcome(table, world_of(made, case))
            shown = ours.status, without_missing(ours.to_dict()["outcome"])
            assert shown == theirs, (shown, theirs, case, made.text())
            seen[f"{table.hit} {shown[0]}"] += 1
            seen[f"{'record' if table.record else 'case'} table"] += 1
            seen.update(f"row {row.verdict}" for one in ours.trace().tables for row in one.rows)
        seen["when"] += table.when is not None
        seen["total"] += table.total
        seen.update(f"if_missing {value if isinstance(value, str) else 'value'}" for _, value in table.if_missing)

    look()
    return seen


def test_the_interpreter_agrees_with_the_oracle_on_policies():
    assert compared()["row held"] > 0


WANTED = {
    **{f"{hit} {status}": 5 for hit in HITS for status in ("decided", "undecided")},
    **{f"row {verdict}": 50 for verdict in ("held", "failed", "unknown")},
    **dict.fromkeys(("case table", "record table"), 30),
    **dict.fromkeys(("when", "total", "if_missing no match", "if_missing value"), 3),
}


def test_the_generators_reach_every_hit_policy_and_verdict():
    seen = compared()

    assert {word: seen[word] for word, least in WANTED.items() if seen[word] < least} == {}
