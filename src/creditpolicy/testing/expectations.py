"""What a test expects, compared with what the policy can answer: unknown points, answers and shapes."""

from collections.abc import Mapping as AbstractMapping

from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.syntax.tree.base import describe
from creditpolicy.testing.answers import ERROR, LISTS, STATUS, Names, PointNames
from creditpolicy.testing.findings import Findings

_STATUSES = ("decided", "undecided")


def check_expected(node: Mapping, points: AbstractMapping[str, PointNames], findings: Findings) -> None:
    """Note what no decision on this policy could be."""
    for key, value in node.entries:
        if key.text == ERROR:
            _error(node, value, findings)
        elif key.text not in points:
            findings.unknown(Code.UNKNOWN_POINT, "decision point", key.text, key.at, [*points, ERROR])
        elif not isinstance(value, Mapping):
            message = f"expected answers of {quoted(key.text)}, got {describe(value)}"
            findings.add(Code.EXPECTATION, message, key.at if _is_empty(value) else value.at)
        else:
            _point(value, points[key.text], findings)
    _not_empty(node, findings)


def expects_error(node: Mapping) -> bool:
    """Whether the facts are expected to be refused."""
    return any(key.text == ERROR for key, _ in node.entries)


def _error(node: Mapping, value: Node, findings: Findings) -> None:
    if len(node.entries) > 1:
        message = "`error` stands alone: of facts that are refused nothing is decided"
        findings.add(Code.EXPECTATION, message, node.entries[0][0].at)
    texts = value.items if isinstance(value, Sequence) else (value,)
    for text in texts:
        if not isinstance(text, Scalar) or not text.text:
            findings.add(Code.EXPECTATION, f"expected words of the message, got {describe(text)}", text.at)


def _point(node: Mapping, names: PointNames, findings: Findings) -> None:
    _not_empty(node, findings)
    for key, value in node.entries:
        if key.text in names.own:
            _value(key, value, names.own[key.text], findings)
        elif names.group is None:
            _unknown(key, names.own, findings)
        elif key.text == names.group and isinstance(value, Mapping):
            _not_empty(value, findings)
            for _, record in value.entries:
                _record(record, names.record, findings)
        elif isinstance(value, Mapping):
            _record(value, names.record, findings)
        elif nearest(key.text, {**names.own, **names.record}) is not None or _is_empty(value):
            _unknown(key, {**names.own, **names.record}, findings)
        else:
            message = f"expected the answers for {quoted(key.text)}, got {describe(value)}"
            findings.add(Code.EXPECTATION, message, value.at, f"write `{key.text}: {{...}}`")


def _record(node: Node, names: Names, findings: Findings) -> None:
    if not isinstance(node, Mapping):
        findings.add(Code.EXPECTATION, f"expected the answers for a record, got {describe(node)}", node.at)
        return
    _not_empty(node, findings)
    for key, value in node.entries:
        if key.text in names:
            _value(key, value, names[key.text], findings)
        else:
            _unknown(key, names, findings)


def _value(key: Scalar, value: Node, inside: Names | None, findings: Findings) -> None:
    if key.text == STATUS and (not isinstance(value, Scalar) or value.text not in _STATUSES):
        findings.unknown(
            Code.EXPECTATION, "status", value.text if isinstance(value, Scalar) else "", value.at, _STATUSES
        )
    elif key.text in LISTS and not _is_list_of_words(value):
        message = f"expected a list such as `{key.text}: [...]`, got {describe(value)}"
        findings.add(Code.EXPECTATION, message, value.at)
    elif inside is not None and isinstance(value, Mapping):
        _not_empty(value, findings)
        for inner, wanted in value.entries:
            if inner.text in inside:
                _value(inner, wanted, inside[inner.text], findings)
            else:
                _unknown(inner, inside, findings)


def _not_empty(node: Mapping, findings: Findings) -> None:
    if not node.entries:
        findings.add(Code.NOTHING_EXPECTED, "nothing is expected here", node.at, "name an answer with its value")


def _unknown(key: Scalar, names: Names, findings: Findings) -> None:
    findings.unknown(Code.UNKNOWN_ANSWER, "answer", key.text, key.at, names)


def _is_list_of_words(node: Node) -> bool:
    return isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text
