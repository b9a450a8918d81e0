"""What tells one run from another: its files, mapping, policy, day and form. Input: those. Output: a digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

_LOOKED_AT = 1 << 16


def fingerprint(files: Mapping[str, Path], **others: object) -> str:
    """The digest of a run over `files`, by section. Files are told apart by name, size, time, beginning and end."""
    told = {"files": {section: _file(path) for section, path in files.items()}, "by": _version(), **others}
    text = json.dumps(_plain(told), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _file(path: Path) -> list[object]:
    try:
        known = path.stat()
        with path.open("rb") as file:
            ends = file.read(_LOOKED_AT)
            file.seek(max(known.st_size - _LOOKED_AT, 0))
            ends += file.read(_LOOKED_AT)
    except OSError:
        # Whoever reads the file says what is wrong with it.
        return [str(path)]
    return [path.name, known.st_size, known.st_mtime_ns, hashlib.sha256(ends).hexdigest()]


def _plain(value: object) -> object:
    """Data as JSON has it, the same each time."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return [[str(key), _plain(item)] for key, item in value.items()]
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("creditpolicy")
    except PackageNotFoundError:
        return ""
