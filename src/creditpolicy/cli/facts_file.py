"""The facts of a case from a file or from standard input: JSON or YAML, bounded, every value exactly as written."""

import sys
from pathlib import Path
from typing import IO, Any

from creditpolicy.cli.failures import Failure, Refused, refused
from creditpolicy.cli.json_text import place, read_json
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest

LARGEST = 64 * 1024 * 1024
_YAML_NAMES = (".yaml", ".yml")


def read_facts(path: str) -> Any:  # noqa: ANN401 - plain data, looked at by the facts' own reading
    """The data of a file, or of standard input where `path` is `-`.

    Raises:
        Refused: it can't be read, is too large, or is neither JSON nor YAML.

    """
    name = "standard input" if path == "-" else path
    text = _text(name, _bytes(path))
    start = len(text) - len(text.lstrip())
    if start == len(text):
        raise refused(f"{name} is empty, wanted the facts of a case", 'write at least {"customer": {}}')
    is_json = path.endswith(".json") or (not path.endswith(_YAML_NAMES) and text[start] in "{[")
    data = read_json(name, text) if is_json else _yaml(name, text)
    if not isinstance(data, dict):
        found = "a list" if isinstance(data, list) else quoted(str(data))
        wanted = "an object with `customer`, `invoices` and so on"
        raise refused(f"{place(name, text, start)}: found {found}, wanted {wanted}", 'write {"customer": {...}}')
    return data


def read_text(path: Path, what: str) -> str:
    """The text of a file that is part of the question, such as a mapping.

    Raises:
        Refused: it can't be read, is too large, or is no text.

    """
    return _text(str(path), _bytes(str(path), what))


def no_such_file(path: Path, what: str) -> Refused:
    """That there is no such file, with the nearest name beside it."""
    try:
        near = nearest(path.name, sorted(other.name for other in path.parent.iterdir())[:1000])
    except OSError:
        return refused(f"no {what} {quoted(str(path))}", f"there is no folder {quoted(str(path.parent))} either")
    return refused(f"no {what} {quoted(str(path))}", f"did you mean `{path.parent / near}`?" if near else None)


def _bytes(path: str, what: str = "file of facts") -> bytes:
    if path == "-":
        return _bounded("standard input", sys.stdin.buffer)
    file = Path(path)
    if file.is_dir():
        raise refused(f"{quoted(path)} is a folder, wanted a {what}")
    try:
        with file.open("rb") as stream:
            return _bounded(quoted(path), stream)
    except FileNotFoundError:
        raise no_such_file(file, what) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise refused(f"{quoted(path)} can't be read: {reason}") from None


def _bounded(name: str, stream: IO[bytes]) -> bytes:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise refused(
            f"{name} is larger than {LARGEST // 1024 // 1024} MiB, the most that is read", "one file holds one case"
        )
    return data


def _text(name: str, data: bytes) -> str:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = data.count(b"\n", 0, error.start) + 1
        raise refused(f"{name}:{where}: found bytes that are no UTF-8 text", "save the file as UTF-8") from None


def _yaml(name: str, text: str) -> Any:  # noqa: ANN401 - as above
    from creditpolicy.syntax.from_yaml import compose
    from creditpolicy.syntax.plain import plain_data

    node, findings = compose(name, text)
    if node is None or findings:
        raise Refused(Failure("input", f"{name} can't be read as YAML", None, (), findings, {name: text}))
    return plain_data(node)
