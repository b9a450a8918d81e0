"""The words of a run's summary in English and Dutch, and numbers as each writes them."""

from collections.abc import Mapping
from types import MappingProxyType

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.portfolio.behaviour import DERIVABLE
from creditpolicy.portfolio.mapping import LISTS

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Decisions for the whole ledger", "Besluiten voor het hele debiteurenbestand"),
    "as_of": ("As it was on", "Stand op"),
    "policy": ("Policy", "Beleid"),
    "version": ("version", "versie"),
    "digest": ("digest", "vingerafdruk"),
    "read": ("Invoices read", "Facturen gelezen"),
    "decided": ("Decided", "Besloten"),
    "undecided": ("Undecided", "Onbeslist"),
    "rejected": ("Rejected", "Afgekeurd"),
    "customers": ("Customers", "Klanten"),
    "reviewed_first": ("reviewed in this run", "in deze run beoordeeld"),
    "due_now": ("To do now", "Nu te doen"),
    "invoices": ("invoices", "facturen"),
    "of_read": ("of the rows read", "van de gelezen rijen"),
    "ageing": ("Ageing", "Ouderdom"),
    "ageing_about": (
        "Open invoices by calendar days past the due date.",
        "Openstaande facturen naar kalenderdagen na de vervaldatum.",
    ),
    "not_due": ("not due", "niet vervallen"),
    "over_90": ("over 90", "boven 90"),
    "days": ("days", "dagen"),
    "bucket": ("Age", "Ouderdom"),
    "count": ("Invoices", "Facturen"),
    "amount": ("Amount", "Bedrag"),
    "total": ("Total", "Totaal"),
    "no_open": ("No invoice is open.", "Er staat geen factuur open."),
    "segments": ("Segments", "Segmenten"),
    "risk_classes": ("Risk classes", "Risicoklassen"),
    "stopped": ("stopped", "gestopt"),
    "none": ("none", "geen"),
    "unknown": ("unknown", "onbekend"),
    "next_steps": ("Next steps", "Volgende stappen"),
    "what": ("What", "Wat"),
    "share": ("Share", "Aandeel"),
    "undecided_by_fact": ("What is missing", "Wat ontbreekt"),
    "undecided_about": (
        "Invoices that could not be decided, by the fact that they lack. An invoice that lacks several stands at each.",
        "Facturen waarover niet besloten kon worden, naar het ontbrekende gegeven. Wie er meer mist, telt bij elk mee.",
    ),
    "all_decided": ("Nothing was missing.", "Er ontbrak niets."),
    "fact": ("Fact", "Gegeven"),
    "way_out": ("What to do", "Wat te doen"),
    "rejected_rows": ("Rejected rows", "Afgekeurde rijen"),
    "rejected_about": (
        "Rows that do not fit were left out of every decision.",
        "Rijen die niet passen, zijn buiten elk besluit gebleven.",
    ),
    "first_of": (
        "The first {shown} of {all}; all are in {file}.",
        "De eerste {shown} van {all}; alle staan in {file}.",
    ),
    "none_rejected": ("No row was rejected.", "Geen rij is afgekeurd."),
    "place": ("Place", "Plaats"),
    "column": ("Column", "Kolom"),
    "found": ("Found", "Gevonden"),
    "wanted": ("Wanted", "Gewenst"),
    "worklist": ("Worklist", "Werklijst"),
    "worklist_about": (
        "Steps to be done now, the largest amounts first, each currency by itself.",
        "Stappen die nu te doen zijn, grootste bedragen eerst, elke valuta apart.",
    ),
    "nothing_due": ("Nothing is to be done today.", "Vandaag is er niets te doen."),
    "customer": ("Customer", "Klant"),
    "invoice": ("Invoice", "Factuur"),
    "open": ("Open", "Openstaand"),
    "overdue": ("Days overdue", "Dagen te laat"),
    "step": ("Step", "Stap"),
    "channel": ("Channel", "Kanaal"),
    "tone": ("Tone", "Toon"),
    "files": ("Files", "Bestanden"),
    "warnings": ("Mind this", "Let op"),
    "other_files": ("Other files", "Andere bestanden"),
    "rows_read": ("{read} rows, {rejected} rejected", "{read} rijen, {rejected} afgekeurd"),
    "fails_closed": (
        "What could not be known was not guessed: it is undecided here, and names what is missing.",
        "Wat niet bekend was, is niet gegokt: het staat hier als onbeslist, met wat er ontbreekt.",
    ),
    "do_list": (
        "give the file with --{list}, or state `none: [{list}]` in the mapping",
        "geef het bestand met --{list}, of zet `none: [{list}]` in de mapping",
    ),
    "do_no_file": (
        "a run reads no file of them: state `none: [{list}]` in the mapping if there are none",
        "een run leest hiervan geen bestand: zet `none: [{list}]` in de mapping als die er niet zijn",
    ),
    "do_customer": (
        "fill the column in the customer file, map it, or state it under `customers: constants` in the mapping",
        "vul de kolom in het klantenbestand, wijs hem toe, of zet hem onder `customers: constants` in de mapping",
    ),
    "do_derived": (
        "name it under `derive` in the mapping; a customer without paid invoices has no sample yet",
        "noem het onder `derive` in de mapping; een klant zonder betaalde facturen heeft nog geen steekproef",
    ),
    "do_review": (
        "the review of the customer could not be decided: see `missing` in the customers file",
        "de beoordeling van de klant bleef onbeslist: zie `missing` in het klantenbestand",
    ),
    "do_invoice": (
        "fill the column in the ledger, or map it under `invoices: columns`",
        "vul de kolom in het debiteurenbestand, of zet hem onder `invoices: columns` in de mapping",
    ),
    "do_other": ("fill it in the file of {record}s", "vul het in het bestand met {record}s"),
}


def words(language: Language) -> Mapping[str, str]:
    """By key, the text in the language."""
    index = 1 if language == "nl" else 0
    return MappingProxyType({key: texts[index] for key, texts in _WORDS.items()})


def bucket_word(bucket: str, say: Mapping[str, str]) -> str:
    """`31-60` as `31-60 days`, `not_due` as `not due`."""
    return say[bucket] if bucket == "not_due" else f"{say.get(bucket, bucket)} {say['days']}"


def name_word(name: str, say: Mapping[str, str]) -> str:
    """A policy's own name as it is; what the product calls something itself (`undecided`, `stopped: ...`) as a word."""
    head, colon, rest = name.partition(": ")
    if head == "stopped" and colon:
        return f"{say[head]}: {rest}"
    return say[name].lower() if name in {"undecided", "none", "unknown"} else name


def amount_word(amount: str, language: Language) -> str:
    """`1234567.80` as `1,234,567.80` or `1.234.567,80`; digit by digit, so nothing is rounded."""
    whole, _, rest = amount.lstrip("-").partition(".")
    point, group = (",", ".") if language == "nl" else (".", ",")
    return ("-" if amount.startswith("-") else "") + _grouped(whole, group) + (point + rest if rest else "")


def count_word(count: int, language: Language) -> str:
    """`12345` as `12,345` or `12.345`."""
    return _grouped(str(count), "." if language == "nl" else ",")


def share_word(part: int, whole: int, language: Language) -> str:
    """The part in per cent with one digit, rounded down, so that 100 % is said of all only."""
    if whole == 0:
        return "-"
    tenths = part * 1000 // whole
    if part and not tenths:
        return f"< 0{',' if language == 'nl' else '.'}1%"
    return f"{tenths // 10}{',' if language == 'nl' else '.'}{tenths % 10}%"


def way_out(fact: str, say: Mapping[str, str]) -> str:
    """What someone can do about a fact that is missing."""
    record, _, key = fact.partition(".")
    if not key and record.isidentifier():
        return say["do_list" if record in LISTS else "do_no_file"].format(list=record)
    if record == "customer":
        if key in ("segment", "risk_class", "credit_limit", "terms"):
            return say["do_review"]
        return say["do_derived"] if fact in DERIVABLE else say["do_customer"]
    if record == "invoice":
        return say["do_invoice"]
    return say["do_other"].format(record=record)


def _grouped(digits: str, sign: str) -> str:
    head = len(digits) % 3
    parts = [digits[:head]] if head else []
    parts += [digits[index : index + 3] for index in range(head, len(digits), 3)]
    return sign.join(parts)
