"""YAML nodes to the written form. Every fault of shape in one go, each at its text, without follow-on noise."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from creditpolicy.diagnostics import Diagnostic, Place
from creditpolicy.syntax.lost import NOTHING, Lost
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.syntax.pruning import Broken, pruned
from creditpolicy.syntax.shape_findings import MOST_UNKNOWN, fault, headless, is_fragment, meant, unknown_keys, walk
from creditpolicy.syntax.tree.base import KEYS, LIST, Binding, UnknownKey, Written

WrittenT = TypeVar("WrittenT", bound=Written)


@dataclass(frozen=True, slots=True)
class Bound(Generic[WrittenT]):
    """What was read, all faults of shape in the order of the file, and what was left out because of them.

    `written` is None where nothing is left.
    """

    written: WrittenT | None
    findings: tuple[Diagnostic, ...]
    lost: Lost


def bind(model: type[WrittenT], node: Node) -> Bound[WrittenT]:
    """Read `node` as `model`: what is broken is told and left out, then the rest is read again.

    The smallest thing that can be is left out: a key, an item, an entry. Where its holder can't do without it, the
    holder goes in the next round, unless something stands in for it. A mistyped key is read as it was meant.
    """
    reading = _Reading()
    root: Node | None = node
    lost = NOTHING
    while root is not None:
        binding = Binding(stand_in=not reading.is_first)
        try:
            written: WrittenT | None = model.model_validate(root, context=binding)
            faults: list[Any] = []
        except ValidationError as error:
            written, faults = None, list(error.errors())
        broken = reading.broken(root, binding, faults)
        if written is not None and not broken:
            return Bound(written, reading.findings(), lost)
        is_headless = _is_headless(root, binding, faults)
        root, more = pruned(root, broken, binding.indivisible) if broken or reading.is_first else (None, NOTHING)
        lost |= more | Lost(is_headless=is_headless)
        reading.is_first = False
    return Bound(None, reading.findings(), lost)


class _Reading:
    """The rounds so far: what was told, at which places keys were left out, and which values stand under a guess."""

    def __init__(self) -> None:
        self.is_first = True
        self._told: list[Diagnostic] = []
        self._lacking: set[Place] = set()
        self._guessed: set[Place] = set()

    def findings(self) -> tuple[Diagnostic, ...]:
        """What was told, in the order of the file."""
        return tuple(sorted(dict.fromkeys(self._told), key=lambda finding: finding.at))

    def broken(self, root: Node, binding: Binding, faults: list[Any]) -> Broken:
        """What to leave out and to rename after this round; tells what is new in it."""
        unknown = [key for key in binding.unknown if key.inside.at not in self._lacking]
        self._told += unknown_keys(unknown)
        known = {(id(key.inside), meant(key)) for key in unknown[:MOST_UNKNOWN]}
        cut = {id(key.inside) for key in unknown if is_fragment(key)}
        broken = Broken()
        for detail in faults:
            found = walk(root, detail["loc"])[0]
            is_missing = detail["type"] == "missing"
            follows = found.at in (self._lacking if is_missing else self._guessed)
            told = None if follows else fault(detail, root, binding, known, cut)
            self._told += [] if told is None else [told]
            if not (is_missing and self.is_first):
                broken.out.add(id(found))
        taken: dict[int, set[str]] = {}
        for number, key in enumerate(binding.unknown):
            if id(key.inside) not in taken:
                taken[id(key.inside)] = {one.text for one, _ in key.inside.entries}
            names = taken[id(key.inside)]
            self._repair(key, names if number < MOST_UNKNOWN else None, broken)
        self._lacking |= _holders(root, broken.out)
        return broken

    def _repair(self, found: UnknownKey, taken: set[str] | None, broken: Broken) -> None:
        """A mistyped key gets the name that it was meant to have, unless that is `taken` (all are, where None)."""
        if is_fragment(found):
            broken.out.add(id(found.inside))
            return
        name = None if taken is None else meant(found)
        if taken is None or name is None or name in taken:
            broken.out.add(id(found.value))
        else:
            taken.add(name)
            broken.renamed[id(found.key)] = name
            self._guessed.add(found.value.at)


def _is_headless(root: Node, binding: Binding, faults: list[Any]) -> bool:
    """Whether whole sections may be among what is lost: under a key that nothing resembles, emptied, or beheaded."""
    sections = any(
        found.inside is root and isinstance(found.value, Mapping | Sequence) and meant(found) is None
        for found in binding.unknown[:MOST_UNKNOWN]
    )
    emptied = any(
        len(detail["loc"]) == 1
        and detail["type"] == "wrong_shape"
        and detail["ctx"]["wanted"] in (KEYS, LIST)
        and not _holds_mappings(walk(root, detail["loc"])[0])
        for detail in faults
    )
    beheaded = binding.stand_in and any(len(detail["loc"]) == 2 and detail["type"] == "missing" for detail in faults)
    return sections or emptied or beheaded or bool(headless(binding.unknown[:MOST_UNKNOWN]))


def _holds_mappings(node: Node) -> bool:
    match node:
        case Mapping(entries=entries):
            return any(not isinstance(value, Scalar) for _, value in entries)
        case Sequence(items=items):
            return any(isinstance(item, Mapping) for item in items)
        case Scalar():
            return False


def _holders(root: Node, out: set[int]) -> set[Place]:
    """The places of the mappings in which something is left out."""
    found: set[Place] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        inner = [value for _, value in node.entries] if isinstance(node, Mapping) else list(getattr(node, "items", ()))
        if isinstance(node, Mapping) and any(id(value) in out for value in inner):
            found.add(node.at)
        waiting += inner
    return found
