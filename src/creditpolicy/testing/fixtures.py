"""Facts as a test writes them, in itself or in files beside the policy, to plain data; values are read later."""

from collections.abc import Mapping as AbstractMapping
from pathlib import Path
from typing import Any

from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.vocabulary import Record, Vocabulary
from creditpolicy.sources import read_policy_file
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.syntax.plain import plain_data
from creditpolicy.syntax.tree.base import describe
from creditpolicy.testing.findings import Findings
from creditpolicy.testing.from_csv import csv_records

YAML, CSV = "yaml", "csv"


class FactsReader:
    """Reads the facts of one policy's tests. `sources` are the texts of the files that they stand in."""

    def __init__(self, root: Path, vocabulary: Vocabulary, findings: Findings, sources: dict[str, str]) -> None:
        """Nothing is read yet; files are looked for in `root` only."""
        self.root = root
        self.vocabulary = vocabulary
        self.findings = findings
        self.sources = sources
        self.by_key = {record.many or record.name: record for record in vocabulary.records.values()}
        self.keys: dict[str, set[str]] = {name: set() for name in vocabulary.records}
        for fact in vocabulary.facts.values():
            self.keys[fact.record].add(fact.key)

    def facts(self, node: Mapping, *, checked: bool = True) -> tuple[dict[str, Any], Mapping]:
        """The facts, and the node where they stand: `node` itself, or that of the file that it names.

        With `checked` the names of records and facts must be known; their values are read with each decision.
        """
        whole = self._file_of(node, YAML)
        if whole is not None:
            loaded = self._yaml(whole)
            return self.facts(loaded, checked=checked) if loaded is not None else ({}, node)
        found: dict[str, Any] = {}
        for key, value in node.entries:
            record = self.by_key.get(key.text)
            if record is None:
                found[key.text] = plain_data(value)
                if checked:
                    self.findings.unknown(Code.GIVEN, "record", key.text, key.at, self.by_key)
                continue
            found[key.text] = self._record(record, key, value, checked=checked)
        return found, node

    def _record(self, record: Record, key: Scalar, value: Node, *, checked: bool) -> Any:  # noqa: ANN401 - plain data
        sheet = self._file_of(value, CSV) if isinstance(value, Mapping) else None
        if sheet is not None:
            return self._csv(record, sheet)
        if checked and record.many is None and not isinstance(value, Mapping):
            message = f"expected the facts of {quoted(key.text)}, got {describe(value)}"
            self.findings.add(Code.GIVEN, message, value.at, f"write `{key.text}: {{...}}`, or leave it out")
        elif checked and record.many is not None and not _is_list(value):
            message = f"expected a list of {quoted(key.text)}, got {describe(value)}"
            self.findings.add(Code.GIVEN, message, value.at, f"write `{key.text}: [{{...}}]`, or `[]` for none")
        elif checked:
            for one in value.items if isinstance(value, Sequence) else (value,):
                self._keys(record, one)
        return plain_data(value)

    def _keys(self, record: Record, node: Node) -> None:
        if not isinstance(node, Mapping):
            return
        for key, _ in node.entries:
            if key.text not in self.keys[record.name]:
                self.findings.unknown(
                    Code.GIVEN, f"{quoted(record.name)} fact", key.text, key.at, self.keys[record.name]
                )

    def _file_of(self, node: Mapping, kind: str) -> Scalar | None:
        """The name of the file where a mapping is `{yaml: name}` or `{csv: name}` and nothing else."""
        if len(node.entries) != 1 or node.entries[0][0].text != kind:
            return None
        name = node.entries[0][1]
        if isinstance(name, Scalar):
            return name
        self.findings.add(Code.FIXTURE, f"expected the name of a file, got {describe(name)}", name.at)
        return None

    def _text(self, name: Scalar) -> str | None:
        read = read_policy_file(self.root, name.text, name.at)
        if isinstance(read, Diagnostic):
            self.findings.take((read,))
            return None
        self.sources[read.name] = read.text
        return read.text

    def _yaml(self, name: Scalar) -> Mapping | None:
        text = self._text(name)
        if text is None:
            return None
        node, findings = compose(name.text, text)
        self.findings.take(findings)
        if isinstance(node, Mapping) and self._file_of(node, YAML) is None:
            return node
        if node is not None:
            message = f"{quoted(name.text)} holds {describe(node)}, wanted the facts of a case"
            self.findings.add(Code.FIXTURE, message, name.at, "write `customer: {...}`, `invoices: [...]` in it")
        return None

    def _csv(self, record: Record, name: Scalar) -> list[AbstractMapping[str, Any]]:
        if record.many is None:
            message = f"`{record.name}` is one record, and a CSV file holds a list"
            self.findings.add(Code.FIXTURE, message, name.at, "write its facts here, or in a YAML file")
            return []
        text = self._text(name)
        facts = {fact.key: fact for fact in self.vocabulary.facts.values() if fact.record == record.name}
        return [] if text is None else csv_records(name.text, text, record.name, facts, self.findings)


def _is_list(node: Node) -> bool:
    return isinstance(node, Sequence) or (isinstance(node, Scalar) and node.text in {"null", "~"})
