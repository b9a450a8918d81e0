"""YAML of the documentation to whole policies: what a snippet leaves out is filled in, so that it can be loaded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from creditpolicy.diagnostics import Diagnostic
from creditpolicy.loading import load, load_text
from creditpolicy.syntax.tree import PolicyNode

_FENCE = re.compile(
    r"^(?P<word>Wrong|Right)?:?\s*(?:<!-- with: (?P<wanted>[\w, ]+) -->\s*)?```yaml\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
_FILE = re.compile(r"^# ([\w/-]+\.yaml)$", re.MULTILINE)
_KEY = re.compile(r"^([\w.-]+):", re.MULTILINE)
_KEYS = frozenset(PolicyNode.model_fields)

HEADER = {
    "policy": "policy: example",
    "language": "language: 1",
    "version": 'version: "1"',
    "currency": "currency: EUR",
    "roles": "roles: {sales: {}, credit_officer: {}, credit_manager: {reports_to: cfo}, cfo: {}}",
}
SECTIONS = {
    "segments": """
segments:
  - {id: new, when: customer.relationship_months < 6}
  - {id: regular, otherwise: true}
""",
    "risk": """
risk:
  round: half up to 1
  missing_part: lowest points
  parts:
    - id: own_experience
      weight: 100%
      points: |
        customer.avg_days_late || points
        <= 10                  || 100
        > 10                   || 0
  classes: |
    score    || class
    >= 75    || A
    [45..75) || B
    < 45     || C
""",
    "terms": """
terms:
  ids:
    net_14: {rank: 1, lines: [{share: 100%, due: invoice_date + 14 days}]}
    net_30: {rank: 2, lines: [{share: 100%, due: invoice_date + 30 days}]}
  hit: unique
  table: |
    segment || terms
    new     || net_14
    regular || net_30
""",
    "limits": """
limits:
  hit: unique
  table: |
    segment || base (EUR) | cap (EUR)
    new     || 1000       | 1000
    regular || 5000       | 5000
  valid_for: 12 months
""",
    "exceptions": """
exceptions:
  reason: required
  if_undecided: refused
  routes:
    - id: longer_terms
      may_change: terms
      up_to: net_30
      expires_after: 90 days
      approvers:
        hit: first
        table: |
          request.exposure_after (EUR) || role           | four_eyes
          -                            || credit_manager | false
""",
    "reminders": """
reminders:
  if_undecided: manual
  ladders:
    standard:
      catch_up: sequential
      steps:
        - {id: pre_due, at: 5 days before due_date, channel: [email], tone: friendly}
        - id: final
          window: 14..20 days after due_date
          channel: [letter]
          tone: final
          announces: {action: hand_over, after: 7 days}
        - {id: hand_over, window: 28..35 days after due_date, escalate: collection, terminal: true}
  assign:
    hit: first
    table: |
      customer.segment || ladder
      -                || standard
""",
    "governance": """
in_force: {from: 2026-01-01}
governance:
  measures_after_review: required
""",
    "escalation": """
escalation:
  - id: collection
    hand_over: {requires: [handover_announced, announcement_expired]}
""",
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """One YAML block of a page. `word` is `Wrong` or `Right` where the page says so."""

    page: Path
    line: int
    word: str
    wanted: tuple[str, ...]
    text: str

    @property
    def is_of_sections(self) -> bool:
        """Whether it holds keys of a policy only, and so has to be right as a whole."""
        return set(_KEY.findall(self.text)) <= _KEYS

    def findings(self, folder: Path) -> tuple[Diagnostic, ...]:
        """What the checker says of it; a snippet of several files is written to `folder` first."""
        files = _FILE.split(self.text)
        if len(files) <= 3:  # nothing, one name, one text
            return load_text("policy.yaml", self.complete()).diagnostics
        for name, text in zip(files[1::2], files[2::2], strict=True):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return tuple(finding for version in load(folder) for finding in version.diagnostics)

    def complete(self) -> str:
        """The snippet with the header and the sections that it wants, unless it brings them itself."""
        own = set(_KEY.findall(self.text))
        if not own or "policy" in own:
            return self.text
        if "currencies" in own:
            own.add("currency")
        header = [line for key, line in HEADER.items() if key not in own]
        sections = [SECTIONS[key] for key in self.wanted if key not in own]
        return "\n".join([*header, *sections, self.text])


def snippets(page: Path) -> Iterator[Snippet]:
    """The YAML blocks of a page, in their order."""
    text = page.read_text("utf-8")
    for found in _FENCE.finditer(text):
        wanted = tuple((found["wanted"] or "").replace(",", " ").split())
        yield Snippet(page, text.count("\n", 0, found.start("text")) + 1, found["word"] or "", wanted, found["text"])
