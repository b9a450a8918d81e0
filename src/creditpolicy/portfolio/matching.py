"""Rows of all files to the partitions of their customers. What is there twice, or belongs to nobody, is rejected.

In two steps, so that no more than a part of the ledger is ever in memory. First each row goes to the bucket of the
number that it names: there an invoice finds its double, and a payment its invoice. Then it goes on to the partition
of its customer, as the invoice told. Partitions are ranges of customers: one after the other they are all, in order.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.cell_words import Rows
from creditpolicy.portfolio.ledger import refused
from creditpolicy.portfolio.mapping import LISTS
from creditpolicy.portfolio.plain_form import PlainForm, PlainRow
from creditpolicy.portfolio.rejects import CUSTOMER, REJECTED, reject_cells
from creditpolicy.portfolio.scatter import Scatter
from creditpolicy.portfolio.terms import Terms

MOST_SAMPLED = 16_384
_ALL = 1 << 32


class Sample:
    """Some customers, drawn by their numbers alone, with their rows: enough to cut all rows into even parts."""

    def __init__(self) -> None:
        """All customers, as long as they are few."""
        self._below = _ALL
        self._counts: dict[str, int] = {}

    def add(self, customer: str) -> None:
        """One row of a customer."""
        if customer in self._counts:
            self._counts[customer] += 1
        elif crc32(customer.encode()) < self._below:
            self._counts[customer] = 1
            if len(self._counts) > MOST_SAMPLED:
                self._below //= 2
                self._counts = {name: n for name, n in self._counts.items() if crc32(name.encode()) < self._below}

    def bounds(self, parts: int) -> list[str]:
        """The first customers of the second part and of those after it; fewer where a customer fills a part alone."""
        total, seen = sum(self._counts.values()), 0
        bounds: list[str] = []
        for customer, count in sorted(self._counts.items()):
            if seen * parts >= total * (len(bounds) + 1):
                bounds.append(customer)
            seen += count
        return bounds


@dataclass(frozen=True, slots=True)
class Buckets:
    """So many places, in each of which all rows meet that name one of its numbers."""

    rows: Scatter
    count: int

    def add(self, number: str, name: str, row: PlainRow) -> None:
        """One row that names this number."""
        self.rows.add(crc32(number.encode()) % self.count, name, row)


class Matching:
    """Brings the rows of one bucket after the other to their partitions; `sizes` counts them there."""

    def __init__(self, terms: Terms, vocabulary: Vocabulary, bounds: Sequence[str], into: Scatter) -> None:
        """`bounds` are the first customers of the partitions, but for the first one."""
        self._terms = terms
        self._bounds = bounds
        self._into = into
        self._forms = {section: terms.form(section, vocabulary) for section in terms.keys}
        self.sizes = [0] * (len(bounds) + 1)

    def match(self, buckets: Scatter, bucket: int) -> None:
        """Bring all rows of one bucket on."""
        for cells in buckets.rows(bucket, REJECTED):
            self._put(cells[CUSTOMER], REJECTED, cells)
        if "customers" in self._forms:
            for _ in self._once(buckets, bucket, "customers", "customer_id", Rows.CUSTOMER_ONCE):
                pass
        form = self._forms["invoices"]
        whose, currency = form.at("customer_id"), form.at("currency")
        owners = {
            number: (row[whose], row[currency])
            for number, row in self._once(buckets, bucket, "invoices", "invoice_id", Rows.INVOICE_ONCE)
        }
        if "payments" in self._forms:
            self._payments(buckets.rows(bucket, "payments"), owners)
        for section in LISTS:
            if section in self._forms:
                self._list(buckets.rows(bucket, section), self._forms[section], owners)

    def _once(
        self, buckets: Scatter, bucket: int, section: str, key: str, once: Rows
    ) -> Iterator[tuple[str, PlainRow]]:
        """The rows whose number did not stand in an earlier row, with that number."""
        form = self._forms[section]
        number, whose = form.at(key), form.at("customer_id")
        lines: dict[str, str] = {}
        for row in buckets.rows(bucket, section):
            line = lines.setdefault(row[number], row[0])
            if line is row[0]:
                self._put(row[whose], section, row)
                yield row[number], row
            else:
                self._refuse(form, row, key, once(line=line))

    def _payments(self, rows: Iterator[PlainRow], owners: Mapping[str, tuple[str, str]]) -> None:
        form = self._forms["payments"]
        number, currency = form.at("invoice_id"), form.at("currency")
        for row in rows:
            owner = owners.get(row[number])
            if owner is None:
                self._refuse(form, row, "invoice_id", Rows.KNOWN_INVOICE(day=self._terms.as_of))
            elif currency and row[currency] and row[currency] != owner[1]:
                self._refuse(form, row, "currency", Rows.AS_INVOICE(value=owner[1]))
            else:
                self._put(owner[0], "payments", row)

    def _list(self, rows: Iterator[PlainRow], form: PlainForm, owners: Mapping[str, tuple[str, str]]) -> None:
        """Rows go to the customer whom they name, else to that of their invoice; both are put before the row."""
        number, whose = form.at("invoice_id"), form.at("customer_id")
        for row in rows:
            named = row[number] if number else ""
            owner, _ = owners.get(named, ("", ""))
            customer = (row[whose] if whose else "") or owner
            if named and not owner:
                self._refuse(form, row, "invoice_id", Rows.KNOWN_INVOICE(day=self._terms.as_of))
            else:
                self._put(customer, form.section, (customer, owner, *row))

    def _refuse(self, form: PlainForm, row: PlainRow, column: str, wanted: str) -> None:
        reject = refused(self._terms, form.entry(row), form.section, column, wanted)
        self._put(reject.customer_id, REJECTED, reject_cells(reject, self._terms.language))

    def _put(self, customer: str, name: str, row: PlainRow) -> None:
        partition = bisect_right(self._bounds, customer)
        self.sizes[partition] += 1
        self._into.add(partition, name, row)
