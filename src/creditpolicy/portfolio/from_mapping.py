"""The text of a mapping file to a `LedgerMapping`, with all findings at once. Input: text. Output: form, findings."""

from collections.abc import Mapping
from types import MappingProxyType

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.behaviour import BY_THE_ENGINE, DERIVABLE
from creditpolicy.portfolio.did_you_mean import did_you_mean
from creditpolicy.portfolio.mapping import FILES, LISTS, FileMapping, LedgerMapping
from creditpolicy.portfolio.mapping_complete import check_complete
from creditpolicy.portfolio.mapping_file import parse_file, parse_stated
from creditpolicy.portfolio.mapping_nodes import Findings, known_entries, text, texts, word
from creditpolicy.portfolio.mapping_words import Mapped, Mend
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.nodes import Node, Scalar

_KEYS = ("mapping", "language", *FILES, "organisation", "derive", "none")


def parse_mapping(
    source_name: str, source: str, vocabulary: Vocabulary
) -> tuple[LedgerMapping | None, tuple[Diagnostic, ...]]:
    """The mapping, or None and why not. `source_name` is the file's name to show."""
    root, problems = compose(source_name, source)
    if root is None or any(not problem.code.is_warning for problem in problems):
        return None, problems
    found = Findings()
    mapping = _ledger(root, vocabulary, found)
    if not found.all:
        check_complete(mapping, root.at, found)
    findings = (*problems, *found.all)
    return (mapping if not findings else None), findings


def _ledger(root: Node, vocabulary: Vocabulary, found: Findings) -> LedgerMapping:
    parts = known_entries(root, "mapping", _KEYS, found)
    misspelt = len(found) > 0
    for key in ("mapping", "language", "invoices"):
        # A key that is misspelt is not missing too.
        if key not in parts and not misspelt:
            help_ = {"mapping": Mend.NAME_IT(), "language": Mend.LANGUAGE()}.get(key)
            found.add(Code.MISSING_KEY, Mapped.NEEDS(key=key), _start(root.at), help_)
    name = text(parts["mapping"][1], "mapping", found) if "mapping" in parts else None
    if "language" in parts:
        _language(parts["language"][1], found)
    files: dict[str, FileMapping] = {}
    for section in FILES:
        if section in parts:
            files[section] = parse_file(section, *parts[section], vocabulary, found)
    stated = "organisation"
    organisation = parse_stated(stated, *parts[stated], vocabulary, found) if stated in parts else None
    none = _none(parts["none"][1], files, vocabulary, found) if "none" in parts else frozenset[str]()
    derive = _derive(parts["derive"][1], files, vocabulary, found) if "derive" in parts else ()
    return LedgerMapping(name.text if name else "", MappingProxyType(files), organisation, derive, none)


def _language(node: Node, found: Findings) -> None:
    version = text(node, "language", found)
    if version is not None and version.text != "1":
        found.add(Code.LANGUAGE_VERSION, Mapped.LANGUAGE(version=version.text), node.at, Mend.LANGUAGE())


def _none(node: Node, files: Mapping[str, FileMapping], vocabulary: Vocabulary, found: Findings) -> frozenset[str]:
    """The lists that are stated to be empty; those too of which a run reads no file."""
    others = (record.many for record in vocabulary.records.values() if record.many and record.many != "invoices")
    lists = tuple(dict.fromkeys((*LISTS, *others)))
    named: set[str] = set()
    for item in texts(node, "none", found):
        section = word(item, "none", lists, found)
        if section is None:
            continue
        if section in files:
            found.add(Code.KEYS_EXCLUDE, Mapped.NOT_NONE(section=section), item.at)
        named.add(section)
    return frozenset(named)


def _derive(node: Node, files: Mapping[str, FileMapping], vocabulary: Vocabulary, found: Findings) -> tuple[str, ...]:
    given = files["customers"].keys if "customers" in files else frozenset[str]()
    names: dict[str, Scalar] = {}
    for item in texts(node, "derive", found):
        name = item.text if item.text.startswith("customer.") else f"customer.{item.text}"
        if name not in DERIVABLE:
            can = Mend.LEDGER_GIVES(names=", ".join(sorted(DERIVABLE)))
            message = Mapped.NOT_DERIVABLE(name=item.text)
            found.add(Code.MAPPING_FACT_UNKNOWN, message, item.at, did_you_mean(name, tuple(DERIVABLE)) or can)
        elif name not in vocabulary.facts and name not in BY_THE_ENGINE:
            found.add(Code.MAPPING_FACT_UNKNOWN, Mapped.UNKNOWN_TO_POLICY(name=name), item.at)
        elif name.removeprefix("customer.") in given:
            message = Mapped.DERIVED_AND_GIVEN(name=name)
            found.add(Code.KEYS_EXCLUDE, message, item.at, Mend.KEEP_ONE())
        elif name in names:
            found.add(Code.MAPPING_VALUE, Mapped.DERIVED_TWICE(name=name), item.at)
        names[name] = item
    return tuple(names)


def _start(at: Place) -> Place:
    return Place(at.file, at.line, at.column, at.line, at.column + 1)
