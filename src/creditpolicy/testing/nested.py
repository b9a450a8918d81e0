"""The cells of a line as the expectation that a test would write: `accept.limit.amount` is three keys deep."""

from collections.abc import Sequence

from creditpolicy.diagnostics import Place
from creditpolicy.syntax.nodes import Mapping, Node, Scalar
from creditpolicy.syntax.nodes import Sequence as SequenceNode
from creditpolicy.testing.answers import LISTS


def nested_expectation(cells: Sequence[tuple[str, Place, Scalar]], at: Place) -> Mapping:
    """Paths, each with the place of its header and its cell, as one mapping; of a list the cell holds the members."""
    groups: dict[str, list[tuple[str, Place, Scalar]]] = {}
    entries: dict[str, tuple[Scalar, Node]] = {}
    for path, header, cell in cells:
        first, dot, rest = path.partition(".")
        key = Scalar(first, header, "plain", cell.marks)
        if dot:
            groups.setdefault(first, []).append((rest, header, cell))
            entries.setdefault(first, (key, cell))
        else:
            entries[first] = (key, _members(cell) if first in LISTS else cell)
    for first, inner in groups.items():
        entries[first] = (entries[first][0], nested_expectation(inner, at))
    return Mapping(tuple(entries.values()), at)


def set_at(record: str, key: str, value: Scalar) -> Mapping:
    """One fact of a record as the node that would give it, so that a fault in it is shown where it was set."""
    name = Scalar(key, value.at, "plain", value.marks)
    inside = Mapping(((name, value),), value.at)
    return Mapping(((Scalar(record, value.at, "plain", value.marks), inside),), value.at)


def _members(cell: Scalar) -> SequenceNode:
    words = [word.strip() for word in cell.text.strip("[]").split(",")]
    return SequenceNode(tuple(Scalar(word, cell.at, "plain", cell.marks) for word in words if word), cell.at)
