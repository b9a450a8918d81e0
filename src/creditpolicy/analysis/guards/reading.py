"""Which facts a formula rests on, through definitions and tables too."""

from creditpolicy.formulas import Formula, names_read
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import formulas_of


def facts_behind(formula: Formula, program: Program) -> frozenset[str]:
    """The names that `formula` reads, and those that they are made of."""
    found: set[str] = set()
    waiting = list(names_read(formula))
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        definition, output = program.definitions.get(name), program.outputs.get(name)
        if definition is not None:
            waiting.extend(names_read(definition.formula))
        elif output is not None:
            waiting.extend(inner for one in formulas_of(program.tables[output[0]]) for inner in names_read(one))
    return frozenset(found)
