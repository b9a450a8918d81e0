"""The page with all keys is made from the nodes that the parser reads and the schemas are made from."""

import re
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from creditpolicy.syntax.schema import meaning
from creditpolicy.syntax.tree import parts
from creditpolicy.syntax.tree.base import Kind, OneOf, Written
from creditpolicy.syntax.tree.document import PolicyNode, SectionsNode
from creditpolicy.syntax.tree.policy_tests import Keys, PolicyTestsNode

FOLDER = Path(__file__).parents[1] / "docs" / "language"
PAGE = FOLDER / "reference.md"
HEAD = """# All keys

Every key of a policy and of its tests: whether it must be there, what it takes, and what it means. An editor that reads
the schemas says the same while you type. How to write with them is told on the page of each section.
"""
CONDITION = (parts.AnyCondition, parts.AllConditions, parts.NoCondition, parts.Leaf)
EVERYWHERE: dict[type[Written], str] = {
    parts.TitlePair: "titles",
    parts.AnyCondition: "any",
    parts.AllConditions: "all",
    parts.NoCondition: "none",
    parts.Leaf: "if",
    parts.Grid: "tables",
}
"""What any section may hold, explained once, below the sections."""
MOVED = {"facts": "definitions", "records": "definitions", "amounts": "definitions", "reasons": "acceptance"}
MOVED |= {"rates": "law", "scales": "law"}
"""Sections that another page tells about."""


PLURAL = {"text": "texts", "a name": "names", "a condition or formula": "conditions or formulas"}


@dataclass(frozen=True)
class Part:
    """A heading of the page, and the kind of mapping whose keys stand below it."""

    name: str
    model: type[Written]


def keys_of(model: type[Written]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def whole(field: FieldInfo) -> Any:
    """The annotation of a field with what pydantic took from around it."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def taken_apart(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without what is said around it, and that."""
    if get_origin(annotation) is Annotated:
        inner, *said = get_args(annotation)
        return inner, tuple(said)
    return annotation, ()


def choices(annotation: Any) -> Iterator[Any]:
    """What may be written, one by one; nothing is not written."""
    bare, said = taken_apart(annotation)
    if get_origin(bare) in {Union, types.UnionType}:
        yield from (one for each in get_args(bare) if each is not type(None) for one in choices(each))
    else:
        yield Annotated[bare, *said] if said else bare


def models_in(annotation: Any) -> Iterator[type[Written]]:
    """The kinds of mapping that stand in a value."""
    for choice in choices(annotation):
        bare, _ = taken_apart(choice)
        if isinstance(bare, type) and issubclass(bare, Written):
            yield bare
        elif get_origin(bare) is tuple:
            yield from models_in(get_args(bare)[0])
        elif get_origin(bare) is dict:
            yield from models_in(get_args(bare)[1])


def takes(annotation: Any, names: dict[type[Written], str]) -> str:
    """What a key takes, in words, with links to the keys of what it holds."""
    said = list(dict.fromkeys(one(choice, names) for choice in choices(annotation)))
    if any("(conditions.md)" in each for each in said):
        said = ["a [condition](conditions.md)"]
    return ", or ".join(said)


def one(choice: Any, names: dict[type[Written], str]) -> str:
    bare, said = taken_apart(choice)
    for each in said:
        if isinstance(each, OneOf):
            *others, last = (f"`{word}`" for word in each.words)
            return f"{', '.join(others)} or {last}" if others else last
        if isinstance(each, Kind | Keys):
            return "a [table](tables.md)" if each.wanted.startswith("a table") else each.wanted
    if bare in CONDITION:
        return "a [condition](conditions.md)"
    if get_origin(bare) is tuple:
        inner = takes(get_args(bare)[0], names)
        held = f": each {'with ' * inner.startswith('[these')}{inner}"
        return f"a list of {PLURAL[inner]}" if inner in PLURAL else f"a list{held}"
    if get_origin(bare) is dict:
        return f"names, each with {takes(get_args(bare)[1], names)}"
    return f"[these keys](#{anchor(names[bare])})"


def anchor(heading: str) -> str:
    return heading.replace(".", "").replace(" ", "-")


def parts_below(name: str, model: type[Written], known: dict[type[Written], str]) -> Iterator[Part]:
    """A part, then those that its keys hold, each once, at the first place where it stands."""
    known[model] = name
    yield Part(name, model)
    for key, field in keys_of(model).items():
        for inner in models_in(whole(field)):
            if inner not in known:
                yield from parts_below(f"{name}.{key}", inner, known)


def table(keys: dict[str, FieldInfo], model: type[Written], names: dict[type[Written], str]) -> list[str]:
    """The keys of one kind of mapping, each with what it takes and means."""
    rows = [
        f"| `{key}` | {must(field)} | {takes(whole(field), names)} | {meaning(model, key)} |"
        for key, field in keys.items()
    ]
    return ["| key | must | takes | means |", "| --- | --- | --- | --- |", *rows, ""]


def must(field: FieldInfo) -> str:
    return "yes" if field.is_required() else ""


def shown(part: Part, names: dict[type[Written], str]) -> list[str]:
    """A part with its heading."""
    meant = str(part.model.__doc__).split("\n\n")[0]
    return [f"### {part.name}", "", meant, "", *table(keys_of(part.model), part.model, names)]


def page() -> str:
    """The whole page."""
    sections = keys_of(SectionsNode)
    own = {key: field for key, field in keys_of(PolicyNode).items() if key not in sections}
    names: dict[type[Written], str] = {**EVERYWHERE, PolicyNode: "header"}
    header = [part for key, field in own.items() for part in parts_of(key, field, names)]
    below = {section: parts_of(section, field, names) for section, field in sections.items()}
    tests = list(parts_below("tests", PolicyTestsNode, names))

    lines = [HEAD, "## header", "", "In `policy.yaml`; [more](policy.md).", ""]
    lines += table(own, PolicyNode, names)
    lines += [line for part in header for line in shown(part, names)]
    for section, field in sections.items():
        form = takes(whole(field), names).replace(f"[these keys](#{section})", "these keys")
        more = MOVED.get(section, section)
        lines += [f"## {section}", "", f"{meaning(SectionsNode, section)} [More]({more}.md).", "", f"Takes {form}.", ""]
        for part in below[section]:
            is_section = part.name == section
            lines += table(keys_of(part.model), part.model, names) if is_section else shown(part, names)
    lines += ["## Everywhere", "", "What any section may hold.", ""]
    lines += [line for model, name in EVERYWHERE.items() for line in shown(Part(name, model), names)]
    lines += ["## tests", "", "In `tests/*_test.yaml`; [more](tests.md).", ""]
    lines += table(keys_of(PolicyTestsNode), PolicyTestsNode, names)
    lines += [line for part in tests[1:] for line in shown(part, names)]
    return "\n".join(lines)


def parts_of(name: str, field: FieldInfo, known: dict[type[Written], str]) -> list[Part]:
    """The parts that stand in the value of a key and have no heading yet."""
    models = [model for model in models_in(whole(field)) if model not in known]
    return [part for model in models for part in parts_below(name, model, known)]


def test_the_page_has_every_key_that_the_parser_reads(golden: Callable[[Path, str], None]):
    golden(PAGE, page())


def test_every_kind_of_mapping_has_one_heading():
    headings = [line for line in page().splitlines() if line.startswith("#")]

    assert len(headings) == len(set(headings))
    assert {f"#{anchor(line.lstrip('# '))}" for line in headings} >= set(re.findall(r"\((#[\w-]+)\)", page()))
