"""A large table as somebody else would write it: words, texts, amounts and days, in rows that overlap or do not."""

import random

SEED = 6
SECTORS = ("BUILDING", "CATERING", "RETAIL", "CARE", "IT", "TRANSPORT")
HEAD = """\
policy: others
language: 1
version: "1"
currency: EUR
records:
  customer_card:
    facts:
      sector: {{type: enum, values: [{sectors}]}}
      postcode: {{type: text}}
      amount: {{type: money, low: 0, high: 10000000}}
      late: {{type: days, low: 0, high: 3650}}
      score: {{type: number, low: 0, high: 100}}
decisions:
  card:
    outputs:
      term: {{type: days, low: 0, high: 120}}
      deposit: {{type: percent, low: 0, high: 1}}
      limit: {{type: money, low: 0, high: 1000000}}
    hit: {hit}
    total: {total}
    if_undecided: {{term: 0, limit: 0 EUR}}
    table: |
      id | sector | postcode | amount (EUR) | customer_card.late | customer_card.score || term | deposit | limit (EUR)
"""
AMOUNTS = ("<= 1000", "(1000..5000]", "(5000..25000]", "> 25000")
SCORES = ("< 40", "[40..70)", ">= 70")


def text_of(rows: int, hit: str) -> str:
    """A policy of one table: `first`, whose rows overlap, or `unique`, of which each case has one at most."""
    drawn = random.Random(SEED)  # noqa: S311 - a table to measure with
    made = _first(rows, drawn) if hit == "first" else _unique(rows)
    lines = [f"      r{n} | {cells} || {_given(drawn)}" for n, cells in enumerate(made)]
    head = HEAD.format(sectors=", ".join(SECTORS), hit=hit, total="true" if hit == "first" else "false")
    return (
        head.replace("sector |", "customer_card.sector |")
        .replace("postcode |", "customer_card.postcode |")
        .replace(" amount (EUR)", " customer_card.amount (EUR)")
        + "\n".join(lines)
        + "\n"
    )


def _given(drawn: random.Random) -> str:
    return f"{drawn.choice((0, 7, 14, 30, 60))} | {drawn.choice((0, 10, 25, 50))}% | {drawn.randrange(100) * 1000}"


def _first(rows: int, drawn: random.Random) -> list[str]:
    """Rows of single postcodes that overlap in their amounts and days, then general ones; narrow ones stand first."""
    made = []
    for number in range(rows - 1):
        low = drawn.randrange(200) * 500
        days = drawn.randrange(90)
        sector = drawn.choice(
            (drawn.choice(SECTORS), ", ".join(drawn.sample(SECTORS, 2)), f"not({drawn.choice(SECTORS)})")
        )
        amount = drawn.choice((f"> {low}", f"<= {low + 500}", f"[{low}..{low + drawn.randrange(1, 50) * 500})"))
        late = drawn.choice((f"> {days}", f"<= {days + 1}", f"[{days}..{days + drawn.randrange(1, 30)}]"))
        score = drawn.choice((f">= {drawn.randrange(10, 95)}", f"< {drawn.randrange(10, 95)}"))
        made.append(f'{sector} | "{1000 + number * 9 % 8999}" | {amount} | {late} | {score}')
    return [*made, "- | - | - | - | -"]


def _unique(rows: int) -> list[str]:
    made = [
        f'{sector} | "{postcode}" | {amount} | - | {score}'
        for postcode in range(1000, 1000 + rows // 24 + 1)
        for sector in ("BUILDING, CATERING", "not(BUILDING, CATERING)")
        for amount in AMOUNTS
        for score in SCORES
    ]
    return made[:rows]
