"""Definitions in an order in which each stands after those that it names: so checking one never waits for a long chain.

Looks at words only. A word that means something else costs nothing: the order is a help, and no verdict.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.parts import AllConditions, AnyCondition, Condition, Leaf, NoCondition
from creditpolicy.syntax.tree.vocabulary import Definition, DefinitionNode

_TEXT_IN_QUOTES: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_NAME: Final = re.compile(r"[a-z_]\w*(?:\.[a-z_]\w*)?", re.ASCII)
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")


def reading_order(written: Mapping[str, Definition], meant: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """All names of `written`; those on a circle stand anywhere.

    Args:
        written: the definitions by name.
        meant: the full names that a word may stand for.

    """
    done: dict[str, None] = {}
    opened: set[str] = set()
    for start in written:
        waiting = [(start, False)]
        while waiting:
            name, is_read = waiting.pop()
            if is_read:
                done[name] = None
            elif name not in opened:
                opened.add(name)
                waiting.append((name, True))
                words = dict.fromkeys(word for text in _texts(written[name]) for word in _words(text))
                waiting.extend((one, False) for word in words for one in meant(word) if one in written)
    return tuple(done)


def size(definition: Definition) -> int:
    """How many words and signs it has: its formula is never deeper."""
    return sum(len(_TOKEN.findall(text)) for text in _texts(definition))


def _words(text: str) -> list[str]:
    return _NAME.findall(_TEXT_IN_QUOTES.sub('""', text))


def _texts(definition: Definition) -> Iterator[str]:
    waiting: list[Condition] = [definition.is_ if isinstance(definition, DefinitionNode) else definition]
    while waiting:
        match waiting.pop():
            case Scalar(text=text):
                yield text
            case Leaf(if_=scalar):
                yield scalar.text
            case AnyCondition(any=inner) | AllConditions(all=inner) | NoCondition(none=inner):
                waiting.extend(inner)
