"""How much a policy may hold, so that checking any of them ends within seconds. A large policy uses a tenth of it."""

from collections.abc import Iterator, Mapping, Sized

from creditpolicy.checked.findings import Findings
from creditpolicy.diagnostics import Code, Place
from creditpolicy.syntax.tree import SectionsNode
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.vocabulary import FactNode

MOST_DEFINITIONS = 5_000
MOST_FACTS = 5_000
MOST_MEMBERS = 5_000


def fits(files: tuple[SectionsNode, ...], findings: Findings) -> bool:
    """Whether the policy has no more definitions, facts and words of a fact than are looked at."""
    definitions = [key for file in files for key in file.definitions or {}]
    facts = [key for file in files for key, _ in _facts(file)]
    fine = _few(definitions, MOST_DEFINITIONS, "definitions", "a policy", findings)
    fine = _few(facts, MOST_FACTS, "facts", "a policy", findings) and fine
    for key, fact in (pair for file in files for pair in _facts(file)):
        if fact.values is not None and len(fact.values) > MOST_MEMBERS:
            _too_many(fact.values, MOST_MEMBERS, "words", f"`{key}`", key.scalar.at, findings)
            fine = False
    return fine


def _facts(file: SectionsNode) -> Iterator[tuple[Key, FactNode]]:
    own: Mapping[Key, FactNode] = file.facts or {}
    yield from own.items()
    for record in (file.records or {}).values():
        yield from record.facts.items()


def _few(found: list[Key], most: int, what: str, where: str, findings: Findings) -> bool:
    if len(found) > most:
        _too_many(found, most, what, where, found[most].scalar.at, findings)
    return len(found) <= most


def _too_many(found: Sized, most: int, what: str, where: str, at: Place, findings: Findings) -> None:
    message = f"found {len(found):,} {what}, {where} has at most {most:,}"
    findings.add(Code.FILE_TOO_LARGE, message, at, "what differs from customer to customer is data, not policy")
