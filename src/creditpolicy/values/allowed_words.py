"""Words for days on which something may not happen, or rather happens: `weekend, holiday, friday`."""

from functools import cache

from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.values.business_days import WEEKEND, Allowed

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORDS = ("weekend", "holiday", *WEEKDAYS)
_NUMBERS = {word: frozenset({number}) for number, word in enumerate(WEEKDAYS, start=1)} | {"weekend": WEEKEND}


@cache
def read_allowed(not_on: str, rather_on: str = "") -> Allowed | str:
    """The days as written, or what is wrong with the words: words are parted by commas or blanks."""
    never, rather = (text.replace(",", " ").split() for text in (not_on, rather_on))
    for words, known in ((never, WORDS), (rather, WEEKDAYS)):
        for word in words:
            if word not in known:
                near = nearest(word, known)
                meant = f"did you mean `{near}`?" if near else f"known are {', '.join(known)}"
                return f"knows no days {quoted(word)}: {meant}"
    excluded = frozenset().union(*(_NUMBERS[word] for word in never if word in _NUMBERS))
    if len(excluded) == len(WEEKDAYS):
        return "leaves no day of the week"
    return Allowed(excluded, "holiday" in never, frozenset().union(*(_NUMBERS[word] for word in rather)))
