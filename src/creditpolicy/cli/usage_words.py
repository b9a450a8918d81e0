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
