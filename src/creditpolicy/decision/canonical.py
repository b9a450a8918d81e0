"""One byte form for plain data, and its SHA-256."""

import hashlib
import json


def canonical_bytes(data: object) -> bytes:
    """Sorted keys, no blanks, ASCII only; numbers are integers, everything finer is text.

    Raises:
        TypeError: `data` holds a float or something that JSON has no form for.

    """
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def digest(data: object) -> str:
    """`sha256:` and the digest of the canonical bytes."""
    return "sha256:" + hashlib.sha256(canonical_bytes(data)).hexdigest()
