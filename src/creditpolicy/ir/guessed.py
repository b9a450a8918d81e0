"""Which facts count as something while they are missing: those behind `is missing`, `if_missing`, `if missing`.

Of all others it holds that telling a fact never changes what is known already.
"""

from collections.abc import Iterator, Mapping

from creditpolicy.formulas import Definition, Formula, IfMissing, IsMissing, Table, names_read, walk


def guessed(
    order: tuple[str, ...],
    nodes: Mapping[str, tuple[str, ...]],
    made: Mapping[str, Definition | Table],
    formulas: Mapping[str, tuple[Formula, ...]],
    outputs: Mapping[str, tuple[str, int]],
) -> dict[str, frozenset[str]]:
    """For each table the facts that count as something while they are missing, in it or in anything that it rests on.

    Args:
        order: every definition and table (`table terms`) after those that it reads.
        nodes: for each those that it reads.
        made: what stands behind each.
        formulas: what of each reads something.
        outputs: the tables that give the outputs.

    """
    facts: dict[str, frozenset[str]] = {}
    found: dict[str, frozenset[str]] = {}

    def behind(formula: Formula) -> Iterator[str]:
        for name in names_read(formula):
            plain = name.removeprefix("base.")
            node = f"table {outputs[plain][0]}" if plain in outputs else plain
            yield from facts.get(node, frozenset())
            if plain not in outputs and _may_be_given(made.get(plain)):
                yield plain

    for name in order:
        one = made[name]
        asked = [
            part.of for formula in formulas[name] for part in walk(formula) if isinstance(part, IsMissing | IfMissing)
        ]
        if isinstance(one, Table):
            asked += [column.formula for column in one.columns if column.no_match_if_missing]
        facts[name] = frozenset(fact for formula in formulas[name] for fact in behind(formula))
        own = frozenset(fact for formula in asked for fact in behind(formula))
        found[name] = own.union(*(found[read] for read in nodes[name]))
    return {one.name: found[name] for name in order if isinstance(one := made[name], Table)}


def _may_be_given(one: Definition | Table | None) -> bool:
    """Whether a name stands for a fact, or for what may be supplied in place of what is worked out."""
    return one is None or (isinstance(one, Definition) and one.supplied)
