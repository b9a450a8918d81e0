"""The words of a decision in English and Dutch: labels of answers, and how people say a value."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from creditpolicy.diagnostics.phrases import Language

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "decided": ("decided", "besloten"),
    "undecided": ("UNDECIDED", "ONBESLIST"),
    "on": ("as of", "per"),
    "answer": ("Answer", "Antwoord"),
    "fallback": ("Answer for as long as it is undecided", "Antwoord zolang het onbeslist is"),
    "why": ("Why", "Waarom"),
    "why_open": ("What may hold, and can't be known yet", "Wat kan gelden, en nog niet te weten is"),
    "missing": ("What is missing", "Wat ontbreekt"),
    "missing_next": (
        "Give these facts and ask again; each of them could change the answer.",
        "Vul deze gegevens aan en vraag het opnieuw; elk ervan kan het antwoord veranderen.",
    ),
    "list_missing": ("give the list, or [] if there are none", "geef de lijst, of [] als er geen zijn"),
    "overrides": ("Exceptions", "Uitzonderingen"),
    "override": ("{base} became {override} through {exception}", "{base} werd {override} door {exception}"),
    "override_open": (
        "{base} may change through {exception}: that can't be known yet",
        "{base} kan veranderen door {exception}: dat is nog niet te weten",
    ),
    "policy": ("Policy", "Beleid"),
    "version": ("version", "versie"),
    "decision": ("decision", "besluit"),
    "nothing": ("-", "-"),
    "yes": ("yes", "ja"),
    "no": ("no", "nee"),
    "none": ("none", "geen"),
    "more": ("... and {count} more: `--format json` has all", "... en nog {count}: `--format json` geeft alles"),
    "trace": ("How it came about", "Hoe het tot stand kwam"),
    "definitions": ("Worked out", "Uitgerekend"),
    "given": ("given", "opgegeven"),
    "lapsed": ("Given, but not counted", "Opgegeven, maar niet meegeteld"),
    "against": ("against", "tegenover"),
    "is": ("is", "is"),
    "lacks": ("lacks", "mist"),
    "otherwise": ("for all other cases", "voor alle andere gevallen"),
    "decides": ("decides", "beslist"),
    "may_decide": ("may decide", "kan beslissen"),
    "because": ("because", "want"),
    "gives": ("gives", "geeft"),
    "marks": ("✓ holds  ✗ fails  ? can't be known", "✓ geldt  ✗ geldt niet  ? niet te weten"),
}
_LABELS: Final[dict[str, tuple[str, str]]] = {
    "acceptance": ("acceptance", "acceptatie"),
    "segment": ("segment", "segment"),
    "risk_class": ("risk class", "risicoklasse"),
    "score": ("score", "score"),
    "limit": ("limit", "limiet"),
    "amount": ("amount", "bedrag"),
    "valid_until": ("valid until", "geldig tot en met"),
    "terms": ("terms", "betalingsconditie"),
    "security": ("security", "zekerheid"),
    "po_required": ("PO number required", "inkoopordernummer vereist"),
    "conditions": ("conditions", "voorwaarden"),
    "order": ("order", "order"),
    "warnings": ("warnings", "waarschuwingen"),
    "ask_for": ("ask for", "vraag aan"),
    "unclear": ("can't be told", "niet te zeggen"),
    "exposure": ("exposure", "obligo"),
    "orders": ("open orders", "lopende orders"),
    "delivered_uninvoiced": ("delivered uninvoiced", "geleverd maar niet gefactureerd"),
    "before": ("without this order", "zonder deze order"),
    "prepaid": ("prepaid", "vooruitbetaald"),
    "delivered": ("delivered", "geleverd"),
    "with_order": ("with this order", "met deze order"),
    "over_limit_by": ("over the limit by", "boven de limiet"),
    "gate": ("invoice", "factuur"),
    "owners": ("from", "van"),
    "fields": ("details", "gegevens"),
    "ask_by": ("there by", "er uiterlijk"),
    "due_by": ("out by", "uiterlijk versturen"),
    "payment_link": ("payment link", "betaallink"),
    "customer": ("customer", "klant"),
    "invoices": ("invoices", "facturen"),
    "status": ("status", "status"),
    "step": ("next step", "volgende stap"),
    "on": ("on", "op"),
    "due_now": ("to be done now", "nu te doen"),
    "late": ("late", "te laat"),
    "channel": ("channel", "kanaal"),
    "tone": ("tone", "toon"),
    "template": ("template", "sjabloon"),
    "announces": ("announces", "kondigt aan"),
    "requires": ("first", "eerst"),
    "stopped": ("stopped", "gestopt"),
    "next_change_on": ("next change on", "volgende verandering op"),
    "action": ("action", "actie"),
    "after_days": ("after days", "na dagen"),
    "ladder": ("ladder", "schema"),
    "invoices_due": ("invoices with a step due now", "facturen met een stap die nu moet"),
    "answer": ("answer", "antwoord"),
    "lacks": ("lacks", "mist"),
    "escalations": ("escalations", "escalaties"),
    "escalate_to": ("escalate to", "escaleren naar"),
    "expires_on": ("expires on", "vervalt op"),
    "refused_because": ("refused because", "geweigerd omdat"),
    "hand_over": ("hand-over", "overdracht"),
    "missing": ("missing", "ontbreekt"),
    "role": ("role", "rol"),
    "four_eyes": ("four eyes", "vier ogen"),
    "disputes": ("disputes", "geschillen"),
    "class": ("class", "soort"),
    "route": ("handled by", "behandelaar"),
    "open": ("open", "open"),
    "deadline": ("last day", "uiterste dag"),
    "breached": ("too late", "te laat"),
    "stops": ("stops of the invoice", "houdt van de factuur tegen"),
    "stops_amount": ("amount stopped", "tegengehouden bedrag"),
    "handling": ("status", "status"),
    "owner": ("whose turn", "aan zet"),
    "next_states": ("may come next", "hierna mogelijk"),
    "ready_for": ("may come at once", "nu al mogelijk"),
    "promises": ("promises", "toezeggingen"),
    "promise": ("promise", "toezegging"),
    "state": ("stands", "stand"),
    "confirm_by": ("confirm by", "bevestigen voor of op"),
    "broken_on": ("broken on", "verbroken op"),
    "next_step": ("step that follows", "stap die volgt"),
    "broken_in_12_months": ("broken in 12 months", "niet nagekomen in 12 maanden"),
    "arrangements": ("arrangements", "betalingsregelingen"),
    "arrangement": ("arrangement", "betalingsregeling"),
    "offer": ("offer", "aanbod"),
    "instalments": ("instalments", "aantal termijnen"),
    "last_amount": ("last amount", "laatste bedrag"),
    "start": ("start", "begin"),
    "next_due": ("next instalment on", "volgende termijn op"),
    "next_amount": ("next instalment", "volgende termijn"),
    "escalate": ("escalation that follows", "escalatie die volgt"),
    "letter": ("one letter", "één brief"),
    "payer": ("payer", "betaler"),
    "payer_letters": ("letters to other payers", "brieven aan andere betalers"),
    "total": ("in all", "in totaal"),
    "stopped_until": ("stopped until", "gestopt tot en met"),
    "stopped_reason": ("because of", "vanwege"),
    "tone_capped": ("tone softened", "toon verzacht"),
    "unfulfilled": ("announcement not kept", "aankondiging niet nagekomen"),
    "outcome_required": ("to be found out", "te achterhalen"),
    "goal": ("goal", "doel"),
    "brief": ("at hand", "bij de hand"),
    "charges": ("charges", "kosten"),
    "interest": ("interest", "rente"),
    "costs": ("collection costs", "incassokosten"),
    "rows_used": ("by", "volgens"),
    "why_not": ("not charged because", "niet berekend omdat"),
    "alerts": ("alerts", "signalen"),
    "raised": ("raised", "gegeven"),
    "task": ("task", "taak"),
    "by": ("last day", "uiterste dag"),
    "review": ("review", "herbeoordeling"),
    "due_on": ("due on", "nodig op"),
    "due": ("due now", "nu nodig"),
    "complete": ("complete", "volledig"),
    "findings": ("findings", "bevindingen"),
    "policy_review_due_on": ("policy review due on", "herziening van het beleid op"),
    "not_acknowledged": ("not acknowledged by", "niet voor gezien getekend door"),
    "stages": ("stages", "stappen"),
}
_ANSWERS: Final[dict[str, tuple[str, str]]] = {
    "accept": ("accept", "accepteren"),
    "accept_with_conditions": ("accept with conditions", "accepteren onder voorwaarden"),
    "refer": ("refer to a person", "voorleggen aan een medewerker"),
    "decline": ("decline", "afwijzen"),
    "needs_approval": ("needs approval", "goedkeuring nodig"),
    "refused": ("refused", "geweigerd"),
    "release": ("release", "vrijgeven"),
    "release_prepaid": ("release, prepaid", "vrijgeven, vooruitbetaald"),
    "hold": ("hold", "vasthouden"),
}


def decision_words(language: Language) -> Mapping[str, str]:
    """By key, the text in the language."""
    return MappingProxyType({key: texts[_index(language)] for key, texts in _WORDS.items()})


def label(key: str, language: Language) -> str:
    """The label of a field of an outcome; a policy's own fields are called as the policy calls them."""
    return _LABELS[key][_index(language)] if key in _LABELS else key


def answer_word(value: str, language: Language) -> str:
    """An outcome of acceptance, or an answer to a request, in words, with its code."""
    said = _ANSWERS[value][_index(language)] if value in _ANSWERS else value
    return said if said == value else f"{said} ({value})"


def day_word(day: date, language: Language) -> str:
    """A day as people write it: 2026-06-01 or 1-6-2026."""
    return f"{day.day}-{day.month}-{day.year}" if language == "nl" else day.isoformat()


def _index(language: Language) -> int:
    return 1 if language == "nl" else 0
