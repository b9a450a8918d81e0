"""The titles of the rows that decided, by row and invoice."""

from collections.abc import Mapping

from creditpolicy.decision import Decision
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.timeline.said import Said


class RowTitles:
    """What the rows that decided about invoices are called."""

    def __init__(self, decision: Decision) -> None:
        """Look at the reasons of a decision."""
        outcome = decision.outcome["invoices"]
        invoices = tuple(outcome) if isinstance(outcome, Mapping) else ()
        about = {f"invoices[{index}]": invoice for index, invoice in enumerate(invoices)}
        self._titles = {
            (row, about[reason.about]): reason.text
            for row, reason in zip(decision.deciding, decision.reasons, strict=True)
            if reason.about in about
        }

    def of_step(self, said: Said) -> Titles:
        """The title of the step that is next, its name if it has none; a ladder that jumps has two rows for each."""
        row = f"reminders.{said.ladder}.{said.step}"
        found = self._titles.get((row, said.invoice)) or self._titles.get((f"{row}.upcoming", said.invoice))
        plain = Titles(f"de volgende stap is {said.step}", f"the next step is {said.step}")
        return Titles(str(said.step), str(said.step)) if found in {None, plain} else found

    def of_moment(self, moment: str, said: Said) -> Titles:
        """The title of a moment of escalation that has come."""
        return self._titles.get((f"escalation.{moment}", said.invoice)) or Titles(moment, moment)
