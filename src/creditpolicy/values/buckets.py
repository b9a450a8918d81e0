"""Which of 10,000 buckets a text falls into: the same on every machine and in every year, and spread evenly."""

from hashlib import sha256

BUCKETS = 10_000


def stable_bucket(text: str, salt: str) -> int:
    """The bucket of `text`, from 0. Another salt deals the same texts out anew.

    The first eight bytes of the SHA-256 over salt, line feed and text (UTF-8), as a big-endian number, modulo 10,000.
    """
    digest = sha256(f"{salt}\n{text}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % BUCKETS
