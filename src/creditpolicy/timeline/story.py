"""What is told of the days that were looked at: what begins, what goes on, and how it ends for each invoice."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from creditpolicy.decision import Decision
from creditpolicy.formulas import Const, Formula
from creditpolicy.ir.program import Program
from creditpolicy.timeline.entries import End, Entry, Escalation, Pause, Wait
from creditpolicy.timeline.said import Said
from creditpolicy.timeline.titles import RowTitles

_FINISHED = "ladder_finished"
_TO = "escalation.to"


@dataclass(frozen=True, slots=True)
class _Standing:
    """How an invoice stands: since when it is stopped or waits, and what was told of that."""

    last: Said | None = None
    told: Pause | Wait | None = None
    moments: tuple[str, ...] = ()
    ended: bool = False


class Story:
    """The entries so far."""

    def __init__(self, program: Program) -> None:
        """Nothing is told yet."""
        self._roles = _roles(program)
        self._entries: list[Entry] = []
        self._standing: dict[str, _Standing] = {}

    def goes_on(self, invoice: str) -> bool:
        """Whether there is more to tell of an invoice."""
        return not self._standing[invoice].ended

    def waits(self, invoice: str) -> bool:
        """Whether its hand-over is due and lacks something."""
        return isinstance(self._standing[invoice].told, Wait)

    def tell(self, day: date, decision: Decision, said: tuple[Said, ...]) -> None:
        """What the decisions of a day say that those before it did not."""
        titles = RowTitles(decision)
        for one in said:
            standing = self._standing.get(one.invoice, _Standing())
            if not standing.ended:
                self._standing[one.invoice] = self._told(day, one, standing, titles)

    def act(self, actions: tuple[Entry, ...]) -> None:
        """What was carried out."""
        self._entries += actions

    def ended(self, day: date, looked_until: date | None) -> tuple[Entry, ...]:
        """The whole story; `looked_until` is the last day that was looked at, where something changes after it."""
        for invoice, standing in self._standing.items():
            if not standing.ended:
                self._end(invoice, standing, day, looked_until)
        return self._in_order()

    def contradicted(self, day: date, paths: tuple[str, ...]) -> tuple[Entry, ...]:
        """The whole story, of which nothing can be told from `day` on."""
        for invoice, standing in self._standing.items():
            if not standing.ended:
                self._entries.append(End(day, invoice, "contradiction", about=paths))
        return self._in_order()

    def _told(self, day: date, one: Said, standing: _Standing, titles: RowTitles) -> _Standing:
        if not one.decided:
            self._entries.append(End(day, one.invoice, "undecided", about=one.missing))
            return replace(standing, ended=True)
        for name in one.escalations:
            if name not in standing.moments:
                title, to = titles.of_moment(name, one), self._roles.get(name, ())
                self._entries.append(Escalation(day, one.invoice, name, title, to))
        told = self._interrupted(day, one, standing)
        return _Standing(one, told, one.escalations)

    def _interrupted(self, day: date, one: Said, standing: _Standing) -> Pause | Wait | None:
        """What keeps the next step back, if anything; told once, when it begins."""
        told = standing.told
        if isinstance(told, Pause) and told.until is None and one.stopped != told.stopped:
            self._replace(told, replace(told, until=day - timedelta(days=1)))
        if one.stopped is not None:
            return self._once(Pause(day, one.invoice, one.stopped, one.stopped_until, one.stopped_reason), told)
        still_waits = isinstance(told, Wait) and told.step == one.step
        if one.step is not None and one.hand_over == "wait" and one.lacks and (one.due_now or still_waits):
            return self._once(Wait(day, one.invoice, one.step, one.lacks), told)
        return None

    def _once(self, entry: Pause | Wait, told: Pause | Wait | None) -> Pause | Wait:
        if told is not None and replace(entry, on=told.on) == told:
            return told
        self._entries.append(entry)
        return entry

    def _replace(self, old: Entry, new: Entry) -> None:
        self._entries[self._entries.index(old)] = new

    def _end(self, invoice: str, standing: _Standing, day: date, looked_until: date | None) -> None:
        """How it ends: what is told last and lasts is the end, unless it may yet change."""
        told, last = standing.told, standing.last
        if looked_until is not None and not (last is not None and last.next_change_on is None and told is not None):
            self._entries.append(End(looked_until, invoice, "beyond"))
        elif isinstance(told, Pause):
            kind = "finished" if told.stopped == _FINISHED else "stopped"
            self._replace(told, End(told.on, invoice, kind, told.stopped))  # type: ignore[arg-type]  # one of the words
        elif isinstance(told, Wait):
            self._replace(told, End(told.on, invoice, "waits", about=told.lacks))
        else:
            self._entries.append(End(day, invoice, "still"))

    def _in_order(self) -> tuple[Entry, ...]:
        return tuple(sorted(self._entries, key=lambda entry: entry.on))


def _roles(program: Program) -> dict[str, tuple[str, ...]]:
    """The roles that each moment of escalation involves."""
    table, index = program.outputs.get(_TO, (None, 0))
    rows = () if table is None else program.tables[table].rows
    return {row.id: _words(row.outputs[index]) for row in rows}


def _words(given: Formula) -> tuple[str, ...]:
    match given:
        case Const(value=tuple() as words):
            return words
    return ()
