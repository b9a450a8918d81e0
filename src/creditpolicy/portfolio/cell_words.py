"""What a cell or a row of a ledger should have been, or what is wrong with it: the column `wanted` of `rejected`."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class Cells(Sentence):
    """What was wanted in a cell."""

    NUMBER_AS = ("a number written as {shape}", "een getal geschreven als {shape}")
    NO_EXPONENT = (
        "{wanted}, not with an exponent (a spreadsheet may have lost digits)",
        "{wanted}, niet met een exponent (een spreadsheet kan cijfers kwijt zijn)",
    )
    MOST_DIGITS = ("a number of at most {most} digits", "een getal van ten hoogste {most} cijfers")
    ONE_CURRENCY = ("an amount with one currency", "een bedrag met één valuta")
    MOST_PLACES = (
        "{unit} with at most {scale} digits behind the point",
        "{unit} met ten hoogste {scale} cijfers achter de komma",
    )
    WHOLE = ("{unit}, whole", "{unit}, zonder cijfers achter de komma")
    AT_LEAST = ("{unit} of at least {low}", "{unit} van ten minste {low}")
    AT_MOST = ("{unit} of at most {high}", "{unit} van ten hoogste {high}")
    WHOLE_NUMBER = ("a whole number", "een geheel getal")
    DATE_AS = ("a date as {patterns}", "een datum als {patterns}")
    REAL_DATE = ("{wanted} that exists", "{wanted} die bestaat")
    DATE_BETWEEN = ("a date between {first} and {last}", "een datum tussen {first} en {last}")
    LOOKED_UP = ("one of {words} (the mapping's `lookup`)", "een van {words} (de `lookup` van de mapping)")
    AMOUNT_IN = ("an amount in {currency}", "een bedrag in {currency}")
    AMOUNT = ("an amount", "een bedrag")
    PERCENTAGE = ("a percentage", "een percentage")
    NUMBER = ("a number", "een getal")
    DAYS = ("a number of days", "een aantal dagen")
    MONTHS = ("a number of months", "een aantal maanden")
    BOOLEAN = (
        "`true` or `false` (a mapping's `lookup` can translate)",
        "`true` of `false` (een `lookup` in de mapping kan vertalen)",
    )
    ONE_OF = ("one of {members}", "een van {members}")
    MEMBER = ("a member of the list", "een woord van de lijst")
    WITH_HELP = ("{wanted}; {help}", "{wanted}; {help}")
    DID_YOU_MEAN = ("did you mean `{near}`?", "bedoelt u `{near}`?")


@unique
class Rows(Sentence):
    """What was wanted of a row as a whole, next to others, or of an invoice that can't be decided."""

    VALUE = ("a value", "een waarde")
    KNOWN_CURRENCY = ("a currency that the policy has: {known}", "een valuta die het beleid kent: {known}")
    CURRENCY_OF_ROW = ("an amount in {currency}, as the row says", "een bedrag in {currency}, zoals de rij zegt")
    AMOUNT_WITH_CURRENCY = ("an amount with its currency: {known}", "een bedrag met zijn valuta: {known}")
    FURTHER = ("{column}: found `{found}`, wanted {wanted}", "{column}: gevonden `{found}`, gewenst {wanted}")
    CUSTOMER_ONCE = ("a customer once; it stands on line {line}", "een klant één keer; deze staat op regel {line}")
    INVOICE_ONCE = ("an invoice once; it stands on line {line}", "een factuur één keer; deze staat op regel {line}")
    KNOWN_INVOICE = (
        "an invoice that is in the ledger on {day}",
        "een factuur die op {day} in het debiteurenbestand staat",
    )
    KNOWN_CUSTOMER = (
        "a customer that is in the ledger on {day}",
        "een klant die op {day} in het debiteurenbestand staat",
    )
    AS_INVOICE = ("{value}, as the invoice has", "{value}, zoals de factuur heeft")


@unique
class Unreadable(Sentence):
    """Why a row can't be read at all."""

    LONG_CELL = ("a cell of over {most} characters", "een cel van meer dan {most} tekens")
    LONG_LINE = ("a line of over {most} characters", "een regel van meer dan {most} tekens")
    NUL = ("a NUL character", "een NUL-teken")
    NO_TEXT = (
        "bytes that are no text in the file's encoding",
        "bytes die in de codering van het bestand geen tekst zijn",
    )
    OPEN_QUOTE = ("{problem}: is a quotation mark left open?", "{problem}: staat er een aanhalingsteken open?")
    ONE_CELL = ("1 cell, the header has {width}", "1 cel, de kopregel heeft er {width}")
    CELLS = ("{count} cells, the header has {width}", "{count} cellen, de kopregel heeft er {width}")
    NO_JSON = ("a line that is no JSON", "een regel die geen JSON is")
    NO_OBJECT = ("a line that is no JSON object", "een regel die geen JSON-object is")
    STRUCTURE_AT = (
        "`{key}` holds a list or an object, expected one value",
        "`{key}` bevat een lijst of een object, verwacht was één waarde",
    )
    STRUCTURE = ("a cell that holds a list or an object", "een cel met een lijst of een object")
    KEY_TWICE = ("a key that stands twice", "een sleutel die er twee keer staat")
    NO_CELL = ("a cell that is no text, number or day", "een cel die geen tekst, getal of dag is")
    BEHIND = (
        "a cell behind the header's last column ({width})",
        "een cel achter de laatste kolom van de kopregel ({width})",
    )
