"""The definitions of a policy and of the standard vocabulary by name, each name once and well formed."""

from creditpolicy.checked.findings import Findings
from creditpolicy.checked.vocabulary import is_standard
from creditpolicy.diagnostics import Code, Note
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import name
from creditpolicy.syntax.tree import SectionsNode
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.vocabulary import Definition


def definitions_written(
    files: tuple[SectionsNode, ...], vocabulary: Vocabulary, taken: set[str], findings: Findings
) -> dict[str, tuple[Key, Definition]]:
    """Each definition with its key; those with an impossible name, or one that stands for something else, are left out.

    Args:
        files: the standard files first, so that a policy can't redefine what is in them.
        vocabulary: the records that a name can begin with, and the facts that it can't be.
        taken: the outputs of tables.
        findings: where faults go.

    """
    found: dict[str, tuple[Key, Definition]] = {}
    for file in files:
        for key, node in (file.definitions or {}).items():
            if not _is_well_formed(key, vocabulary, findings):
                continue
            if key in found or key in taken or key in vocabulary.facts:
                own = key in found and not is_standard(found[key][0].scalar.at)
                note = (Note("first here", found[key][0].scalar.at),) if own else ()
                whose = "is defined already" if own else "belongs to the standard vocabulary or is a fact"
                findings.add(Code.REDEFINED, f"`{key}` {whose}", key.scalar.at, "choose another name", *note)
                continue
            found[str(key)] = (key, node)
    return found


def _is_well_formed(key: Key, vocabulary: Vocabulary, findings: Findings) -> bool:
    record, dot, own = key.partition(".")
    if not dot:
        begun = next((one for one in vocabulary.records if key.startswith(one) and key != one), None)
        own = key if begun is None else key.removeprefix(begun).lstrip("_-")
        at, way_out = key.scalar.at, f"write `{begun or 'customer'}.{own}`"
        findings.add(Code.BAD_NAME, f"expected a record and a name, got `{key}`", at, way_out)
        return False
    if record not in vocabulary.records:
        at = key.scalar.place(0, len(record))
        findings.unknown(Code.UNKNOWN_NAME, "record", record, at, vocabulary.records)
        return False
    start = len(record) + 1
    part = Scalar(own, key.scalar.place(start, len(key)), "plain", key.scalar.marks[start:])
    return findings.take(name(part)) is not None
