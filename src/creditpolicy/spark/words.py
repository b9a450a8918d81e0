"""Why no cluster does the work, and the way out."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class NotDone(Sentence):
    """What is wrong with the cluster."""

    NO_PYSPARK = ("a cluster needs pyspark, which is not installed", "een cluster vraagt om pyspark, en dat ontbreekt")
    NO_JAVA = (
        "Spark did not start: it needs Java 17 or newer, and none was found that runs",
        "Spark is niet gestart: het heeft Java 17 of nieuwer nodig, en er is er geen gevonden die werkt",
    )
    NOT_A_MASTER = (
        "`{master}` names no cluster, expected `spark://host:port`, `local[2]` or another master that Spark knows",
        "`{master}` is geen cluster, verwacht was `spark://host:poort`, `local[2]` of een andere master die Spark kent",
    )
    NOT_REACHED = ("the cluster `{master}` was not reached", "het cluster `{master}` is niet bereikt")
    FAILED = ("the cluster gave up: {reason}", "het cluster heeft het opgegeven: {reason}")


@unique
class Mend(Sentence):
    """The way out."""

    INSTALL = ('install it: pip install "creditpolicy[spark]"', 'installeer het: pip install "creditpolicy[spark]"')
    JAVA = (
        "install a Java runtime (Debian, Ubuntu: `apt install openjdk-17-jre-headless`), or name one in JAVA_HOME",
        "installeer een Java-runtime (Debian, Ubuntu: `apt install openjdk-17-jre-headless`), of noem die in JAVA_HOME",
    )
    IS_IT_UP = (
        "is its master up, and is this the address that it shows?",
        "draait de master, en is dit het adres dat die toont?",
    )
    GO_ON = (
        "what is done is kept: give the same command again",
        "wat klaar is blijft bewaard: geef dezelfde opdracht nog eens",
    )
