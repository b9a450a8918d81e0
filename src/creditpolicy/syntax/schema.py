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
    body = _node(made, root.__name__)
    return {
        "$schema": _DIALECT,
        "$id": f"urn:creditpolicy:schema:{name}:1",
        **body,
        "title": title,
        "$defs": {part: _node(schema, part) for part, schema in sorted(parts.items())},
    }


def _node(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """One kind of mapping: its docstring, its keys with what they mean."""
    inherited = {key: text for (owner, key), text in ABOUT.items() if owner == "*"}
    own = {key: text for (owner, key), text in ABOUT.items() if owner == name}
    said = inherited | own
    if name == "PolicyNode":
        said |= {key: text for (owner, key), text in ABOUT.items() if owner == "SectionsNode"}
    properties = {
        key: ({"description": said[key]} if key in said else {}) | _plain(inner)
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
