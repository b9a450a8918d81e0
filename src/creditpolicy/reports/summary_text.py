"""A run's summary for the terminal: a screenful. Input: `Summary`. Output: text."""

from collections.abc import Mapping, Sequence

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.portfolio.summary import Summary
from creditpolicy.reports.summary_words import (
    amount_word,
    bucket_word,
    count_word,
    name_word,
    share_word,
    way_out,
    words,
)

_SHOWN = 6


def summary_text(summary: Summary, language: Language = "en") -> str:
    """The counts, the ageing, the next steps and what is missing; ends with a line end."""
    say = words(language)
    policy = summary.policy
    blocks = [
        [f"{say['policy']} {_line(policy.id)} {_line(policy.version)} · {say['as_of'].lower()} {summary.as_of}"],
        _rows(summary, say, language),
        _ageing(summary, say, language),
        _ranking(say["segments"], _named(summary.segments, say), language),
        _ranking(say["next_steps"], _named(summary.next_steps, say), language),
        _missing(summary, say, language),
        _ranking(say["rejected_rows"], list(summary.rejected_by_reason.items()), language),
        [f"! {_line(warning)}" for warning in summary.warnings],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _rows(summary: Summary, say: Mapping[str, str], language: Language) -> list[str]:
    rows = summary.rows
    named = [("read", rows.read), ("decided", rows.decided), ("undecided", rows.undecided), ("rejected", rows.rejected)]
    lines = [
        f"{say[key]:<18}{count_word(count, language):>10}"
        + (f"  {share_word(count, rows.read, language):>6}" if key != "read" else "")
        for key, count in named
    ]
    lines.append(f"{say['due_now']:<18}{count_word(summary.due_now, language):>10}")
    reviewed = f"  ({count_word(summary.reviewed_first, language)} {say['reviewed_first']})"
    lines.append(f"{say['customers']:<18}{count_word(summary.customers, language):>10}" + reviewed)
    for file in summary.other_files:
        text = say["rows_read"].format(
            read=count_word(file.read, language), rejected=count_word(file.rejected, language)
        )
        lines.append(f"{file.section:<18}  {text}")
    return lines


def _ageing(summary: Summary, say: Mapping[str, str], language: Language) -> list[str]:
    rows = [
        (
            bucket_word(row.bucket, say),
            count_word(row.count, language),
            f"{amount_word(row.amount, language)} {row.currency}",
        )
        for row in summary.ageing
    ]
    if not rows:
        return [say["no_open"]]
    width = max(len(amount) for _, _, amount in rows)
    return [say["ageing"], *(f"  {bucket:<16}{count:>10}  {amount:>{width}}" for bucket, count, amount in rows)]


def _named(counts: Mapping[str, int], say: Mapping[str, str]) -> list[tuple[str, int]]:
    return [(name_word(name, say), count) for name, count in counts.items()]


def _ranking(title: str, counts: Sequence[tuple[str, int]], language: Language) -> list[str]:
    if not counts:
        return []
    shown = counts[:_SHOWN]
    lines = [title, *(f"  {count_word(count, language):>8}  {_line(name)}" for name, count in shown)]
    rest = len(counts) - len(shown)
    return lines + ([f"  {'...':>8}  +{rest}"] if rest else [])


def _missing(summary: Summary, say: Mapping[str, str], language: Language) -> list[str]:
    if not summary.undecided_by_fact:
        return []
    lines = [say["undecided_by_fact"]]
    for fact, count in list(summary.undecided_by_fact.items())[:_SHOWN]:
        lines.append(f"  {count_word(count, language):>8}  {_line(fact)}: {way_out(fact, say)}")
    rest = len(summary.undecided_by_fact) - _SHOWN
    return lines + ([f"  {'...':>8}  +{rest}"] if rest > 0 else [])


def _line(text: str) -> str:
    """`text` on one line, with nothing that a terminal would act on."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
