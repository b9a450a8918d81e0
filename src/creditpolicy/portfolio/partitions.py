"""The files of a ledger to partitions, each with all rows of some customers. Input: `Reading`. Output: `Partitions`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.ledger import Ledger, ledger_of
from creditpolicy.portfolio.mapping import LISTS
from creditpolicy.portfolio.matching import Buckets, Matching, Sample
from creditpolicy.portfolio.progress import Progress, Stage
from creditpolicy.portfolio.reading import Reading
from creditpolicy.portfolio.rejects import CUSTOMER, REJECTED, reject_cells
from creditpolicy.portfolio.scatter import IN_MEMORY, Scatter
from creditpolicy.portfolio.terms import Terms
from creditpolicy.portfolio.typed_rows import Reject

_FEWEST, _MOST = 64, 4096
_BYTES_OF_A_BUCKET = 1 << 22
_TOLD_EVERY = 20_000


@dataclass(frozen=True, slots=True)
class Portions:
    """How many rows are held in memory before they go to files, and how many a partition is to have."""

    in_memory: int = IN_MEMORY
    partition: int = 50_000


@dataclass(frozen=True, slots=True)
class Partitions:
    """The rows of a ledger by their customers, in the order of these; `sizes` are the rows of each partition."""

    rows: Scatter
    sizes: tuple[int, ...]

    def ledger(self, number: int, terms: Terms, vocabulary: Vocabulary) -> Ledger:
        """The customers of one partition."""
        return ledger_of(lambda name: self.rows.rows(number, name), terms, vocabulary)


def partitions_of(
    reading: Reading, terms: Terms, vocabulary: Vocabulary, folder: Path, portions: Portions, progress: Progress
) -> Partitions:
    """Read all files and lay their rows apart, below `folder` as far as memory is not to hold them."""
    count = min(max(reading.size // _BYTES_OF_A_BUCKET, _FEWEST), _MOST)
    buckets = Buckets(Scatter(folder / "buckets", portions.in_memory), count)
    sample = Sample()
    total = 0
    for section in reading.sections:
        total += _scatter(reading, section, terms, buckets, sample, _telling(reading, section, progress))
    buckets.rows.close()
    bounds = sample.bounds(-(-total // portions.partition))
    rows = Scatter(folder / "rows", portions.in_memory)
    matching = Matching(terms, vocabulary, bounds, rows)
    for bucket in range(count):
        progress(Stage.MATCHING, bucket, count)
        matching.match(buckets.rows, bucket)
        buckets.rows.forget(bucket)
    rows.close()
    return Partitions(rows, tuple(matching.sizes))


def _scatter(
    reading: Reading, section: str, terms: Terms, buckets: Buckets, sample: Sample, tell: Callable[[int], None]
) -> int:
    """Each row of one file to the bucket of the number that it names; how many rows there were."""
    form = reading.form(section)
    whose = form.at("customer_id")
    number = form.at("invoice_id") if section != "customers" else 0
    is_counted = section not in LISTS
    seen = 0
    tell(seen)
    for row in reading.rows(section):
        seen += 1
        if seen % _TOLD_EVERY == 0:
            tell(seen)
        if isinstance(row, Reject):
            cells = reject_cells(row, terms.language)
            buckets.add(cells[CUSTOMER] or cells[2], REJECTED, cells)
            continue
        customer = row[whose] if whose else ""
        if is_counted and customer:
            sample.add(customer)
        buckets.add((row[number] if number else "") or customer, section, row)
    return seen


def _telling(reading: Reading, section: str, progress: Progress) -> Callable[[int], None]:
    def tell(seen: int) -> None:
        share = reading.share(section)
        progress(Stage.READING, seen, None if not share else round(seen / share), section)

    return tell
