"""Tables with more cases than are looked at: what is not proved is said, and equal cells keep their own places."""

import random

from creditpolicy.diagnostics import Code
from creditpolicy.loading import Loaded, load_text
from creditpolicy.testing.thresholds import all_thresholds
from creditpolicy.testing.written import Written

HEAD = """\
policy: large
language: 1
version: "1"
currency: EUR
records:
  firm:
    facts:
{facts}
decisions:
  ask:
    outputs: {{days: {{type: days, low: 0, high: 90}}}}
    hit: first
    if_undecided: {{days: 0}}
    table: |
"""


def policy(facts: dict[str, str], rows: list[str]) -> Loaded:
    declared = "\n".join(f"      {name}: {kind}" for name, kind in facts.items())
    header = " | ".join(f"firm.{name}" for name in facts) + " || days"
    return load_text("large.yaml", HEAD.format(facts=declared) + "".join(f"      {row}\n" for row in (header, *rows)))


def puzzle(columns: int, rows: int) -> list[str]:
    """Rows of three cells among very many columns: whether they take every case is known to be hard to find out."""
    chance = random.Random(3)  # noqa: S311 - a fixed puzzle
    found = []
    for _ in range(rows):
        cells = ["-"] * columns
        for column in chance.sample(range(columns), 3):
            cells[column] = chance.choice(("true", "false"))
        found.append(" | ".join(cells) + " || 30")
    return found


def test_a_search_that_is_given_up_is_told():
    facts = {f"f{number}": "{type: boolean}" for number in range(60)}

    loaded = policy(facts, puzzle(60, 255))

    told = [one.message for one in loaded.diagnostics if one.code is Code.NOT_PROVED]
    assert told[0] == "whether every case has a row is not proved: `ask` has too many cases to look at"
    assert any(message.startswith("whether row") for message in told[1:])


def test_a_last_row_of_any_value_proves_that_every_case_has_a_row():
    facts = {f"f{number}": "{type: boolean}" for number in range(60)}
    rest = " | ".join(["-"] * 60) + " || 0"

    loaded = policy(facts, [*puzzle(60, 255), rest])

    assert loaded.program is not None
    assert loaded.program.tables["ask"].total
    assert not any("every case" in one.message for one in loaded.diagnostics)


def test_equal_cells_keep_their_own_places():
    loaded = policy(
        {"score": "{type: number, low: 0, high: 100}", "size": "{type: number, low: 0, high: 100}"},
        ["[40..70) | > 5 || 10", "[40..70) | <= 5 || 20", "- | > 5 || 30", "- | - || 0"],
    )

    assert loaded.program is not None
    lines = loaded.sources["large.yaml"].splitlines()
    places = [one.test.at for _, _, one in all_thresholds(loaded.program, Written.of(loaded.program))]
    shown = [lines[at.line - 1][at.column - 1 : at.end_column - 1] for at in places]
    assert shown == ["[40..70)", "[40..70)", "> 5", "[40..70)", "[40..70)", "<= 5", "> 5"]
    assert len(set(places)) == 5
