"""Where a policy declares its own words: a note under each finding that says which of them was probably meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from creditpolicy.diagnostics import Diagnostic, Note, Place
from creditpolicy.syntax.grid import read_grid
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree import SectionsNode
from creditpolicy.syntax.tree.base import Key, Written

_USES = frozenset({"if_undecided", "if_missing", "route", "tone_ceiling"})
"""Keys under which the policy says something of its words, and declares none."""

_MEANT = re.compile(r"did you mean `([^`]+)`\?")


def with_declarations(findings: Iterable[Diagnostic], files: tuple[SectionsNode, ...]) -> tuple[Diagnostic, ...]:
    """The findings; those about an unknown word show where the word that they suggest is declared.

    The mistake may well stand there: a segment that is mistyped where it is declared is unknown wherever it is used.
    """
    found = tuple(findings)
    if not any(finding.message.startswith("unknown ") for finding in found):
        return found
    places = {word: at for file in files for word, at in _declared(file)}
    return tuple(_with_place(finding, places) for finding in found)


def _with_place(finding: Diagnostic, places: dict[str, Place]) -> Diagnostic:
    meant = _MEANT.fullmatch(finding.help or "")
    if meant is None or not finding.message.startswith("unknown "):
        return finding
    word = meant[1]
    at = places.get(word) or places.get(word.rpartition(".")[2])
    return finding if at is None else replace(finding, notes=(*finding.notes, Note(f"`{word}` is declared here", at)))


def _declared(node: object) -> Iterator[tuple[str, Place]]:
    """Ids, the keys of what the policy names itself, the words of enums, and risk classes."""
    match node:
        case Written():
            for name in (one for one in type(node).model_fields if one not in _USES):
                value = getattr(node, name)
                if isinstance(value, Scalar):
                    yield from _words(name, value)
                elif name == "values":
                    yield from ((scalar.text, scalar.at) for scalar in value or ())
                else:
                    yield from _declared(value)
        case dict():
            for key, value in node.items():
                if isinstance(key, Key):
                    yield str(key), key.scalar.at
                yield from _declared(value)
        case tuple():
            for item in node:
                yield from _declared(item)


def _words(field: str, scalar: Scalar) -> Iterator[tuple[str, Place]]:
    if field == "id":
        yield scalar.text, scalar.at
    if field == "classes":
        grid = read_grid(scalar)[0]
        yield from ((row.outputs[0].text, row.outputs[0].at) for row in (grid.rows if grid else ()) if row.outputs)
