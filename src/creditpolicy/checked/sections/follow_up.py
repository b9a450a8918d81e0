"""The step that follows on what was agreed and not kept: one that some ladder has."""

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.context import Context
from creditpolicy.diagnostics import Code
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.values.types import TextType, Type


def check_step(scalar: Scalar, context: Context) -> str | None:
    """The id of the step; None where no ladder has it (reported)."""
    known = context.sources["reminders"]
    if scalar.text in known:
        return scalar.text
    if known:
        context.findings.unknown(Code.UNKNOWN_NAME, "step", scalar.text, scalar.at, known)
    else:
        message = f"`{scalar.text}` is a step of no ladder: the policy has no `reminders`"
        context.findings.add(Code.UNKNOWN_NAME, message, scalar.at, "add the section `reminders`")
    return None


def step_type(scope: Scope) -> Type:
    """The type of a step: a word that the log of contacts also has."""
    return scope.type_of("contact.step_id") or TextType()
