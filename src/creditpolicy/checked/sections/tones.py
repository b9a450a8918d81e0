"""How firm the tone may be at most: for a segment, or by a table over whatever facts. No row means no ceiling."""

from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.next_step import TONE
from creditpolicy.checked.sections.words import TONES, known_tone
from creditpolicy.checked.spelled import spelled
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import AnyValue, Choose, Compare, Const, Formula, Output, Read, Row, Table
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.reminders import RemindersNode

CEILING = "reminders.tone_ceiling"
_CEILING = Output(CEILING, TONE)


def ceiling_table(node: RemindersNode, context: Context) -> Table | None:
    """The table of ceilings; None where there is none, or where it is in error (reported)."""
    written = node.tone_ceiling
    if written is None:
        return None
    at = node.key_at("tone_ceiling")
    rest = (Const(TONES[-1], TONE),)
    no_ceiling = Titles("de toon is niet begrensd", "the tone has no ceiling")
    if isinstance(written, Scalar):
        asked = TableAsked(CEILING, "invoice", "first", None, {"tone": _CEILING}, None, written.at)
        table = check_table(written, asked, None, context.scope, context.findings)
        if table is None:
            return None
        cells = (AnyValue(),) * len(table.columns)
        rows = (*table.rows, Row("no_ceiling", cells, None, rest, at, otherwise=True, written=False, titles=no_ceiling))
        return Table(CEILING, "invoice", "first", None, table.columns, rows, (_CEILING,), None, at)
    found = [row for key, scalar in written.items() if (row := _of_segment(key, scalar, context)) is not None]
    found.append(Row("no_ceiling", (), None, rest, at, otherwise=True, written=False, titles=no_ceiling))
    return Table(CEILING, "invoice", "first", None, (), tuple(found), (_CEILING,), None, at)


def _of_segment(key: Key, scalar: Scalar, context: Context) -> Row | None:
    segments = context.sources["segments"]
    tone = known_tone(scalar, context.findings)
    if str(key) not in segments:
        context.findings.unknown(Code.UNKNOWN_NAME, "segment", str(key), key.scalar.at, segments)
        return None
    if tone is None:
        return None
    guard = spelled(f'customer.segment = "{key}"', context.scope, key.scalar.at)
    return Row(str(key), (), guard, (Const(tone, TONE),), key.scalar.at)


def tone_of(tone: str, *, has_ceiling: bool) -> tuple[Formula, Formula | None]:
    """The tone of a step, no firmer than its ceiling, and whether the ceiling made it milder."""
    own = Const(tone, TONE)
    if not has_ceiling:
        return own, None
    ceiling = Read(CEILING, TONE)
    capped = Compare(">", own, ceiling, f"{tone} > {CEILING}", NOWHERE)
    return Choose(capped, ceiling, own, TONE), capped
