"""A decision for a person: the answer first, then why, what is missing, what to do. Input: `Decision`. Output: text."""

from collections.abc import Callable, Mapping, Sequence

from creditpolicy.decision import Decision, Reason
from creditpolicy.decision.outcome_schema import OUTCOMES
from creditpolicy.diagnostics.inert import inert
from creditpolicy.diagnostics.phrases import Language
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.reports.decision_words import answer_word, day_word, decision_words, label
from creditpolicy.reports.lapsed_words import lapsed_words
from creditpolicy.reports.missing_words import missing_words

_MOST_RECORDS = 25
_MOST_ON_A_LINE = 4
_HIDDEN = frozenset({"status", "missing"})

_OURS = frozenset({"alerts", "status", "missing"})
"""What stands beside the answers of a policy's own decision."""

_Called = Callable[[str, Language], str]
"""What a field of an outcome is called."""

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
    called = label if decision.point in OUTCOMES else _as_written
    groups = _groups(decision)
    fields = {key: value for key, value in decision.outcome.items() if key not in groups}
    lines = _fields(fields, say, language, "  ", called)
    blocks = [[title, *lines]] if lines else []
    return blocks + [_records(key, records, say, language, called) for key, records in groups.items()]


def _as_written(key: str, language: Language) -> str:
    """What a policy's own decision answers is called as the policy calls it, though we have the same word."""
    return label(key, language) if key in _OURS else key


def _groups(decision: Decision) -> dict[str, Mapping[str, object]]:
    """The fields that hold an answer for each record, by the record's name."""
    return {key: value for key, value in decision.outcome.items() if isinstance(value, Mapping) and _is_records(value)}


def _names(decision: Decision) -> dict[str, str]:
    """What the answer calls each record, by its place in the case: `F1` for `invoices[0]`."""
    return {f"{key}[{index}]": name for key, records in _groups(decision).items() for index, name in enumerate(records)}


def _is_records(value: Mapping[str, object]) -> bool:
    return bool(value) and all(isinstance(one, Mapping) and "status" in one for one in value.values())


def _records(
    key: str, records: Mapping[str, object], say: Mapping[str, str], language: Language, called: _Called
) -> list[str]:
    lines = [label(key, language).capitalize()]
    for name, answer in list(records.items())[:_MOST_RECORDS]:
        if not isinstance(answer, Mapping):
            continue
        undecided = "" if answer.get("status") == "decided" else f"  {say['undecided']}"
        lines.append(f"  {inert(name)}{undecided}")
        shown = _told({field: value for field, value in answer.items() if field not in _HIDDEN})
        lines += _fields(shown, say, language, "    ", called)
        lacking = answer.get("missing")
        if isinstance(lacking, Sequence) and lacking:
            lines.append(f"    {label('missing', language)}: {', '.join(inert(str(path)) for path in lacking)}")
    rest = len(records) - _MOST_RECORDS
    return lines + ([f"  {say['more'].format(count=rest)}"] if rest > 0 else [])


def _told(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields that say something; of many records, and of what has parts, only what is there is shown."""
    return {
        field: _told(value) if isinstance(value, Mapping) else value
        for field, value in fields.items()
        if not _is_nothing(value)
    }


def _is_nothing(value: object) -> bool:
    """Whether a field says nothing."""
    if isinstance(value, Mapping):
        return all(_is_nothing(inner) for inner in value.values())
    return value is None or value in ("none", ())


def _fields(
    fields: Mapping[str, object], say: Mapping[str, str], language: Language, indent: str, called: _Called = label
) -> list[str]:
    """A line for each field; one with many fields is a block of its own, and so is one whose fields have fields."""
    width = max((len(called(key, language)) for key in fields), default=0)
    lines = []
    for key, value in fields.items():
        name = inert(called(key, language))
        if isinstance(value, Mapping) and any(isinstance(inner, Mapping) for inner in value.values()):
            lines += [f"{indent}{name}", *_fields(_told(value), say, language, f"{indent}  ")]
        elif isinstance(value, Mapping) and len(value) > _MOST_ON_A_LINE:
            lines += [f"{indent}{name}", *_fields(value, say, language, f"{indent}  ")]
        else:
            lines.append(f"{indent}{name:<{width}}  {_value(value, say, language)}")
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
            items = [_value(inner, say, language) for inner in value]
            return ("; " if any("," in item for item in items) else ", ").join(items) or say["none"]
        case _:
            return inert(str(value))


def _why(decision: Decision, say: Mapping[str, str], language: Language) -> list[list[str]]:
    """The reasons that hold, and apart from them those of rows that can't be known yet."""
    unknown = _unknown_rows(decision) if decision.status == "undecided" else frozenset()
    held: list[Reason] = []
    possible: list[Reason] = []
    for reason, row in zip(decision.reasons, decision.deciding, strict=True):
        (possible if (row, reason.about) in unknown else held).append(reason)
    names = _names(decision)
    return [
        _reasons(say["why"], held, names, say, language),
        _reasons(say["why_open"], possible, names, say, language),
    ]


def _unknown_rows(decision: Decision) -> frozenset[tuple[str, str | None]]:
    """The rows that can't be known, as `deciding` calls them, with the record that they are about."""
    return frozenset(
        (f"{table.table}.{row.id}", table.about)
        for table in decision.trace().tables
        for row in table.rows
        if row.verdict == "unknown"
    )


def _reasons(
    title: str, reasons: list[Reason], names: Mapping[str, str], say: Mapping[str, str], language: Language
) -> list[str]:
    lines = []
    for reason in reasons:
        about = f"{inert(names.get(reason.about, reason.about))}: " if reason.about else ""
        said = reason.text.said(language)
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
    lapsed = dict(decision.trace().lapsed)
    lines = []
    for path in shown:
        words = inert(missing_words(path, vocabulary, language))
        given = f" ({say['given']}: {lapsed_words(lapsed[path], language)})" if path in lapsed else ""
        lines.append(f"  - {inert(path):<{width}}  {words}{given}".rstrip())
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
        became = say["override_open" if one.override is None else "override"]
        lines.append(f"  - {inert(one.output)}: {became.format(**words)}")
    return [say["overrides"], *lines] if lines else []


def _origin(decision: Decision, say: Mapping[str, str]) -> list[str]:
    origin, head = decision.origin, decision.header
    policy = f"{say['policy']} {inert(origin.policy)} {say['version']} {inert(origin.version)}"
    return [f"{policy}, {say['decision']} {str(head['decision_id'])[:19]}"]
