"""What the texts behind the product name, by id: read from `docs/coverage.yaml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.plain import plain_data

ROOT = Path(__file__).parents[2]
LISTED = ROOT / "docs" / "coverage.yaml"
CLASSES = {
    "D": "decidable: facts in, decision out",
    "M": "measurable: a report over facts and decisions",
    "G": "governance: the engine can demand the record, not the behaviour",
    "A": "advice: no engine should claim to decide it; the nearest honest measure is reported",
}


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that a text names. `kind` is one of `CLASSES`; `report` the measure that answers what no rule can."""

    id: str
    kind: str
    title: str
    report: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """One of the texts, with its elements in their order."""

    id: str
    title: str
    elements: tuple[Element, ...]


def read_texts(path: Path = LISTED) -> tuple[Text, ...]:
    """All texts with all their elements."""
    node, findings = compose(path.name, path.read_text("utf-8"))
    if node is None or findings:
        said = "; ".join(f"line {one.at.line}: {one.message}" for one in findings)
        raise ValueError(f"{path.name} cannot be read: {said}")
    return tuple(
        Text(id, about["title"], tuple(starmap(_element, about["elements"].items())))
        for id, about in plain_data(node).items()
    )


def _element(id: str, said: dict[str, str]) -> Element:
    lacking = [key for key in ("class", "element") if key not in said]
    strange = [key for key in said if key not in ("class", "element", "report")]
    if lacking or strange:
        raise ValueError(f"{LISTED.name}, {id}: found {', '.join(said)}, wanted class, element and perhaps report")
    if said["class"] not in CLASSES:
        raise ValueError(f"{LISTED.name}, {id}: found the class `{said['class']}`, wanted one of {', '.join(CLASSES)}")
    return Element(id, said["class"], said["element"], said.get("report"))


def unknown_id(id: str, known: Iterable[str]) -> str:
    """What is said of an id that no text has."""
    near = nearest(id, known)
    return f"`{id}` is no element of docs/coverage.yaml" + (f": did you mean `{near}`?" if near else "")
