"""Why a fact that was given does not count, in words. Input: `Lapse`. Output: a clause in one language."""

from typing import Final

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.facts.case import Lapse
from creditpolicy.facts.vocabulary import Duration
from creditpolicy.reports.decision_words import day_word

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "stale": ("{age} old (of {day}), older than {most}", "{age} oud (van {day}), ouder dan {most}"),
    "expired": ("expired: its last day was {day}", "verlopen: de laatste dag was {day}"),
    "not yet": ("not valid yet: it is of {day}", "nog niet geldig: het is van {day}"),
}
_UNITS: Final[dict[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    "days": (("day", "dag"), ("days", "dagen")),
    "months": (("month", "maand"), ("months", "maanden")),
}


def lapsed_words(lapse: Lapse, language: Language) -> str:
    """`400 days old (of 2025-04-27), older than 12 months`."""
    return _WORDS[lapse.cause][_index(language)].format(
        age=_span(Duration(lapse.age_days, "days"), language),
        day=day_word(lapse.day, language),
        most="" if lapse.max_age is None else _span(lapse.max_age, language),
    )


def _span(span: Duration, language: Language) -> str:
    return f"{span.count} {_UNITS[span.unit][span.count != 1][_index(language)]}"


def _index(language: Language) -> int:
    return 1 if language == "nl" else 0
