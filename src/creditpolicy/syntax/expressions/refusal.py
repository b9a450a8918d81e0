"""A mistake that was met in a text, as the exception that says so. Sees texts in quotes blotted out."""

import re
from typing import Final

from creditpolicy.syntax.expressions.bad_expression import BadExpression
from creditpolicy.syntax.expressions.mistakes.everywhere import ALWAYS
from creditpolicy.syntax.expressions.mistakes.mistake import Mistake

LONGEST_QUOTE: Final = 60
"""Characters of the author's text that a message repeats."""

_TEXT: Final = re.compile(r'"(?:[^"\\]|\\[\s\S])*"')


def masked(text: str) -> str:
    """The text with each text in quotes blotted out, as long as before."""
    return _TEXT.sub(lambda match: "\0" * len(match[0]), text)


def always_wrong(text: str, hidden: str) -> BadExpression | None:
    """The first notation in the text that would parse but can't be meant."""
    found = (refusal(text, match, mistake) for mistake in ALWAYS for match in mistake.pattern.finditer(hidden))
    return next(found, None)


def refusal(text: str, match: re.Match[str], mistake: Mistake) -> BadExpression:
    """What to say about a mistake that matched in the masked text."""
    found = words(text, match)
    start, end = match.span("at" if "at" in found else 0)
    end = start + len(text[start:end].rstrip())
    fix = mistake.fix(found) if mistake.fix else ""
    quoted = {name: shown(word) for name, word in {**found, "fix": fix}.items()}
    return BadExpression(mistake.message.format(**quoted), start, end, mistake.help.format(**quoted))


def words(text: str, match: re.Match[str]) -> dict[str, str]:
    """The author's words for each group of a mistake's pattern, and for `all` of it."""
    spans = {"all": match.span(), **{name: match.span(name) for name in match.re.groupindex}}
    return {name: text[start:end].strip() if start >= 0 else "" for name, (start, end) in spans.items()}


def shown(text: str) -> str:
    """The author's words on one line, cut where they are long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 3]}..."
