"""The words of test results in English and Dutch."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from creditpolicy.diagnostics.phrases import Language

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "passed": ("passed", "geslaagd"),
    "failed": ("FAILED", "MISLUKT"),
    "expected": ("expected", "verwacht"),
    "found": ("found", "gevonden"),
    "why": ("why", "waarom"),
    "why_open": ("what may hold, and can't be known yet", "wat kan gelden, en nog niet te weten is"),
    "because": ("because", "want"),
    "missing": ("missing", "ontbreekt"),
    "as_of": ("as of", "per"),
    "test": ("test", "test"),
    "tests": ("tests", "tests"),
    "rows": ("Rows that decided a test", "Regels die een test besloten"),
    "sides": ("Sides of thresholds that were tested", "Kanten van grenzen die getest zijn"),
    "exact": ("Thresholds tested at both neighbouring values", "Grenzen getest op beide buurwaarden"),
    "of": ("of", "van"),
    "excused": ("Said to be out of reach, and not counted", "Naar eigen zeggen onbereikbaar, en niet meegeteld"),
    "open_rows": ("Decided no test", "Besloten geen test"),
    "open_sides": ("Not tested", "Niet getest"),
    "held": ("holds", "geldt"),
    "not_held": ("does not hold", "geldt niet"),
    "only": ("seen only", "alleen gezien"),
    "neither": ("neither side", "geen van beide kanten"),
    "under": ("under the {least} % that was asked for", "onder de gevraagde {least} %"),
    "selected": ("of {count} in the files", "van {count} in de bestanden"),
}


def results_words(language: Language) -> Mapping[str, str]:
    """By key, the text in the language."""
    index = 1 if language == "nl" else 0
    return MappingProxyType({key: texts[index] for key, texts in _WORDS.items()})
