"""YAML nodes to the written form. Every fault of shape in one go, each at its text, without follow-on noise."""

from typing import Any, TypeVar

from pydantic import ValidationError

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.syntax.tree.base import UnknownKey, Written

WrittenT = TypeVar("WrittenT", bound=Written)
_MOST_UNKNOWN = 100
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


def bind(model: type[WrittenT], node: Node) -> tuple[WrittenT | None, tuple[Diagnostic, ...]]:
    """Read `node` as `model`.

    Returns:
        The model where its shape allowed to build one (unknown keys are findings, but don't prevent it), and
        all findings in the order of the file.

    """
    unknown: list[UnknownKey] = []
    try:
        written: WrittenT | None = model.model_validate(node, context={"unknown": unknown})
        faults: list[Diagnostic] = []
    except ValidationError as error:
        written = None
        meant = {(id(key.inside), _meant(key)) for key in unknown[:_MOST_UNKNOWN]}
        broken = {id(key.inside) for key in unknown if _is_fragment(key)}
        faults = [found for detail in error.errors() if (found := _fault(detail, node, meant, broken)) is not None]
    strange = _without_fragments_after_the_first(unknown)[:_MOST_UNKNOWN]
    findings = [*_unknown_keys(strange), *faults]
    return written, tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.at))


def _meant(found: UnknownKey) -> str | None:
    """The allowed key that an unknown one was probably meant to be."""
    other = _OTHER_WORDS.get(found.key.text)
    return other if other in found.allowed else nearest(found.key.text, found.allowed)


def _unknown_keys(strange: list[UnknownKey]) -> list[Diagnostic]:
    """A finding for each; but one for a whole block that has lost the line above it, or its indentation."""
    lost: dict[int, list[UnknownKey]] = {}
    for found in strange:
        if _meant(found) is None and not _is_fragment(found):
            lost.setdefault(id(found.inside), []).append(found)
    blocks = [block for block in lost.values() if len(block) > _MOST_APART]
    in_blocks = {id(found) for block in blocks for found in block}
    return [_lost_block(block) for block in blocks] + [
        _unknown_key(found) for found in strange if id(found) not in in_blocks
    ]


def _lost_block(block: list[UnknownKey]) -> Diagnostic:
    names = ", ".join(quoted(found.key.text) for found in block[:_MOST_NAMED])
    more = "" if len(block) <= _MOST_NAMED else f" and {len(block) - _MOST_NAMED} more"
    way_out = "is the line above them missing, or their indentation wrong?"
    return Diagnostic(Code.UNKNOWN_KEY, f"unknown keys {names}{more}", block[0].key.at, way_out)


def _unknown_key(found: UnknownKey) -> Diagnostic:
    if _is_fragment(found):
        return Diagnostic(
            Code.UNKNOWN_KEY,
            f"`{found.key.text}` is no key: a comma or bracket cut a condition in two",
            found.key.at,
            _QUOTE_IT,
        )
    near = _meant(found)
    return Diagnostic(
        Code.UNKNOWN_KEY,
        f"unknown key `{found.key.text}`",
        found.key.at,
        f"did you mean `{near}`?" if near else "allowed here: " + ", ".join(f"`{key}`" for key in found.allowed),
    )


def _is_fragment(found: UnknownKey) -> bool:
    text = found.key.text
    alone = isinstance(found.value, Scalar) and not found.value.text
    unbalanced = any(text.count(a) != text.count(b) for a, b in ("()", "[]")) or text.count('"') % 2 == 1
    return alone and (unbalanced or not text.isidentifier())


def _without_fragments_after_the_first(unknown: list[UnknownKey]) -> list[UnknownKey]:
    kept: list[UnknownKey] = []
    cut: set[int] = set()
    for found in unknown:
        if _is_fragment(found):
            if id(found.inside) in cut:
                continue
            cut.add(id(found.inside))
        kept.append(found)
    return kept


def _fault(detail: Any, root: Node, meant: set[tuple[int, str | None]], broken: set[int]) -> Diagnostic | None:  # noqa: ANN401 - pydantic's own shape
    node, last = _walk(root, detail["loc"])
    if detail["type"] == "missing":
        key = str(detail["loc"][-1])
        if (id(node), key) in meant or id(node) in broken:
            return None
        return Diagnostic(Code.MISSING_KEY, f"missing key `{key}`", _start(node), None)
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


def _walk(root: Node, path: tuple[int | str, ...]) -> tuple[Node, Scalar | None]:
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
