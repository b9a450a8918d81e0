"""A policy of nine questions whose tables may be small or large, and cases for it."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text

AS_OF = date(2026, 6, 1)
POINTS = ("bands", "checks", "ways", "desks", "calls", "notes", "fees", "least", "most")
FACTS = """\
policy: large
language: 1
version: "1"
currency: EUR
records:
  firm:
    facts:
      region: {type: number, low: 0, high: 40}
      score: {type: number, scale: 1, low: 0, high: 100}
      sector: {type: enum, values: [food, steel, wood]}
      late: {type: number, low: 0, high: 400}
      owed: {type: money, low: 0, high: 100000}
      secured: {type: boolean}
      since: {type: date}
decisions:
"""
BANDS = """\
  bands:
    outputs: {days: {type: days, low: 0, high: 90}, part: {type: percent, scale: 3, low: 0, high: 1}}
    hit: first
    total: false
    if_undecided: {days: 0}
    table: |
      id | firm.region | firm.score | firm.sector | firm.secured || days | part
"""
CHECKS = """\
  checks:
    outputs: {step: {type: enum, values: [ok, ask, stop], ordered: true}}
    hit: collect
    combine: strictest
    if_undecided: {step: ask}
    table: |
      id | firm.region | firm.late | firm.owed (EUR) || step
      all | - | > 300 | - || stop
      most | - | > 200 | >= 5000 || ask
"""
WAYS = """\
  ways:
    outputs: {way: {type: number, low: 0, high: 60}}
    hit: first
    if_undecided: {way: 0}
    table: |
      id | firm.region | firm.since | checks.step || way
      w1 | - | - | stop || 1
      w2 | - | < 2000-01-01 | ask || 2
"""


DESKS = """\
  desks:
    outputs: {desk: {type: enum, values: [law, risk, sales]}}
    hit: collect
    combine: list
    if_undecided: {desk: law}
    table: |
      id | firm.region | firm.late | firm.secured || desk
      any | - | > 300 | - || sales
"""
CALLS = """\
  calls:
    outputs: {wait: {type: number, low: 0, high: 400}, desk: {type: enum, values: [law, risk, sales]}}
    hit: first
    if_undecided: {wait: 0}
    table: |
      id | firm.region | firm.since | firm.late | list contains(desks.desk, risk) || wait | desk
"""


NOTES = """\
  notes:
    outputs: {step: {type: enum, values: [ok, ask, stop], ordered: true}, note: {type: text}, fee: {type: money}}
    hit: collect
    combine: strictest
    if_undecided: {step: ask}
    table: |
      id | firm.region | firm.late | firm.owed (EUR) || step | note | fee
      all | - | > 300 | - || stop | "all" | 5 EUR
"""
FEES = """\
  fees:
    outputs: {fee: {type: money}}
    hit: collect
    combine: sum
    if_undecided: {fee: 0 EUR}
    table: |
      id | firm.late | firm.score | firm.sector || fee
"""
LEAST = """\
  least:
    outputs: {wait: {type: number}}
    hit: collect
    combine: min
    if_undecided: {wait: 0}
    table: |
      id | firm.late | firm.owed (EUR) | notes.fee (EUR) || wait
"""
MOST = """\
  most:
    outputs: {wait: {type: days}}
    hit: collect
    combine: max
    if_undecided: {wait: 0}
    table: |
      id | firm.region | firm.secured || wait
"""


def bands(region: int) -> tuple[str, ...]:
    """A few bands for each region, some of the score, some of the sector."""
    return (
        f"a{region} | {region} | >= 80.5 | - | - || {region} | 10%",
        f"b{region} | {region} | [40..80.5) | food, wood | - || {region + 1} | {region}%",
        f"c{region} | {region} | < 40 | steel | true || 7 | 0.5%",
    )


def checks(region: int) -> tuple[str, ...]:
    """The strictest of many checks, most of them for one region each."""
    return (
        f"p{region} | {region} | > {3 * region} | > {100 * region} || ask",
        f"q{region} | {region} | > {90 + region} | - || stop",
    )


def ways(region: int) -> tuple[str, ...]:
    """Many rows for one region each, behind a few; they read the answers of the others."""
    return (f"r{region} | {region} | >= {2000 + region % 27}-06-01 | ok || {region}",)


def desks(region: int) -> tuple[str, ...]:
    """Every row that holds adds its word."""
    return (f"l{region} | {region} | > {3 * region} | - || law", f"r{region} | {region} | - | true || risk")


def calls(region: int) -> tuple[str, ...]:
    """Some rows give what the case says, others what is written in them; all ask one thing alike, some ask a list."""
    return (
        f"h{region} | {region} | < 2019-12-31 | > {90 + region} | - || firm.late | law",
        f"i{region} | {region} | < 2019-12-31 | > {3 * region} | true || firm.region | risk",
        f"j{region} | {region} | < 2019-12-31 | - | true || {region} | risk",
    )


def notes(region: int) -> tuple[str, ...]:
    """The strictest of many, of which each gives something else."""
    return (
        f'x{region} | {region} | > {3 * region} | - || ask | "n{region}" | {region}.10 EUR',
        f'y{region} | - | > {90 + region} | > {100 * region} || stop | "m{region}" | {region}.20 EUR',
        f'z{region} | - | - | <= {100 * region} || ok | "o{region}" | 0.01 EUR',
    )


def fees(region: int) -> tuple[str, ...]:
    """Rows that overlap, and no column that cuts them down."""
    return (
        f"t{region} | > {3 * region} | <= {2 * region}.5 | - || {region}.05 EUR",
        f"u{region} | [{region}..{90 + region}] | - | not(food) || 0.{10 + region} EUR",
    )


def least(region: int) -> tuple[str, ...]:
    """Thresholds of an amount that another table gives."""
    return (f"l{region} | > {3 * region} | - | <= {region}.10 || {region + 7}",)


def most(region: int) -> tuple[str, ...]:
    """A few for each region."""
    return (f"v{region} | {region} | true || {region}", f"w{region} | {region} | - || {region // 2}")


def rows(kinds: int, of: Callable[[int], tuple[str, ...]], *last: str) -> str:
    """The rows of a table."""
    return "".join(f"      {row}\n" for row in (*(row for region in range(kinds) for row in of(region)), *last))


def written(kinds: int) -> str:
    """A policy of many rows."""
    tables = (BANDS, rows(kinds, bands), CHECKS, rows(kinds, checks, "none | - | - | - || ok"))
    found = FACTS + "".join(tables) + WAYS + rows(kinds, ways, "rest | - | - | - || 60")
    found += DESKS + rows(kinds, desks) + CALLS + rows(kinds, calls, "rest | - | - | - | - || 400 | sales")
    found += NOTES + rows(kinds, notes, 'none | - | - | - || ok | "none" | 0 EUR') + FEES + rows(kinds, fees)
    return found + LEAST + rows(kinds, least) + MOST + rows(kinds, most, "rest | - | - || 1")


def loaded(kinds: int) -> Any:
    found = load_text("large.yaml", written(kinds))
    assert found.program is not None, [str(one) for one in found.diagnostics]
    return found


def case(draw: random.Random, kinds: int) -> dict[str, Any]:
    """A case at, below or above some threshold; now and then a fact is missing or comes in another form."""
    region = draw.randrange(kinds + 1)
    firm: dict[str, Any] = {
        "region": region,
        "score": draw.choice((0, 40, 80.5, 80.4, 60, 59.9, 100, "72.50", draw.randrange(1001) / 10)),
        "sector": draw.choice(("food", "steel", "wood")),
        "late": draw.choice((0, 3 * region, 3 * region + 1, 90 + region, 91 + region, 200, 201, 300, 301)),
        "owed": draw.choice(
            (f"{100 * region}.00 EUR", f"{100 * region}.01 EUR", 100 * region + 1, "5000 EUR", 99999.5)
        ),
        "secured": draw.random() < 0.5,
        "since": draw.choice(
            (date(2000 + region % 27, 6, 1), f"{2000 + region % 27}-05-31", "2019-12-31", "2020-01-01")
        ),
    }
    if draw.random() < 0.3:
        firm.pop(draw.choice(tuple(firm)))
    if draw.random() < 0.2:
        firm[draw.choice(tuple(firm))] = draw.choice(
            (None, -1, "x", True, 1.05, 10**30, float("nan"), [], {"value": 3})
        )
    return {"firm": firm}


def said(ask: Any) -> bytes | str:
    """All bytes of a decision, or what is said of the facts."""
    try:
        return canonical_bytes(ask().to_dict())
    except FactsError as error:
        return str(error)


def interpreted(program: Program, point: str, facts: Any) -> Decision:
    return decide(program, program.points[point], read_case(facts, program.vocabulary, AS_OF), reason_text)


def in_a_straight_line(code: ByCode, facts: Any) -> bool:
    """Whether the code for cases of this shape decides it."""
    found = code.shapes.of(facts)
    try:
        return found is not None and found(facts, AS_OF, code.origin(AS_OF)) is not None
    except code.shapes.not_here:
        return False
