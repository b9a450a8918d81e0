"""One version of a policy with all that deciding needs: its program, its days, and how it plans the work."""

from datetime import date

from creditpolicy.diagnostics import Diagnostic
from creditpolicy.formulas import Worklist
from creditpolicy.frozen import dataclass
from creditpolicy.ir.program import Program


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is in force from `first_day` to `last_day`; None is open.

    `worklist` is None where the policy sets no priorities. `diagnostics` are the findings that leave it usable.
    """

    program: Program
    first_day: date | None
    last_day: date | None
    worklist: Worklist | None
    diagnostics: tuple[Diagnostic, ...]
