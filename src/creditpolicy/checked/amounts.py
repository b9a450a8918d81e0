"""Named thresholds: one amount for each currency of the policy."""

from collections.abc import Iterator, Mapping

from creditpolicy.checked.findings import Findings
from creditpolicy.diagnostics import Code, Note, Place
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import decimal_number, name
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.document import SectionsNode
from creditpolicy.values.describe import plain_number
from creditpolicy.values.money import Money
from creditpolicy.values.value import Value


def check_amounts(
    files: tuple[SectionsNode, ...], currencies: tuple[str, ...], findings: Findings
) -> dict[str, tuple[tuple[str, Value], ...]]:
    """Each name with its amounts. A currency without an amount is allowed: where it is needed, nothing is decided."""
    found: dict[str, tuple[tuple[str, Value], ...]] = {}
    first: dict[str, Place] = {}
    for file in files:
        for key, written in (file.amounts or {}).items():
            if findings.take(name(key.scalar)) is None:
                continue
            if key in found:
                findings.add(
                    Code.DUPLICATE_ID,
                    f"the amount `{key}` stands twice",
                    key.scalar.at,
                    None,
                    Note("first here", first[key]),
                )
                continue
            first[str(key)] = key.scalar.at
            found[str(key)] = tuple(_amounts(written, currencies, findings))
    return found


def _amounts(
    written: Mapping[Key, Scalar], currencies: tuple[str, ...], findings: Findings
) -> Iterator[tuple[str, Value]]:
    for currency, scalar in written.items():
        if currency not in currencies:
            findings.unknown(Code.UNIT_MISMATCH, "currency", currency, currency.scalar.at, currencies)
            continue
        number = findings.take(decimal_number(scalar))
        if number is not None and number.scale > 2:
            message = f"`{scalar.text}` has more than two digits after the point"
            both = f"`{scalar.text.replace('.', '')}` or `{plain_number(round(number.value, 2), 2)}`"
            findings.add(Code.BAD_AMOUNT, message, scalar.at, f"write {both}, whichever is meant")
        elif number is not None:
            yield str(currency), Money(number.value, str(currency))
