"""A mapping held against the header of its file; and, without a mapping, the header read as facts."""

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.did_you_mean import did_you_mean
from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.mapping import Column, FileMapping, Format
from creditpolicy.portfolio.mapping_words import Mapped, Mend
from creditpolicy.portfolio.slots import NEEDED, key_of, slots_of
from creditpolicy.portfolio.unusable import UnusableInput


def check_header(mapping: FileMapping, header: tuple[str, ...], file: str) -> tuple[Diagnostic, ...]:
    """Columns that the file does not have, and columns of the file that the mapping is silent about.

    A column that a mistyped name was probably meant to be is not left out too.
    """
    found: list[Diagnostic] = []
    wanted = [(column.column, column.at) for column in mapping.columns]
    wanted += [(column.currency_from, column.at) for column in mapping.columns if column.currency_from]
    wanted += list(mapping.ignore)
    for title, at in wanted:
        if title not in header:
            listed = Mend.COLUMNS(names=", ".join(f"`{item}`" for item in header[:30]))
            help_ = did_you_mean(title, tuple(header)) or listed
            found.append(Diagnostic(Code.MAPPING_COLUMN_UNKNOWN, Mapped.NO_COLUMN(file=file, column=title), at, help_))
    named = {title for title, _ in wanted}
    meant = {nearest(title, header) for title in named if title not in header}
    silent = [title for title in header if title not in named | meant]
    if silent:
        columns = ", ".join(f"`{title}`" for title in silent)
        left = Mapped.SILENT_COLUMN if len(silent) == 1 else Mapped.SILENT_COLUMNS
        message = left(columns=columns, file=file)
        found.append(Diagnostic(Code.MAPPING_COLUMN_UNUSED, message, mapping.at, Mend.MAP_OR_IGNORE()))
    return tuple(found)


def mapping_of_header(section: str, header: tuple[str, ...], file: str, vocabulary: Vocabulary) -> FileMapping:
    """The mapping of a file whose columns are named as the facts are (`invoice_id` or `invoice.invoice_id`).

    Raises:
        UnusableInput: a column is no fact, or one that is needed is not there.

    """
    slots = slots_of(section, vocabulary)
    at = Place(file, 1, 1, 1, 2)
    columns: dict[str, Column] = {}
    for title in header:
        key = key_of(title, section)
        if key not in slots:
            near = did_you_mean(key, tuple(slots))
            way_out = Remedy.DRAFT(file=file)
            raise UnusableInput(
                Useless.NO_FACT(column=title, file=file),
                help=Remedy.NEAR_OR_DRAFT(near=near, draft=way_out) if near else way_out,
            )
        if key in columns:
            raise UnusableInput(Useless.TWO_COLUMNS(file=file, key=key), help=Remedy.ONE_COLUMN())
        columns[key] = Column(key, title, at)
    for key in NEEDED[section]:
        if key not in columns:
            raise UnusableInput(
                Useless.NO_COLUMN(file=file, key=key),
                help=Remedy.ADD_OR_STATE(file=file) if key == "currency" else Remedy.ADD_OR_DRAFT(file=file),
            )
    return FileMapping(section, at, Format(), tuple(columns.values()))
