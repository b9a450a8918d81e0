"""Facts that a policy declares and nothing reads."""

from collections.abc import Iterator

from creditpolicy.checked import Policy
from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.formulas import Formula, names_read
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import formulas_that_read


def unused_facts(policy: Policy, program: Program) -> tuple[Diagnostic, ...]:
    """One finding for each own fact that no definition, table or answer names, and that names no record or last day."""
    read = {name for formula in _formulas(program) for name in names_read(formula)}
    read |= {fact.valid_until for fact in policy.vocabulary.facts.values() if fact.valid_until is not None}
    read |= {point.record_key for point in program.points.values() if point.record_key is not None}
    return tuple(
        Diagnostic(Code.UNUSED_FACT, f"nothing reads the fact `{name}`", at, "use it, or leave it out")
        for name, at in policy.own_facts.items()
        if name not in read
    )


def _formulas(program: Program) -> Iterator[Formula]:
    for definition in program.definitions.values():
        yield definition.formula
    for table in program.tables.values():
        yield from formulas_that_read(table)
    for overrides in program.overrides.values():
        for override in overrides:
            yield from (override.holds, override.value, override.rank)
    for point in program.points.values():
        # The deadline of a trigger stands in the answers only.
        yield from (answer.formula for answer in (*point.answers, *point.record_answers))
        if point.apart is not None:
            yield from (point.apart.by, *(answer.formula for answer in point.apart.answers))
