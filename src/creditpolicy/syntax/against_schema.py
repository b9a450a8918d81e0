"""What an editor that knows only the JSON Schema would say of a file of a policy."""

from collections.abc import Sequence
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.sources.policy_tests import ENDING
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.nodes import Mapping, Node
from creditpolicy.syntax.nodes import Sequence as NodeSequence
from creditpolicy.syntax.plain import plain_data
from creditpolicy.syntax.schema import policy_schema, policy_tests_schema, sections_schema


def against_schema(name: str, text: str) -> tuple[Diagnostic, ...]:
    """Compare one file with the schema that it is for: the head of a policy, a file of sections, or of tests.

    Returns:
        A finding for each spot where the file does not fit the schema; none where YAML itself is in error, which the
        check has told already.

    """
    node, found = compose(name, text)
    if node is None or found:
        return ()
    validator = Draft202012Validator(_schema_for(name, node))
    errors = sorted(
        validator.iter_errors(plain_data(node)), key=lambda error: [str(step) for step in error.absolute_path]
    )
    return tuple(_finding(error, node) for error in errors)


def _schema_for(name: str, node: Node) -> dict[str, Any]:
    if name.endswith(ENDING):
        return policy_tests_schema()
    is_head = isinstance(node, Mapping) and any(key.text == "policy" for key, _ in node.entries)
    return policy_schema() if is_head else sections_schema()


def _finding(error: ValidationError, root: Node) -> Diagnostic:
    # Of an `anyOf`, the branch that came nearest tells most.
    telling = best_match([error]) or error
    node = _at(root, list(telling.absolute_path))
    message = f"an editor that knows the schema would object: {quoted(telling.message, 160)[1:-1]}"
    return Diagnostic(Code.SCHEMA, message, node.at)


def _at(root: Node, path: Sequence[str | int]) -> Node:
    node = root
    for step in path:
        if isinstance(node, Mapping):
            node = next((value for key, value in node.entries if key.text == step), node)
        elif isinstance(node, NodeSequence) and isinstance(step, int):
            node = node.items[step]
    return node
