"""A decision compared with what a test expects of it. What is not named is not tested."""

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass

from creditpolicy.decision import Decision
from creditpolicy.decision.decision import Json
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.testing.answers import DECIDING, MISSING, NOT_REASONS, REASONS, STATUS, PointNames
from creditpolicy.testing.equality import equals, shown
from creditpolicy.testing.results import Mismatch


@dataclass(frozen=True, slots=True)
class _Within:
    """The part of a decision that is looked at: all of it, or what it says of one record (`about`)."""

    decision: Decision
    about: str | None


def mismatches(point: str, expected: Mapping, decision: Decision, names: PointNames) -> Iterator[Mismatch]:
    """Everything in `expected` that came out otherwise, in its order."""
    on = decision.origin.as_of.isoformat()
    within = _Within(decision, None)
    whole = {**decision.outcome, STATUS: decision.status, MISSING: decision.missing}
    for key, node in expected.entries:
        path = f"{point}.{key.text}"
        if key.text in names.own:
            yield from _field(path, key.text, node, whole, within, on)
        elif names.group is not None and isinstance(node, Mapping):
            records = node.entries if key.text == names.group else ((key, node),)
            for record, answers in records:
                yield from _record(f"{point}.{record.text}", record, answers, names.group, within, on)


def _record(path: str, key: Scalar, expected: Node, group: str, within: _Within, on: str) -> Iterator[Mismatch]:
    records = within.decision.outcome.get(group)
    answers = records if isinstance(records, AbstractMapping) else {}
    answer = answers.get(key.text)
    if not isinstance(answer, AbstractMapping):
        near = nearest(key.text, answers)
        hint = f" (near: {near})" if near else ""
        yield Mismatch(path, "an answer", f"answers for {', '.join(answers) or 'none'}{hint}", key.at, on)
        return
    about = f"{group}[{list(answers).index(key.text)}]"
    for inner, node in expected.entries if isinstance(expected, Mapping) else ():
        yield from _field(f"{path}.{inner.text}", inner.text, node, answer, _Within(within.decision, about), on)


def _field(
    path: str, key: str, node: Node, answer: AbstractMapping[str, Json], within: _Within, on: str
) -> Iterator[Mismatch]:
    if key == REASONS:
        yield from _named(path, node, _reasons(within), on, wanted=True)
    elif key == NOT_REASONS:
        yield from _named(path, node, _reasons(within), on, wanted=False)
    elif key == DECIDING:
        yield from _named(path, node, _deciding(within), on, wanted=True)
    else:
        yield from _value(path, node, answer.get(key), on)


def _reasons(within: _Within) -> tuple[str, ...]:
    reasons = within.decision.reasons
    return tuple(one.code for one in reasons if within.about is None or one.about == within.about)


def _deciding(within: _Within) -> tuple[str, ...]:
    decision = within.decision
    pairs = zip(decision.deciding, decision.reasons, strict=True)
    return tuple(row for row, one in pairs if within.about is None or one.about == within.about)


def _named(path: str, node: Node, found: tuple[str, ...], on: str, *, wanted: bool) -> Iterator[Mismatch]:
    """Each word of the list is among what was found; or, where it is not wanted, is not."""
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar) and (item.text in found) is not wanted:
            expected = item.text if wanted else f"not {item.text}"
            yield Mismatch(path, expected, shown(tuple(dict.fromkeys(found))), item.at, on)


def _value(path: str, node: Node, found: Json, on: str) -> Iterator[Mismatch]:
    match node:
        case Scalar():
            if not _is(node, found):
                yield Mismatch(path, _written(node), shown(found), node.at, on)
        case Sequence(items=items):
            if not _same_members(items, found):
                yield Mismatch(path, _written(node), shown(found), node.at, on)
        case Mapping(entries=entries):
            inner = found if isinstance(found, AbstractMapping) else {}
            for key, value in entries:
                yield from _value(f"{path}.{key.text}", value, inner.get(key.text), on)


def _is(node: Scalar, found: Json) -> bool:
    """A scalar is a value; in a table also a list, its members after each other."""
    if not isinstance(found, list | tuple):
        return equals(node, found)
    words = [] if node.text in {"", "[]"} else [word.strip() for word in node.text.strip("[]").split(",")]
    return sorted(words) == sorted(map(shown, found))


def _same_members(items: tuple[Node, ...], found: Json) -> bool:
    """The same values in any order, each as often."""
    if not isinstance(found, list | tuple):
        return False
    left = list(found)
    for item in items:
        index = next((at for at, one in enumerate(left) if not list(_value("", item, one, ""))), None)
        if index is None:
            return False
        del left[index]
    return not left


def _written(node: Node) -> str:
    match node:
        case Scalar(text=text):
            return text or "null"
        case Sequence(items=items):
            return f"[{', '.join(map(_written, items))}]"
        case Mapping(entries=entries):
            return "{" + ", ".join(f"{key.text}: {_written(value)}" for key, value in entries) + "}"


def place_in(path: str, given: tuple[Mapping, ...], otherwise: Place) -> Place:
    """Where the fact at `path` (`invoices[3].due_date`) was written: in the last of `given` that has it."""
    steps = path.replace("[", ".").replace("]", "").split(".")
    for node in reversed(given):
        place = _found(node, steps)
        if place is not None:
            return place
    return otherwise


def _found(node: Node, steps: list[str]) -> Place | None:
    """The place of the value at the end of the steps, or as far as they lead behind the first."""
    place: Place | None = None
    for step in steps:
        match node:
            case Mapping(entries=entries):
                inner = next(((key, value) for key, value in entries if key.text == step), None)
                if inner is None:
                    return place
                place, node = inner[0].at, inner[1]
            case Sequence(items=items):
                if not step.isdecimal() or int(step) >= len(items):
                    return place
                node = items[int(step)]
                place = node.at
            case Scalar():
                return place
    return place
