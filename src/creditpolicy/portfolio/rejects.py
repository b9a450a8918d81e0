"""Rejected rows as they are kept on the way to the table `rejected`, and the order in which they stand there."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from creditpolicy.diagnostics.phrases import Language, said
from creditpolicy.portfolio.plain_form import PlainRow
from creditpolicy.portfolio.typed_rows import Reject

Place: TypeAlias = tuple[int, str, int, str]

REJECTED = "rejected"
"""The name of rejected rows beside those of the files."""
CUSTOMER = 6
"""Where `reject_cells` has the customer."""
_SHOWN = 50


def reject_cells(reject: Reject, language: Language) -> PlainRow:
    """A rejected row as text, in the language of the reader."""
    return (
        reject.section,
        reject.file,
        str(reject.line),
        reject.column,
        reject.found,
        said(reject.wanted, language),
        reject.customer_id,
        reject.invoice_id,
        json.dumps([said(other, language) for other in reject.others]) if reject.others else "",
    )


def reject_of(cells: PlainRow) -> Reject:
    """What `reject_cells` made."""
    section, file, line, column, found, wanted, customer_id, invoice_id, others = cells
    told = tuple(json.loads(others)) if others else ()
    return Reject(file, int(line), column, found, wanted, section, customer_id, invoice_id, told)


def place_of(reject: Reject, sections: Mapping[str, int]) -> Place:
    """Where it stands among the others: by the files in the order in which they are read, then by line."""
    return (sections.get(reject.section, 0), reject.file, reject.line, reject.invoice_id)


class Rejected:
    """What rejected rows come to: by section, by reason, and the first of them to show."""

    def __init__(self) -> None:
        """Start with none."""
        self.by_section: Counter[str] = Counter()
        self.by_reason: Counter[str] = Counter()
        self.first: list[Reject] = []

    def add(self, reject: Reject) -> None:
        """The next one."""
        self.by_section[reject.section] += 1
        what = reject.wanted.partition(";")[0]
        self.by_reason[f"{reject.column}: {what}" if reject.column else what] += 1
        if len(self.first) < _SHOWN:
            self.first.append(reject)
