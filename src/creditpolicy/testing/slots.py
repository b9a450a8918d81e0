"""The name of a fact to where its value stands in the facts of a case."""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from creditpolicy.diagnostics import Code, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.vocabulary import Fact, Vocabulary
from creditpolicy.testing.findings import Findings
from creditpolicy.testing.merging import records_of

Slot: TypeAlias = tuple[str, int | None, str]
"""Record or list, index in the list, key."""

_NAME = re.compile(r"(\w+)(?:\[(\d{1,4})\])?\.(\w+)", re.ASCII)


def slot_of(
    name: str, at: Place, vocabulary: Vocabulary, facts: Mapping[str, Any], findings: Findings
) -> tuple[Slot, Fact] | None:
    """Where `customer.segment`, `invoices[0].due_date` or, of a list of one, `invoice.due_date` stands.

    Args:
        name: as the author wrote it.
        at: its place.
        vocabulary: what may be known.
        facts: of the case, which say how many records a list has.
        findings: takes what is wrong with it.

    """
    found = _NAME.fullmatch(name)
    many = {record.many: record.name for record in vocabulary.records.values() if record.many}
    group, index, key = found.groups() if found else (name, None, "")
    record = many.get(group, group) if index is not None else group
    fact = vocabulary.facts.get(f"{record}.{key}")
    if f"{record}.{key}" in vocabulary.worked_out:
        way_out = "leave it out, and give the facts that it rests on"
        findings.add(Code.GIVEN, f"the policy works out {quoted(name)}, it can't be given", at, way_out)
        return None
    if fact is None:
        findings.unknown(Code.GIVEN, "fact", name, at, vocabulary.facts)
        return None
    listed = vocabulary.records[record].many
    if listed is None:
        return (record, None, key), fact
    held = records_of(facts, listed)
    if index is None and len(held) > 1:
        way_out = f"write `{listed}[0].{key}`, counting from 0"
        findings.add(Code.GIVEN, f"{quoted(name)} is one of {len(held)} {listed}", at, way_out)
        return None
    place = int(index or 0)
    if place > len(held):
        message = f"{quoted(name)} counts past the end: the facts have {len(held)} {listed}"
        findings.add(Code.GIVEN, message, at, "count from 0")
        return None
    return (listed, place, key), fact
