"""What is said of facts that can't be used."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class Fault(Sentence):
    """What is wrong with a fact."""

    WANTED = ("found {found}, wanted {wanted}", "gevonden {found}, verwacht {wanted}")
    NO_DAY = ("found {found}, which is no day of the calendar", "gevonden {found}, maar die dag bestaat niet")
    NO_TIME = ("found {found}, which is no time of the calendar", "gevonden: {found}, maar die tijd bestaat niet")
    NO_ZONE = (
        "found {found}, a time with an offset, but the policy has no time zone",
        "gevonden: {found}, een tijd met een afwijking van UTC, maar het beleid heeft geen tijdzone",
    )
    TOO_MANY = (
        "found {count:,} of them, wanted at most {most:,}",
        "gevonden {count:,} stuks, verwacht ten hoogste {most:,}",
    )
    LONG_LIST = (
        "found a list of {count:,}, wanted at most {most:,}",
        "gevonden een lijst van {count:,}, verwacht ten hoogste {most:,}",
    )
    LONG_TEXT = (
        "found a text of {count:,} characters, wanted at most {most:,}",
        "gevonden een tekst van {count:,} tekens, verwacht ten hoogste {most:,}",
    )
    CURRENCY = (
        "found the currency {found}, wanted {known}: the policy has no thresholds for others",
        "gevonden de valuta {found}, verwacht {known}: voor andere heeft het beleid geen drempels",
    )
    TIMES_DIFFER = ("the time and `{other}` do not agree", "de tijd en `{other}` komen niet overeen")
    TWICE = ("{id} stands twice, first at {first}", "{id} staat er twee keer, eerst bij {first}")
    UNKNOWN_FACT = ("unknown fact", "onbekend gegeven")
    WORKED_OUT = (
        "the policy works this out, it can't be given",
        "het beleid rekent dit uit, het kan niet worden opgegeven",
    )
    UNKNOWN_RECORD = ("unknown record", "onbekende groep gegevens")
    CONTRADICTED = (
        "{supplied} was supplied, but the other facts make it {worked_out}",
        "{supplied} is opgegeven, maar uit de andere gegevens volgt {worked_out}",
    )
    EXCEPTIONS_CLASH = (
        "{names} both replace `{target}` at the same scope",
        "{names} vervangen allebei `{target}` met hetzelfde bereik",
    )
    NO_JSON = (
        "no JSON from line {line}, column {column} on",
        "geen JSON vanaf regel {line}, kolom {column}",
    )
    NO_UTF8 = ("no UTF-8 from byte {position} on", "geen UTF-8 vanaf byte {position}")
    DEEP_JSON = ("JSON with too many levels of brackets", "JSON met te veel niveaus van haakjes")
    KEY_TWICE = ("the key {key} stands twice in one object", "de sleutel {key} staat twee keer in één object")
    NO_NUMBER = (
        "found {found}, wanted a number of at most 38 digits",
        "gevonden {found}, verwacht een getal van ten hoogste 38 cijfers",
    )
    AT = ("{path}: {fault}", "{path}: {fault}")
    AT_WITH_HELP = ("{path}: {fault} ({help})", "{path}: {fault} ({help})")


@unique
class Wanted(Sentence):
    """What a fact should have been."""

    BOOLEAN = ("true or false", "true of false")
    PERCENTAGE = ("a percentage", "een percentage")
    NUMBER = ("a number", "een getal")
    DAYS = ("a number of days", "een aantal dagen")
    MONTHS = ("a number of months", "een aantal maanden")
    WHOLE = ("a whole number", "een geheel getal")
    ONE_DIGIT = ("at most 1 digit after the point", "ten hoogste 1 cijfer achter de punt")
    DIGITS = ("at most {scale} digits after the point", "ten hoogste {scale} cijfers achter de punt")
    BETWEEN = ("{low} to {high}", "{low} tot en met {high}")
    AT_LEAST = ("at least {low}", "ten minste {low}")
    AT_MOST = ("at most {high}", "ten hoogste {high}")
    AMOUNT = ("an amount", "een bedrag")
    AMOUNT_WITH_CURRENCY = ("an amount with its currency", "een bedrag met zijn valuta")
    TEXT = ("a text", "een tekst")
    ONE_OF = ("one of {members}", "een van {members}")
    DATE = ("a date", "een datum")
    TIME_WITH_OFFSET = ("a time with an offset such as +02:00", "een tijd met een afwijking zoals +02:00")
    DAY_BETWEEN = ("a day from {first} to {last}", "een dag van {first} tot en met {last}")
    DAY_OF_CALENDAR = (
        "a day of the calendar {name}, from {first} to {last}",
        "een dag van de kalender {name}, van {first} tot en met {last}",
    )
    LIST = ("a list", "een lijst")
    CASE = ("an object with `customer` and so on", "een object met `customer` enzovoort")
    FACTS = ("an object with facts", "een object met gegevens")


@unique
class Kind(Sentence):
    """What was found, where it is no text or number that can be shown as it is."""

    HUGE = ("a huge number", "een reusachtig getal")
    OBJECT = ("an object", "een object")
    LIST = ("a list", "een lijst")
    OTHER = ("a value of the kind `{kind}`", "een waarde van de soort `{kind}`")


@unique
class WayOut(Sentence):
    """What to do about it."""

    ROUND = ("round it before it is handed over", "rond het af voordat het wordt aangeleverd")
    AMOUNT = (
        'write "1234.50 EUR", or a number where the currency is known',
        'schrijf "1234.50 EUR", of een getal waar de valuta bekend is',
    )
    WRITE_AMOUNT = ('write "{amount} {currency}"', 'schrijf "{amount} {currency}"')
    QUOTE = ('write it between quotes: "{text}"', 'zet het tussen aanhalingstekens: "{text}"')
    PYTHONS_OWN = ("hand over Python's own: `value.tolist()`", "lever die van Python zelf aan: `value.tolist()`")
    UNQUOTE = ("write it without quotes", "schrijf het zonder aanhalingstekens")
    DID_YOU_MEAN = ("did you mean `{near}`?", "bedoelt u `{near}`?")
    KNOWN = ("known: {known}", "bekend: {known}")
    WRITE_DAY = ("write {day}", "schrijf {day}")
    WRITE_PERCENTAGE = ('write "{number}%"', 'schrijf "{number}%"')
    WRITE_LIST = ('write ["{text}"]', 'schrijf ["{text}"]')
    WRITE_DATE = ("write 2026-01-31", "schrijf 2026-01-31")
    WRITE_TIME = (
        "write 2026-01-31T14:30, or 2026-01-31 where the time is not known",
        "schrijf 2026-01-31T14:30, of 2026-01-31 waar de tijd niet bekend is",
    )
    LOCAL_TIME = (
        "give the local time, or add `time_zone: Europe/Amsterdam` to the policy",
        "geef de plaatselijke tijd, of zet `time_zone: Europe/Amsterdam` in het beleid",
    )
    WRITE_NUMBER = ("write digits with a point: 1234.50", "schrijf cijfers met een punt: 1234.50")
    RESTS_ON = (
        "leave it out, and give the facts that it rests on",
        "laat het weg, en geef de gegevens waarop het rust",
    )
    SUPPLIED = ("leave it out, or correct the other facts", "laat het weg, of verbeter de andere gegevens")
    LEAVE_ONE_OUT = ("leave one of them out", "laat een van beide weg")
    END_ONE = ("end one of them", "beëindig een ervan")
