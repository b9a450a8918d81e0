"""The files of a ledger, opened and held against the mapping, and their rows as they were on one day."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.file_words import Remedy, Useless, Warned
from creditpolicy.portfolio.mapping import LISTS, FileMapping, Format, LedgerMapping
from creditpolicy.portfolio.mapping_header import check_header, mapping_of_header
from creditpolicy.portfolio.plain_form import PlainForm, PlainRow
from creditpolicy.portfolio.plain_rows import PlainRows
from creditpolicy.portfolio.readers import PARQUET, Sheet, open_sheet
from creditpolicy.portfolio.tables import TableFormat
from creditpolicy.portfolio.terms import Terms
from creditpolicy.portfolio.typed_rows import Reject
from creditpolicy.portfolio.unusable import UnusableInput, UnusableMapping

_ORDER = ("customers", "invoices", "payments", *LISTS)


class Reading:
    """The files of one ledger, each to be read once.

    `read` has, by section, the rows that were visible and are read so far; `warnings` what is to be told of the files.
    """

    def __init__(
        self, files: Mapping[str, Path], mapping: LedgerMapping | None, vocabulary: Vocabulary, as_of: date
    ) -> None:
        """Open all files (by section: `invoices`, `customers`, `payments`...).

        Raises:
            UnusableInput: a file is of no use as a whole, or mapping and files do not go together.

        """
        if "invoices" not in files:
            raise UnusableInput(Useless.NO_INVOICES(), help=Remedy.GIVE(section="invoices"))
        self._mapping = mapping
        self._vocabulary = vocabulary
        self._as_of = as_of
        self._sheets: dict[str, Sheet] = {}
        self._rows: dict[str, PlainRows] = {}
        self.read: dict[str, int] = {}
        self.warnings: list[str] = []
        self._titles: dict[str, dict[str, str]] = {}
        self._check_files(files)
        self._paths = tuple(files.values())
        for section, path in files.items():
            self._open(section, path)

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that have files, in the order in which they are read."""
        return tuple(section for section in _ORDER if section in self._sheets)

    @property
    def size(self) -> int:
        """About how many bytes the files have as text; a Parquet file is some six times smaller."""
        return sum(path.stat().st_size * (6 if path.suffix.lower() in PARQUET else 1) for path in self._paths)

    def form(self, section: str) -> PlainForm:
        """How the section's rows are given."""
        return self._rows[section].form

    def terms(self, language: Language, table_format: TableFormat) -> Terms:
        """What holds for all rows, as far as it is known before they are read."""
        sections, mapping = self.sections, self._mapping
        has_customers = "customers" in sections
        return Terms(
            as_of=self._as_of,
            language=language,
            table_format=table_format,
            derive=mapping.derive if mapping else (),
            none=tuple(sorted(mapping.none)) if mapping else (),
            customer_constants=_stated(mapping.files.get("customers")) if mapping and not has_customers else {},
            organisation=_stated(mapping.organisation) if mapping else {},
            keys={section: self._rows[section].form.keys for section in sections},
            names={section: self._sheets[section].name for section in sections},
            titles={section: self._titles[section] for section in sections},
        )

    def share(self, section: str) -> float | None:
        """How much of the section's file is read, from 0 to 1; None where nobody knows."""
        share = self._sheets[section].share
        return None if share is None else share()

    def rows(self, section: str) -> Iterator[PlainRow | Reject]:
        """The rows that are visible on the day.

        Raises:
            UnusableInput: the file turns out to be damaged, or it is the file of invoices and has no row at all.

        """
        rows = self._rows[section]
        count = 0
        for row in rows.rows():
            count += 1
            yield row
        if section == "invoices" and rows.seen == 0:
            raise UnusableInput(Useless.NO_ROWS(file=self._sheets[section].name))
        self.read[section] = count

    def _check_files(self, files: Mapping[str, Path]) -> None:
        if self._mapping is None:
            return
        for section in files:
            if section in self._mapping.none:
                raise UnusableInput(Useless.STATED_NONE(section=section), help=Remedy.NONE_OR_FILE(section=section))
        customers = self._mapping.files.get("customers")
        if "customers" in files and customers is not None and customers.from_invoices:
            raise UnusableInput(Useless.CUSTOMERS_TWICE(), help=Remedy.MAP_CUSTOMERS())
        for section in ("customers", "payments"):
            described = self._mapping.files.get(section)
            if described is not None and described.columns and section not in files:
                raise UnusableInput(Useless.NOT_GIVEN(section=section), help=Remedy.GIVE(section=section))
        for section in LISTS:
            if section in self._mapping.files and section not in files:
                self.warnings.append(Warned.NO_LIST(section=section))

    def _open(self, section: str, path: Path) -> None:
        mapped = self._mapping.files.get(section) if self._mapping else None
        sheet = open_sheet(path, mapped.format if mapped else Format())
        self.warnings.extend(sheet.notes)
        if mapped is None:
            mapped = mapping_of_header(section, sheet.header, sheet.name, self._vocabulary)
        else:
            findings = check_header(mapped, sheet.header, sheet.name)
            if findings:
                raise UnusableMapping(findings)
        self._sheets[section] = sheet
        self._rows[section] = PlainRows(sheet, mapped, self._vocabulary, self._as_of)
        self._titles[section] = {column.key: column.column for column in mapped.columns}


def _stated(mapped: FileMapping | None) -> dict[str, str]:
    """What a section without a file states for all."""
    return dict(mapped.constants) if mapped is not None else {}
