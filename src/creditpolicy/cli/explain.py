"""`creditpolicy explain`: what a name means, as it is written, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from creditpolicy.cli.failures import refused
from creditpolicy.cli.options import common, pass_screen, policy_option
from creditpolicy.cli.policies import refuse_bundle, usable_policy
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Help, Refusal, Told
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.inert import inert, quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.diagnostics.phrases import said
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.facts.words import WayOut

if TYPE_CHECKING:
    from creditpolicy.ir.program import Program


@dataclass(frozen=True, slots=True)
class _Explained:
    """A name: what it means, as it is written, where, and the names that it reads."""

    name: str
    kind: str
    titles: Titles
    written: str | None
    at: Place | None
    reads: tuple[str, ...]


@click.command()
@click.argument("name")
@policy_option
@common
@pass_screen
def explain(screen: Screen, name: str, policy_path: Path) -> None:
    """Explain NAME: a fact, a definition or a phrase such as `promise_open`, as this policy reads it."""
    from creditpolicy.loading import load

    refuse_bundle(policy_path)
    program = usable_policy(policy_path).program(None)
    sources = {file: text for version in load(policy_path) for file, text in version.sources.items()}
    explained = _explain(program, _full(name, program), sources)
    if screen.is_json:
        screen.give(_data(explained))
    else:
        screen.say(_text(explained, screen, program))


def _full(name: str, program: "Program") -> str:
    """The full name: itself, or the only one that ends so (`promise_open` is `invoice.promise_open`)."""
    names = {**program.vocabulary.facts, **program.definitions}
    if name in names or name in program.outputs:
        return name
    # A phrase may be written with its record in front, as `customer_insolvent`.
    ending = [full for full in names if full.endswith(f".{name}")] or [
        full for full in names if full.replace(".", "_") == name
    ]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise refused(
            Refusal.MANY_NAMES(name=quoted(name), count=len(ending)),
            Help.SAY_WHICH(names=", ".join(sorted(ending))),
            "usage",
        )
    near = nearest(name, [*names, *program.outputs, *(full.partition(".")[2] for full in names)])
    guess = WayOut.DID_YOU_MEAN(near=near) if near else Help.NAMES()
    raise refused(Refusal.NO_NAME(name=quoted(name)), guess, "usage")


def _explain(program: "Program", name: str, sources: Mapping[str, str]) -> _Explained:
    from creditpolicy.formulas import names_read

    definition = program.definitions.get(name)
    if definition is None and name in program.outputs:
        table = program.tables[program.outputs[name][0]]
        reads = tuple(dict.fromkeys(read for column in table.columns for read in names_read(column.formula)))
        nl, en = (said(Told.ANSWER_OF(table=quoted(table.name)), language) for language in ("nl", "en"))
        return _Explained(name, "answer", Titles(nl, en), None, table.at, reads)
    if definition is None:
        fact = program.vocabulary.facts[name]
        return _Explained(name, "fact", fact.titles, None, None, ())
    written = _written(definition.at.file, name, sources)
    reads = tuple(dict.fromkeys(names_read(definition.formula)))
    return _Explained(name, "definition", definition.titles, written, definition.at, reads)


def _written(file: str, name: str, sources: Mapping[str, str]) -> str | None:
    """The formula as its author wrote it; None for one that a section makes."""
    from creditpolicy.syntax.from_yaml import compose
    from creditpolicy.syntax.nodes import Mapping as MappingNode
    from creditpolicy.syntax.nodes import Scalar

    text = sources.get(file)
    if text is None and file.startswith("standard/"):
        text = resources.files("creditpolicy.facts").joinpath(file).read_text(encoding="utf-8")
    root = compose(file, text)[0] if text else None
    for part in ("definitions", name, "is"):
        if not isinstance(root, MappingNode):
            break
        found = next((value for key, value in root.entries if key.text == part), None)
        if found is None:
            return None
        root = found
    if isinstance(root, Scalar):
        return root.text
    return (
        None
        if root is None or text is None
        else "\n".join(text.split("\n")[root.at.line - 1 : root.at.end_line]).rstrip()
    )


def _data(explained: _Explained) -> dict[str, Any]:
    at = explained.at
    return {
        "name": explained.name,
        "kind": explained.kind,
        "title": {"nl": explained.titles.nl, "en": explained.titles.en},
        "written": explained.written,
        "at": None if at is None else {"file": at.file, "line": at.line, "column": at.column},
        "reads": list(explained.reads),
    }


def _text(explained: _Explained, screen: Screen, program: "Program") -> str:
    lines = [f"{explained.name}: {_said(explained.titles, screen)}"]
    if explained.written is not None:
        lines += ["", *(f"  {inert(line)}" for line in explained.written.split("\n"))]
    if explained.at is not None and explained.at.file:
        where = f"{inert(explained.at.file)}:{explained.at.line}:{explained.at.column}"
        lines += ["", said(Told.AT(place=where), screen.language)]
    if explained.reads:
        width = max(map(len, explained.reads))
        lines += ["", said(Told.RESTS_ON(), screen.language)]
        lines += [f"  {name:<{width}}  {_title(name, screen, program)}".rstrip() for name in explained.reads]
    return "\n".join(lines)


def _title(name: str, screen: Screen, program: "Program") -> str:
    named = program.definitions.get(name) or program.vocabulary.facts.get(name)
    return _said(named.titles, screen) if named else ""


def _said(titles: Titles, screen: Screen) -> str:
    return inert(titles.said(screen.language))
