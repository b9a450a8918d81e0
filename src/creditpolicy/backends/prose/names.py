"""What a name is called in words: the title of the fact, definition or output that it stands for."""

from creditpolicy.backends.prose.words import Words
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Read
from creditpolicy.ir.program import Program
from creditpolicy.values.types import EnumType

_BASE = "base."
_DUTCH_PLURALS = (("ing", "ingen"), ("uur", "uren"), ("ment", "menten"), ("schil", "schillen"))


def in_words(titles: Titles, words: Words) -> str:
    """The title in the language of `words`."""
    return titles.nl if words.language == "nl" else titles.en


def name_in_words(program: Program, read: Read, words: Words) -> str:
    """What a formula reads, as its title."""
    if read.name.startswith(_BASE):
        return words.base.format(in_words(_titles(program, read.name.removeprefix(_BASE), read), words))
    return in_words(_titles(program, read.name, read), words)


def record_in_words(program: Program, record: str, words: Words) -> str:
    """One record of a list."""
    known = program.vocabulary.records.get(record)
    return record.replace("_", " ") if known is None else in_words(known.titles, words)


def records_in_words(program: Program, record: str, words: Words) -> str:
    """All records of a list."""
    known = program.vocabulary.records.get(record)
    one = record_in_words(program, record, words)
    if words.language == "en":
        return one if known is None or known.many is None else known.many.replace("_", " ")
    return next((one.removesuffix(end) + many for end, many in _DUTCH_PLURALS if one.endswith(end)), one)


def _titles(program: Program, name: str, read: Read) -> Titles:
    if name in program.definitions and program.definitions[name].titles.en != name:
        return program.definitions[name].titles
    if name in program.vocabulary.facts:
        return program.vocabulary.facts[name].titles
    # An output has no title of its own; where its answer is recorded as a fact, that fact is of the same enum.
    if isinstance(read.type, EnumType):
        recorded = (fact for fact in program.vocabulary.facts.values() if isinstance(fact.type, EnumType))
        found = next((fact.titles for fact in recorded if fact.type == read.type), None)
        if found is not None:
            return found
    written = " ".join(dict.fromkeys(name.replace("_", " ").replace(".", " ").split()))
    return Titles(written, written)
