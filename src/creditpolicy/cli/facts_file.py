"""The facts of a case from a file or from standard input: JSON or YAML, bounded, every value exactly as written."""

import sys
from pathlib import Path
from typing import IO, Any

from creditpolicy.cli.failures import Failure, Refused, refused
from creditpolicy.cli.json_text import place, read_json
from creditpolicy.cli.words import Help, Refusal, Thing
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.diagnostics.system_words import refusal
from creditpolicy.facts.words import Kind, WayOut

LARGEST = 64 * 1024 * 1024
_YAML_NAMES = (".yaml", ".yml")


def read_facts(path: str) -> Any:  # noqa: ANN401 - plain data, looked at by the facts' own reading
    """The data of a file, or of standard input where `path` is `-`.

    Raises:
        Refused: it can't be read, is too large, or is neither JSON nor YAML.

    """
    name = Thing.STANDARD_INPUT() if path == "-" else path
    text = _text(name, _bytes(path, Thing.FACTS()))
    start = len(text) - len(text.lstrip())
    if start == len(text):
        raise refused(Refusal.EMPTY_FACTS(name=name), Help.LEAST_FACTS())
    is_json = path.endswith(".json") or (not path.endswith(_YAML_NAMES) and text[start] in "{[")
    data = read_json(name, text) if is_json else _yaml(name, text)
    if not isinstance(data, dict):
        found = Kind.LIST() if isinstance(data, list) else quoted(str(data))
        raise refused(Refusal.NO_CASE(place=place(name, text, start), found=found), Help.WRITE_FACTS())
    return data


def read_text(path: Path, what: str) -> str:
    """The text of a file that is part of the question, such as a mapping.

    Raises:
        Refused: it can't be read, is too large, or is no text.

    """
    return _text(str(path), _bytes(str(path), what))


def no_such_file(path: Path, what: str) -> Refused:
    """That there is no such file, with the nearest name beside it."""
    missing = Refusal.NO_FILE(what=what, path=quoted(str(path)))
    try:
        near = nearest(path.name, sorted(other.name for other in path.parent.iterdir())[:1000])
    except OSError:
        return refused(missing, Help.NO_FOLDER_EITHER(folder=quoted(str(path.parent))))
    return refused(missing, WayOut.DID_YOU_MEAN(near=path.parent / near) if near else None)


def _bytes(path: str, what: str) -> bytes:
    if path == "-":
        return _bounded(Thing.STANDARD_INPUT(), sys.stdin.buffer)
    file = Path(path)
    if file.is_dir():
        raise refused(Refusal.FOLDER(path=quoted(path), what=what))
    try:
        with file.open("rb") as stream:
            return _bounded(quoted(path), stream)
    except FileNotFoundError:
        raise no_such_file(file, what) from None
    except (OSError, ValueError) as error:
        told = (getattr(error, "strerror", None) or str(error)).lower()
        reason = refusal(error, told) if isinstance(error, OSError) else told
        raise refused(Refusal.NOT_READ(path=quoted(path), reason=reason)) from None


def _bounded(name: str, stream: IO[bytes]) -> bytes:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise refused(Refusal.TOO_LARGE(name=name, most=LARGEST // 1024 // 1024), Help.ONE_CASE())
    return data


def _text(name: str, data: bytes) -> str:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = data.count(b"\n", 0, error.start) + 1
        raise refused(Refusal.NO_UTF8(place=Refusal.LINE(name=name, line=where)), Help.SAVE_UTF8()) from None


def _yaml(name: str, text: str) -> Any:  # noqa: ANN401 - as above
    from creditpolicy.syntax.from_yaml import compose
    from creditpolicy.syntax.plain import plain_data

    node, findings = compose(name, text)
    if node is None or findings:
        raise Refused(Failure("input", Refusal.NO_YAML(name=name), None, (), findings, {name: text}))
    return plain_data(node)
