"""The checks that creditpolicy makes of its facts, for those that make none: types, bounds and words, by msgspec.

msgspec is the fastest of its kind. What is missing or stale it does not know of; a fact that is left out it refuses.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from bench.peers.answers import Deal
from creditpolicy.ir import Program
from creditpolicy.values.types import BooleanType, EnumType, NumberType, TextType, Type


def checking(program: Program) -> Callable[[Deal], object]:
    """A call that refuses a deal of which a fact can't be what it says it is."""
    import msgspec

    facts = [
        (name.removeprefix("deal."), fact.type)
        for name, fact in program.vocabulary.facts.items()
        if name.startswith("deal.")
    ]
    shape = msgspec.defstruct(
        "Deal", [(name, _type(kind)) for name, kind in facts], frozen=True, gc=False, forbid_unknown_fields=True
    )

    def check(deal: Deal) -> object:
        return msgspec.convert(deal, shape)

    return check


def _type(kind: Type) -> Any:  # noqa: ANN401 - a type of Python
    import msgspec

    match kind:
        case BooleanType():
            return bool
        case EnumType(members=members):
            return Literal[members]
        case TextType():
            return Annotated[str, msgspec.Meta(max_length=2000)]
        case NumberType(scale=scale, bounds=bounds):
            low, high = (None if end is None else int(end) for end in (bounds.low, bounds.high))
            return Annotated[float if scale else int, msgspec.Meta(ge=low, le=high)]
    message = f"no check for {kind}"
    raise SystemExit(message)
