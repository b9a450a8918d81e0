"""A timeline for a person who reads it on a screen. Input: `Timeline`. Output: text."""

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.reports.timeline_lines import Speaker
from creditpolicy.reports.timeline_words import dated
from creditpolicy.timeline.timeline import Timeline


def timeline_text(timeline: Timeline, vocabulary: Vocabulary, language: Language = "en") -> str:
    """A line for each entry with its day, and what there is to say of it below. Ends with a line end."""
    speaker = Speaker(timeline, vocabulary, language)
    lines = [speaker.title(), speaker.about(), speaker.note(), ""]
    if not timeline.entries:
        lines += speaker.without_entries()
    days = [dated(entry.on, language) for entry in timeline.entries]
    width = max(map(len, days), default=0)
    before = ""
    for entry, day in zip(timeline.entries, days, strict=True):
        said = speaker.lines(entry)
        about = f"{', '.join(said.invoices)}: " if said.invoices else ""
        lines.append(f"{'' if day == before else day:<{width}}  {about}{said.head}")
        lines += [f"{'':<{width}}    {detail}" for detail in said.details]
        before = day
    return "\n".join(lines) + "\n"
