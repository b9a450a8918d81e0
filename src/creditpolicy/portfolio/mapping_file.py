"""One section of a mapping (`invoices`, `customers`...) to a `FileMapping`."""

from collections.abc import Mapping
from types import MappingProxyType

from creditpolicy.diagnostics import Code, Place
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.cell_words import Rows
from creditpolicy.portfolio.cells import BadCell
from creditpolicy.portfolio.did_you_mean import did_you_mean
from creditpolicy.portfolio.mapping import Column, FileMapping, Format
from creditpolicy.portfolio.mapping_format import parse_format
from creditpolicy.portfolio.mapping_nodes import Findings, entries, known_entries, text, texts, word
from creditpolicy.portfolio.mapping_words import Mapped, Mend
from creditpolicy.portfolio.slots import IN_THEIR_CURRENCY, RECORDS, Slot, key_of, slots_of
from creditpolicy.portfolio.typed_cells import Amount, constant
from creditpolicy.syntax.nodes import Mapping as MappingNode
from creditpolicy.syntax.nodes import Node, Scalar

_KEYS = ("format", "columns", "constants", "ignore", "from")
_COLUMN_KEYS = ("column", "lookup", "as", "pad_left", "currency_from", "round")


def parse_file(section: str, key: Scalar, node: Node, vocabulary: Vocabulary, found: Findings) -> FileMapping:
    """The section's mapping; what is wrong in it is noted in `found`."""
    slots = slots_of(section, vocabulary)
    keys = _KEYS if section == "customers" else _KEYS[:-1]
    before = len(found)
    parts = known_entries(node, section, keys, found)
    misspelt = len(found) > before
    columns = _columns(parts["columns"][1], section, slots, found) if "columns" in parts else ()
    constants = (
        _constants(*parts["constants"], section, vocabulary, found, frozenset(one.key for one in columns))
        if "constants" in parts
        else {}
    )
    for column in columns:
        if column.key in constants:
            found.add(Code.KEYS_EXCLUDE, Mapped.COLUMN_AND_CONSTANT(key=column.key), column.at, Mend.KEEP_ONE())
    ignore = texts(parts["ignore"][1], "ignore", found) if "ignore" in parts else ()
    _ignored_and_mapped(columns, ignore, found)
    from_invoices = "from" in parts and word(parts["from"][1], "from", ("invoices",), found) is not None
    if from_invoices and "columns" in parts:
        message = Mapped.FROM_AND_COLUMNS()
        found.add(Code.KEYS_EXCLUDE, message, parts["columns"][0].at, Mend.FROM_OR_COLUMNS())
    elif not {"columns", "from"} & parts.keys() and not misspelt:
        found.add(Code.MISSING_KEY, Mapped.NEEDS_COLUMNS(section=section), key.at)
    return FileMapping(
        section=section,
        at=key.at,
        format=parse_format(parts["format"][1], found) if "format" in parts else Format(),
        columns=columns,
        constants=MappingProxyType(constants),
        ignore=tuple((item.text, item.at) for item in ignore),
        from_invoices=from_invoices,
    )


def parse_stated(section: str, key: Scalar, node: Node, vocabulary: Vocabulary, found: Findings) -> FileMapping:
    """A section without a file, whose facts all stand in the mapping itself; what is wrong in it is noted."""
    return FileMapping(section, key.at, constants=MappingProxyType(_constants(key, node, section, vocabulary, found)))


def _ignored_and_mapped(columns: tuple[Column, ...], ignore: tuple[Scalar, ...], found: Findings) -> None:
    mapped = {column.column for column in columns}
    for item in ignore:
        if item.text in mapped:
            found.add(Code.KEYS_EXCLUDE, Mapped.MAPPED_AND_IGNORED(column=item.text), item.at)


def _slot(name: Scalar, section: str, slots: Mapping[str, Slot], found: Findings) -> Slot | None:
    key = key_of(name.text, section)
    if key in slots:
        return slots[key]
    record = RECORDS.get(section, "payment")
    known = Mend.FACTS(names=", ".join(sorted(slots))) if len(slots) < 12 else Mend.VOCABULARY()
    unknown = Mapped.UNKNOWN_FACT_AN if record[0] in "aeio" else Mapped.UNKNOWN_FACT
    message = unknown(name=name.text, record=record)
    found.add(Code.MAPPING_FACT_UNKNOWN, message, name.at, did_you_mean(key, tuple(slots)) or known)
    return None


def _columns(node: Node, section: str, slots: Mapping[str, Slot], found: Findings) -> tuple[Column, ...]:
    columns: dict[str, Column] = {}
    for name, value in entries(node, "columns", found):
        slot = _slot(name, section, slots, found)
        column = _column(name, value, slot, found)
        if slot is None or column is None:
            continue
        if slot.key in columns:
            found.add(Code.MAPPING_VALUE, Mapped.MAPPED_TWICE(key=slot.key), name.at)
        columns[slot.key] = column
    return tuple(columns.values())


def _column(name: Scalar, node: Node, slot: Slot | None, found: Findings) -> Column | None:
    key = slot.key if slot else name.text
    if isinstance(node, Scalar):
        return Column(key, node.text, node.at)
    before = len(found)
    parts = known_entries(node, name.text, _COLUMN_KEYS, found)
    if "column" not in parts:
        if isinstance(node, MappingNode) and len(found) == before:
            found.add(Code.MISSING_KEY, Mapped.NEEDS_COLUMN(name=name.text), name.at, Mend.WRITE_COLUMN())
        return None
    title = text(parts["column"][1], "column", found)
    source = text(parts["currency_from"][1], "currency_from", found) if "currency_from" in parts else None
    whole = "as" in parts and word(parts["as"][1], "as", ("whole number", "text"), found) == "whole number"
    rounds = "round" in parts and word(parts["round"][1], "round", ("half up",), found) is not None
    if title is None:
        return None
    return Column(
        key=key,
        column=title.text,
        at=title.at,
        lookup=_lookup(parts["lookup"][1], slot, found) if "lookup" in parts else None,
        whole_number=whole,
        pad_left=_pad(parts["pad_left"][1], found) if "pad_left" in parts else None,
        currency_from=source.text if source else None,
        round_half_up=rounds,
    )


def _lookup(node: Node, slot: Slot | None, found: Findings) -> Mapping[str, str]:
    lookup: dict[str, str] = {}
    for key, value in entries(node, "lookup", found):
        scalar = text(value, key.text, found)
        if scalar is None:
            continue
        if slot is not None and scalar.text:
            _fits(slot, scalar.text, scalar.at, (), found)
        lookup[key.text] = scalar.text
    return MappingProxyType(lookup)


def _pad(node: Node, found: Findings) -> tuple[int, str] | None:
    parts = known_entries(node, "pad_left", ("to", "with"), found)
    to = text(parts["to"][1], "to", found) if "to" in parts else None
    sign = text(parts["with"][1], "with", found) if "with" in parts else None
    if to is None:
        found.add(Code.MISSING_KEY, Mapped.PAD_NEEDS_TO(), node.at, Mend.WRITE_PAD())
        return None
    if not (to.text.isascii() and to.text.isdigit() and 1 <= int(to.text[:4]) <= 100):
        found.add(Code.BAD_NUMBER, Mapped.LENGTH(found=to.text), to.at)
        return None
    if sign is not None and len(sign.text) != 1:
        found.add(Code.MAPPING_VALUE, Mapped.ONE_SIGN(found=sign.text), sign.at)
        return None
    return int(to.text), sign.text if sign else "0"


def _constants(
    key: Scalar,
    node: Node,
    section: str,
    vocabulary: Vocabulary,
    found: Findings,
    columns: frozenset[str] = frozenset(),
) -> dict[str, str]:
    """The facts that are stated; `columns` are those that the rows of the section's file give."""
    constants: dict[str, str] = {}
    amounts: list[tuple[Scalar, Slot, Amount]] = []
    slots = slots_of(section, vocabulary)
    for name, value in entries(node, key.text, found):
        slot = _slot(name, section, slots, found)
        scalar = text(value, name.text, found)
        if slot is None or scalar is None:
            continue
        currencies = vocabulary.currencies if slot.key == "currency" else ()
        if _fits(slot, scalar.text, scalar.at, currencies, found):
            constants[slot.key] = scalar.text
            amount = constant(slot, scalar.text)
            if isinstance(amount, Amount):
                amounts.append((scalar, slot, amount))
    known = vocabulary.currencies
    beside = section in IN_THEIR_CURRENCY or "currency" in columns | constants.keys() or len(known) == 1
    for scalar, slot, amount in amounts:
        if amount.currency not in known and not (amount.currency is None and beside):
            wanted = Rows.AMOUNT_WITH_CURRENCY(known=", ".join(known))
            message = Mapped.DOES_NOT_FIT(value=scalar.text, key=slot.key, wanted=wanted)
            found.add(Code.MAPPING_VALUE, message, scalar.at)
    return constants


def _fits(slot: Slot, value: str, at: Place, currencies: tuple[str, ...], found: Findings) -> bool:
    """Whether a text that the mapping itself gives is a value of its fact."""
    if currencies and value not in currencies:
        message = Mapped.NO_CURRENCY(value=value, known=", ".join(currencies))
        found.add(Code.MAPPING_VALUE, message, at, did_you_mean(value, tuple(currencies)))
        return False
    try:
        constant(slot, value)
    except BadCell as bad:
        found.add(Code.MAPPING_VALUE, Mapped.DOES_NOT_FIT(value=value, key=slot.key, wanted=bad.wanted), at)
        return False
    return True
