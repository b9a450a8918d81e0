"""Tables of many rows, which compiled code looks up by an index: first rows, sums, extremes, lists, as interpreted."""

import random

import pytest

from creditpolicy.diagnostics import Code
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text
from tests.property.sameness import DAYS, Compared, drawn

HEAD = """\
policy: large
language: 1
version: "1"
currency: EUR
records:
  firm:
    facts:
      sector: {type: enum, values: [a, b, c, d, e]}
      place: {type: text}
      size: {type: money, low: 0, high: 1000}
      late: {type: days, low: 0, high: 100}
      since: {type: date}
      known: {type: boolean}
decisions:
"""
COLUMNS = ("firm.sector", "firm.place", "firm.size (EUR)", "firm.late", "firm.since", "firm.known")
OUTPUTS = {
    "first": ("days: {type: days, low: 0, high: 90}", "days", lambda chance: str(chance.randrange(90))),
    "sum": ("amount: {type: money}", "amount (EUR)", lambda chance: f"{chance.randrange(900)}.50"),
    "min": ("days: {type: days, low: 0, high: 90}", "days", lambda chance: str(chance.randrange(90))),
    "max": ("share: {type: percent, low: 0, high: 1}", "share", lambda chance: f"{chance.randrange(100)}%"),
    "list": ("word: {type: enum, values: [x, y, z]}", "word", lambda chance: chance.choice("xyz")),
    "strictest": (
        "word: {type: enum, values: [x, y, z], ordered: true}",
        "word",
        lambda chance: chance.choice("xyz"),
    ),
}
UNDECIDED = {
    "first": "days: 0",
    "sum": "amount: 0 EUR",
    "min": "days: 0",
    "max": "share: 0%",
    "list": "word: x",
    "strictest": "word: z",
}


def cell(column: int, free: float, chance: random.Random) -> str:
    """A test of a column, or none."""
    low = chance.randrange(80)
    tests = (
        (chance.choice("abcde"), ", ".join(chance.sample("abcde", 2)), f"not({chance.choice('abcde')})"),
        (f'"{low % 4}"', f'"{low % 4}", "{low % 5}"', f'not("{low % 4}")'),
        (f">= {low}0", f"< {low + 1}0.25", f"[{low}..{low}5.50)"),
        (f"> {low}", f"<= {low}", f"({low}..{low + 15}]", f"!= {low}"),
        (f">= 2025-0{low % 9 + 1}-15", f"[2024-02-29..2026-0{low % 9 + 1}-01)"),
        ("true", "false"),
    )
    return "-" if chance.random() < free else chance.choice(tests[column])


def policy(hit: str, rows: int, seed: int) -> str:
    """A policy of one table; some of what is missing is no match."""
    chance = random.Random(seed)  # noqa: S311 - a fixed table
    declared, header, value = OUTPUTS[hit]
    free = 0.3 if hit == "first" else 0.6
    lines = [" | ".join(cell(index, free, chance) for index in range(len(COLUMNS))) for _ in range(rows)]
    table = [f"{' | '.join(COLUMNS)} || {header}", *(f"{line} || {value(chance)}" for line in lines)]
    how = ["hit: first", "total: false"] if hit == "first" else ["hit: collect", f"combine: {hit}"]
    how += [f"outputs: {{{declared}}}", f"if_undecided: {{{UNDECIDED[hit]}}}"]
    how += ["if_missing: {firm.late: no match}", "table: |", *(f"  {line}" for line in table)]
    return HEAD + "  ask:\n" + "".join(f"    {line}\n" for line in how)


def loaded(hit: str, rows: int, seed: int) -> Program:
    """The program of such a policy, without the rows of which the checker says that they never apply."""
    text = policy(hit, rows, seed)
    never = {one.at.line for one in load_text("large.yaml", text).diagnostics if one.code is Code.ROW_NEVER_APPLIES}
    kept = [line for number, line in enumerate(text.splitlines(), 1) if number not in never]
    found = load_text("large.yaml", "\n".join(kept) + "\n")
    assert found.program is not None, found.diagnostics
    return found.program


@pytest.mark.parametrize("hit", OUTPUTS)
def test_a_large_table_decides_as_its_rows_do(hit):
    compared = Compared()
    for seed, rows in enumerate((12, 40)):
        program = loaded(hit, rows, seed)
        compared.look(program, "ask", list(drawn(program, seed, 200, DAYS[0])), hit)

    assert compared.compiled[hit] > 100
    assert len(compared.outcomes[hit]) > 1
