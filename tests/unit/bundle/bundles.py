"""Bundles to look at and to change."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from creditpolicy import Policy
from creditpolicy.bundle import bundle_bytes
from creditpolicy.bundle.shapes import FORMAT, NUMBERS

ROOT = Path(__file__).parents[3]
SHIPPED = sorted(path.parent for path in (ROOT / "policies").glob("*/policy.yaml"))
DECIDED = sorted(path.parent for path in (ROOT / "tests" / "decisions").rglob("policy.yaml"))


def name(path: Path) -> str:
    return path.name


@cache
def policy_at(path: Path) -> Policy:
    return Policy.load(path)


@cache
def built(path: Path) -> bytes:
    return bundle_bytes(policy_at(path).versions)


def small() -> bytes:
    """The bundle of a policy of the tests."""
    return built(ROOT / "tests" / "decisions" / "kiosk")


def content(data: bytes) -> Any:
    """What stands in a bundle after its first line."""
    return json.loads(data.partition(b"\n")[2])


def sealed(content: object, format_: int = FORMAT) -> bytes:
    """A bundle of anything, with a digest that is right: as somebody would make it who means harm."""
    body = (content if isinstance(content, str) else json.dumps(content)).encode("ascii")
    head = f"creditpolicy bundle {format_} {len(body)} sha256:{hashlib.sha256(body).hexdigest()}\n"
    return head.encode("ascii") + body


def rows_of(content: Any, shape: str) -> list[list[Any]]:
    """The parts of one shape, to be changed in place."""
    return [row for row in content["parts"] if row[0] == NUMBERS[shape]]
