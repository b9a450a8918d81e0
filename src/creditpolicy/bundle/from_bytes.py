"""The bytes of a bundle to versions of a policy, or why not. Whatever stands there, at worst it is refused."""

import hashlib
import json
import re
from operator import call
from typing import Any, Final

from creditpolicy.bundle.kinds import Parts, Strange, Whole
from creditpolicy.bundle.shapes import FORMAT, NUMBERS, SHAPES, SPELLED
from creditpolicy.bundle.sound import check_sound
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.ir.version import Version
from creditpolicy.sources.bundle_file import BEGINNING, MOST_BYTES

_FORMAT: Final = re.compile(re.escape(BEGINNING) + rb"(\d{1,9})\b", re.ASCII)
_REST: Final = re.compile(rb" (\d{1,12}) sha256:([0-9a-f]{64})\n", re.ASCII)
_BUILD_AGAIN: Final = "build it again from the policy, with `creditpolicy build`"
_KEYS: Final = {"parts", "shapes", "texts", "versions"}


class Refusal(Exception):
    """Bytes that are no bundle for us: what was found, and the way out."""

    def __init__(self, message: str, help: str = _BUILD_AGAIN) -> None:
        """`message` goes on after the name of the file."""
        super().__init__(message)
        self.message = message
        self.help = help


def versions_of(data: bytes) -> tuple[Version, ...]:
    """The versions in a bundle.

    Raises:
        Refusal: it is no bundle, of another format, cut, changed, or holds what no policy has.

    """
    body = _body(data)
    try:
        return _versions(json.loads(body))
    except (Strange, ValueError, RecursionError) as failure:
        where = f": {failure}" if isinstance(failure, Strange) and failure.args else ""
        raise Refusal(f"holds what no policy has{where}") from None


def _body(data: bytes) -> bytes:
    """What follows the first line, if it is what that line says."""
    if not data.startswith(BEGINNING):
        first = data[:20].decode("ascii", "replace").partition("\n")[0]
        begins = f"begins with {quoted(first)}" if data else "is empty"
        raise Refusal(f"is no bundle: it {begins}", "make one with `creditpolicy build`")
    format_ = _FORMAT.match(data)
    if format_ is not None and int(format_[1]) != FORMAT:
        help_ = f"{_BUILD_AGAIN}, or decide with the creditpolicy that made it"
        raise Refusal(f"is a bundle of format {int(format_[1])}, and this creditpolicy reads format {FORMAT}", help_)
    head = format_ and _REST.match(data, format_.end())
    if head is None:
        raise Refusal("has a first line that no bundle has")
    length, digest = int(head[1]), head[2].decode("ascii")
    if len(data) > MOST_BYTES:
        raise Refusal(f"is larger than {MOST_BYTES // 1024 // 1024} MiB, the most that is read")
    body = data[head.end() :]
    if len(body) != length:
        what = "is cut" if len(body) < length else "goes on after its end"
        raise Refusal(f"{what}: found {len(body):,} bytes after its first line, wanted {length:,}")
    found = hashlib.sha256(body).hexdigest()
    if found != digest:
        raise Refusal(f"was changed: its digest is sha256:{found}, and its first line says sha256:{digest}")
    return body


def _versions(content: Any) -> tuple[Version, ...]:  # noqa: ANN401 - whatever JSON holds
    if type(content) is not dict or set(content) != _KEYS:
        raise Strange
    if content["shapes"] != list(SPELLED):
        raise Strange("parts of other shapes than this creditpolicy knows")
    texts, rows, roots = content["texts"], content["parts"], content["versions"]
    if not (type(texts) is type(rows) is type(roots) is list) or not roots or set(map(type, texts)) - {str}:
        raise Strange
    # Half of a pair can be neither shown nor written.
    "".join(texts).encode("utf-8")
    made = _made(Parts(texts, NUMBERS), rows)
    versions = tuple(made[number] for number in roots if type(number) is int and 0 <= number < len(made))
    if len(versions) < len(roots) or not all(isinstance(version, Version) for version in versions):
        raise Strange
    for version in versions:
        check_sound(version.program)
    return versions


def _made(parts: Parts, rows: list[Any]) -> list[Any]:
    """Every part, in order; each is made of those before it."""
    makers = {
        number: (shape.make, [kind.reading(parts) for kind in shape.kinds]) for number, shape in enumerate(SHAPES)
    }
    made, shapes, whole = parts.made, parts.shapes, Whole(0, len(SHAPES) - 1).reading(parts)
    for row in rows:
        try:
            number, *fields = row
            make, readings = makers[whole(number)]
            if len(fields) != len(readings):
                raise Strange  # noqa: TRY301 - told below, with the number of the part
            made.append(make(*map(call, readings, fields)))
            shapes.append(number)
        except (Strange, LookupError, OverflowError, TypeError, ValueError):
            raise Strange(f"part {len(made):,} is none that this creditpolicy knows") from None
    return made
