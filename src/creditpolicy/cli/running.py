"""What every run is given, whatever it decides."""

from dataclasses import dataclass
from datetime import date

from creditpolicy.api import Policy
from creditpolicy.cli.screen import Screen
from creditpolicy.portfolio import Hands, Target, Telling


@dataclass(frozen=True, slots=True)
class Running:
    """By which policy, for which day, where to; who does the work; whom to tell. `strict` makes open answers fail."""

    policy: Policy
    as_of: date
    target: Target
    hands: Hands
    telling: Telling
    screen: Screen
    strict: bool
