"""What is the same for every part of one run: its day, its files, and what holds for all their rows."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.plain_form import PlainForm
from creditpolicy.portfolio.tables import TableFormat


@dataclass(frozen=True, slots=True)
class Terms:
    """What a partition's rows don't say themselves.

    `keys`, `names` and `titles` are by section, in the order in which the files were read: the facts of a row, the name
    of the file, and the titles of its columns by fact. `none` are the lists that are stated to be empty. Constants are
    texts, as the mapping states them. Once all files are read, `read` are the rows that were visible, and `warnings`
    what is to be told of the files, in English and in the language of the reader.
    """

    as_of: date
    language: Language
    table_format: TableFormat
    derive: tuple[str, ...]
    none: tuple[str, ...]
    customer_constants: Mapping[str, str]
    organisation: Mapping[str, str]
    keys: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    titles: Mapping[str, Mapping[str, str]]
    read: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def tells_payments(self) -> bool:
        """Whether the ledger can say that an invoice was paid, and when."""
        return "payments" in self.keys or "paid_at" in self.keys["invoices"]

    def form(self, section: str, vocabulary: Vocabulary) -> PlainForm:
        """How the rows of a section are kept."""
        return PlainForm(section, self.keys[section], vocabulary)

    def to_json(self) -> str:
        """For a process that decides a part."""
        return json.dumps({**asdict(self), "as_of": self.as_of.isoformat()}, ensure_ascii=True)

    @classmethod
    def from_json(cls, text: str) -> "Terms":
        """What `to_json` wrote."""
        data = json.loads(text)
        data["as_of"] = date.fromisoformat(data["as_of"])
        data["keys"] = {section: tuple(keys) for section, keys in data["keys"].items()}
        data["warnings"] = tuple((english, said) for english, said in data["warnings"])
        return cls(**{**data, "derive": tuple(data["derive"]), "none": tuple(data["none"])})
