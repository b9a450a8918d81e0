"""Large tables over frames: the row that decides, or all that hold, are those of the interpreter."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text
from tests.property.boundaries import Boundaries
from tests.property.frames import by_interpreter, frame_of, shown

pytestmark = pytest.mark.needs("polars")
AS_OF = date(2026, 6, 1)
HEAD = """\
policy: parcels
language: 1
version: "1"
currency: EUR
records:
  parcel:
    facts:
      region: {type: number, low: 0, high: 40}
      worth: {type: money, low: 0, high: 100000}
      weight: {type: number, scale: 1, low: 0, high: 100}
      kind: {type: enum, values: [box, crate, tube]}
      label: {type: text}
      fragile: {type: boolean}
      sent: {type: date}
      until: {type: date}
decisions:
  ask:
    outputs: {by: {type: enum, values: [bike, van, truck, nobody], ordered: true}}
"""


def first(random: Random) -> Iterator[str]:
    yield "    hit: first\n    total: false\n    table: |\n"
    yield "      id | parcel.region | parcel.worth | parcel.kind | parcel.fragile | parcel.sent || by\n"
    for region in range(41):
        for row in range(3):
            worth = f">= {random.randrange(1, 900)}.50 EUR"
            kind = random.choice(("box", "crate, tube", "not(tube)", "-"))
            sent = f"< 2026-0{random.randrange(1, 9)}-15"
            fragile = random.choice(("true", "false", "-"))
            by = random.choice(("bike", "van", "truck"))
            yield f"      r{region}_{row} | {region} | {worth} | {kind} | {fragile} | {sent} || {by}\n"


def strictest(random: Random) -> Iterator[str]:
    yield "    hit: collect\n    combine: strictest\n    table: |\n"
    yield "      id | parcel.region | parcel.weight | parcel.kind | parcel.label | parcel.fragile || by\n"
    for row in range(60):
        weight = f"> {random.randrange(0, 99)}.{random.randrange(10)}"
        by = random.choice(("bike", "van", "truck"))
        yield f"      r{row} | {random.randrange(41)} | {weight} | - | - | - || {by}\n"
    alone = (("- | - | tube | - | true", "van"), ('- | - | - | "a" | -', "truck"))
    by_weight = (("- | < 0.5 | - | - | -", "nobody"), ("- | < 80 | - | - | -", "bike"))
    for row, (cells, by) in enumerate((*alone, *by_weight)):
        yield f"      s{row} | {cells} || {by}\n"
    yield "      rest | - | - | - | - | - || bike\n"


def listing(random: Random) -> Iterator[str]:
    yield "    hit: collect\n    combine: list\n    table: |\n"
    yield "      id | parcel.region | parcel.weight | parcel.kind | parcel.label | parcel.fragile || by\n"
    alone = iter(("- | < 30 | - | - | -", '- | - | - | "a" | -', "- | > 60 | - | - | -", "- | - | tube | - | true"))
    for row in range(100):
        weight = f"> {random.randrange(0, 99)}.{random.randrange(10)}"
        by = random.choice(("bike", "van", "truck"))
        yield f"      r{row} | {random.randrange(12)} | {weight} | - | - | - || {by}\n"
        # Rows that test other columns stand between them.
        if row % 30 == 7:
            yield f"      s{row} | {next(alone)} || {by}\n"
    yield "      rest | - | - | - | - | - || nobody\n"


def overlapping(random: Random) -> Iterator[str]:
    """No order in it: diagrams would be too large."""
    for row in range(260):
        weight, worth = random.randrange(0, 90), random.randrange(0, 900)
        cells = [
            f"[{weight}..{weight + random.randrange(2, 40)}]",
            f"[{worth} EUR..{worth + random.randrange(9, 600)} EUR]",
        ]
        region, sent = f"> {random.randrange(40)}", f"< 2026-0{random.randrange(1, 9)}-{random.randrange(10, 29)}"
        asked = random.sample(range(4), 3)
        cells = [cell if place in asked else "-" for place, cell in enumerate((*cells, region, sent))]
        yield f"{row} | {' | '.join(cells)} || {random.choice(('bike', 'van', 'truck'))}\n"


def first_of_overlapping(random: Random) -> Iterator[str]:
    yield "    hit: first\n    total: false\n    table: |\n"
    yield "      id | parcel.weight | parcel.worth | parcel.region | parcel.sent || by\n"
    yield from (f"      r{line}" for line in overlapping(random))


def strictest_of_overlapping(random: Random) -> Iterator[str]:
    yield "    hit: collect\n    combine: strictest\n    table: |\n"
    yield "      id | parcel.weight | parcel.worth | parcel.region | parcel.sent || by\n"
    yield from (f"      r{line}" for line in overlapping(random))
    yield "      rest | - | - | - | - || bike\n"


def cases(program: Program, random: Random, missing: float) -> list[dict[str, Any]]:
    boundaries = Boundaries(program, AS_OF)
    return [{"parcel": boundaries.case(random, missing)["parcel"]} for _ in range(250)]


def loaded(lines: list[str]) -> Program:
    """The policy without the rows that never apply."""
    while True:
        found = load_text("parcels.yaml", "".join(lines))
        if found.program is not None:
            return found.program
        wrong = {one.at.line - 1 for one in found.diagnostics if one.code.value == "CP406"}
        assert wrong, [str(one) for one in found.diagnostics]
        text = "".join(lines).splitlines(keepends=True)
        lines = [line for number, line in enumerate(text) if number not in wrong]


@pytest.mark.parametrize(
    ("rows", "most"),
    [
        *((rows, 400_000) for rows in (first, strictest, listing, first_of_overlapping)),
        *((rows, 10_000) for rows in (first_of_overlapping, strictest_of_overlapping)),
    ],
)
@pytest.mark.parametrize("missing", [0.0, 0.1])
def test_a_large_table_decides_as_interpreted(rows: Any, missing: float, most: int, monkeypatch: pytest.MonkeyPatch):
    from creditpolicy.frames import DecidingFrames, undecided

    # Of overlapping rows the diagrams are larger than this: they are decided by bits then.
    monkeypatch.setattr("creditpolicy.backends.columnar.large.MOST_ENTRIES", most)
    random = Random(7)  # noqa: S311 - cases, not secrets
    program = loaded([HEAD, *rows(random), "    if_undecided: {by: nobody}\n"])
    point = program.points["ask"]
    drawn = cases(program, random, missing)
    frames = DecidingFrames(Deciding(program, reason_text, after=10**9))

    monkeypatch.setattr(undecided, "LEAST", 10**9)
    found = frames.answer(point, frame_of(program, drawn), AS_OF)
    monkeypatch.setattr(undecided, "LEAST", 1)
    by_columns = frames.answer(point, frame_of(program, drawn), AS_OF)

    theirs = [by_interpreter(program, point, read_case(case, program.vocabulary, AS_OF)) for case in drawn]
    assert [shown(program, point, row) for row in found.frame.rows(named=True)] == theirs
    count = sum(one["status"] == "undecided" for one in theirs)
    assert count <= found.by_row <= count + (0 if missing == 0 else 50)
    assert by_columns.frame.equals(found.frame)
    assert by_columns.by_row == 0
    assert len({one["deciding"][0] for one in theirs if one["deciding"]}) > 15


def test_a_table_without_order_is_decided_by_bits():
    from creditpolicy.backends.columnar import words
    from creditpolicy.frames import DecidingFrames

    random = Random(11)  # noqa: S311 - cases, not secrets
    program = loaded([HEAD, *strictest_of_overlapping(random), "    if_undecided: {by: nobody}\n"])
    drawn = cases(program, random, 0.0)
    asked: list[int] = []

    def counted(columns: Any, count: int) -> Any:
        asked.append(count)
        return words.words_of(columns, count)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("creditpolicy.backends.columnar.large.MOST_ENTRIES", 10_000)
        patch.setattr("creditpolicy.backends.columnar.large.words_of", counted)
        frames = DecidingFrames(Deciding(program, reason_text, after=10**9))
        found = frames.answer(program.points["ask"], frame_of(program, drawn), AS_OF)

    assert asked == [261]
    assert found.by_row == 0


def test_a_column_that_every_number_passes_tells_nothing_apart():
    import polars

    from creditpolicy.frames import DecidingFrames

    rows = (f"      r{number} | <= 5, > 5 | {number} EUR || van\n" for number in range(30))
    table = ["    hit: first\n    total: false\n    table: |\n      id | parcel.weight | parcel.worth || by\n", *rows]
    program = loaded([HEAD, *table, "    if_undecided: {by: nobody}\n"])
    frame = polars.DataFrame({"parcel.weight": [2, None, 90], "parcel.worth": [29, 29, 30]})

    found = DecidingFrames(Deciding(program, reason_text)).decide(program.points["ask"], frame, AS_OF)

    assert found["by"].to_list() == ["van", "nobody", "nobody"]
    assert found["missing"].to_list() == [[], ["parcel.weight"], []]
