"""What was left out of a document because of its shape, as far as later findings may only follow from that."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from creditpolicy.diagnostics import Place
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence

_WORD = re.compile(r"[\w.-]+")
_DECLARING_TABLE = "classes"


@dataclass(frozen=True, slots=True)
class Lost:
    """Everything that was left out of a document, taken together.

    `words` are written in it: what it declared is one of them. Where `is_nameless`, an item was lost of which the id
    can't be told; where `is_headless`, a block under a key that can't be told, or a whole section without content: they
    may have declared anything. `around` are the places of what it was a part of. `sections` are the keys of the file in
    which something is lacking.
    """

    words: frozenset[str] = frozenset()
    around: frozenset[Place] = frozenset()
    sections: frozenset[str] = frozenset()
    is_nameless: bool = False
    is_headless: bool = False

    def __or__(self, other: "Lost") -> "Lost":
        """Both together."""
        return Lost(
            self.words | other.words,
            self.around | other.around,
            self.sections | other.sections,
            self.is_nameless or other.is_nameless,
            self.is_headless or other.is_headless,
        )

    def __bool__(self) -> bool:
        """Whether anything was left out."""
        return self != NOTHING

    def may_declare(self, name: str) -> bool:
        """Whether `name` may be known but for what was left out: itself, its record or section, or its last part."""
        parts = {name, name.partition(".")[0], name.rpartition(".")[2]}
        unsure = self.is_headless or (self.is_nameless and "." not in name)
        return unsure or not self.words.isdisjoint(parts)

    def may_hold(self, section: str) -> bool:
        """Whether a section, or a part of it, may be what was left out."""
        return self.is_headless or section in self.sections


NOTHING = Lost()


def lost_with(trails: Iterable[tuple[tuple[Node, Scalar | None], ...]]) -> Lost:
    """What is lost with the nodes at the ends of `trails`.

    Args:
        trails: the nodes from the root down to what is left out, each with the key under which it hangs in the one
            before.

    """
    words: set[str] = set()
    around: set[Place] = set()
    sections: set[str] = set()
    holders: dict[int, Node] = {}
    nameless: dict[int, Sequence] = {}
    for trail in trails:
        keys = [one for _, one in trail if one is not None]
        node, key = trail[-1]
        words.update(_words(node) if key is None else (key.text, *_words(node, key.text)))
        around.update(one.at for one in keys)
        around.update(one.at for one, _ in trail[1:])
        sections.update(one.text for one in keys[:1])
        holder = trail[-2][0] if len(trail) > 1 else node
        holders[id(holder)] = holder
        if isinstance(holder, Sequence) and not _has_id(node):
            nameless[id(holder)] = holder
    for holder in holders.values():
        if isinstance(holder, Mapping):
            around.update(key.at for key, _ in holder.entries)
            around.update(value.at for _, value in holder.entries if isinstance(value, Scalar))
    is_nameless = any(_has_id(item) for holder in nameless.values() for item in holder.items)
    return Lost(frozenset(words), frozenset(around), frozenset(sections), is_nameless)


def _has_id(node: Node) -> bool:
    return isinstance(node, Mapping) and any(
        key.text == "id" and isinstance(value, Scalar) and value.text for key, value in node.entries
    )


def _words(node: Node, key: str = "") -> Iterator[str]:
    """Keys and values; of the one table that declares what is written in it, each word."""
    match node:
        case Scalar(text=text):
            yield from _WORD.findall(text) if key == _DECLARING_TABLE else (text,)
        case Sequence(items=items):
            for item in items:
                yield from _words(item)
        case Mapping(entries=entries):
            for inner, value in entries:
                yield inner.text
                yield from _words(value, inner.text)
