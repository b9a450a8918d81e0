"""What is said of the next step of an invoice: the outputs of the table of next steps, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass

from creditpolicy.checked.sections.words import CHANNELS, NOTHING, TONES
from creditpolicy.formulas import Const, Formula, Output
from creditpolicy.values.types import BooleanType, DateType, DaysType, EnumType, ListType, TextType, Type
from creditpolicy.values.value import Value

CHANNEL = EnumType("channels", (*CHANNELS, NOTHING))
TONE = EnumType("tones", TONES, ordered=True)
ACTION = EnumType("actions", ("automatic", "manual"))
BLOCK_REASON = EnumType(
    "dunning_block_reasons", ("dispute", "arrangement", "legal", "management", "complaint", "insolvency", "other")
)
TEXTS = ListType(TextType())
_ALWAYS_KNOWN: dict[str, Value] = {"step": NOTHING, "stopped": NOTHING, "due_now": False, "late": False}


@dataclass(frozen=True, slots=True)
class StepOutputs:
    """The types of the outputs; steps, stops and goals are words of the policy."""

    step: EnumType
    stopped: EnumType
    goal: EnumType

    def listed(self) -> tuple[Output, ...]:
        """Name and type of each."""
        return tuple(Output(f"reminders.{key}", kind) for key, kind in self.types().items())

    def types(self) -> dict[str, Type]:
        """The type of each, by the last part of its name."""
        return {
            "step": self.step,
            "on": DateType(),
            "due_now": BooleanType(),
            "late": BooleanType(),
            "channel": CHANNEL,
            "action": ACTION,
            "tone": TONE,
            "tone_capped": BooleanType(),
            "template": TextType(),
            "goal": self.goal,
            "brief": TEXTS,
            "outcome_required": TextType(),
            "announces": TextType(),
            "announces_after": DaysType(),
            "unfulfilled": BooleanType(),
            "requires": TextType(),
            "stopped": self.stopped,
            "stopped_until": DateType(),
            "stopped_reason": BLOCK_REASON,
        }

    def row(self, given: Mapping[str, Formula]) -> tuple[Formula, ...]:
        """The outputs of one row; what is not given is nothing."""
        return tuple(
            given.get(key) or Const(_ALWAYS_KNOWN.get(key), kind)  # a missing one is a known nothing
            for key, kind in self.types().items()
        )
