"""A tree of nodes without what is broken in it; keys that were mistyped have the name that was meant."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from creditpolicy.syntax.lost import Lost, lost_with
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence

Trail = tuple[tuple[Node, Scalar | None], ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """What is to be done to a tree: nodes to leave out and keys to rename, by the identity of the node or key."""

    out: set[int] = field(default_factory=set)
    renamed: dict[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.out or self.renamed)


def pruned(root: Node, broken: Broken, indivisible: set[int]) -> tuple[Node | None, Lost]:
    """The tree without what is broken (None where that is all of it), and what was lost with it.

    Args:
        root: the tree.
        broken: what to do.
        indivisible: mappings that go as a whole where any part of them goes: others rest on each of their keys.

    """
    whole: dict[int, Trail] = {}
    for trail in _trails(root, None, ()):
        if id(trail[-1][0]) in broken.out:
            inside = [index for index, (node, _) in enumerate(trail) if id(node) in indivisible]
            until = max(inside, default=len(trail) - 1)
            whole[id(trail[until][0])] = trail[: until + 1]
    return _without(root, Broken(set(whole), broken.renamed)), lost_with(whole.values())


def _trails(node: Node, key: Scalar | None, above: Trail) -> Iterator[Trail]:
    """Every node with what leads to it."""
    trail = (*above, (node, key))
    yield trail
    match node:
        case Mapping(entries=entries):
            for inner_key, value in entries:
                yield from _trails(value, inner_key, trail)
        case Sequence(items=items):
            for item in items:
                yield from _trails(item, None, trail)
        case Scalar():
            pass


def _without(node: Node, broken: Broken) -> Node | None:
    if id(node) in broken.out:
        return None
    match node:
        case Mapping(entries=entries):
            kept = [
                (_renamed(key, broken), value)
                for key, written in entries
                if (value := _without(written, broken)) is not None
            ]
            return replace(node, entries=tuple(kept))
        case Sequence(items=items):
            return replace(node, items=tuple(item for one in items if (item := _without(one, broken)) is not None))
        case Scalar():
            return node


def _renamed(key: Scalar, broken: Broken) -> Scalar:
    meant = broken.renamed.get(id(key))
    return key if meant is None else replace(key, text=meant)
