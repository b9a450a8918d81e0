"""The words around findings and failures."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class Frame(Sentence):
    """The words that stand around every finding and every failure."""

    ERROR = ("error", "fout")
    WARNING = ("warning", "waarschuwing")
    HELP = ("help", "hulp")
    NOTE = ("note", "opmerking")
    ONE_ERROR = ("1 error", "1 fout")
    ERRORS = ("{count} errors", "{count} fouten")
    ONE_WARNING = ("1 warning", "1 waarschuwing")
    WARNINGS = ("{count} warnings", "{count} waarschuwingen")
    MORE = (
        "and {count:,} more, not shown: mend these first",
        "en nog {count:,}, niet getoond: verbeter deze eerst",
    )
    RULE = ("`creditpolicy rule {code}` explains a code", "`creditpolicy rule {code}` legt een code uit")
    OK = ("ok", "in orde")
    STRICT = ("{counts}, and `--strict` allows none", "{counts}, en `--strict` laat er geen toe")
    POLICY = ("{id} version {version}", "{id} versie {version}")
