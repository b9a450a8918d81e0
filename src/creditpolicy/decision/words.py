"""What is said to someone who asks a policy what it can't answer."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class Asked(Sentence):
    """Why there is no answer."""

    NO_POINT = (
        "the policy {id} has no decision point {point}; {hint}",
        "het beleid {id} heeft geen beslispunt {point}; {hint}",
    )
    DID_YOU_MEAN = ("did you mean {near}?", "bedoelt u {near}?")
    ANSWERS = ("it answers {points}", "het beantwoordt {points}")
    NOT_IN_FORCE = (
        "the policy is not in force on {day}; it is {held}",
        "het beleid geldt niet op {day}; wel {held}",
    )
    NO_INVOICE = (
        "the facts have no invoice {invoice}; {hint}",
        "de gegevens hebben geen factuur {invoice}; {hint}",
    )
    INVOICES = ("they have {invoices}", "wel {invoices}")
    NO_INVOICES = ("they have none at all", "ze hebben er geen")
    UNTIL_BEFORE = (
        "the last day to look at is {until}, wanted {as_of} or later",
        "de laatste dag om naar te kijken is {until}, verwacht {as_of} of later",
    )
    NEEDS_FRAMES = (
        'for frames install `pip install "creditpolicy[frames]"`',
        'installeer voor frames `pip install "creditpolicy[frames]"`',
    )
    ALWAYS = ("always", "altijd")
    FROM = ("from {first}", "vanaf {first}")
    UNTIL = ("{since} to {last}", "{since} tot en met {last}")
