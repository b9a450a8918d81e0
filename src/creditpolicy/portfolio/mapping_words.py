"""What is said of a mapping: its findings, and their way out."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class Mapped(Sentence):
    """What is wrong with a mapping."""

    NEEDS = ("a mapping needs `{key}`", "een mapping heeft `{key}` nodig")
    LANGUAGE = ("language `{version}` is unknown, expected 1", "taal `{version}` is onbekend, verwacht was 1")
    NOT_NONE = (
        "`{section}` has a section, and `none` says that there are none",
        "`{section}` heeft een onderdeel, en `none` zegt dat er geen zijn",
    )
    NOT_DERIVABLE = (
        "`{name}` can't be derived from a ledger",
        "`{name}` is niet af te leiden uit een debiteurenbestand",
    )
    UNKNOWN_TO_POLICY = ("the policy knows no fact `{name}`", "het beleid kent geen gegeven `{name}`")
    DERIVED_AND_GIVEN = (
        "`{name}` is derived and also given under `customers`",
        "`{name}` wordt afgeleid en staat ook onder `customers`",
    )
    DERIVED_TWICE = ("`{name}` is derived twice", "`{name}` wordt twee keer afgeleid")
    COLUMN_AND_CONSTANT = ("`{key}` has a column and a constant", "`{key}` heeft een kolom en een constante")
    FROM_AND_COLUMNS = (
        "customers `from: invoices` have no columns of their own",
        "klanten `from: invoices` hebben geen eigen kolommen",
    )
    NEEDS_COLUMNS = ("`{section}` needs `columns`", "`{section}` heeft `columns` nodig")
    MAPPED_AND_IGNORED = (
        "column `{column}` is both mapped and ignored",
        "kolom `{column}` is zowel benoemd als weggelaten",
    )
    UNKNOWN_FACT = (
        "unknown fact `{name}`: a {record} has none of that name",
        "onbekend gegeven `{name}`: een `{record}` heeft er geen met die naam",
    )
    UNKNOWN_FACT_AN = (
        "unknown fact `{name}`: an {record} has none of that name",
        "onbekend gegeven `{name}`: een `{record}` heeft er geen met die naam",
    )
    MAPPED_TWICE = ("`{key}` is mapped twice", "`{key}` is twee keer benoemd")
    NEEDS_COLUMN = ("`{name}` needs `column`", "`{name}` heeft `column` nodig")
    PAD_NEEDS_TO = ("`pad_left` needs `to`, the length", "`pad_left` heeft `to` nodig, de lengte")
    LENGTH = (
        "expected a length from 1 to 100, got `{found}`",
        "verwacht was een lengte van 1 tot en met 100, gevonden `{found}`",
    )
    ONE_SIGN = ("`with` must be one character, got `{found}`", "`with` moet één teken zijn, gevonden `{found}`")
    NO_CURRENCY = (
        "`{value}` is no currency of the policy, which has {known}",
        "`{value}` is geen valuta van het beleid, dat heeft {known}",
    )
    DOES_NOT_FIT = (
        "`{value}` does not fit `{key}`: expected {wanted}",
        "`{value}` past niet bij `{key}`: verwacht was {wanted}",
    )
    WHOSE = (
        "`{section}` needs {keys}: whose is a row?",
        "`{section}` heeft {keys} nodig: van wie is een rij?",
    )
    NO_PAYMENTS = (
        "`{name}` can't be derived: nothing in the ledger says when an invoice was paid",
        "`{name}` is niet af te leiden: niets in het debiteurenbestand zegt wanneer een factuur betaald is",
    )
    NOT_GIVEN = ("`{section}` does not give `{key}`", "`{section}` geeft `{key}` niet")
    NO_AMOUNT = (
        "`invoices` gives neither `amount_open` nor `amount_total`",
        "`invoices` geeft `amount_open` noch `amount_total`",
    )
    OPEN_UNKNOWN = ("`invoices` does not tell what is still open", "`invoices` zegt niet wat er nog openstaat")
    ONE_SIGN_FOR_TWO = (
        "`{sign}` can't be both the decimal and the thousands sign",
        "`{sign}` kan niet zowel het decimaalteken als het duizendtalteken zijn",
    )
    NO_SIGN = ("`{found}` is no sign for `{what}`", "`{found}` is geen teken voor `{what}`")
    NO_DELIMITER = ("`{found}` is no delimiter", "`{found}` is geen scheidingsteken")
    NO_ENCODING = ("unknown encoding `{found}`", "onbekende codering `{found}`")
    NO_PATTERN = ("`{pattern}` is no date pattern", "`{pattern}` is geen datumpatroon")
    TWO_ORDERS = (
        "`{patterns}` reads 3-4-2026 two ways: day and month are in both orders",
        "`{patterns}` leest 3-4-2026 op twee manieren: dag en maand staan in beide volgordes",
    )
    KEYS = (
        "`{what}` must be keys with values, found {found}",
        "`{what}` moet uit sleutels met waarden bestaan, gevonden {found}",
    )
    UNKNOWN_KEY = ("unknown key `{key}` in `{what}`", "onbekende sleutel `{key}` in `{what}`")
    ONE_TEXT = ("`{what}` must be one text, found {found}", "`{what}` moet één tekst zijn, gevonden {found}")
    LIST = ("`{what}` must be a list, found {found}", "`{what}` moet een lijst zijn, gevonden {found}")
    UNKNOWN_WORD = ("unknown word `{word}` for `{what}`", "onbekend woord `{word}` voor `{what}`")
    NO_COLUMN = ("`{file}` has no column `{column}`", "`{file}` heeft geen kolom `{column}`")
    SILENT_COLUMN = (
        "column {columns} of `{file}` is neither mapped nor ignored",
        "kolom {columns} van `{file}` is benoemd noch weggelaten",
    )
    SILENT_COLUMNS = (
        "columns {columns} of `{file}` are neither mapped nor ignored",
        "kolommen {columns} van `{file}` zijn benoemd noch weggelaten",
    )


@unique
class Shape(Sentence):
    """What stands where something else was wanted."""

    NOTHING = ("nothing", "niets")
    KEYS = ("keys with values", "sleutels met waarden")
    LIST = ("a list", "een lijst")


@unique
class Mend(Sentence):
    """The way out."""

    NAME_IT = ("name it: `mapping: my-ledger`", "geef een naam: `mapping: mijn-bestand`")
    LANGUAGE = ("write `language: 1`", "schrijf `language: 1`")
    LEDGER_GIVES = ("a ledger gives: {names}", "een debiteurenbestand geeft: {names}")
    KEEP_ONE = ("keep one of the two", "houd een van beide")
    FROM_OR_COLUMNS = ("leave out `from`, or `columns`", "laat `from` weg, of `columns`")
    FACTS = ("its facts: {names}", "de gegevens ervan: {names}")
    VOCABULARY = ("see the vocabulary", "zie de woordenlijst")
    WRITE_COLUMN = ("write `{{column: ...}}`", "schrijf `{{column: ...}}`")
    WRITE_PAD = ('write `{{to: 10, with: "0"}}`', 'schrijf `{{to: 10, with: "0"}}`')
    PAYMENTS = (
        "map `paid_at`, add a `payments` section, or leave it out",
        "benoem `paid_at`, voeg een onderdeel `payments` toe, of laat het weg",
    )
    MAP_COLUMN = ("map its column", "benoem de kolom ervan")
    MAP_CURRENCY = (
        "map its column, or state it once: `constants: {{currency: EUR}}`",
        "benoem de kolom ervan, of zet het er één keer bij: `constants: {{currency: EUR}}`",
    )
    MAP_DATE = (
        "map its column: an invoice is visible from its date on",
        "benoem de kolom ervan: een factuur is zichtbaar vanaf haar datum",
    )
    MAP_AMOUNT = ("map the column with the amount", "benoem de kolom met het bedrag")
    MAP_OPEN = (
        "map `amount_open` or `paid_at`, or add a `payments` section",
        "benoem `amount_open` of `paid_at`, of voeg een onderdeel `payments` toe",
    )
    ONE_OF = ("one of {words}", "een van {words}")
    DELIMITER = (
        'write the one sign between the cells: "," ";" "|" or tab',
        'schrijf het ene teken tussen de cellen: "," ";" "|" of tab',
    )
    DATES = (
        "build it of YYYY, MM or M, DD or D and - / . between them, as in `D-M-YYYY`; join several with ` or `",
        "maak het van YYYY, MM of M, DD of D met - / . ertussen, zoals `D-M-YYYY`; verbind er meer met ` or `",
    )
    KEEP_ORDER = ("keep the order that the file has", "houd de volgorde van het bestand aan")
    ALLOWED = ("allowed here: {names}", "hier mag: {names}")
    WRITE_KEYS = ("write `{what}: {{key: value}}`", "schrijf `{what}: {{sleutel: waarde}}`")
    WRITE_TEXT = (
        "write `{what}: value`; where it may be several, `{what}: one; another`",
        "schrijf `{what}: waarde`; waar het er meer mogen zijn, `{what}: een; nog een`",
    )
    WRITE_LIST = ("write `{what}: [...]`", "schrijf `{what}: [...]`")
    COLUMNS = ("it has: {names}", "er zijn: {names}")
    MAP_OR_IGNORE = (
        "map what is a fact, and name the rest under `ignore`",
        "benoem wat een gegeven is, en noem de rest onder `ignore`",
    )
