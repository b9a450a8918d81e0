"""What a drafted mapping says beside its lines."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class Remark(Sentence):
    """A comment of a drafted mapping."""

    DRAFTED = (
        "Drafted from the columns of {file} and {count} of its rows.",
        "Ontworpen uit de kolommen van {file} en {count} van de rijen.",
    )
    LOOK_THROUGH = ("Look through each line, then keep the file.", "Kijk elke regel na, en bewaar dan het bestand.")
    FROM_INVOICES = (
        "no file of customers: one customer for each customer_id",
        "geen bestand met klanten: één klant voor elke customer_id",
    )
    FOR_EVERY_CUSTOMER = ("state here what holds for every customer", "zet hier wat voor elke klant geldt")
    STATE_LISTS = (
        "State the lists that do not exist. One that is neither stated nor given as a file is unknown,",
        "Noem de lijsten die er niet zijn. Een die niet genoemd en niet als bestand gegeven is, is onbekend,",
    )
    LEAVES_UNDECIDED = ("and leaves decisions undecided.", "en laat besluiten onbeslist.")
    AMBIGUOUS = (
        "AMBIGUOUS: the dates also fit {patterns}; no value in the sample tells. Check `dates`.",
        "DUBBELZINNIG: de datums passen ook bij {patterns}; geen waarde in de steekproef beslist. Controleer `dates`.",
    )
    NEEDED = ("no column looks like it; it is needed", "geen kolom lijkt erop; het is nodig")
    AMOUNT_NEEDED = (
        "no column looks like it; it is needed, or amount_total with payments",
        "geen kolom lijkt erop; het is nodig, of amount_total met betalingen",
    )
    STILL_OPEN = (
        "what is still open; or map paid_at, or add a section `payments`",
        "wat nog openstaat; of noem paid_at, of voeg een onderdeel `payments` toe",
    )
    OR_IS_IT = ("or is it {others}?", "of is het {others}?")
    MORE_DIGITS = (
        "some have more than two digits behind the point",
        "sommige hebben meer dan twee cijfers achter de komma",
    )
    EMPTY = ("empty in the sample", "leeg in de steekproef")
    CURRENCY = (
        "no column has a currency: check that it is this one",
        "geen kolom heeft een valuta: controleer of het deze is",
    )
    IGNORED = (
        "look at each: what is a fact belongs under `columns`",
        "bekijk ze alle: wat een gegeven is, hoort onder `columns`",
    )
