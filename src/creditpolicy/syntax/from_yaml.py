"""YAML text to nodes with places. Input: the text of one file. Output: `Node`, findings. Never constructs a value.

Bounds are checked before libyaml sees the text or while its events come in, so that no file can take the process down.
Where a mistake is local (`> 80` without quotes, say), its characters are masked and the text is read again, so that
the author sees the next mistake too.
"""

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.sources.text import LARGEST_FILE, beginning, forbidden_characters, too_large, with_plain_line_ends
from creditpolicy.syntax.nodes import Node
from creditpolicy.syntax.yaml_events import MOST_EVENTS, read_nodes
from creditpolicy.syntax.yaml_failures import Mask, explain

__all__ = ["MOST_EVENTS", "MOST_LINES", "compose"]

MOST_LINES = 100_000
MOST_FINDINGS = 100
MOST_REPAIRS = 20
_LARGEST_REPAIRED = 256 * 1024


def compose(source_name: str, text: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The nodes of one YAML text, with every finding that YAML lets us make, a hundred at most, in order.

    Args:
        source_name: the file's name as it is shown in places.
        text: its content; line ends of any kind.

    Returns:
        The root, or None where the text cannot be read to its end. A root beside findings is for finding more: it
        lacks what the findings are about, and no policy is made from it.

    """
    if len(text) > LARGEST_FILE:
        return None, (too_large(source_name, beginning(source_name)),)
    text = with_plain_line_ends(text)
    refused = _refused(source_name, text)
    if refused:
        return None, refused
    tabs = _tabs(source_name, text)
    if tabs and _tab_indents(text):
        return None, tabs
    node, findings = _read(source_name, text.replace("\t", " "))
    in_order = sorted({*tabs, *findings}, key=lambda finding: (finding.at, finding.code.value, finding.message))
    return node, tuple(in_order[:MOST_FINDINGS])


def _read(name: str, text: str) -> tuple[Node | None, list[Diagnostic]]:
    explained: list[Diagnostic] = []
    lines = text.split("\n")
    as_written = tuple(lines)
    while True:
        read = read_nodes(name, "\n".join(lines), lines)
        if read.failure is None:
            return (None if explained else read.node), [*explained, *read.findings]
        finding, mask = explain(name, as_written, read.failure, read.last, read.opened)
        explained.append(finding)
        if mask is None or len(explained) > MOST_REPAIRS or len(text) > _LARGEST_REPAIRED or not _mask(lines, mask):
            return None, [*explained, *read.findings]


def _mask(lines: list[str], mask: Mask) -> bool:
    """Put a plain letter in place of what YAML stumbled over; False if that changes nothing."""
    before = lines[mask.line]
    lines[mask.line] = before[: mask.start] + "x" * (mask.end - mask.start) + before[mask.end :]
    return lines[mask.line] != before


def _refused(name: str, text: str) -> tuple[Diagnostic, ...]:
    if text.count("\n") >= MOST_LINES:
        message = f"the file has more than {MOST_LINES} lines, the most that is read"
        return (Diagnostic(Code.FILE_TOO_LARGE, message, beginning(name), "spread the policy over several files"),)
    return forbidden_characters(name, text) or _directive(name, text)


def _directive(name: str, text: str) -> tuple[Diagnostic, ...]:
    # Reading directives takes libyaml quadratic time, and a policy has no use for them.
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("%"):
            place = Place(name, number, 1, number, len(line) + 1)
            message = "expected a policy, got a YAML directive (a line that begins with `%`)"
            return (Diagnostic(Code.BAD_YAML, message, place, "delete the line"),)
        if line.strip() and not line.lstrip().startswith("#"):
            break
    return ()


def _tabs(name: str, text: str) -> tuple[Diagnostic, ...]:
    if "\t" not in text:
        return ()
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if "\t" in line]
    number, line = lines[0]
    column = line.index("\t") + 1
    width = len(line[column - 1 :]) - len(line[column - 1 :].lstrip("\t"))
    further = f"; lines with tabs in the file: {len(lines)}" if len(lines) > 1 else ""
    where = "as indentation" if not line[: column - 1].strip() else "between words"
    return (
        Diagnostic(
            Code.TAB,
            f"tab {where}, expected blanks",
            Place(name, number, column, number, column + width),
            f"put blanks in its place: everyone sees them alike{further}",
        ),
    )


def _tab_indents(text: str) -> bool:
    return any("\t" in line[: len(line) - len(line.lstrip())] for line in text.split("\n") if line.strip())
