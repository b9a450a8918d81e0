"""A missing fact in words. Input: its path and the vocabulary. Output: what it means, in one language."""

import re

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.reports.decision_words import decision_words

_PATH = re.compile(r"([^.\[]+)(?:\[\d+\])?(?:\.(.+))?")


def missing_words(path: str, vocabulary: Vocabulary, language: Language) -> str:
    """`invoices[3].due_date` as the title of `invoice.due_date`; a whole list as what to do about it."""
    found = _PATH.fullmatch(path)
    if found is None:
        return ""
    group, key = found.groups()
    record = next((one for one in vocabulary.records.values() if group in {one.many, one.name}), None)
    if record is None:
        return ""
    if key is None:
        return decision_words(language)["list_missing"] if record.many else record.titles.said(language)
    fact = vocabulary.facts.get(f"{record.name}.{key}")
    return fact.titles.said(language) if fact else ""
