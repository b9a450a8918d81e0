"""A trace for a person: a tree of tables, rows and tests. Input: `Trace`. Output: text."""

from collections.abc import Mapping

from creditpolicy.decision.trace import RowShown, TableShown, TestShown, Trace, Verdict, place_text
from creditpolicy.diagnostics.inert import inert
from creditpolicy.diagnostics.phrases import Language
from creditpolicy.reports.decision_words import decision_words
from creditpolicy.reports.lapsed_words import lapsed_words

_MARKS: dict[Verdict, str] = {"held": "✓", "failed": "✗", "unknown": "?"}


def trace_text(trace: Trace, language: Language = "en") -> str:
    """Every table with every row and every test with what it saw; then the definitions. Ends with a line end."""
    say = decision_words(language)
    blocks = [
        [f"{say['trace']}  ({say['marks']})"],
        *(_table(table, say) for table in trace.tables),
        _values(trace, say),
        _lapsed(trace, say, language),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _table(table: TableShown, say: Mapping[str, str]) -> list[str]:
    about = f" {inert(table.about)}" if table.about else ""
    because = f"  {say['because']} {inert(table.because)}" if table.because else ""
    outputs = ", ".join(f"{inert(name.rpartition('.')[2])} = {inert(value)}" for name, value in table.outputs)
    lines = [f"{inert(table.table)}{about} ({table.hit})  {_place(table)}{because}", f"│ {say['gives']} {outputs}"]
    for index, row in enumerate(table.rows):
        lines += _row(row, say, last=index == len(table.rows) - 1)
    return lines


def _place(shown: TableShown | RowShown | TestShown) -> str:
    return inert(place_text(shown.at))


def _row(row: RowShown, say: Mapping[str, str], *, last: bool) -> list[str]:
    notes = [say["otherwise"]] if row.otherwise else []
    notes += [say["decides" if row.verdict == "held" else "may_decide"]] if row.deciding else []
    said = f" ({', '.join(notes)})" if notes else ""
    because = f"  {say['because']} {inert(row.because)}" if row.because else ""
    branch, stem = ("└─", "  ") if last else ("├─", "│ ")
    head = f"{branch} {_MARKS[row.verdict]} {inert(row.id)}{said}  {_place(row)}{because}"
    return [head, *(f"{stem}   {_test(test, say)}" for test in row.tests)]


def _test(test: TestShown, say: Mapping[str, str]) -> str:
    seen = _seen(test, say)
    return f"{_MARKS[test.verdict]} {inert(test.text)}  [{seen}]  {_place(test)}"


def _seen(test: TestShown, say: Mapping[str, str]) -> str:
    """Both values; of a cell and of a claim only their own; and what is lacking."""
    lacks = f"; {say['lacks']} {', '.join(map(inert, test.missing))}" if test.missing else ""
    is_alone = test.right in {"true", "missing"} or test.text.endswith(f" {test.right}")
    against = "" if is_alone else f" {say['against']} {inert(test.right)}"
    return f"{say['is']} {inert(test.left)}{against}{lacks}" if is_alone else f"{inert(test.left)}{against}{lacks}"


def _values(trace: Trace, say: Mapping[str, str]) -> list[str]:
    lines = []
    for one in trace.values:
        about = f" {inert(one.about)}" if one.about else ""
        lacks = f"  ({say['lacks']} {', '.join(map(inert, one.missing))})" if one.missing else ""
        lines.append(f"  {inert(one.name)}{about} = {inert(one.value)}{lacks}")
    return [say["definitions"], *lines] if lines else []


def _lapsed(trace: Trace, say: Mapping[str, str], language: Language) -> list[str]:
    lines = [f"  {inert(fact)} {say['is']} {lapsed_words(lapse, language)}" for fact, lapse in trace.lapsed]
    return [say["lapsed"], *lines] if lines else []
