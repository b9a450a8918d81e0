"""A decision for a person: the answer first, then why, what is missing, what to do. Input: `Decision`. Output: text."""

from collections.abc import Mapping, Sequence

from creditpolicy.decision import Decision, Reason
from creditpolicy.diagnostics.inert import inert
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.reports.decision_words import answer_word, day_word, decision_words, label
from creditpolicy.reports.missing_words import missing_words
from creditpolicy.reports.summary_words import Language

_MOST_RECORDS = 25
_MOST_ON_A_LINE = 4
_HIDDEN = frozenset({"status", "missing"})

_MAIN = ("acceptance", "order", "answer")
"""The answer that a point is asked for, if it has one."""


def decision_text(decision: Decision, vocabulary: Vocabulary, language: Language = "en") -> str:
    """The whole decision but for its trace; no sign of the facts can act on a terminal. Ends with a line end."""
    say = decision_words(language)
    blocks = [
        _headline(decision, say, language),
        *_answer(decision, say, language),
        *_why(decision, say, language),
        _missing(decision, vocabulary, say, language),
        _overrides(decision, say, language),
        _origin(decision, say),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _headline(decision: Decision, say: Mapping[str, str], language: Language) -> list[str]:
    day = f"{say['on']} {day_word(decision.origin.as_of, language)}"
    main = next((decision.outcome[key] for key in _MAIN if key in decision.outcome), None)
    answer = f": {answer_word(inert(main), language)}" if isinstance(main, str) else ""
    return [f"{inert(decision.point)}{answer}, {say[decision.status]} {day}"]


def _answer(decision: Decision, say: Mapping[str, str], language: Language) -> list[list[str]]:
    """The fields, and a block for each group of records."""
    title = say["answer"] if decision.status == "decided" else say["fallback"]
    groups = {key: value for key, value in decision.outcome.items() if _is_records(value)}
    fields = {key: value for key, value in decision.outcome.items() if key not in groups}
    lines = _fields(fields, say, language, "  ")
    blocks = [[title, *lines]] if lines else []
    for key, records in groups.items():
        if isinstance(records, Mapping):
            blocks.append(_records(key, records, say, language))
    return blocks


def _is_records(value: object) -> bool:
    """Whether a field holds an answer for each record, by the record's name."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(isinstance(one, Mapping) and "status" in one for one in value.values())
    )


def _records(key: str, records: Mapping[str, object], say: Mapping[str, str], language: Language) -> list[str]:
    lines = [label(key, language).capitalize()]
    for name, answer in list(records.items())[:_MOST_RECORDS]:
        if not isinstance(answer, Mapping):
            continue
        undecided = "" if answer.get("status") == "decided" else f"  {say['undecided']}"
        lines.append(f"  {inert(name)}{undecided}")
        shown = {field: value for field, value in answer.items() if field not in _HIDDEN and not _is_nothing(value)}
        lines += _fields(shown, say, language, "    ")
        lacking = answer.get("missing")
        if isinstance(lacking, Sequence) and lacking:
            lines.append(f"    {label('missing', language)}: {', '.join(inert(str(path)) for path in lacking)}")
    rest = len(records) - _MOST_RECORDS
    return lines + ([f"  {say['more'].format(count=rest)}"] if rest > 0 else [])


def _is_nothing(value: object) -> bool:
    """Whether a field of a record says nothing; of many records only what is there is shown."""
    if isinstance(value, Mapping):
        return all(_is_nothing(inner) for inner in value.values())
    return value is None or value in ("none", ())


def _fields(fields: Mapping[str, object], say: Mapping[str, str], language: Language, indent: str) -> list[str]:
    """A line for each field; one that itself has many fields is a block of its own."""
    width = max((len(label(key, language)) for key in fields), default=0)
    lines = []
    for key, value in fields.items():
        called = inert(label(key, language))
        if isinstance(value, Mapping) and len(value) > _MOST_ON_A_LINE:
            lines += [f"{indent}{called}", *_fields(value, say, language, f"{indent}  ")]
        else:
            lines.append(f"{indent}{called:<{width}}  {_value(value, say, language)}")
    return lines


def _value(value: object, say: Mapping[str, str], language: Language) -> str:
    match value:
        case None:
            return say["nothing"]
        case bool():
            return say["yes"] if value else say["no"]
        case str():
            return inert(value)
        case Mapping():
            parts = [f"{label(str(key), language)} {_value(inner, say, language)}" for key, inner in value.items()]
            return ", ".join(parts) or say["none"]
        case Sequence():
            return ", ".join(_value(inner, say, language) for inner in value) or say["none"]
        case _:
            return inert(str(value))


def _why(decision: Decision, say: Mapping[str, str], language: Language) -> list[list[str]]:
    """The reasons that hold, and apart from them those of rows that can't be known yet."""
    unknown = _unknown_rows(decision) if decision.status == "undecided" else frozenset()
    held: list[Reason] = []
    possible: list[Reason] = []
    for reason, row in zip(decision.reasons, decision.deciding, strict=True):
        (possible if (row, reason.about) in unknown else held).append(reason)
    return [_reasons(say["why"], held, say, language), _reasons(say["why_open"], possible, say, language)]


def _unknown_rows(decision: Decision) -> frozenset[tuple[str, str | None]]:
    """The rows that can't be known, as `deciding` calls them, with the record that they are about."""
    return frozenset(
        (f"{table.table}.{row.id}", table.about)
        for table in decision.trace().tables
        for row in table.rows
        if row.verdict == "unknown"
    )


def _reasons(title: str, reasons: list[Reason], say: Mapping[str, str], language: Language) -> list[str]:
    lines = []
    for reason in reasons:
        about = f"{inert(reason.about)}: " if reason.about else ""
        said = reason.text.nl if language == "nl" else reason.text.en
        code = "" if reason.code in said else f" [{inert(reason.code)}]"
        lines.append(f"  - {about}{inert(said)}{code}")
    shown = list(dict.fromkeys(lines))
    rest = len(shown) - 2 * _MOST_RECORDS
    more = [f"  {say['more'].format(count=rest)}"] if rest > 0 else []
    return [title, *shown[: 2 * _MOST_RECORDS], *more] if shown else []


def _missing(decision: Decision, vocabulary: Vocabulary, say: Mapping[str, str], language: Language) -> list[str]:
    if not decision.missing:
        return []
    shown = decision.missing[: 2 * _MOST_RECORDS]
    width = max(len(path) for path in shown)
    lines = [
        f"  - {inert(path):<{width}}  {inert(missing_words(path, vocabulary, language))}".rstrip() for path in shown
    ]
    rest = len(decision.missing) - len(shown)
    more = [f"  {say['more'].format(count=rest)}"] if rest > 0 else []
    return [say["missing"], *lines, *more, f"  {say['missing_next']}"]


def _overrides(decision: Decision, say: Mapping[str, str], language: Language) -> list[str]:
    lines = []
    for one in decision.overrides:
        words = {
            "base": _value(one.base, say, language),
            "override": _value(one.override, say, language),
            "exception": inert(one.exception),
        }
        lines.append(f"  - {inert(one.output)}: {say['override'].format(**words)}")
    return [say["overrides"], *lines] if lines else []


def _origin(decision: Decision, say: Mapping[str, str]) -> list[str]:
    origin, head = decision.origin, decision.header
    policy = f"{say['policy']} {inert(origin.policy)} {say['version']} {inert(origin.version)}"
    return [f"{policy}, {say['decision']} {str(head['decision_id'])[:19]}"]
