"""Where answers go: text for a person or JSON for a program, in one of two languages, with colour or without."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from creditpolicy.diagnostics.phrases import Language

_PLAIN = str.maketrans(
    {"✓": "+", "✗": "x", "·": "-", "→": ">", "─": "-", "│": "|", "├": "|", "└": "`", "…": "~", "�": "?"}
)


@dataclass(frozen=True, slots=True)
class Screen:
    """How the caller wants to be answered."""

    language: Language = "en"
    is_json: bool = False
    is_junit: bool = False
    is_svg: bool = False
    colour: bool = False
    debug: bool = False

    @classmethod
    def of(cls, arguments: Sequence[str]) -> "Screen":
        """As the arguments say, wherever they say it; wrong words are reported later, in the default way."""
        language: Language = "nl" if _given(arguments, "--lang") == "nl" else "en"
        form = _given(arguments, "--format")
        is_json, is_junit, is_svg = form == "json", form == "junit", form == "svg"
        colour = not is_json and not is_junit and not is_svg and is_colourful(sys.stdout)
        return cls(language, is_json, is_junit, is_svg, colour, "--debug" in arguments)

    def say(self, text: str) -> None:
        """Print text on standard output; a sign that it can't show is replaced by one that it can."""
        write(sys.stdout, text)

    def give(self, data: object) -> None:
        """Print JSON on standard output: ASCII only, so that there is nothing a terminal acts upon."""
        sys.stdout.write(json_of(data))

    def note(self, text: str) -> None:
        """Print text on standard error."""
        write(sys.stderr, text)


def json_of(data: object) -> str:
    """Plain data as JSON text that ends with a line end, the same bytes everywhere."""
    return json.dumps(data, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def write(stream: TextIO, text: str) -> None:
    """Write text that ends with one line end, in signs that the stream has."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    whole = text if text.endswith("\n") else text + "\n"
    try:
        whole.encode(encoding)
    except UnicodeEncodeError:
        whole = whole.translate(_PLAIN).encode(encoding, "backslashreplace").decode(encoding)
    stream.write(whole)


def _given(arguments: Sequence[str], option: str) -> str | None:
    """The last value of an option, written `--option value` or `--option=value`."""
    value = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and index + 1 < len(arguments):
            value = arguments[index + 1]
        elif argument.startswith(f"{option}="):
            value = argument.partition("=")[2]
    return value


def is_colourful(stream: TextIO) -> bool:
    """Whether a person looks at it, on a terminal that shows colours, and wants them."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
