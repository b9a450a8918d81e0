"""One question to put to a policy: the facts, the day, and what is expected. Tests come down to these."""

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from creditpolicy.diagnostics import Place
from creditpolicy.syntax.nodes import Mapping


@dataclass(frozen=True, slots=True)
class Asked:
    """One case on one day. `given` are the nodes that its facts come from, the last one written over the others."""

    as_of: date
    facts: AbstractMapping[str, Any]
    given: tuple[Mapping, ...]
    expected: tuple[Mapping, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A test with its name and place: it passes where everything asked comes out as expected."""

    name: str
    at: Place
    asked: tuple[Asked, ...]
