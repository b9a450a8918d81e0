"""How deep a program goes: formulas inside each other, and names that stand for further formulas.

Keeps the promise that whoever follows a program may recurse.
"""

from collections.abc import Callable, Mapping
from typing import Final

from creditpolicy.formulas import AllOf, AnyOf, Formula, Over, Read, parts

DEEPEST: Final = 400
"""In calls of the interpreter, which has a thousand; the calling application needs some of them."""
NAMED: Final = 7
"""For a name, before its formula is reached."""
_JOINED: Final = 3
_OTHER: Final = 2


def depths(
    order: tuple[str, ...],
    formulas: Mapping[str, tuple[Formula, ...]],
    stands_for: Callable[[str], tuple[str, ...]],
) -> Mapping[str, int]:
    """How many calls it takes at most to reach the bottom of each definition and table.

    Args:
        order: every definition and table after those that it reads.
        formulas: what each is made of.
        stands_for: the definitions and tables behind a name.

    """
    found: dict[str, int] = {}
    for name in order:
        deepest = 0
        waiting = [(formula, NAMED) for formula in formulas[name]]
        while waiting:
            formula, above = waiting.pop()
            here = above + calls(formula)
            if isinstance(formula, Read):
                here += max((found.get(one, 0) for one in stands_for(formula.name)), default=0)
            deepest = max(deepest, here)
            waiting.extend((part, here) for part in parts(formula))
        found[name] = deepest
    return found


def calls(formula: Formula) -> int:
    """How many calls it takes to get from a formula to those directly inside it."""
    return _JOINED if isinstance(formula, AllOf | AnyOf | Over) else _OTHER
