"""A policy that is right but for its shape in one place: only that place is told, nothing follows from it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from creditpolicy.checked.from_document import check
from creditpolicy.loading import standard_vocabulary
from creditpolicy.syntax.from_nodes import bind
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.lost import Lost
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.syntax.tree import Document, PolicyNode, SectionsNode
from tests.cli.newcomer.variants import HERE

CHANGED = 150
FILES = ("policy.yaml", "facts.yaml", "who.yaml", "credit.yaml", "collecting.yaml", "deviating.yaml")


def _typo(text: str) -> str:
    return text[0] + text[2] + text[1] + text[3:] if len(text) > 3 else text


def _listed(node: Node) -> Node:
    """The same words, under one more list: what is declared is still written."""
    return Sequence((node,), node.at)


def _keyed(node: Node) -> Node:
    key = Scalar("qqz", node.at, "plain", ((node.at.line, node.at.column),) * 4)
    return Mapping(((key, node),), node.at)


def _changes(node: Node) -> Iterator[Node]:
    """The tree with one entry or item of it under another key, or of another kind."""
    match node:
        case Mapping(entries=entries):
            for index, (key, value) in enumerate(entries):
                others: list[tuple[Scalar, Node]] = [(replace(key, text=_typo(key.text)), value)]
                others += [(key, _listed(value)), (key, _keyed(value))]
                others += [(key, inner) for inner in _changes(value)]
                for one in others:
                    yield replace(node, entries=(*entries[:index], one, *entries[index + 1 :]))
        case Sequence(items=items):
            for index, item in enumerate(items):
                for other in (_listed(item), _keyed(item), *_changes(item)):
                    yield replace(node, items=(*items[:index], other, *items[index + 1 :]))
        case Scalar():
            pass


@pytest.fixture(scope="module")
def findings() -> Callable[[list[Node | None]], tuple[list[str], list[str]]]:
    """What is told of the shape of the files, and of their meaning."""

    def found(roots: list[Node | None]) -> tuple[list[str], list[str]]:
        models: list[type[PolicyNode | SectionsNode]] = [PolicyNode, *[SectionsNode] * (len(roots) - 1)]
        bound = [bind(model, root) for model, root in zip(models, roots, strict=True) if root]
        lost = Lost()
        for one in bound:
            lost |= one.lost
        head, *files = (one.written for one in bound)
        assert isinstance(head, PolicyNode)
        document = Document(head, tuple(file for file in files if file is not None))
        meaning = check(document, standard_vocabulary(), "digest", lost).findings
        return [one.message for file in bound for one in file.findings], [one.message for one in meaning]

    return found


def test_from_a_fault_of_shape_nothing_follows(findings):
    roots = [compose(name, (HERE / "dealers" / name).read_text("utf-8"))[0] for name in FILES]
    changed = [[*roots[:i], tree, *roots[i + 1 :]] for i, root in enumerate(roots) if root for tree in _changes(root)]

    drawn = random.Random(7).sample(changed, CHANGED)  # noqa: S311 - a sample
    told = [findings(one) for one in drawn]

    assert findings(roots) == ([], [])
    assert [(shape, meaning) for shape, meaning in told if shape and meaning] == []
    assert sum(bool(shape) for shape, _ in told) > CHANGED / 2
