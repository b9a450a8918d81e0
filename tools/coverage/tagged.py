"""A policy folder to its `covers` tags: on which rule each stands, and which decision points use that rule.

A tag stands on the mapping that holds `covers`. The tables, rows and definitions that the checker made of what is
written there carry its places, so a decision point uses the rule if it reads one of those, however far behind.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from creditpolicy.checked.policy import Header
from creditpolicy.diagnostics import Diagnostic, Place, Severity
from creditpolicy.formulas import names_read
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import formulas_that_read, read_by_overrides
from creditpolicy.loading import Loaded, load_version
from creditpolicy.sources import list_versions
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence

NAMED_BY = ("id", "status")
"""The keys that name an item of a list."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One id under `covers`: where it stands, the file and path of the rule, the rule's extent, and who uses it."""

    element: str
    at: Place
    file: str
    rule: str
    extent: Place
    points: tuple[str, ...]

    def holds(self, place: Place) -> bool:
        """Whether what stands at `place`, in a file of the same policy, is part of the rule."""
        start, end = (self.extent.line, self.extent.column), (self.extent.end_line, self.extent.end_column)
        return place.file == self.extent.file and start <= (place.line, place.column) < end


@dataclass(frozen=True, slots=True)
class Tagged:
    """One version of a policy: its program, and its tags in the order of its files. `folder` is that of its files."""

    folder: Path
    header: Header
    program: Program
    tags: tuple[Tag, ...]

    def shown_by(self, rows: Collection[Place], definitions: Collection[Place]) -> tuple[Tag, ...]:
        """The tags of the rules of which one of these rows decided; of rules without rows, one of these definitions."""
        every = tuple(row.at for table in self.program.tables.values() for row in table.rows)
        return tuple(
            tag
            for tag in self.tags
            if any(map(tag.holds, rows)) or (any(map(tag.holds, definitions)) and not any(map(tag.holds, every)))
        )


def tagged_in(path: Path, root: Path) -> tuple[Tagged, ...]:
    """Every version of the policy at `path`, its files named relative to `root`.

    Raises:
        ValueError: the policy has an error.

    """
    versions = list_versions(path)
    match versions:
        case Diagnostic(message=message):
            raise ValueError(f"{path}: {message}")
        case tuple():
            return tuple(_tagged(folder, load_version(folder, name), root) for folder, name in versions)


def _tagged(folder: Path, loaded: Loaded, root: Path) -> Tagged:
    policy, program = loaded.policy, loaded.program
    if policy is None or program is None:
        errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
        raise ValueError("\n".join(f"{folder / one.at.file}:{one.at.line}: {one.message}" for one in errors))
    places = {point: _places_behind(point, program) for point in program.points}
    tags = []
    for name, text in loaded.sources.items():
        node, _ = compose(name, text)
        file = (folder / name).relative_to(root).as_posix()
        for rule, extent, scalar in _tags(node, (), None):
            tag = Tag(scalar.text, scalar.at, file, rule, extent, ())
            points = tuple(point for point, behind in places.items() if any(map(tag.holds, behind)))
            tags.append(Tag(scalar.text, scalar.at, file, rule, extent, points))
    return Tagged(folder, policy.header, program, tuple(tags))


def _tags(node: Node | None, path: tuple[str, ...], key: Scalar | None) -> Iterator[tuple[str, Place, Scalar]]:
    """The rule's path, its extent from its key on, and the id, for each tag at `node` or below it."""
    match node:
        case Mapping(entries=entries, at=at):
            for own, value in entries:
                if own.text == "covers" and isinstance(value, Sequence):
                    extent = at if key is None else _joined(key.at, at)
                    yield from ((".".join(path), extent, one) for one in value.items if isinstance(one, Scalar))
                else:
                    yield from _tags(value, (*path, own.text), own)
        case Sequence(items=items):
            for number, item in enumerate(items, 1):
                yield from _tags(item, (*path, _name(item) or str(number)), None)
        case Scalar() | None:
            return


def _name(item: Node) -> str | None:
    if not isinstance(item, Mapping):
        return None
    named = {key.text: value.text for key, value in item.entries if isinstance(value, Scalar)}
    return next((named[key] for key in NAMED_BY if key in named), None)


def _joined(start: Place, end: Place) -> Place:
    return Place(start.file, start.line, start.column, end.end_line, end.end_column)


def _places_behind(point: str, program: Program) -> frozenset[Place]:
    """The places of all definitions, tables and rows that the answer of a point can rest on."""
    asked = program.points[point]
    waiting = [name for answer in (*asked.answers, *asked.record_answers) for name in names_read(answer.formula)]
    seen: set[str] = set()
    places: set[Place] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        definition = program.definitions.get(name)
        if definition is not None:
            places.add(definition.at)
            waiting += names_read(definition.formula)
        elif name in program.outputs:
            table = program.tables[program.outputs[name][0]]
            places |= {table.at, *(row.at for row in table.rows)}
            waiting += [inner for formula in formulas_that_read(table) for inner in names_read(formula)]
            waiting += read_by_overrides(program.overrides.get(name, ()), name)
    return frozenset(places)
