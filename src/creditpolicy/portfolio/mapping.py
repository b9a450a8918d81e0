"""What a mapping file says: for each file of a foreign ledger, which column is which fact and how it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from creditpolicy.diagnostics import Place

LISTS = ("contacts", "promises", "arrangements", "disputes", "exceptions")
"""The files that a mapping may state to be empty, under `none`."""

FILES = ("invoices", "customers", "payments", *LISTS)
"""The files of a ledger, by the name of their section."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a file writes things. None: read from the file itself (delimiter, encoding), or the plain default.

    `dates` are patterns such as `D-M-YYYY`; the first that fits is taken. `missing` are texts that mean
    that nothing is known, besides the empty cell.
    """

    delimiter: str | None = None
    encoding: str | None = None
    dates: tuple[str, ...] = ("YYYY-MM-DD",)
    decimal: str = "."
    thousands: str | None = None
    sheet: str | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One fact and the column that it is read from.

    `lookup` gives the fact's own text for a text of the file. `whole_number` takes the `.0` off a number that a
    spreadsheet wrote (`1930571429.0`). `pad_left` is a length and a character; with a digit as the character, only
    texts of digits are padded. `currency_from` names the column with the currency of an amount. `round_half_up` cuts
    a number down to the digits that its fact has; without it too many digits are refused.
    """

    key: str
    column: str
    at: Place
    lookup: Mapping[str, str] | None = None
    whole_number: bool = False
    pad_left: tuple[int, str] | None = None
    currency_from: str | None = None
    round_half_up: bool = False


@dataclass(frozen=True, slots=True)
class FileMapping:
    """One section: the columns, the constants that hold for every row, and the columns to leave out."""

    section: str
    at: Place
    format: Format = Format()
    columns: tuple[Column, ...] = ()
    constants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ignore: tuple[tuple[str, Place], ...] = ()
    from_invoices: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """The facts that a row of the file can give."""
        return frozenset(column.key for column in self.columns) | frozenset(self.constants)


@dataclass(frozen=True, slots=True)
class LedgerMapping:
    """A whole mapping file.

    `organisation` has as constants what is so of the organisation itself. `derive` are the facts to compute from the
    ledger. `none` are the lists that the mapping states to be empty for every customer; a list that is neither there
    nor given as a file stays missing.
    """

    name: str
    files: Mapping[str, FileMapping]
    organisation: FileMapping | None = None
    derive: tuple[str, ...] = ()
    none: frozenset[str] = frozenset()
