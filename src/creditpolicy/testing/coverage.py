"""What tests reached of a policy: the rows that decided, and the thresholds that were seen from both sides."""

from dataclasses import dataclass

from creditpolicy.diagnostics import Place


@dataclass(frozen=True, slots=True)
class RowCovered:
    """A row that an author wrote, by its ids (`terms.new-a`), and how many tests it decided.

    `excused` says why no test can reach it, where the tests say so.
    """

    name: str
    at: Place
    tests: int
    excused: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether a test is still wanted."""
        return self.tests == 0 and self.excused is None


@dataclass(frozen=True, slots=True)
class ThresholdCovered:
    """A comparison with a constant, and the nearest values with which it held, and failed, where it mattered.

    None: in no test. `exact` says that the two are neighbours: no value of the fact lies between them.
    """

    text: str
    row: str
    at: Place
    held: str | None
    failed: str | None
    exact: bool

    @property
    def sides(self) -> int:
        """How many of its two sides were seen."""
        return (self.held is not None) + (self.failed is not None)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of every row and every threshold of a policy, in the order of its files."""

    rows: tuple[RowCovered, ...]
    thresholds: tuple[ThresholdCovered, ...]

    @property
    def rows_reached(self) -> tuple[int, int]:
        """How many rows decided a test, of how many that tests can reach."""
        counted = [row for row in self.rows if row.tests or row.excused is None]
        return sum(row.tests > 0 for row in counted), len(counted)

    @property
    def sides_reached(self) -> tuple[int, int]:
        """How many sides of thresholds were seen, of how many."""
        return sum(one.sides for one in self.thresholds), 2 * len(self.thresholds)


def percentage(reached: int, of: int) -> str:
    """A share of a whole as `99.9`, never rounded up: it is 100.0 only where nothing is left."""
    tenths = 1000 if of == 0 else reached * 1000 // of
    return f"{tenths // 10}.{tenths % 10}"
