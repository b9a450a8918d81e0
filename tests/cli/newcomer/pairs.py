"""Two broken spots in one policy: a fault of shape in one place, and a fault of meaning in another."""

import random
from collections.abc import Iterator
from pathlib import Path

from creditpolicy.diagnostics import Diagnostic
from creditpolicy.loading import load
from creditpolicy.syntax.from_nodes import bind
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.tree import PolicyNode, SectionsNode
from tests.cli.newcomer.variants import HERE, Variant

Told = frozenset[tuple[str, str, int]]
"""Code, file and line of each finding."""
WHOLE_POLICY = frozenset({"CP207"})
"""Found by looking at all that reads a fact, which is done once nothing is left out."""


def in_place(variants: tuple[Variant, ...]) -> list[Variant]:
    """Those of one policy that replace lines by as many lines, so that the others keep their numbers."""
    return [one for one in variants if one.policy == "dealers" and one.old.count("\n") == one.new.count("\n")]


def texts(variant: Variant) -> dict[str, str]:
    """The files with `variant` in them."""
    return together(variant) or {}


def together(*variants: Variant) -> dict[str, str] | None:
    """The files with all of `variants` in them; None where two are the same or touch the same line."""
    found = {path.name: path.read_text("utf-8") for path in sorted((HERE / "dealers").glob("*.yaml"))}
    lines: set[tuple[str, int]] = set()
    if len(set(variants)) < len(variants):
        return None
    starts = {one: found[one.file].index(one.old) for one in variants}
    for variant in sorted(starts, key=starts.__getitem__, reverse=True):
        text, start = found[variant.file], starts[variant]
        first = text.count("\n", 0, start)
        touched = {(variant.file, line) for line in range(first, first + variant.old.count("\n") + 1)}
        if touched & lines:
            return None
        lines |= touched
        found[variant.file] = text[:start] + variant.new + text[start + len(variant.old) :]
    return found


def told(files: dict[str, str], folder: Path) -> Told:
    """What is found in a policy of these files."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return frozenset(_key(finding) for version in load(folder) for finding in version.diagnostics)


def shape_told(files: dict[str, str]) -> Told:
    """What is found by looking at the shape of each file alone."""
    found: set[tuple[str, str, int]] = set()
    for name, text in files.items():
        node, findings = compose(name, text)
        bound = () if node is None else bind(PolicyNode if name == "policy.yaml" else SectionsNode, node).findings
        found |= {_key(finding) for finding in (*findings, *bound)}
    return frozenset(found)


def sampled(shape: list[Variant], meaning: list[Variant], count: int, seed: int) -> Iterator[tuple[Variant, Variant]]:
    """Pairs, the same ones each time."""
    drawn = random.Random(seed)  # noqa: S311 - a sample
    for _ in range(count):
        yield drawn.choice(shape), drawn.choice(meaning)


def _key(finding: Diagnostic) -> tuple[str, str, int]:
    return finding.code.value, finding.at.file, finding.at.line
