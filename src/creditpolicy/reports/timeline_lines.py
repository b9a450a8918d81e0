"""An entry of a timeline as lines to read: what it is, and under it what there is to say of it. Names are inert."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creditpolicy.diagnostics.inert import inert
from creditpolicy.diagnostics.phrases import Language
from creditpolicy.facts.vocabulary import Titles, Vocabulary
from creditpolicy.reports.missing_words import missing_words
from creditpolicy.reports.timeline_words import dated, mover_word, name_word, timeline_words, weekday_word
from creditpolicy.timeline.entries import Action, Charges, End, Entry, Escalation, First, Move, Pause, Share, Wait
from creditpolicy.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Lines:
    """An entry in words. `invoices` are those that it is about, empty where the reader knows."""

    head: str
    details: tuple[str, ...]
    invoices: tuple[str, ...]


class Speaker:
    """Says the entries of a timeline in one language."""

    def __init__(self, timeline: Timeline, vocabulary: Vocabulary, language: Language) -> None:
        """`vocabulary` has the titles of facts that are missing."""
        self.timeline = timeline
        self.vocabulary = vocabulary
        self.language = language
        self.say = timeline_words(language)

    def title(self) -> str:
        """What the timeline is."""
        return self.say["title"]

    def about(self) -> str:
        """Of which invoice, from when, by which policy."""
        parts = [] if self.timeline.invoice is None else [self._say("about", invoice=inert(self.timeline.invoice))]
        parts.append(self._say("from", day=dated(self.timeline.as_of, self.language)))
        header = self.timeline.header
        parts.append(self._say("policy", policy=inert(str(header["policy"])), version=inert(str(header["version"]))))
        return ", ".join(parts)

    def note(self) -> str:
        """What it takes for granted."""
        return self.say["note"]

    def without_entries(self) -> tuple[str, ...]:
        """What is said where there is nothing to tell."""
        if not self.timeline.missing:
            return (self.say["nothing"],)
        return (self.say["missing"], *(f"- {line}" for line in self._missing(self.timeline.missing)))

    def lines(self, entry: Entry) -> Lines:
        """The entry in words."""
        match entry:
            case First():
                action = name_word(entry.action, self.language)
                head = self._say("first", action=inert(action))
                return Lines(head, (self._say("first_before", step=inert(entry.before)),), self._known(entry.invoice))
            case Action():
                return self._action(entry)
            case Escalation():
                roles = (self._say("to", roles=", ".join(map(inert, entry.to))),) if entry.to else ()
                head = self._say("escalation", title=self._titled(entry.title))
                return Lines(head, roles, self._known(entry.invoice))
            case Wait():
                return Lines(self.say["wait"], (self._lacks(entry.lacks),), self._known(entry.invoice))
            case Pause():
                return self._pause(entry)
            case End():
                return self._end(entry)

    def _action(self, entry: Action) -> Lines:
        head, together = self._titled(entry.title), len(entry.shares) > 1
        if together:
            head = self._say("letter", count=len(entry.shares), title=head)
        details = [self._how(entry)]
        for share in entry.shares:
            of_share = list(self._share(share, entry))
            if together:
                step = f"{inert(share.invoice)}: {self._titled(share.title)}"
                details += [step, *(f"  {line}" for line in of_share)]
            else:
                details += of_share
        if entry.alerts:
            details.append(self._say("alerts", alerts=", ".join(map(inert, entry.alerts))))
        return Lines(head, tuple(details), () if together else self._known(entry.shares[0].invoice))

    def _how(self, entry: Action) -> str:
        parts = []
        if entry.channel == "none":
            parts.append(self.say["no_channel"])
        elif entry.channel is not None:
            parts.append(name_word(entry.channel, self.language))
        if entry.payer is not None:
            parts.append(self._say("payer", payer=inert(entry.payer)))
        if entry.hands_over:
            parts.append(self.say["hands_over"])
        if entry.tone is not None:
            parts.append(self._say("tone", tone=name_word(entry.tone, self.language)))
        if entry.template is not None:
            parts.append(self._say("template", template=inert(entry.template)))
        if entry.total is not None:
            parts.append(self._say("total", total=inert(entry.total)))
        parts.append(self.say["automatic"] if entry.by == "automatic" else self.say["by_hand"])
        return ", ".join(parts)

    def _share(self, share: Share, entry: Action) -> Iterator[str]:
        if share.planned < entry.on:
            yield self._say("planned", day=dated(share.planned, self.language))
        if share.late:
            yield self.say["late"]
        yield from (self._move(move) for move in share.moves)
        if share.announces is not None:
            action = name_word(share.announces.action, self.language)
            yield self._say("announces", action=inert(action), day=dated(share.announces.on, self.language))
        if share.charges is not None and share.charges.answer == "charge":
            yield self._charges(share.charges)
        if share.alerts:
            yield self._say("alerts", alerts=", ".join(map(inert, share.alerts)))

    def _move(self, move: Move) -> str:
        why = mover_word(move.by, self.language) if move.by != "excluded_day" else self._excluded(move)
        return self._say("moved", start=dated(move.start, self.language), to=dated(move.to, self.language), why=why)

    def _excluded(self, move: Move) -> str:
        names = [
            weekday_word(day.on, self.language) if day.name is None else self._titled(day.name) for day in move.days
        ]
        return ", ".join(dict.fromkeys(names))

    def _charges(self, charges: Charges) -> str:
        amounts = {"interest": charges.interest, "costs": charges.costs, "total": charges.total}
        return self._say("charges", **{key: inert(amount or "?") for key, amount in amounts.items()})

    def _pause(self, entry: Pause) -> Lines:
        details = []
        if entry.until is not None:
            details.append(self._say("until", day=dated(entry.until, self.language)))
        if entry.reason is not None:
            details.append(self._say("reason", reason=inert(entry.reason)))
        head = self._say("pause", stopped=inert(name_word(entry.stopped, self.language)))
        return Lines(head, tuple(details), self._known(entry.invoice))

    def _end(self, entry: End) -> Lines:
        stopped = inert(name_word(entry.stopped or "", self.language))
        head = self._say("stopped", stopped=stopped) if entry.kind == "stopped" else self.say[entry.kind]
        details: tuple[str, ...] = ()
        if entry.kind == "undecided":
            details = tuple(f"- {line}" for line in self._missing(entry.about))
        elif entry.about:
            details = (self._lacks(entry.about),) if entry.kind == "waits" else tuple(map(inert, entry.about))
        return Lines(head, details, self._known(entry.invoice))

    def _missing(self, paths: Sequence[str]) -> Iterator[str]:
        for path in paths:
            words = inert(missing_words(path, self.vocabulary, self.language))
            yield f"{inert(path)}: {words}" if words else inert(path)

    def _lacks(self, lacks: Sequence[str]) -> str:
        return self._say("lacks", lacks=", ".join(map(inert, lacks)))

    def _known(self, invoice: str) -> tuple[str, ...]:
        """The invoice, unless it is the only one that was asked about."""
        return () if invoice == self.timeline.invoice else (inert(invoice),)

    def _titled(self, titles: Titles) -> str:
        return inert(titles.said(self.language))

    def _say(self, key: str, **about: object) -> str:
        return self.say[key].format(**about)
