"""The words of a timeline in English and Dutch: what is done, how, and why on that day."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.reports.decision_words import day_word

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("What happens if nothing is paid", "Wat er gebeurt als er niets wordt betaald"),
    "about": ("invoice {invoice}", "factuur {invoice}"),
    "from": ("from {day}", "vanaf {day}"),
    "policy": ("policy {policy}, version {version}", "beleid {policy}, versie {version}"),
    "note": (
        "Each step counts as done on its day. There are no payments, no answers and no new facts.",
        "Elke stap geldt als gedaan op haar dag. Betalingen, antwoorden en nieuwe gegevens zijn er niet.",
    ),
    "nothing": ("There are no invoices.", "Er zijn geen facturen."),
    "missing": ("What is missing", "Wat ontbreekt"),
    "first": ("First: {action}", "Eerst: {action}"),
    "first_before": ("before the step {step}", "vóór de stap {step}"),
    "letter": ("For {count} invoices together: {title}", "Voor {count} facturen samen: {title}"),
    "automatic": ("automatic", "automatisch"),
    "by_hand": ("by a person", "door een medewerker"),
    "no_channel": ("no channel can be used", "geen kanaal bruikbaar"),
    "tone": ("tone {tone}", "toon {tone}"),
    "template": ("template {template}", "sjabloon {template}"),
    "payer": ("to payer {payer}", "aan betaler {payer}"),
    "total": ("in all {total}", "samen {total}"),
    "late": ("late: its window is past", "te laat: de periode ervoor is voorbij"),
    "planned": ("was due on {day}", "had gemoeten op {day}"),
    "moved": ("moved from {start} to {to}: {why}", "verplaatst van {start} naar {to}: {why}"),
    "announces": ("announces: {action}, from {day}", "kondigt aan: {action}, vanaf {day}"),
    "charges": (
        "by then: interest {interest}, costs {costs}, together {total}",
        "dan: rente {interest}, kosten {costs}, samen {total}",
    ),
    "alerts": ("signals: {alerts}", "signalen: {alerts}"),
    "hands_over": ("hand-over", "overdracht"),
    "escalation": ("Escalation: {title}", "Escalatie: {title}"),
    "to": ("involves {roles}", "betrekt {roles}"),
    "wait": ("The hand-over waits", "De overdracht wacht"),
    "lacks": ("lacks: {lacks}", "mist: {lacks}"),
    "pause": ("Paused: {stopped}", "Onderbroken: {stopped}"),
    "until": ("up to and including {day}", "tot en met {day}"),
    "reason": ("reason: {reason}", "reden: {reason}"),
    "finished": ("Nothing more: the ladder has ended", "Niets meer: het schema is afgelopen"),
    "stopped": ("Nothing is sent: {stopped}", "Er wordt niets verstuurd: {stopped}"),
    "undecided": ("Undecided from here on", "Vanaf hier onbeslist"),
    "waits": ("The hand-over waits, and nothing changes any more", "De overdracht wacht, en er verandert niets meer"),
    "contradiction": ("Facts contradict each other from here on", "Gegevens spreken elkaar vanaf hier tegen"),
    "beyond": ("Not looked further than this day", "Niet verder gekeken dan deze dag"),
    "still": ("Nothing changes any more", "Er verandert niets meer"),
}
_MOVERS: Final[dict[str, tuple[str, str]]] = {
    "min_gap": ("the least time between two steps", "de minste tijd tussen twee stappen"),
    "quiet_period": ("the customer's quiet period", "de contactrust van de klant"),
    "due_date": ("it could still be paid", "er kon nog worden betaald"),
    "announced": ("the time that was announced", "de aangekondigde termijn"),
    "cap": ("the most contacts in so many days", "het hoogste aantal contacten per periode"),
    "preference": ("a day that suits the customer", "een dag die de klant past"),
}
_NAMES: Final[dict[str, tuple[str, str]]] = {
    "email": ("e-mail", "e-mail"),
    "phone": ("telephone", "telefoon"),
    "letter": ("letter", "brief"),
    "portal": ("portal", "portaal"),
    "sms": ("text message", "sms"),
    "whatsapp": ("WhatsApp", "WhatsApp"),
    "informal": ("informal", "informeel"),
    "friendly": ("friendly", "vriendelijk"),
    "firm": ("firm", "zakelijk"),
    "final": ("final", "laatste"),
    "hand_over": ("hand-over", "overdracht"),
    "legal": ("legal action", "gerechtelijke stappen"),
    "stop_delivery": ("no more deliveries", "leveringsstop"),
    "credit_block": ("no more credit", "kredietstop"),
    "interest_and_costs": ("interest and costs", "rente en kosten"),
    "send_invoice_copy": ("send a copy of the invoice", "stuur een kopie van de factuur"),
    "paid": ("paid", "betaald"),
    "promise_open": ("a promise to pay is open", "er loopt een betaaltoezegging"),
    "arrangement_active": ("a payment plan is kept", "er loopt een betalingsregeling"),
    "dunning_blocked": ("reminders are blocked", "aanmanen is geblokkeerd"),
    "customer_insolvent": ("the customer is insolvent", "de klant is insolvent"),
    "nothing_to_chase": ("all that is open is disputed or promised", "al wat openstaat is betwist of toegezegd"),
    "covered_by_credit": ("covered by credit", "gedekt door tegoed"),
    "below_minimum": ("too little is due", "er staat te weinig open"),
    "no_ladder": ("no ladder applies", "er geldt geen schema"),
}
_WEEKDAYS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
}
_DAYS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
}


def timeline_words(language: Language) -> Mapping[str, str]:
    """By key, the text in the language."""
    return MappingProxyType({key: texts[_index(language)] for key, texts in _WORDS.items()})


def mover_word(mover: str, language: Language) -> str:
    """What moved the day of a step."""
    return _MOVERS[mover][_index(language)]


def name_word(name: str, language: Language) -> str:
    """A word of the language in words; what the policy named itself stays as it is."""
    return _NAMES[name][_index(language)] if name in _NAMES else name


def dated(day: date, language: Language) -> str:
    """A day with its day of the week: `Tue 2026-04-28`, `di 28-4-2026`."""
    return f"{_WEEKDAYS[language][day.weekday()]} {day_word(day, language)}"


def weekday_word(day: date, language: Language) -> str:
    """The name of the day of the week."""
    return _DAYS[language][day.weekday()]


def _index(language: Language) -> int:
    return 1 if language == "nl" else 0
