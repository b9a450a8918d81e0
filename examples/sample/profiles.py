"""The kinds of customers of the sample, how each pays, and the reminders that it gets."""

from dataclasses import dataclass
from typing import TypeAlias

Pair: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Profile:
    """How a kind of customer behaves.

    `share`, `strays` and `never_pays` are of a thousand, and `recorded` too: how many have a decision. Pairs are the
    least and the most. `pays` and `strays_to` are days after the due date; `known_for` is in days too.
    """

    name: str
    code: str
    share: int
    invoices: Pair
    pays: Pair
    strays: int
    strays_to: Pair
    never_pays: int
    known_for: Pair
    bureau: Pair
    solvency: Pair
    recorded: int
    sector_risk: tuple[str, ...]
    classes: tuple[str, ...]
    terms: str


PROFILES = """
loyal     VG 340 7..16 -12..1  50  2..12   0  930..4300 66..96  25..65 700 laag,laag,midden        A,A,A,B   net_30_eom
regular   V  340 4..12  -9..3 220 10..45   3  220..2100 42..84  12..50 660 laag,midden,midden,hoog A,B,B,B,C net_30
stretcher R  110 7..14   8..38 100 30..70  8  360..2400 45..76  10..40 700 laag,midden,hoog        B,B,C     net_14
new       N  120 1..3   -4..8 120  5..25  10   10..175  35..86   8..55 550 laag,midden,midden,hoog A,B,B,B,C net_14
risky     V   70 4..10   2..55 150 40..90 130 220..1500  8..44 -10..16 650 midden,hoog,hoog        C         net_30
insolvent I   20 3..8    5..60 200 40..90 400 260..2000  1..20 -40..4  500 midden,hoog             C         net_30
"""
"""A line for each profile, with the fields of `Profile`."""

LADDERS = {
    "standard": (
        ("invoice", "made", 0, 0, "mail", "vriendelijk"),
        ("pre_due", "due", -5, -5, "mail", "vriendelijk"),
        ("friendly", "due", 3, 5, "mail", "vriendelijk"),
        ("call", "due", 7, 10, "telefoon", "zakelijk"),
        ("final", "due", 14, 18, "brief", "laatste"),
        ("hand_over", "due", 25, 28, "geen", ""),
    ),
    "informal": (
        ("nudge", "due", 7, 10, "telefoon", "informeel"),
        ("reminder", "previous", 7, 7, "mail", "vriendelijk"),
        ("last_request", "previous", 10, 10, "brief", "zakelijk"),
        ("hand_over_loyal", "previous", 14, 14, "geen", ""),
    ),
    "tight": (
        ("tight_pre_due", "due", -5, -5, "mail", "vriendelijk"),
        ("tight_call", "due", 1, 3, "telefoon", "zakelijk"),
        ("tight_final", "due", 8, 12, "brief", "laatste"),
        ("tight_hand_over", "due", 21, 28, "geen", ""),
    ),
}
"""Steps, anchors and days of the ladders of policies/nl-b2b."""

ANNOUNCES = {"final": 7, "tight_final": 7, "last_request": 14}


def profiles(table: str) -> tuple[Profile, ...]:
    """The profiles of a table such as `PROFILES`."""

    def pair(text: str) -> Pair:
        low, _, high = text.partition("..")
        return int(low), int(high)

    found = []
    for line in table.strip().splitlines():
        name, code, *numbers, sectors, classes, terms = line.split()
        share, strays, never, recorded = (int(numbers[at]) for at in (0, 3, 5, 9))
        invoices, pays, strays_to, known_for, bureau, solvency = (pair(numbers[at]) for at in (1, 2, 4, 6, 7, 8))
        found.append(
            Profile(
                *(name, code, share, invoices, pays, strays, strays_to, never, known_for, bureau, solvency, recorded),
                *(tuple(sectors.split(",")), tuple(classes.split(",")), terms),
            )
        )
    return tuple(found)


KINDS = tuple(profile for profile in profiles(PROFILES) for _ in range(profile.share))
"""A thousand customers, each as its profile."""
