"""Which names an expression can see, and of what type they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.facts.vocabulary import Record, Vocabulary
from creditpolicy.values.types import Type
from creditpolicy.values.value import Value


@dataclass(frozen=True, slots=True)
class Symbol:
    """A visible name. `record` is the list record it belongs to; `fresh` ones only accept and review compute."""

    name: str
    kind: Literal["fact", "definition", "output"]
    record: str | None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What can be named at one spot of a policy.

    `type_of` gives the type of a symbol, None where its own definition is in error (already reported). `at_hand` are
    the list records of which one is being looked at. `allow_fresh` is off where recorded values must be read. `nonzero`
    are expressions, as canonical text, that a guard to the left keeps from being zero. `aliases` are short names of a
    section's own. Unless `is_whole`, names may lack that were left out of the document.
    """

    vocabulary: Vocabulary
    symbols: Mapping[str, Symbol]
    short_names: Mapping[str, tuple[str, ...]]
    amounts: Mapping[str, tuple[tuple[str, Value], ...]]
    type_of: Callable[[str], Type | None]
    at_hand: frozenset[str] = frozenset()
    allow_fresh: bool = True
    nonzero: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = True

    def inside(self, *records: str) -> "Scope":
        """The scope in which one of each of `records` is at hand too."""
        return replace(self, at_hand=self.at_hand | set(records))

    def leaving(self, record: str) -> "Scope":
        """The scope in which no `record` is at hand, so that aggregates can look at all of them."""
        return replace(self, at_hand=self.at_hand - {record})

    def adding(self, names: Mapping[str, tuple[Type | None, str | None]]) -> "Scope":
        """The scope in which a section's own names are visible too: each with its type and the record it belongs to.

        None is the type of what is in error.
        """
        own = {name: Symbol(name, "definition", record) for name, (_, record) in names.items()}
        below = self.type_of

        def type_of(name: str) -> Type | None:
            return names[name][0] if name in names else below(name)

        return replace(self, symbols={**self.symbols, **own}, type_of=type_of)

    def recorded(self) -> "Scope":
        """The scope of sections that read what was recorded."""
        return replace(self, allow_fresh=False)

    def calling(self, aliases: Mapping[str, str]) -> "Scope":
        """The scope in which a section's own outputs have short names too."""
        return replace(self, aliases=aliases)

    def knowing(self, nonzero: frozenset[str]) -> "Scope":
        """The scope to the right of a guard that keeps these expressions from being zero."""
        return replace(self, nonzero=self.nonzero | nonzero)

    def list_record(self, name: str) -> Record | None:
        """The record called `name` if a case holds a list of it."""
        record = self.vocabulary.records.get(name)
        return record if record is not None and record.many is not None else None

    def knows(self, name: str) -> bool:
        """Whether `name` can be asked for in some scope of the policy."""
        return name in self.symbols or name in self.amounts or name == "as_of"

    def find(self, text: str, *, facts: bool) -> tuple[str, ...]:
        """The full names that `text` may mean: itself, or those whose short form it is (facts only where asked)."""
        if text in self.aliases:
            return (self.aliases[text],)
        if text in self.symbols:
            return (text,)
        return tuple(
            name for name in self.short_names.get(text, ()) if facts or self.symbols[name].kind == "definition"
        )

    def meant(self, text: str) -> tuple[str, ...]:
        """The names that an unknown one is probably meant to be; a fact by its full name, which is how it is asked.

        Of a name with a record both parts are near; or it is that of another record that can be asked for here.
        """
        record, _, key = text.rpartition(".")
        if record:
            return self._meant_in(record, key)
        own = (*self.aliases, *self.symbols, *self.amounts, "as_of", "true", "false")
        near = nearest(text, (*own, *self.short_names))
        if near is None:
            return ()
        is_name = near in own or self.find(near, facts=False)
        return (near,) if is_name else self.short_names[near]

    def _meant_in(self, record: str, key: str) -> tuple[str, ...]:
        by_record: dict[str, list[str]] = {}
        for name in (*self.aliases, *self.symbols):
            head, _, own = name.rpartition(".")
            by_record.setdefault(head, []).append(own)
        near_record = record if record in by_record else nearest(record, [one for one in by_record if one])
        near = None if near_record is None else nearest(key, by_record[near_record])
        if near is not None:
            return (f"{near_record}.{near}",)
        spelled = f"{record}.{key}".replace(".", "_")
        if same := tuple(name for name in self.symbols if name.replace(".", "_") == spelled):
            return same
        return tuple(name for name in self.short_names.get(key, ()) if self._can_be_asked(name))

    def _can_be_asked(self, name: str) -> bool:
        """Whether a name is of the case, or of a record that is at hand."""
        record = self.symbols[name].record
        return record is None or record in self.at_hand


def short_forms(symbols: Mapping[str, Symbol]) -> Mapping[str, tuple[str, ...]]:
    """For each short form (`promise_open`, `invoice_promise_open`) the full names it may stand for."""
    forms: dict[str, tuple[str, ...]] = {}
    for name, symbol in symbols.items():
        record, dot, key = name.partition(".")
        if symbol.kind == "output" or not dot:
            continue
        for form in (key, f"{record}_{key}"):
            forms[form] = (*forms.get(form, ()), name)
    return forms
