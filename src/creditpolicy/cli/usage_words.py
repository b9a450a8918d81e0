"""What is wrong with a command line: our own sentences, and those of click in the form of ours."""

import re
from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class Usage(Sentence):
    """Wrong use."""

    UNKNOWN_OPTION = ("unknown option {option}", "onbekende optie {option}")
    MISSING = ("{name} is missing", "{name} ontbreekt")
    AT = ("{name}: {fault}", "{name}: {fault}")
    COMMAND_LINE = ("the command line", "de opdrachtregel")
    SEE = ("`{command} --help` shows what it takes", "`{command} --help` toont wat erbij hoort")
    ABOUT = ("{option}: {about}", "{option}: {about}")
    UNKNOWN_COMMAND = ("unknown command {command}; {help}", "onbekende opdracht {command}; {help}")
    NO_COMMAND = ("no command is given; known: {known}", "er is geen opdracht gegeven; bekend: {known}")
    NO_COMPLETION = ("no completion for {shell}", "geen aanvulling voor {shell}")
    A_DAY = ("found {found}, wanted a day such as 2026-01-31", "gevonden {found}, verwacht een dag zoals 2026-01-31")
    A_DAY_WRITE = (
        "found {found}, wanted a day such as 2026-01-31; write {meant}",
        "gevonden {found}, verwacht een dag zoals 2026-01-31; schrijf {meant}",
    )
    NOTHING_TO_DECIDE = (
        "there is nothing to decide: name a ledger with --invoices, or a table of cases with --cases and --point",
        "er is niets te beslissen: noem een grootboek met --invoices, of een tabel met gevallen met --cases en --point",
    )
    NO_POINT = (
        "--cases asks for --point, the decision point",
        "--cases vraagt om --point, het beslispunt",
    )
    ONLY_WITH_CASES = ("{option} is for --cases", "{option} is voor --cases")
    NOT_WITH_CASES = (
        "--cases is a whole run, {option} belongs to a ledger",
        "--cases is een hele run, {option} hoort bij een grootboek",
    )
    NO_MASTER = (
        "--engine spark asks for --master, such as spark://host:7077",
        "--engine spark vraagt om --master, zoals spark://host:7077",
    )
    JOBS_ARE_LOCAL = (
        "--jobs is for this machine; with --engine spark the cluster says how many",
        "--jobs is voor deze machine; met --engine spark zegt het cluster hoeveel",
    )
    NO_ENGINE = ("--master is for --engine spark", "--master is voor --engine spark")
    A_PATH = ("found {found}, wanted a path", "gevonden {found}, verwacht een pad")


class Click(Sentence):
    """Click's own sentences, as it says them; `_SHAPES` says how each is known again."""

    NOT_ONE_OF = ("{value} is not one of {choices}", "{value} is geen van {choices}")
    NOT = ("{value} is not {choice}", "{value} is niet {choice}")
    EXTRA_ARGUMENT = ("got unexpected extra argument ({names})", "er staat een argument te veel ({names})")
    EXTRA_ARGUMENTS = ("got unexpected extra arguments ({names})", "er staan argumenten te veel ({names})")
    NEEDS_VALUE = ("option {option} requires an argument", "optie {option} vraagt om een waarde")
    TAKES_NO_VALUE = ("option {option} does not take a value", "optie {option} heeft geen waarde")
    OTHER = ("{text}", "{text}")


_SHAPES = {
    kind: re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*)", re.escape(kind.en)), re.DOTALL)
    for kind in Click
    if kind is not Click.OTHER
}


def of_click(text: str) -> str:
    """Click's sentence (already in the form of ours) as one that can be said in Dutch; a new one stays in English."""
    for kind, shape in _SHAPES.items():
        found = shape.fullmatch(text)
        if found is not None:
            return kind(**found.groupdict())
    return Click.OTHER(text=text)
