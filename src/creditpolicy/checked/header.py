"""The head of a policy: whose, which version, from when, in which currencies, who is who."""

from datetime import date

from creditpolicy.checked.findings import Findings
from creditpolicy.checked.policy import Answered, Header, Role
from creditpolicy.checked.titles import titles_of
from creditpolicy.diagnostics import Code, Note
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import duration, id_, iso_date, whole_number
from creditpolicy.syntax.tree.document import PolicyNode
from creditpolicy.values.time_zones import time_zones

LANGUAGE = 1
_CURRENCY_LENGTH = 3
_COUNTRY_LENGTH = 2
_COUNTRIES = {
    **dict.fromkeys(("nl", "nld", "nederland", "netherlands", "the netherlands", "holland"), "NL"),
    **dict.fromkeys(("be", "bel", "belgie", "belgië", "belgium"), "BE"),
    **dict.fromkeys(("de", "deu", "duitsland", "germany", "deutschland"), "DE"),
    **dict.fromkeys(("eu", "europa", "europe", "europese unie", "european union"), "EU"),
}


def check_header(head: PolicyNode, currencies: tuple[str, ...], findings: Findings) -> Header:
    """The head, as far as it is right."""
    findings.take(id_(head.policy))
    spoken = findings.take(whole_number(head.language))
    if spoken is not None and spoken != LANGUAGE:
        findings.add(
            Code.LANGUAGE_VERSION,
            f"this policy is written in language {spoken}, known is {LANGUAGE}",
            head.language.at,
            "write `language: 1`",
        )
    first, last = _days(head, findings)
    roles = _roles(head, findings)
    if head.owner is not None and head.owner.text not in (head.roles or {}):
        findings.unknown(Code.UNKNOWN_NAME, "role", head.owner.text, head.owner.at, head.roles or {})
    if head.review_every is not None:
        findings.take(duration(head.review_every))
    return Header(
        id=head.policy.text,
        version=head.version.text,
        titles=titles_of(head.title, head.policy.text),
        first_day=first,
        last_day=last,
        owner=None if head.owner is None else head.owner.text,
        currencies=currencies,
        roles=roles,
        at=head.version.at if head.in_force is None else head.in_force.here,
        jurisdiction=_jurisdiction(head, findings),
        creditor_size=None if head.creditor is None else head.creditor.size.text,
        purposes=frozenset(str(key) for key in head.purposes or {}),
        answered=_answered(head, findings),
    )


def currencies_of(head: PolicyNode, findings: Findings) -> tuple[str, ...]:
    """The currencies in which the policy has thresholds: one under `currency`, or more under `currencies`."""
    if (head.currency is None) == (head.currencies is None):
        at = head.key_at("currencies") if head.currency else head.policy.at
        findings.lacks(
            Code.MISSING_KEY, "a policy says `currency` or `currencies`, one of them", at, "write `currency: EUR`"
        )
        return ()
    if head.currencies is not None and not head.currencies:
        findings.lacks(Code.WRONG_SHAPE, "an empty list of currencies", head.key_at("currencies"), "name at least one")
    written = head.currencies or ((head.currency,) if head.currency else ())
    known = []
    for scalar in written:
        text = scalar.text
        if len(text) == _CURRENCY_LENGTH and text.isascii() and text.isalpha() and text.isupper():
            known.append(text)
        else:
            findings.lacks(Code.BAD_NAME, f"`{text}` is no currency", scalar.at, "write its three capitals: `EUR`")
    return tuple(dict.fromkeys(known)) if len(known) == len(written) else ()


def check_time_zone(head: PolicyNode, findings: Findings) -> str | None:
    """The name of the policy's time zone; None where it has none, or one that is not known (reported)."""
    if head.time_zone is None:
        return None
    if head.time_zone.text in time_zones():
        return head.time_zone.text
    wanted = head.time_zone.text
    cities = {zone.rpartition("/")[2]: zone for zone in time_zones()}
    near = nearest(wanted, time_zones()) or cities.get(nearest(wanted, cities) or "")
    way_out = f"did you mean `{near}`?" if near else "write a continent and a city: `Europe/Amsterdam`"
    findings.add(Code.TIME_ZONE, f"unknown time zone {quoted(wanted)}", head.time_zone.at, way_out)
    return None


def check_purposes(head: PolicyNode, vocabulary: Vocabulary, findings: Findings) -> None:
    """What purposes are stated for are facts."""
    for key, purpose in (head.purposes or {}).items():
        if not purpose.text.strip():
            findings.add(Code.WRONG_SHAPE, f"no purpose of `{key}`", purpose.at, "say what it is used for")
        if key in vocabulary.facts:
            continue
        meant = [name for name in vocabulary.facts if name.rpartition(".")[2] == key]
        if meant:
            findings.add(Code.UNKNOWN_NAME, f"unknown fact `{key}`", key.scalar.at, f"did you mean `{meant[0]}`?")
        else:
            findings.unknown(Code.UNKNOWN_NAME, "fact", str(key), key.scalar.at, vocabulary.facts)


def _jurisdiction(head: PolicyNode, findings: Findings) -> str | None:
    """The country whose law holds; one that no legal guard can recognise is found, or none of them would look."""
    if head.jurisdiction is None:
        return None
    text = head.jurisdiction.text
    if not (len(text) == _COUNTRY_LENGTH and text.isascii() and text.isalpha() and text.isupper()):
        message = f"`{text}` is no code of a country, so no law is looked at"
        meant = _COUNTRIES.get(text.lower())
        way_out = f"write `{meant}`" if meant else "write its two capitals, such as `NL`"
        findings.add(Code.UNKNOWN_JURISDICTION, message, head.jurisdiction.at, way_out)
    return text


def _answered(head: PolicyNode, findings: Findings) -> tuple[Answered, ...]:
    """The findings that are answered, each once and with a reason."""
    found: dict[str, Answered] = {}
    for one in head.accept_findings or ():
        if not one.because.text.strip():
            findings.add(Code.WRONG_SHAPE, f"no reason to answer {one.code.text}", one.because.at, "say why it is fine")
        if one.code.text in found:
            note = Note("the first time", found[one.code.text].at)
            findings.add(Code.DUPLICATE_ID, f"`{one.code.text}` is answered twice", one.code.at, "keep one", note)
        found.setdefault(one.code.text, Answered(one.code.text, one.because.text, one.code.at))
    return tuple(found.values())


def _days(head: PolicyNode, findings: Findings) -> tuple[date | None, date | None]:
    if head.in_force is None:
        return None, None
    first = findings.take(iso_date(head.in_force.from_))
    last = None if head.in_force.to is None else findings.take(iso_date(head.in_force.to))
    if first is not None and last is not None and head.in_force.to is not None and last < first:
        findings.add(Code.EMPTY_RANGE, f"the last day {last} lies before the first day {first}", head.in_force.to.at)
    return first, last


def _roles(head: PolicyNode, findings: Findings) -> tuple[Role, ...]:
    written = head.roles or {}
    above: dict[str, Scalar] = {}
    for key, node in written.items():
        findings.take(id_(key.scalar))
        if node.reports_to is None:
            continue
        if node.reports_to.text not in written:
            findings.unknown(Code.UNKNOWN_NAME, "role", node.reports_to.text, node.reports_to.at, written)
        else:
            above[key] = node.reports_to
    known_to_end: set[str] = set()
    for below, superior in above.items():
        ring = {below: None}
        current = superior.text
        while current in above and current not in ring and current not in known_to_end:
            ring[current] = None
            current = above[current].text
        known_to_end |= set(ring)
        if current == below:
            findings.add(
                Code.ROLE_CYCLE,
                f"`{below}` reports to itself",
                superior.at,
                None,
                Note(" -> ".join([*list(ring)[:20], current])),
            )
            break
    return tuple(
        Role(str(key), titles_of(node.title, str(key)), above[key].text if key in above else None)
        for key, node in written.items()
    )
