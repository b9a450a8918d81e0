"""What the commands say themselves: refusals with their way out, and a few sentences of progress."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class Thing(Sentence):
    """What a file is to be."""

    FACTS = ("file of facts", "bestand met gegevens")
    POLICY = ("policy", "beleid")
    MAPPING = ("mapping", "mapping")
    FILE = ("file", "bestand")
    TESTS = ("file with tests", "bestand met tests")
    SECTION = ("file of {section}", "bestand met {section}")
    CASES = ("file of cases", "bestand met gevallen")
    STANDARD_INPUT = ("standard input", "standaardinvoer")
    NOTHING = ("nothing", "niets")


@unique
class Refusal(Sentence):
    """Why a command does not do what it was asked."""

    CASES_NEED_FRAMES = (
        "to decide a table of cases, polars is needed, and it is not installed",
        "om een tabel met gevallen te beslissen is polars nodig, en dat ontbreekt",
    )
    PART_AND_WHOLE = (
        "`-k` runs a part of the tests, and `--fail-under` is about all of them",
        "`-k` voert een deel van de tests uit, en `--fail-under` gaat over alle",
    )
    NO_TESTS = ("{path} has no tests", "{path} heeft geen tests")
    NO_SUCH_TEST = ("no test has {words} in its name", "geen test heeft {words} in zijn naam")
    TESTS_WITH_ERRORS = (
        "the tests can't be run: {count}",
        "de tests kunnen niet worden uitgevoerd: {count}",
    )
    NO_PERCENTAGE = (
        "found {found}, wanted a percentage from 0 to 100",
        "gevonden: {found}, verwacht: een percentage van 0 tot en met 100",
    )
    FOLDER_NOT_FILE = (
        "{path} is a folder, wanted the name of a file",
        "{path} is een map, verwacht was de naam van een bestand",
    )
    FILE_NOT_FOLDER = ("{path} is a file, wanted a folder", "{path} is een bestand, verwacht was een map")
    EXISTS = ("{path} exists", "{path} bestaat al")
    NOT_WRITTEN = ("{path} can't be written: {reason}", "{path} kan niet worden geschreven: {reason}")
    A_BUNDLE = (
        "{path} is a bundle, and this needs the policy as it is written",
        "{path} is een bundel, en hiervoor is het beleid nodig zoals het geschreven is",
    )
    NO_BUNDLE_THERE = (
        "{path} exists and is no bundle",
        "{path} bestaat al en is geen bundel",
    )
    NO_BUNDLE_OF = (
        "no bundle can be made of {path}: {reason}",
        "van {path} kan geen bundel worden gemaakt: {reason}",
    )
    NOT_EMPTY = (
        "{path} is not empty, wanted a new or an empty folder",
        "{path} is niet leeg, verwacht was een nieuwe of een lege map",
    )
    FILE_NOT_EMPTY_FOLDER = (
        "{path} is a file, wanted a new or an empty folder",
        "{path} is een bestand, verwacht was een nieuwe of een lege map",
    )
    NOT_MADE = ("{path} can't be made: {reason}", "{path} kan niet worden gemaakt: {reason}")
    NO_FILE = ("no {what} {path}", "geen {what} {path}")
    FOLDER = ("{path} is a folder, wanted a {what}", "{path} is een map, verwacht {what}")
    NOT_READ = ("{path} can't be read: {reason}", "{path} kan niet worden gelezen: {reason}")
    TOO_LARGE = (
        "{name} is larger than {most} MiB, the most that is read",
        "{name} is groter dan {most} MiB, en meer wordt niet gelezen",
    )
    PLACE = ("{name}:{line}:{column}", "{name}:{line}:{column}")
    LINE = ("{name}:{line}", "{name}:{line}")
    NO_UTF8 = (
        "{place}: found bytes that are no UTF-8 text",
        "{place}: gevonden bytes die geen UTF-8-tekst zijn",
    )
    NO_YAML = ("{name} can't be read as YAML", "{name} kan niet als YAML worden gelezen")
    EMPTY_FACTS = (
        "{name} is empty, wanted the facts of a case",
        "{name} is leeg, verwacht waren de gegevens van een geval",
    )
    NO_CASE = (
        "{place}: found {found}, wanted an object with `customer`, `invoices` and so on",
        "{place}: gevonden {found}, verwacht een object met `customer`, `invoices` enzovoort",
    )
    MANY_NAMES = ("{name} is {count} names", "{name} staat voor {count} namen")
    NO_NAME = ("nothing is called {name}", "niets heet {name}")
    NO_POINT_TO_SHOW = ("`--show` shows one question: name it", "`--show` toont één vraag: noem die")
    NO_CODE = ("no code {code}", "geen code {code}")
    NO_COLLECT = (
        "the policy {id} answers {points}, wanted `collect`",
        "het beleid {id} beantwoordt {points}, verwacht was `collect`",
    )
    MAPPING = ("the mapping {path} can't be used", "de mapping {path} is niet bruikbaar")
    ALL_REJECTED = ("every row was rejected ({count})", "alle rijen zijn afgekeurd ({count})")
    NONE_SENT = ("no invoice had been sent by {day}", "op {day} was er nog geen factuur verzonden")
    ONE_PROBLEM = ("the facts can't be used: 1 problem", "de gegevens zijn niet bruikbaar: 1 probleem")
    PROBLEMS = (
        "the facts can't be used: {count} problems",
        "de gegevens zijn niet bruikbaar: {count} problemen",
    )
    ONE_ERROR = ("the policy can't be used: 1 error", "het beleid is niet bruikbaar: 1 fout")
    ERRORS = ("the policy can't be used: {count} errors", "het beleid is niet bruikbaar: {count} fouten")
    BUG = (
        "this is a bug in creditpolicy, and not your mistake: {what}",
        "dit is een fout in creditpolicy, en niet van u: {what}",
    )


@unique
class Help(Sentence):
    """The way out."""

    OVERWRITE = (
        "name another file, or replace it with --overwrite",
        "noem een ander bestand, of vervang het met --overwrite",
    )
    MAKE_FOLDER = (
        "make the folder {folder} first, or name another with --out",
        "maak eerst de map {folder}, of noem een andere met --out",
    )
    GIVE_YAML = (
        "name the YAML that it was built from",
        "noem de YAML waaruit hij is gebouwd",
    )
    OTHER_FILE = ("name another file", "noem een ander bestand")
    OTHER_FOLDER = ("name another folder", "noem een andere map")
    OTHER_OUT = ("name another with --out", "noem een andere met --out")
    LEAST_FACTS = ('write at least {{"customer": {{}}}}', 'schrijf ten minste {{"customer": {{}}}}')
    WRITE_FACTS = ('write {{"customer": {{...}}}}', 'schrijf {{"customer": {{...}}}}')
    NO_FOLDER_EITHER = ("there is no folder {folder} either", "er is ook geen map {folder}")
    ONE_CASE = ("one file holds one case", "één bestand bevat één geval")
    SAVE_UTF8 = ("save the file as UTF-8", "sla het bestand op als UTF-8")
    KEEP_ONE = ("keep one of the two", "houd een van beide")
    LEAVE_ONE_OUT = ("leave one out", "laat er een weg")
    CALL_IT = ("{found} is not read: call it {right}", "{found} wordt niet gelezen: noem het {right}")
    WRITE_TESTS = (
        "write them in `tests/NAME_test.yaml` beside the policy; docs/language/tests.md says how",
        "schrijf ze in `tests/NAAM_test.yaml` naast het beleid; docs/language/tests.md zegt hoe",
    )
    SO_MANY_TESTS = ("the files have {count} tests", "de bestanden bevatten {count} tests")
    LEAVE_OUT = (
        "leave the fact out, or write null, where it is not known",
        "laat het gegeven weg, of schrijf null, waar het niet bekend is",
    )
    DOUBLE_QUOTES = ('JSON has double quotes: "', 'JSON heeft dubbele aanhalingstekens: "')
    NO_COMMA = ("take away the comma before it", "haal de komma ervoor weg")
    SAY_WHICH = ("say which: {names}", "zeg welke: {names}")
    NAMES = (
        "facts and definitions have names such as `customer.segment`",
        "gegevens en definities heten bijvoorbeeld `customer.segment`",
    )
    ALL_CODES = ("`creditpolicy rule` lists them all", "`creditpolicy rule` noemt ze alle")
    ALL_FINDINGS = ("`creditpolicy check` lists them", "`creditpolicy check` noemt ze")
    NAME_CASES = ("name the file with --cases", "noem het bestand met --cases")
    INSTALL_FRAMES = (
        'install it: pip install "creditpolicy[frames]"',
        'installeer het: pip install "creditpolicy[frames]"',
    )
    NAME_FILE = ("name the file with --{section}", "noem het bestand met --{section}")
    GIVE_REMINDERS = ("give it a section `reminders`", "geef het een onderdeel `reminders`")
    LOOK_AT_REJECTED = (
        "look at `rejected.csv`: it says what was wanted in each row",
        "kijk naar `rejected.csv`: daarin staat per rij wat er werd verwacht",
    )
    LOOK_AT = (
        "look at `rejected`, at the mapping, and at --as-of",
        "kijk naar `rejected`, naar de mapping en naar --as-of",
    )
    REPORT = (
        "report it with the command and what it prints with `--debug`; CONTRIBUTING.md says where",
        "meld het met de opdracht en wat die met `--debug` toont; CONTRIBUTING.md zegt waar",
    )


@unique
class Json(Sentence):
    """What is wrong with a JSON text, and what was wanted in it."""

    VALUE = ("a value", "een waarde")
    COMMA = ("`,` or the closing bracket", "`,` of het haakje dat sluit")
    COLON = ("`:` after the key", "`:` na de sleutel")
    KEY = (
        'a key between double quotes, such as "customer"',
        'een sleutel tussen dubbele aanhalingstekens, zoals "customer"',
    )
    ANOTHER_KEY = ("another key after the comma, or no comma", "nog een sleutel na de komma, of geen komma")
    ANOTHER_VALUE = ("another value after the comma, or no comma", "nog een waarde na de komma, of geen komma")
    QUOTE = ("the quote that ends this text", "het aanhalingsteken dat deze tekst sluit")
    ONE_LINE = ("text on one line: write a line end as \\n", "tekst op één regel: schrijf een regeleinde als \\n")
    END = ("the end of the file", "het einde van het bestand")
    JSON = ("JSON", "JSON")
    TOO_DEEP = (
        "found more than {most} levels of brackets, wanted at most {most}",
        "gevonden meer dan {most} niveaus van haakjes, verwacht ten hoogste {most}",
    )
    KEY_TWICE = ("the key {key} stands twice in one object", "de sleutel {key} staat twee keer in één object")
    LONG_NUMBER = (
        "found a number of {count:,} characters, wanted at most 38 digits",
        "gevonden een getal van {count:,} tekens, verwacht ten hoogste 38 cijfers",
    )
    GREAT_NUMBER = (
        "found {found}, wanted a number of at most 38 digits",
        "gevonden {found}, verwacht een getal van ten hoogste 38 cijfers",
    )
    NO_NUMBER = ("found {found}, which is no number", "gevonden {found}, en dat is geen getal")


@unique
class Told(Sentence):
    """What a command says when all is well."""

    BEGUN = ("{folder} is a policy to begin with. Next:", "{folder} is een beleid om mee te beginnen. Nu:")
    DRAFTED = (
        "the draft is in {path}: look through each line, then use it with `run --mapping {path}`",
        "het ontwerp staat in {path}: kijk elke regel na, en gebruik het met `run --mapping {path}`",
    )
    BUILT = ("{path}: {versions}", "{path}: {versions}")
    WRITTEN = ("written to {path}", "geschreven naar {path}")
    ANSWER_OF = ("answer of the table {table}", "antwoord van de tabel {table}")
    RESTS_ON = ("rests on", "rust op")
    AT = ("at {place}", "in {place}")
    READING = ("reading {section}", "{section} lezen")
    MATCHING = ("laying rows apart by customer", "rijen per klant bijeenleggen")
    DECIDING = ("deciding", "beslissen")
    JOINING = ("writing the results", "resultaten schrijven")
    ROWS = ("{stage}: {rows:,} rows, {rate:,} rows/s", "{stage}: {rows:,} rijen, {rate:,} rijen/s")
    ROWS_OF = (
        "{stage}: {rows:,} rows, {rate:,} rows/s, {share} % done, {left} left",
        "{stage}: {rows:,} rijen, {rate:,} rijen/s, {share} % klaar, nog {left}",
    )
    SHARE = ("{stage}: {share} % done", "{stage}: {share} % klaar")
    CASES = (
        "{point} as of {day}: {rows:,} cases, {decided:,} decided, {undecided:,} undecided, {rejected:,} rejected",
        "{point} per {day}: {rows:,} gevallen, {decided:,} beslist, {undecided:,} onbeslist, {rejected:,} afgekeurd",
    )
    COMPILED = ("{point}: compiled, {count} lines", "{point}: gecompileerd, {count} regels")
    INTERPRETED = ("{point}: interpreted", "{point}: geïnterpreteerd")
    STOPPED = ("stopped", "gestopt")
