"""Why the system refuses a file: its own words in English, ours in Dutch."""

import errno

from creditpolicy.diagnostics.phrases import Sentence


class System(Sentence):
    """The refusals that users meet; the numbers differ between systems, so each stands by its name."""

    EACCES = ("{reason}", "geen toegang")
    EPERM = ("{reason}", "dat mag niet van het systeem")
    ENOENT = ("{reason}", "bestand of map bestaat niet")
    EISDIR = ("{reason}", "het is een map")
    ENOTDIR = ("{reason}", "een deel van het pad is geen map")
    ENOSPC = ("{reason}", "de schijf is vol")
    EROFS = ("{reason}", "er kan alleen worden gelezen")
    ENAMETOOLONG = ("{reason}", "de naam is te lang")
    EEXIST = ("{reason}", "er staat al iets")
    ELOOP = ("{reason}", "de verwijzingen lopen rond")
    OTHER = ("{reason}", "het systeem zegt: {reason}")


def refusal(error: OSError, reason: str) -> str:
    """`reason`, the system's own words, as a sentence that can be said in Dutch too."""
    name = errno.errorcode.get(error.errno or 0, "")
    return System.__members__.get(name, System.OTHER)(reason=reason)
