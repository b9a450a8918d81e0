"""All files of a ledger, as they were on one day, by customer. Input: paths and a mapping. Output: `Ledger`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.cell_words import Rows
from creditpolicy.portfolio.file_words import Remedy, Useless, Warned
from creditpolicy.portfolio.mapping import LISTS, FileMapping, Format, LedgerMapping
from creditpolicy.portfolio.mapping_header import check_header, mapping_of_header
from creditpolicy.portfolio.readers import Row, Sheet, open_sheet
from creditpolicy.portfolio.typed_rows import Entry, Reject, show, typed_rows
from creditpolicy.portfolio.unusable import UnusableInput, UnusableMapping


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of one file that were visible: read, taken, and rejected."""

    read: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment on an invoice."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the files say that was known on the day. Mappings go from customer id, `payments` from invoice id.

    `lists` has the lists that are given or stated to be empty; a list without a key is unknown for everyone.
    `invoice_titles` are the titles of the invoice file's columns, by fact. `tells_payments` is whether the ledger can
    say that an invoice was paid, and when.
    """

    invoices: Mapping[str, list[Entry]]
    customers: Mapping[str, Entry]
    customer_constants: Mapping[str, object]
    organisation: Mapping[str, object]
    payments: Mapping[str, list[Payment]]
    lists: Mapping[str, Mapping[str, list[Entry]]]
    rejected: list[Reject]
    counts: Mapping[str, Counts]
    warnings: list[str]
    invoice_file: str
    customer_file: str
    invoice_titles: Mapping[str, str]
    tells_payments: bool


def read_ledger(
    files: Mapping[str, Path], mapping: LedgerMapping | None, vocabulary: Vocabulary, as_of: date
) -> Ledger:
    """The ledger in `files` (by section: `invoices`, `customers`, `payments`...).

    Raises:
        UnusableInput: a file is of no use as a whole, or mapping and files do not go together.

    """
    if "invoices" not in files:
        raise UnusableInput(Useless.NO_INVOICES(), help=Remedy.GIVE(section="invoices"))
    reading = _Reading(files, mapping, vocabulary, as_of)
    return reading.ledger()


class _Reading:
    """One pass over the files, in the order in which they need one another."""

    def __init__(
        self, files: Mapping[str, Path], mapping: LedgerMapping | None, vocabulary: Vocabulary, as_of: date
    ) -> None:
        self.files = files
        self.mapping = mapping
        self.vocabulary = vocabulary
        self.as_of = as_of
        self.rejected: list[Reject] = []
        self.counts: dict[str, Counts] = {}
        self.warnings: list[str] = []
        self.names: dict[str, str] = {}
        self.keys: dict[str, frozenset[str]] = {}
        self.titles: dict[str, dict[str, str]] = {}

    def ledger(self) -> Ledger:
        """Read all files."""
        self._check_files()
        mappings = {} if self.mapping is None else self.mapping.files
        sheets = {section: self._open(section) for section in self.files}
        customers = self._customers(sheets)
        owner: dict[str, Entry] = {}
        invoices = self._invoices(sheets["invoices"], owner)
        payments = self._payments(sheets["payments"], owner) if "payments" in sheets else {}
        known = {*customers, *invoices}
        lists = {section: self._list(sheets[section], owner, known) for section in LISTS if section in sheets}
        for section in self.mapping.none if self.mapping else ():
            lists[section] = {}
        constants = {} if "customers" in self.files else _constants(mappings.get("customers"), self.vocabulary)
        if "customers" in sheets:
            strangers = sum(customer not in customers for customer in invoices)
            if strangers:
                self.warnings.append(Warned.STRANGERS(count=strangers))
        return Ledger(
            invoices=invoices,
            customers=customers,
            customer_constants=constants,
            organisation=_constants(self.mapping.organisation if self.mapping else None, self.vocabulary),
            payments=payments,
            lists=lists,
            rejected=self.rejected,
            counts=self.counts,
            warnings=self.warnings,
            invoice_file=self.names["invoices"],
            customer_file=self.names.get("customers", ""),
            invoice_titles=self.titles["invoices"],
            tells_payments="payments" in sheets or "paid_at" in self.keys["invoices"],
        )

    def _check_files(self) -> None:
        if self.mapping is None:
            return
        for section in self.files:
            if section in self.mapping.none:
                raise UnusableInput(Useless.STATED_NONE(section=section), help=Remedy.NONE_OR_FILE(section=section))
        customers = self.mapping.files.get("customers")
        if "customers" in self.files and customers is not None and customers.from_invoices:
            raise UnusableInput(Useless.CUSTOMERS_TWICE(), help=Remedy.MAP_CUSTOMERS())
        for section in ("customers", "payments"):
            described = self.mapping.files.get(section)
            if described is not None and described.columns and section not in self.files:
                raise UnusableInput(Useless.NOT_GIVEN(section=section), help=Remedy.GIVE(section=section))
        for section in LISTS:
            if section in self.mapping.files and section not in self.files:
                self.warnings.append(Warned.NO_LIST(section=section))

    def _open(self, section: str) -> tuple[Sheet, FileMapping]:
        mapped = self.mapping.files.get(section) if self.mapping else None
        sheet = open_sheet(self.files[section], mapped.format if mapped else Format())
        self.names[section] = sheet.name
        self.warnings.extend(sheet.notes)
        if mapped is None:
            mapped = mapping_of_header(section, sheet.header, sheet.name, self.vocabulary)
        else:
            findings = check_header(mapped, sheet.header, sheet.name)
            if findings:
                raise UnusableMapping(findings)
        self.keys[section] = mapped.keys
        self.titles[section] = {column.key: column.column for column in mapped.columns}
        return sheet, mapped

    def _rows(self, opened: tuple[Sheet, FileMapping]) -> Iterator[Entry]:
        """The rows that fit; the others are noted. Who asks for them calls `_refuse` for those it can't take."""
        sheet, mapped = opened
        section = mapped.section
        read = 0
        before = len(self.rejected)
        counted = _Counted(sheet.rows)
        for row in typed_rows(Sheet(sheet.name, sheet.header, iter(counted)), mapped, self.vocabulary, self.as_of):
            read += 1
            if isinstance(row, Reject):
                self.rejected.append(row)
            else:
                yield row
        if section == "invoices" and counted.rows == 0:
            raise UnusableInput(Useless.NO_ROWS(file=sheet.name))
        self.counts[section] = Counts(read, len(self.rejected) - before)

    def _refuse(self, section: str, entry: Entry, column: str, wanted: str) -> None:
        self.rejected.append(
            Reject(
                file=self.names[section],
                line=entry.line,
                column=self.titles[section].get(column, column),
                found=show(str(entry.values.get(column, ""))),
                wanted=wanted,
                section=section,
                customer_id=str(entry.values.get("customer_id", "")),
                invoice_id=str(entry.values.get("invoice_id", "")),
            )
        )

    def _customers(self, sheets: Mapping[str, tuple[Sheet, FileMapping]]) -> dict[str, Entry]:
        customers: dict[str, Entry] = {}
        for entry in self._rows(sheets["customers"]) if "customers" in sheets else ():
            first = customers.setdefault(str(entry.values["customer_id"]), entry)
            if first is not entry:
                self._refuse("customers", entry, "customer_id", Rows.CUSTOMER_ONCE(line=first.line))
        return customers

    def _invoices(self, opened: tuple[Sheet, FileMapping], owner: dict[str, Entry]) -> dict[str, list[Entry]]:
        invoices: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self._rows(opened):
            first = owner.setdefault(str(entry.values["invoice_id"]), entry)
            if first is not entry:
                self._refuse("invoices", entry, "invoice_id", Rows.INVOICE_ONCE(line=first.line))
                continue
            invoices[str(entry.values["customer_id"])].append(entry)
        return dict(invoices)

    def _payments(self, opened: tuple[Sheet, FileMapping], owner: Mapping[str, Entry]) -> dict[str, list[Payment]]:
        payments: defaultdict[str, list[Payment]] = defaultdict(list)
        for entry in self._rows(opened):
            values = entry.values
            invoice = owner.get(str(values["invoice_id"]))
            on, amount = values["paid_at"], values["amount"]
            if invoice is None:
                self._refuse("payments", entry, "invoice_id", Rows.KNOWN_INVOICE(day=self.as_of))
            elif "currency" in values and values["currency"] != invoice.values["currency"]:
                self._refuse("payments", entry, "currency", Rows.AS_INVOICE(value=invoice.values["currency"]))
            elif isinstance(on, date) and isinstance(amount, Decimal):
                payments[str(values["invoice_id"])].append(Payment(on, amount))
        return dict(payments)

    def _list(
        self, opened: tuple[Sheet, FileMapping], owner: Mapping[str, Entry], known: set[str]
    ) -> dict[str, list[Entry]]:
        by_customer: defaultdict[str, list[Entry]] = defaultdict(list)
        section = opened[1].section
        for entry in self._rows(opened):
            invoice = owner.get(str(entry.values["invoice_id"])) if "invoice_id" in entry.values else None
            customer = entry.values.get("customer_id") or (invoice.values["customer_id"] if invoice else None)
            if "invoice_id" in entry.values and invoice is None:
                self._refuse(section, entry, "invoice_id", Rows.KNOWN_INVOICE(day=self.as_of))
            elif customer not in known:
                self._refuse(section, entry, "customer_id", Rows.KNOWN_CUSTOMER(day=self.as_of))
            elif invoice is not None and invoice.values["customer_id"] != customer:
                self._refuse(section, entry, "customer_id", Rows.AS_INVOICE(value=invoice.values["customer_id"]))
            else:
                by_customer[str(customer)].append(entry)
        return dict(by_customer)


class _Counted:
    """Rows, and how many there were."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._all = rows
        self.rows = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._all:
            self.rows += 1
            yield row


def _constants(mapped: FileMapping | None, vocabulary: Vocabulary) -> dict[str, object]:
    if mapped is None:
        return {}
    empty = Sheet("", (), iter((Row(1, ()),)))
    whose = {"customer_id": "-"} if mapped.section == "customers" else {}
    stand_in = FileMapping(mapped.section, mapped.at, mapped.format, (), {**mapped.constants, **whose})
    (entry,) = (row for row in typed_rows(empty, stand_in, vocabulary, date.max) if isinstance(row, Entry))
    return {key: value for key, value in entry.values.items() if key != "customer_id"}
