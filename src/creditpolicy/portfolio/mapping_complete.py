"""What a mapping must give, so that a ledger can be decided at all."""

from creditpolicy.diagnostics import Code, Place
from creditpolicy.diagnostics.phrases import either
from creditpolicy.portfolio.behaviour import NEEDS_PAYMENTS
from creditpolicy.portfolio.mapping import FileMapping, LedgerMapping
from creditpolicy.portfolio.mapping_nodes import Findings
from creditpolicy.portfolio.mapping_words import Mapped, Mend
from creditpolicy.portfolio.slots import NEEDED, WHOSE


def check_complete(mapping: LedgerMapping, at: Place, found: Findings) -> None:
    """Note what is not there. `at` is the file's place, for what has no section."""
    for section, file in mapping.files.items():
        whose = WHOSE.get(section, ())
        if whose and file.keys.isdisjoint(whose):
            keys = either([f"`{key}`" for key in whose])
            found.add(Code.MAPPING_INCOMPLETE, Mapped.WHOSE(section=section, keys=keys), file.at, Mend.MAP_COLUMN())
        for key in NEEDED[section]:
            if key not in file.keys and not file.from_invoices:
                _lacks(file, key, found)
    _check_amounts(mapping, found)
    pays = _tells_payments(mapping)
    for name in mapping.derive:
        if name in NEEDS_PAYMENTS and not pays:
            message = Mapped.NO_PAYMENTS(name=name)
            found.add(Code.MAPPING_INCOMPLETE, message, at, Mend.PAYMENTS())


def _lacks(file: FileMapping, key: str, found: Findings) -> None:
    help_ = Mend.MAP_CURRENCY() if key == "currency" else Mend.MAP_COLUMN()
    if key == "invoice_date":
        help_ = Mend.MAP_DATE()
    found.add(Code.MAPPING_INCOMPLETE, Mapped.NOT_GIVEN(section=file.section, key=key), file.at, help_)


def _check_amounts(mapping: LedgerMapping, found: Findings) -> None:
    invoices = mapping.files.get("invoices")
    if invoices is None or "amount_open" in invoices.keys:
        return
    if "amount_total" not in invoices.keys:
        message = Mapped.NO_AMOUNT()
        found.add(Code.MAPPING_INCOMPLETE, message, invoices.at, Mend.MAP_AMOUNT())
    elif not _tells_payments(mapping):
        message = Mapped.OPEN_UNKNOWN()
        help_ = Mend.MAP_OPEN()
        found.add(Code.MAPPING_INCOMPLETE, message, invoices.at, help_)


def _tells_payments(mapping: LedgerMapping) -> bool:
    return "payments" in mapping.files or "paid_at" in mapping.files["invoices"].keys
