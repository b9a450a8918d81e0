"""On which days a step may be done: after a quiet period, within the cap, on a day that suits and is not excluded.

The cap counts days on which there was contact: three invoices in one letter are one contact. A step goes out on the
first day on which, with it, no window of so many days holds more of them. INVARIANT: the days are found from the latest
backwards, each before the one found last, so that they differ.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Code, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Definition
from creditpolicy.syntax.tree.reminders import CapsNode, RemindersNode
from creditpolicy.values.allowed_words import WORDS, read_allowed
from creditpolicy.values.types import Bounds, DateType, NumberType, Type

CONTACT_FROM = "reminders.contact_from"
"""The first day after the customer's quiet period."""
WEEKDAY = "reminders.preferred_weekday_number"
"""1 is Monday; only read where there is a preferred weekday."""
NEVER = "1900-01-01"
PREFERENCES = ("customer.payday", "customer.preferred_weekday")
MOST_CONTACTS, MOST_DAYS = 20, 366
_CAP = re.compile(r"(\d{1,3}) per (\d{1,4}) days?", re.ASCII)
_DAYS_OF_THE_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OUTGOING = (
    "contact.at <= as_of and (is missing(contact.direction) or contact.direction = outbound)"
    " and (is missing(contact.outcome) or contact.outcome != undelivered)"
)


@dataclass(frozen=True, slots=True)
class ContactDays:
    """What the policy says of the days: at most `most` days of contact in any `days`; what is preferred, in turn.

    `not_on` are the words for days on which nothing is done, of a ladder step of whatever kind.
    """

    most: int | None
    days: int
    prefer: tuple[str, ...]
    not_on: str

    def symbols(self) -> dict[str, tuple[Type, str | None]]:
        """The type of each definition; all are of the customer."""
        found: dict[str, tuple[Type, str | None]] = {CONTACT_FROM: (DateType(), None)}
        found |= {_contacted(rank): (DateType(), None) for rank in range(1, (self.most or 0) + 1)}
        return found | {WEEKDAY: (NumberType(0, Bounds(Fraction(1), Fraction(7))), None)}

    def definitions(self, outside: Scope, at: Place) -> tuple[Definition, ...]:
        """The definitions of the customer's days; `outside` is the scope in which no invoice is at hand."""
        found = []
        for name, text, titles in self._texts():
            formula = spelled(text, outside, at)
            if formula is not None:
                found.append(Definition(name, None, formula, titles, supplied=False, at=at))
        return tuple(found)

    def _texts(self) -> Iterator[tuple[str, str, Titles]]:
        quiet = "customer.quiet_until"
        text = f"if is missing({quiet}) then {NEVER} else {quiet} + 1 days"
        yield CONTACT_FROM, text, Titles("eerste dag na de contactrust", "first day after the quiet period")
        for rank in range(1, (self.most or 0) + 1):
            before = f" and contact.at < {_contacted(rank - 1)}" if rank > 1 else ""
            titles = Titles(f"contactdag {rank} van achteren", f"day of contact {rank} from the last")
            yield _contacted(rank), f"max(contact.at where {_OUTGOING}{before}, default {NEVER})", titles
        if "customer.preferred_weekday" in self.prefer:
            chain = "7"
            for number in range(6, 0, -1):
                chain = f"if customer.preferred_weekday = {_DAYS_OF_THE_WEEK[number - 1]} then {number} else ({chain})"
            yield WEEKDAY, chain, Titles("nummer van de voorkeursdag", "number of the preferred weekday")

    def capped(self, day: str) -> str:
        """`day`, or the first day on which the cap allows one more; who hears from us today may hear all of it."""
        if self.most is None:
            return day
        later = f"max({day}, {_contacted(self.most)} + {self.days} days)"
        return f"if {day} <= as_of and {_contacted(1)} = as_of then {day} else {later}"

    def preferred(self, day: str, last_day: str) -> str:
        """`day`, or the first day of the customer's choice that is left in the window."""
        text = day
        for fact in reversed(self.prefer):
            chosen = f"({_first_payday(day)})" if fact == "customer.payday" else f"({_first_weekday(day)})"
            text = f"if not(is missing({fact})) and {chosen} <= {last_day} then {chosen} else ({text})"
        return text

    def open_day(self, day: str) -> str:
        """`day`, or the first day after it that is not excluded."""
        return f'next allowed day({day}, "{self.not_on}")' if self.not_on else day

    def is_due(self, day: str) -> str:
        """Whether `day` has come and today is no excluded day."""
        return f"{day} <= as_of and {self.open_day('as_of')} = as_of" if self.not_on else f"{day} <= as_of"


def read_contact_days(node: RemindersNode, context: Context) -> ContactDays | None:
    """What the section says of days; None where it is in error (reported)."""
    before = len(context.findings.made)
    most, days = _cap(node.caps, context)
    prefer = tuple(scalar.text for scalar in node.prefer or ())
    for scalar in node.prefer or ():
        if scalar.text not in PREFERENCES:
            context.findings.unknown(Code.UNKNOWN_NAME, "preference", scalar.text, scalar.at, PREFERENCES)
    not_on = _not_on(node, context)
    return ContactDays(most, days, prefer, not_on) if len(context.findings.made) == before else None


def _not_on(node: RemindersNode, context: Context) -> str:
    """The excluded days, as `next allowed day` takes them."""
    findings = context.findings
    written = node.not_on or ()
    for scalar in written:
        if scalar.text not in WORDS:
            findings.unknown(Code.UNKNOWN_WORD, "day", scalar.text, scalar.at, WORDS)
            return ""
        if scalar.text == "holiday" and context.scope.vocabulary.calendar is None:
            way_out = "say whose holidays count, in the head of the policy: `calendar: NL`"
            findings.add(Code.NO_CALENDAR, "`holiday` needs a calendar", scalar.at, way_out)
            return ""
    words = ", ".join(scalar.text for scalar in written)
    if written and isinstance(read_allowed(words), str):
        findings.add(Code.NO_DAY_LEFT, "`not_on` leaves no day", node.key_at("not_on"), "leave a day of the week out")
    return words


def _cap(node: CapsNode | None, context: Context) -> tuple[int | None, int]:
    if node is None:
        return None, 0
    scalar = node.contacts
    found = _CAP.fullmatch(scalar.text)
    way_out = "write `3 per 7 days`"
    if found is None:
        context.findings.add(Code.CAP, f"expected a cap, got {quoted(scalar.text)}", scalar.at, way_out)
        return None, 0
    most, days = int(found[1]), int(found[2])
    if not 1 <= most <= MOST_CONTACTS or not 1 <= days <= MOST_DAYS:
        message = f"`{scalar.text}` is out of reach, a cap is 1 to {MOST_CONTACTS} contacts in 1 to {MOST_DAYS} days"
        way_out = "who may never be contacted gets no ladder: `none`" if most == 0 else way_out
        context.findings.add(Code.CAP, message, scalar.at, way_out)
        return None, 0
    return most, days


def _contacted(rank: int) -> str:
    return f"reminders.day_of_contact_{rank}"


def _first_weekday(day: str) -> str:
    weekday = f"({day}).weekday"
    return f"{day} + (if {WEEKDAY} >= {weekday} then {WEEKDAY} - {weekday} else {WEEKDAY} - {weekday} + 7) * 1 days"


def _first_payday(day: str) -> str:
    """The first day on or after `day` with the number of the payday; in a shorter month its last day."""
    first = f"({day} - (({day}).day - 1) * 1 days)"
    here, then = (_payday_of(f"({first} + {months} months)") for months in (0, 1))
    return f"if {here} >= {day} then {here} else {then}"


def _payday_of(first: str) -> str:
    return f"min({first} + (customer.payday - 1) * 1 days, {first} + 1 months - 1 days)"
