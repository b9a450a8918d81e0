"""Why a file, a mapping or a folder is of no use as a whole, and the way out; and what a run warns of."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class Useless(Sentence):
    """Why a run can't start, or can't write."""

    NO_INVOICES = ("a run needs a file of invoices", "een run heeft een bestand met facturen nodig")
    STATED_NONE = (
        "the mapping says that there are no {section}, and a file of them is given",
        "de mapping zegt dat er geen {section} zijn, en er is toch een bestand van opgegeven",
    )
    CUSTOMERS_TWICE = (
        "the mapping takes the customers from the invoices, and a file of customers is given",
        "de mapping neemt de klanten uit de facturen, en er is toch een bestand met klanten opgegeven",
    )
    NOT_GIVEN = (
        "the mapping describes a file of {section}, and none is given",
        "de mapping beschrijft een bestand met {section}, en dat is niet opgegeven",
    )
    NO_ROWS = ("`{file}` has a header and no rows", "`{file}` heeft een kopregel en geen rijen")
    NO_FACT = ("column `{column}` of `{file}` is no fact", "kolom `{column}` van `{file}` is geen gegeven")
    TWO_COLUMNS = ("`{file}` gives `{key}` in two columns", "`{file}` geeft `{key}` in twee kolommen")
    NO_COLUMN = ("`{file}` has no column `{key}`", "`{file}` heeft geen kolom `{key}`")
    SAME_COLUMNS = ("`{file}` has two columns named `{column}`", "`{file}` heeft twee kolommen met de naam `{column}`")
    FINDING = ("{place}: {message}", "{place}: {message}")
    FINDINGS = ("{place}: {message} (and {count} more)", "{place}: {message} (en nog {count})")
    FOLDER = ("`{path}` is a folder, expected a file", "`{path}` is een map, verwacht was een bestand")
    NO_FILE = ("there is no file `{path}`", "er is geen bestand `{path}`")
    REFUSED = ("`{path}` can't be read: {reason}", "`{path}` kan niet worden gelezen: {reason}")
    SYSTEM_REFUSES = ("the system refuses", "het systeem weigert")
    NO_ORDINARY_FILE = ("`{path}` is no ordinary file", "`{path}` is geen gewoon bestand")
    EMPTY = ("`{path}` is empty, expected a header and rows", "`{path}` is leeg, verwacht waren een kopregel en rijen")
    IS_JSON = (
        "`{path}` is JSON, expected one object on each line",
        "`{path}` is JSON, verwacht was één object op elke regel",
    )
    NO_OBJECTS = ("`{path}` has no JSON object on any line", "`{path}` heeft op geen enkele regel een JSON-object")
    HEADER = (
        "the header of `{path}` can't be read: {problem}",
        "de kopregel van `{path}` kan niet worden gelezen: {problem}",
    )
    NO_CASE_FILE = (
        "`{path}` is no file of cases that can be read",
        "`{path}` is geen bestand met gevallen dat te lezen is",
    )
    NO_BUNDLE = (
        "the policy `{policy}` is too large, or goes too deep, for a run by columns",
        "het beleid `{policy}` is te groot, of gaat te diep, voor een run per kolom",
    )
    BAD_LINE = ("line {line} of `{file}` is no JSON object", "regel {line} van `{file}` is geen JSON-object")
    LONG_ROW = (
        "line {line} of `{file}` has {found} cells, the header has {wanted}",
        "regel {line} van `{file}` heeft {found} cellen, de kopregel {wanted}",
    )
    CASE_COLUMNS = ("columns of `{file}`: {problems}", "kolommen van `{file}`: {problems}")
    LISTS_IN_CSV = (
        "`{point}` answers with a list for each case, which CSV can't hold",
        "`{point}` antwoordt met een lijst per geval, en die past niet in CSV",
    )
    NOT_UTF_8 = ("`{path}` is not UTF-8", "`{path}` is geen UTF-8")
    NEEDS_POLARS = ("`{path}` is Parquet, which needs polars", "`{path}` is Parquet, en dat vraagt om polars")
    NO_PARQUET = ("`{path}` is no Parquet file", "`{path}` is geen Parquet-bestand")
    DAMAGED = (
        "`{path}` is damaged: its rows from {row} on can't be read",
        "`{path}` is beschadigd: de rijen vanaf {row} kunnen niet worden gelezen",
    )
    NEEDS_CALAMINE = (
        "`{path}` is a workbook, which needs python-calamine",
        "`{path}` is een werkmap, en die vraagt om python-calamine",
    )
    NO_WORKBOOK = ("`{path}` is no workbook that can be read", "`{path}` is geen werkmap die gelezen kan worden")
    NO_SHEETS = ("`{path}` has no sheets", "`{path}` heeft geen bladen")
    NO_SHEET = ("`{path}` has no sheet `{sheet}`", "`{path}` heeft geen blad `{sheet}`")
    BAD_SHEET = ("a sheet of `{path}` can't be read", "een blad van `{path}` kan niet worden gelezen")
    EMPTY_SHEET = ("the sheet `{sheet}` of `{path}` is empty", "het blad `{sheet}` van `{path}` is leeg")
    PARQUET_NEEDS_POLARS = ("writing Parquet needs polars", "Parquet schrijven vraagt om polars")
    NOT_WRITABLE = ("nothing can be written in `{path}`: {reason}", "in `{path}` kan niets worden geschreven: {reason}")
    NOT_WRITTEN = (
        "the results can't be written to `{path}`: {reason}",
        "de resultaten kunnen niet naar `{path}` worden geschreven: {reason}",
    )
    ROOT = (
        "`{path}` is the root of the disk, expected a folder for the results",
        "`{path}` is de hoofdmap van de schijf, verwacht was een map voor de resultaten",
    )
    PROTECTED = (
        "`{path}` is or holds `{folder}`, expected a folder of its own for the results",
        "`{path}` is of bevat `{folder}`, verwacht was een eigen map voor de resultaten",
    )
    HOLDS_INPUT = ("`{path}` holds `{file}`, which the run reads", "`{path}` bevat `{file}`, dat de run leest")
    NO_FOLDER = ("`{path}` is no folder", "`{path}` is geen map")
    EXISTS = ("`{path}` exists", "`{path}` bestaat al")
    HOLDS_OTHERS = (
        "`{path}` is not replaced: it holds `{file}`, so it is not just the results of a run",
        "`{path}` wordt niet vervangen: er staat `{file}` in, dus het zijn niet alleen de resultaten van een run",
    )
    LACKS_SUMMARY = (
        "`{path}` is not replaced: it has no {file}, so it is not just the results of a run",
        "`{path}` wordt niet vervangen: er is geen {file}, dus het zijn niet alleen de resultaten van een run",
    )
    NOT_MADE = ("the folder `{path}` can't be made: {reason}", "de map `{path}` kan niet worden gemaakt: {reason}")
    IN_USE = (
        "another run is writing to `{path}`",
        "een andere run schrijft naar `{path}`",
    )
    WORKER_DIED = (
        "a process of the run was ended from outside (code {code})",
        "een proces van de run is van buitenaf beëindigd (code {code})",
    )
    MADE_MEANWHILE = (
        "`{path}` was made by someone else during the run",
        "`{path}` is tijdens de run door iemand anders gemaakt",
    )


@unique
class Remedy(Sentence):
    """What to do about it."""

    GIVE = ("give it with --{section}", "geef het met --{section}")
    NONE_OR_FILE = (
        "leave `{section}` out of `none`, or the file out of the command",
        "haal `{section}` uit `none`, of laat het bestand weg uit de opdracht",
    )
    IN_QUOTES = (
        "put a text that holds `{separator}` in double quotes",
        "zet een tekst met `{separator}` erin tussen dubbele aanhalingstekens",
    )
    MAP_CUSTOMERS = (
        "map its columns under `customers`, or leave --customers out",
        "noem de kolommen ervan onder `customers`, of laat --customers weg",
    )
    DRAFT = (
        "run `creditpolicy map {file}` to draft a mapping, and give it with --mapping",
        "maak met `creditpolicy map {file}` een eerste mapping, en geef die met --mapping",
    )
    NEAR_OR_DRAFT = ("{near} Or {draft}", "{near} Of {draft}")
    ONE_COLUMN = ("leave one of them out", "laat een van beide weg")
    ADD_OR_STATE = (
        "add it, or run `creditpolicy map {file}` and state it under `constants`",
        "voeg de kolom toe, of draai `creditpolicy map {file}` en zet de waarde onder `constants`",
    )
    ADD_OR_DRAFT = (
        "add it, or run `creditpolicy map {file}` to draft a mapping",
        "voeg de kolom toe, of maak met `creditpolicy map {file}` een eerste mapping",
    )
    RENAME_COLUMN = (
        "rename one of them in the file: a row could mean either",
        "hernoem er een in het bestand: een rij kan beide bedoelen",
    )
    ONE_FILE = ("name one file: {kinds}", "noem één bestand: {kinds}")
    SAVE_FIRST = ("save it as a file first", "sla het eerst op als bestand")
    JSON_LINES = ("save it as JSON Lines (.jsonl)", "sla het op als JSON Lines (.jsonl)")
    OBJECT_EACH = (
        'write one on each line: {{"invoice_id": "F1"}}',
        'schrijf er een op elke regel: {{"invoice_id": "F1"}}',
    )
    INSTALL_OR_CSV = (
        'pip install "creditpolicy[portfolio]", or give CSV',
        'pip install "creditpolicy[portfolio]", of geef CSV',
    )
    INSTALL_OR_WRITE_CSV = (
        'pip install "creditpolicy[portfolio]", or write CSV',
        'pip install "creditpolicy[portfolio]", of schrijf CSV',
    )
    AS_PARQUET = ("add --table-format parquet", "geef --table-format parquet mee")
    SAVE_UTF_8 = ("save it as UTF-8, or as Parquet", "sla het op als UTF-8, of als Parquet")
    KEEP_COLUMN = (
        "leave a column out, give it the name of a fact, or carry it along with --keep",
        "laat een kolom weg, geef die de naam van een gegeven, of neem die mee met --keep",
    )
    CASE_KINDS = (
        "give CSV (.csv, .tsv, .txt), JSON Lines (.jsonl, .ndjson) or Parquet (.parquet)",
        "geef CSV (.csv, .tsv, .txt), JSON Lines (.jsonl, .ndjson) of Parquet (.parquet)",
    )
    INSTALL_EXCEL = (
        'pip install "creditpolicy[excel]", or save it as CSV',
        'pip install "creditpolicy[excel]", of sla het op als CSV',
    )
    SHEETS = ("it has {names}", "er zijn: {names}")
    OTHER_OUT = ("name another folder with --out", "noem een andere map met --out")
    FOLDER_OUT = ("name a folder with --out", "noem een map met --out")
    OVERWRITE = (
        "name another folder, or replace it with --overwrite",
        "noem een andere map, of vervang deze met --overwrite",
    )
    WAIT = (
        "wait until it is done, or name another folder with --out",
        "wacht tot die klaar is, of noem een andere map met --out",
    )
    GO_ON = (
        "mend that, and give the same command again: it goes on where this one stopped",
        "verhelp dat, en geef dezelfde opdracht nog eens: die gaat verder waar deze ophield",
    )
    FEWER_JOBS = (
        "give the same command again: it goes on where this one stopped; with fewer --jobs if memory ran out",
        "geef dezelfde opdracht nog eens: die gaat verder waar deze ophield; was het geheugen vol, met minder --jobs",
    )
    RESUMED = (
        "going on with an earlier run: {done} of {count} parts are done",
        "verder met een eerdere run: {done} van de {count} delen zijn klaar",
    )
    ANEW = (
        "an earlier run stopped here, over other files or with other options: starting anew",
        "een eerdere run is hier gestopt, over andere bestanden of met andere opties: opnieuw begonnen",
    )
    KEPT = (
        "what is done is kept: the same command goes on from there",
        "wat klaar is blijft bewaard: dezelfde opdracht gaat daarmee verder",
    )
    OTHER_FOLDER = ("name another folder", "noem een andere map")
    KINDS = (
        "CSV (.csv, .tsv, .txt), JSON Lines (.jsonl, .ndjson), Parquet (.parquet) and Excel (.xlsx, .xls, .ods)",
        "CSV (.csv, .tsv, .txt), JSON Lines (.jsonl, .ndjson), Parquet (.parquet) en Excel (.xlsx, .xls, .ods)",
    )


@unique
class Warned(Sentence):
    """What a run says beside its results."""

    STRANGERS = (
        "customers with invoices, but without a row that fits in the customer file: {count}",
        "klanten met facturen, maar zonder bruikbare rij in het klantenbestand: {count}",
    )
    NO_LIST = (
        "the mapping describes {section}, no file was given: they are unknown",
        "de mapping beschrijft {section}, maar er is geen bestand opgegeven: ze zijn onbekend",
    )
    READ_AS = ("`{file}` is not UTF-8; it was read as cp1252", "`{file}` is geen UTF-8; het is gelezen als cp1252")
    FIRST_SHEET = (
        "`{file}` has {count} sheets; `{sheet}` was read",
        "`{file}` heeft {count} bladen; `{sheet}` is gelezen",
    )
    NO_DUE_DATE = (
        "open invoices in {currency} without a due date, which stand in no ageing bucket: {count}",
        "openstaande facturen in {currency} zonder vervaldatum, die in geen ouderdomsgroep staan: {count}",
    )
    UNKNOWN_OPEN = (
        "invoices of which it is unknown what is open: {count}",
        "facturen waarvan niet bekend is wat er openstaat: {count}",
    )
    INCOMPLETE = (
        "customers of whom rows were rejected, so that what they owe is not complete: {count}",
        "klanten van wie rijen zijn afgekeurd, zodat niet volledig is wat zij verschuldigd zijn: {count}",
    )
