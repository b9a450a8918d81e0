"""Which names an expression writes."""

from dataclasses import fields, is_dataclass

from creditpolicy.syntax.expressions.tree import Name


def names_in(node: object) -> tuple[str, ...]:
    """All names in a tree, each once, in order of first use."""
    found: dict[str, None] = {}
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Name):
            found[current.text] = None
        elif isinstance(current, tuple):
            waiting.extend(reversed(current))
        elif is_dataclass(current):
            waiting.extend(getattr(current, field.name) for field in reversed(fields(current)))
    return tuple(found)
