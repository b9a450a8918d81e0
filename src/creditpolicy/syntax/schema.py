"""The shape of policy files as a JSON Schema, for editors. Made from the nodes that the parser itself reads."""

from typing import Any

from creditpolicy.syntax.schema_words import ABOUT
from creditpolicy.syntax.tree.base import Written
from creditpolicy.syntax.tree.document import PolicyNode, SectionsNode
from creditpolicy.syntax.tree.policy_tests import PolicyTestsNode

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}


def policy_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of the file that names a policy (`policy.yaml`), or of a policy of one file."""
    return _schema("policy", "A credit policy", PolicyNode)


def sections_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a file that a policy includes."""
    return _schema("sections", "Sections of a credit policy", SectionsNode)


def policy_tests_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a file with tests of a policy (`tests/*_test.yaml`)."""
    return _schema("tests", "Tests of a credit policy", PolicyTestsNode)


def _schema(name: str, title: str, root: type[Written]) -> dict[str, Any]:
    made = root.model_json_schema()
    parts = made.pop("$defs")
    body = _node(made, root)
    models = _models()
    return {
        "$schema": _DIALECT,
        "$id": f"urn:creditpolicy:schema:{name}:1",
        **body,
        "title": title,
        "$defs": {part: _node(schema, models[part]) for part, schema in sorted(parts.items())},
    }


def meaning(model: type[Written], key: str) -> str | None:
    """What a key means in nodes of this kind, in a sentence: its own words, else those of any node that has it."""
    owners = (*(one.__name__ for one in model.__mro__), "*")
    return next((ABOUT[owner, key] for owner in owners if (owner, key) in ABOUT), None)


def _models(model: type[Written] = Written) -> dict[str, type[Written]]:
    """Every kind of node by its name."""
    below = {name: one for kind in model.__subclasses__() for name, one in _models(kind).items()}
    return {model.__name__: model, **below}


def _node(schema: dict[str, Any], model: type[Written]) -> dict[str, Any]:
    """One kind of mapping: its docstring, its keys with what they mean."""
    properties = {
        key: ({} if (said := meaning(model, key)) is None else {"description": said}) | _plain(inner)
        for key, inner in schema.get("properties", {}).items()
    }
    kept = {key: value for key, value in schema.items() if key not in {"title", "properties"}}
    return {**kept, "properties": properties}


def _plain(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """Without what says nothing: made-up titles, null for what may be left out, a choice of one."""
    if isinstance(schema, list):
        return [_plain(inner) for inner in schema if inner != _NULL]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value) for key, value in schema.items() if key not in {"title", "default"}}
    if plain.get("enum") == ["true", "false"]:
        return {"type": "boolean"}
    choices = plain.get("anyOf")
    if isinstance(choices, list) and len(choices) == 1:
        del plain["anyOf"]
        return plain | choices[0]
    return plain
