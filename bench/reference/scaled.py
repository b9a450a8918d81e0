"""The reference policy with 600 or 6,000 rules: terms and reminders for each group of regions, and rules of regions.

Made from the text of `policy.yaml`, so that there is one policy to read. The same seed gives the same text.
"""

import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

WRITTEN = Path(__file__).with_name("policy.yaml")
REGIONS = 111
SIZES = {60: 1, 600: 11, 6000: 111}
"""Rules, and the groups of regions that they come from: 6 rules of segments, and 54 for each group."""
OF_CREDIT, OF_DESK = 12, 8
"""Rules of single regions, for each group after the first."""


def policy_text(rules: int = 60) -> str:
    """The policy with so many rules: 60, 600 or 6,000."""
    groups = SIZES[rules]
    text = WRITTEN.read_text("utf-8")
    if groups == 1:
        return text
    drawn = random.Random(groups)  # noqa: S311 - rules to measure with
    edges = [round(REGIONS * group / groups) for group in range(groups + 1)]
    spans = [_span(low, high) for low, high in pairwise(edges)]
    text = _edited(text, "payment", lambda head, rows: _repeated(head, rows, spans, _later))
    text = _edited(text, "dunning", lambda head, rows: _repeated(head, rows, spans, _same))
    more = OF_CREDIT * (groups - 1), OF_DESK * (groups - 1)
    text = _edited(text, "credit", lambda head, rows: _followed(head, rows, _of_credit(more[0], drawn)))
    return _edited(text, "desk", lambda head, rows: _followed(head, rows, _of_desk(more[1], drawn)))


def _span(low: int, high: int) -> str:
    return str(low) if high - low == 1 else f"[{low}..{high})"


Line = tuple[list[str], list[str]]
"""The cells before and after `||`."""


def _edited(text: str, decision: str, edit: Callable[[Line, list[Line]], list[Line]]) -> str:
    """The text with the table of one decision written anew."""
    lines = text.split("\n")
    start = lines.index("    table: |", lines.index(f"  {decision}:")) + 1
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("      ")), len(lines))
    head, *rows = (_cells(line) for line in lines[start:end])
    made = ["      " + " | ".join(left) + " || " + " | ".join(right) for left, right in edit(head, rows)]
    return "\n".join((*lines[:start], *made, *lines[end:]))


def _cells(line: str) -> Line:
    left, right = line.split("||")
    return [cell.strip() for cell in left.split("|")], [cell.strip() for cell in right.split("|")]


def _repeated(
    head: Line, rows: list[Line], spans: list[str], change: Callable[[list[str], int], list[str]]
) -> list[Line]:
    """Each row once for each group of regions; those called `otherwise` once for all."""
    made: list[Line] = [([*head[0], "deal.region"], head[1])]
    for group, span in enumerate(spans):
        made += [
            ([f"{left[0]}_{group}", *left[1:], span], change(right, group))
            for left, right in rows
            if left[0] != "otherwise"
        ]
    return made + [([*left, "-"], right) for left, right in rows if left[0] == "otherwise"]


def _later(outputs: list[str], group: int) -> list[str]:
    """The terms of a group differ from those of its neighbours by a day."""
    return [str(int(outputs[0]) + group % 3), *outputs[1:]]


def _same(outputs: list[str], _: int) -> list[str]:
    return outputs


def _followed(head: Line, rows: list[Line], more: list[tuple[str, dict[str, str], str]]) -> list[Line]:
    """The rows, then those of single regions, and last what is called `otherwise`."""
    columns = [*head[0], "deal.region"]
    added: list[Line] = [
        ([name, *(cells.get(one, "-") for one in columns[1:])], [given]) for name, cells, given in more
    ]
    kept: list[Line] = [([*left, "-"], right) for left, right in rows]
    last = [line for line in kept if line[0][0] == "otherwise"]
    return [(columns, head[1]), *(line for line in kept if line not in last), *added, *last]


def _of_credit(count: int, drawn: random.Random) -> list[tuple[str, dict[str, str], str]]:
    return [
        (
            f"AX{number:04}",
            {
                "deal.region": str(drawn.randrange(REGIONS)),
                "deal.score": f"< {drawn.randrange(10, 60)}",
                "deal.requested_amount": f"> {drawn.randrange(10, 200) * 1000}",
            },
            drawn.choice(("REFER", "REFER", "REJECT")),
        )
        for number in range(count)
    ]


def _of_desk(count: int, drawn: random.Random) -> list[tuple[str, dict[str, str], str]]:
    return [
        (
            f"EX{number:04}",
            {
                "deal.region": str(drawn.randrange(REGIONS)),
                "deal.days_overdue": f"> {drawn.randrange(60, 200)}",
                "deal.open_amount": f"> {drawn.randrange(1, 50) * 500}",
            },
            drawn.choice(("LEGAL_DESK", "CREDIT_MANAGER", "DISPUTE_DESK")),
        )
        for number in range(count)
    ]
