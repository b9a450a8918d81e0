"""The words that a policy itself gives to its enums: segments, classes, terms, ladders, roles."""

from collections.abc import Mapping

from creditpolicy.syntax.grid import read_grid
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.document import PolicyNode, SectionsNode

SECURITIES = ("none", "deposit", "guarantee", "pledge", "retention_of_title")
NO_LADDER = "none"
NO_STEP = "none"


def members_by_source(
    head: PolicyNode, files: tuple[SectionsNode, ...], currencies: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    """For each source that `values_from` can name its words, in the order of the policy; none without the section."""
    found: dict[str, list[str]] = {
        "segments": [],
        "risk.classes": [],
        "terms": [],
        "securities": list(SECURITIES),
        "ladders": [],
        "reminders": [],
        "goals": [],
        "roles": list(head.roles or {}),
        "exceptions": [],
        "currencies": list(currencies),
    }
    for file in files:
        found["segments"] += [node.id.text for node in file.segments or ()]
        found["terms"] += list(file.terms.ids) if file.terms else []
        found["exceptions"] += [route.id.text for route in file.exceptions.routes] if file.exceptions else []
        if file.risk is not None:
            found["risk.classes"] += _classes(file)
        if file.reminders is not None:
            found["ladders"] += [*file.reminders.ladders, NO_LADDER]
            steps = [step for ladder in file.reminders.ladders.values() for step in ladder.steps]
            found["reminders"] += [step.id.text for step in steps]
            found["goals"] += [word for step in steps if step.goal is not None for word in _goals(step.goal)]
    # Plain words: a key still knows where it was written, which no caller who is handed one expects.
    return {source: tuple(dict.fromkeys(map(str, words))) for source, words in found.items()}


def _classes(file: SectionsNode) -> list[str]:
    grid = read_grid(file.risk.classes)[0] if file.risk else None
    return [row.outputs[0].text for row in grid.rows if len(row.outputs) == 1] if grid else []


def _goals(scalar: Scalar) -> list[str]:
    """The goals that a step may have: one word, or those of a table."""
    if "||" not in scalar.text:
        return [scalar.text]
    grid = read_grid(scalar)[0]
    return [row.outputs[0].text for row in grid.rows if len(row.outputs) == 1] if grid else []
