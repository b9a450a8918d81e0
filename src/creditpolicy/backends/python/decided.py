"""The class of the decisions that one function makes: what it counted out, and the outcome as it is read.

`_because.fields` are the fields that the rows settled, in the order of the outcome, with None where answers go.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from creditpolicy.backends.python.code import literal
from creditpolicy.formulas import Answer


def by_group(values: Mapping[str, Any]) -> dict[str, Any]:
    """`{"limit.amount": 1}` as `{"limit": {"amount": 1}}`, in the order of an outcome."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        group, dot, inner = key.partition(".")
        if dot:
            found.setdefault(group, {})[inner] = value
        else:
            found[key] = value
    return {key: by_group(value) if type(value) is dict else value for key, value in found.items()}


def leaves(grouped: Mapping[str, Any]) -> Iterator[Any]:
    """The values of all groups, in the order of an outcome."""
    for value in grouped.values():
        if type(value) is dict:
            yield from leaves(value)
        else:
            yield value


def class_lines(answers: Sequence[Answer]) -> list[str]:
    """The class, for answers that rows don't settle."""
    slots = {answer.key: f"_answer{index}" for index, answer in enumerate(answers)}
    lines = [
        "class Decided(Decision):",
        f"    __slots__ = ({''.join(f'{slot!r}, ' for slot in slots.values())})",
        "",
        "    @property",
        "    def outcome(self):",
    ]
    if not slots:
        return [*lines, "        return MappingProxyType(self._because.fields)"]
    lines.append("        fields = self._because.fields.copy()")
    lines += (f"        {line}" for line in _put_in(by_group(slots), "fields"))
    return [*lines, "        return MappingProxyType(fields)"]


def _put_in(slots: Mapping[str, Any], fields: str) -> Iterator[str]:
    for key, slot in slots.items():
        place = f"{fields}[{literal(key)}]"
        if isinstance(slot, str):
            yield f"{place} = self.{slot}"
        else:
            # Its own name on each level: one group is done before the next begins.
            inner = f"{fields}_in"
            yield f"{inner} = {place}.copy()"
            yield from _put_in(slot, inner)
            yield f"{place} = whole({inner})"
