"""The words of ladders: tones, channels, and what people write instead of them."""

from collections.abc import Sequence

from creditpolicy.checked.findings import Findings
from creditpolicy.diagnostics import Code
from creditpolicy.syntax.nodes import Scalar

TONES = ("informal", "friendly", "firm", "final")
CHANNELS = ("email", "phone", "letter", "portal", "sms", "whatsapp")
PREFERRED_CHANNEL = "customer.preferred_channel"
NOTHING = "none"
_DUTCH = {
    "informeel": "informal",
    "vriendelijk": "friendly",
    "zakelijk": "firm",
    "laatste": "final",
    "telefoon": "phone",
    "brief": "letter",
    "portaal": "portal",
}


def known_tone(scalar: Scalar, findings: Findings) -> str | None:
    """A tone; None where it is none (reported)."""
    return _known("tone", scalar, TONES, findings)


def known_channel(scalar: Scalar, findings: Findings) -> str | None:
    """A channel, or the one that the customer prefers; None where it is neither (reported)."""
    return _known("channel", scalar, (*CHANNELS, PREFERRED_CHANNEL), findings)


def _known(what: str, scalar: Scalar, known: Sequence[str], findings: Findings) -> str | None:
    if scalar.text in known:
        return scalar.text
    meant = _DUTCH.get(scalar.text.lower())
    if meant in known:
        findings.add(Code.UNKNOWN_WORD, f"unknown {what} `{scalar.text}`", scalar.at, f"write `{meant}`")
    else:
        findings.unknown(Code.UNKNOWN_WORD, what, scalar.text, scalar.at, known)
    return None
