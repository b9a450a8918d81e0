"""Faults of shape as findings: unknown keys, missing ones, words and kinds of node that don't belong there."""

from typing import Any

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.syntax.schema import meaning
from creditpolicy.syntax.tree.base import Binding, UnknownKey

MOST_UNKNOWN = 100
_MOST_APART = 2
_MOST_NAMED = 5
_OTHER_WORDS = {
    "if": "when",
    "when": "if",
    "not": "none",
    "and": "all",
    "or": "any",
    "name": "id",
    "default": "otherwise",
}
_QUOTE_IT = 'quote the whole condition inside `{...}`: `{when: "a in (1, 2)"}`'


def meant(found: UnknownKey) -> str | None:
    """The allowed key that an unknown one was probably meant to be."""
    other = _OTHER_WORDS.get(found.key.text)
    return other if other in found.allowed else nearest(found.key.text, found.allowed)


def unknown_keys(unknown: list[UnknownKey]) -> list[Diagnostic]:
    """A finding for each (a hundred at most); but one for a block that lost the line above it, or its indentation."""
    strange = _without_fragments_after_the_first(unknown)[:MOST_UNKNOWN]
    blocks = headless(strange)
    in_blocks = {id(found) for block in blocks for found in block}
    return [_lost_block(block) for block in blocks] + [
        _unknown_key(found) for found in strange if id(found) not in in_blocks
    ]


def headless(unknown: list[UnknownKey]) -> list[list[UnknownKey]]:
    """The blocks of keys that belong to another mapping than the one in which they stand."""
    strange: dict[int, list[UnknownKey]] = {}
    for found in unknown:
        if meant(found) is None and not is_fragment(found):
            strange.setdefault(id(found.inside), []).append(found)
    return [block for block in strange.values() if len(block) > _MOST_APART]


def _lost_block(block: list[UnknownKey]) -> Diagnostic:
    names = ", ".join(quoted(found.key.text) for found in block[:_MOST_NAMED])
    more = "" if len(block) <= _MOST_NAMED else f" and {len(block) - _MOST_NAMED} more"
    way_out = "is the line above them missing, or their indentation wrong?"
    return Diagnostic(Code.UNKNOWN_KEY, f"unknown keys {names}{more}", block[0].key.at, way_out)


def _unknown_key(found: UnknownKey) -> Diagnostic:
    if is_fragment(found):
        return Diagnostic(
            Code.UNKNOWN_KEY,
            f"`{found.key.text}` is no key: a comma or bracket cut a condition in two",
            found.key.at,
            _QUOTE_IT,
        )
    near = meant(found)
    return Diagnostic(
        Code.UNKNOWN_KEY,
        f"unknown key `{found.key.text}`",
        found.key.at,
        f"did you mean `{near}`?" if near else "allowed here: " + ", ".join(f"`{key}`" for key in found.allowed),
    )


def is_fragment(found: UnknownKey) -> bool:
    """Whether the key is what a comma or bracket left of a condition without quotes."""
    text = found.key.text
    alone = isinstance(found.value, Scalar) and not found.value.text
    unbalanced = any(text.count(a) != text.count(b) for a, b in ("()", "[]")) or text.count('"') % 2 == 1
    return alone and (unbalanced or not text.isidentifier())


def _without_fragments_after_the_first(unknown: list[UnknownKey]) -> list[UnknownKey]:
    kept: list[UnknownKey] = []
    cut: set[int] = set()
    for found in unknown:
        if is_fragment(found):
            if id(found.inside) in cut:
                continue
            cut.add(id(found.inside))
        kept.append(found)
    return kept


def fault(
    detail: Any,  # noqa: ANN401 - pydantic's own shape
    root: Node,
    binding: Binding,
    known: set[tuple[int, str | None]],
    broken: set[int],
) -> Diagnostic | None:
    """The finding for one of pydantic's errors; None for a missing key that is there under another name.

    Args:
        detail: the error.
        root: the tree that it is about.
        binding: as what it was read.
        known: the keys that unknown ones were meant to be, each with the identity of its mapping.
        broken: mappings, by identity, in which a condition was cut in two.

    """
    node, last = walk(root, detail["loc"])
    if detail["type"] == "missing":
        key = str(detail["loc"][-1])
        if (id(node), key) in known or id(node) in broken:
            return None
        return Diagnostic(Code.MISSING_KEY, f"missing key `{key}`", _start(node), _to_add(key, node, binding))
    if detail["type"] == "unknown_word" and isinstance(node, Scalar):
        words = detail["ctx"]["words"]
        near = nearest(node.text, words)
        return Diagnostic(
            Code.UNKNOWN_WORD,
            f"unknown word `{node.text}`",
            node.at,
            f"did you mean `{near}`?" if near else "write " + " or ".join(f"`{word}`" for word in words),
        )
    message = detail["ctx"]["message"] if detail["type"] == "wrong_shape" else f"unexpected shape: {detail['msg']}"
    at = last.at if isinstance(node, Scalar) and not node.text and last else node.at
    return Diagnostic(Code.WRONG_SHAPE, message, at)


def _to_add(key: str, node: Node, binding: Binding) -> str | None:
    """What a missing key says, so that it can be written."""
    model = binding.models.get(id(node))
    about = meaning(model, key) if model else None
    if about is None:
        return None
    begun = about if about[1:2].isupper() else about[0].lower() + about[1:]
    return f"add `{key}:` ({begun.rstrip('.')})"


def walk(root: Node, path: tuple[int | str, ...]) -> tuple[Node, Scalar | None]:
    """The deepest node on `path` that was written (paths hold union tags and missing keys too), and its key."""
    node, last = root, None
    for step in path:
        match node:
            case Mapping(entries=entries):
                for key, value in entries:
                    if key.text == step:
                        node, last = value, key
                        break
            case Sequence(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case Sequence() | Scalar():
                continue
    return node, last


def _start(node: Node) -> Place:
    match node:
        case Mapping(entries=((key, _), *_)):
            return key.at
        case Mapping() | Sequence() | Scalar():
            return node.at
