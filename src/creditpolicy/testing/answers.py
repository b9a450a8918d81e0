"""What a decision point can answer: the names that an expectation may use. Read from the program, for any point."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from creditpolicy.formulas import Answer, Point

Names: TypeAlias = Mapping[str, "Names | None"]
"""By name the names inside, or None for a value."""

REASONS, NOT_REASONS, MISSING, DECIDING, STATUS = "reasons", "not_reasons", "missing", "deciding", "status"
LISTS = frozenset({REASONS, NOT_REASONS, MISSING, DECIDING})
"""Those that are lists of words."""
ABOUT_ALL: Names = dict.fromkeys((STATUS, MISSING, REASONS, NOT_REASONS, DECIDING))
ERROR = "error"


class ByKey(Mapping[str, "Names | None"]):
    """Whatever name the case gives, such as that of a payer, with the same names inside each."""

    def __init__(self, inside: Names) -> None:
        """`inside` each of them."""
        self.inside = inside

    def __getitem__(self, key: str) -> Names:
        """The names inside any of them."""
        return self.inside

    def __iter__(self) -> Iterator[str]:
        """None of them is known before there is a case."""
        return iter(())

    def __len__(self) -> int:
        """As many as are known."""
        return 0


@dataclass(frozen=True, slots=True)
class PointNames:
    """The names of a point's own answers; and, where it answers for each record, the group and its records' names."""

    own: Names
    group: str | None
    record: Names


def names_of(point: Point) -> PointNames:
    """The names that `point` answers with, `status`, `missing`, `reasons`, `not_reasons` and `deciding` among them."""
    record: Names = {}
    if point.record is not None:
        ahead: Names = {"next_change_on": None} if point.looks_ahead else {}
        record = {**_nested(point.record_answers), **ABOUT_ALL, **ahead}
    return PointNames({**_own(point), **ABOUT_ALL}, point.record_group, record)


def fields_of(names: Names, before: str = "") -> Iterable[str]:
    """Every value by its path: `limit.amount`."""
    for name, inner in names.items():
        if inner is None:
            yield f"{before}{name}"
        else:
            yield from fields_of(inner, f"{before}{name}.")


def _own(point: Point) -> Names:
    """What is said of the case, with what is said of records that are looked at apart."""
    if point.apart is None:
        return _nested(point.answers)
    own = tuple(replace(one, key=f"{point.apart.own}.{one.key}") for one in point.apart.answers)
    group, _, inner = point.apart.group.partition(".")
    names = _nested((*point.answers, *own))
    return {**names, group: {**(names[group] or {}), inner: ByKey(_nested(point.apart.answers))}}


def _nested(answers: tuple[Answer, ...]) -> Names:
    return _tree(tuple(answer.key for answer in answers))


def _tree(keys: tuple[str, ...]) -> Names:
    """Keys with points in them as names inside names, as deep as the answers go."""
    inside: dict[str, list[str]] = {}
    for key in keys:
        group, _, inner = key.partition(".")
        inside.setdefault(group, []).extend([inner] if inner else [])
    return {group: _tree(tuple(inner)) if inner else None for group, inner in inside.items()}
