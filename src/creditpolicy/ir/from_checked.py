"""A checked policy to a program: each definition and table after all that it reads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from creditpolicy.checked.policy import Policy
from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.facts.vocabulary import Fact, Vocabulary
from creditpolicy.formulas import Definition, Formula, Override, Table, names_read
from creditpolicy.ir.depth import DEEPEST, depths
from creditpolicy.ir.guessed import guessed
from creditpolicy.ir.order import in_order
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import formulas_that_read, read_by_overrides


def lower(policy: Policy) -> Program | tuple[Diagnostic, ...]:
    """The program of a policy, or the circles in which its tables and definitions read each other."""
    overrides: dict[str, tuple[Override, ...]] = {}
    for override in policy.overrides:
        overrides[override.target] = (*overrides.get(override.target, ()), override)
    outputs = {
        output.name: (table.name, index) for table in policy.tables for index, output in enumerate(table.outputs)
    }
    definitions = {definition.name: definition for definition in policy.definitions}
    tables = {table.name: table for table in policy.tables}
    made: dict[str, Definition | Table] = {**definitions, **{f"table {name}": table for name, table in tables.items()}}
    formulas = {
        name: formulas_that_read(one) if isinstance(one, Table) else (one.formula,) for name, one in made.items()
    }
    nodes = _nodes(formulas, overrides, outputs)
    order, circles = in_order(nodes)
    if circles:
        return tuple(_circle(circle, policy) for circle in circles)
    deep = _deepest(order, policy, formulas, overrides, outputs)
    if deep is not None:
        return (deep,)
    return Program(
        id=policy.header.id,
        version=policy.header.version,
        digest=policy.digest,
        vocabulary=_with_supplied(policy),
        max_ages=policy.max_ages,
        definitions={name: definitions[name] for name in order if name in definitions},
        tables={
            name.removeprefix("table "): tables[name.removeprefix("table ")]
            for name in order
            if name.startswith("table ")
        },
        outputs=outputs,
        overrides=overrides,
        points={point.name: point for point in policy.points},
        reasons=policy.reasons,
        law=policy.law,
        guessed=guessed(order, nodes, made, formulas, outputs),
    )


def _nodes(
    formulas: Mapping[str, tuple[Formula, ...]],
    overrides: dict[str, tuple[Override, ...]],
    outputs: dict[str, tuple[str, int]],
) -> dict[str, tuple[str, ...]]:
    """Every definition and table with the definitions and tables that it reads."""

    def resolved(names: Iterable[str]) -> tuple[str, ...]:
        found = []
        for name in names:
            if name in formulas:
                found.append(name)
            elif name in outputs:
                found.append(f"table {outputs[name][0]}")
                found.extend(resolved(read_by_overrides(overrides.get(name, ()), name)))
        return tuple(dict.fromkeys(found))

    found = {}
    for node, inner in formulas.items():
        own = (name for formula in inner for name in names_read(formula))
        found[node] = resolved((*own, *read_by_overrides(overrides.get(node, ()), node)))
    return found


def _deepest(
    order: tuple[str, ...],
    policy: Policy,
    formulas: Mapping[str, tuple[Formula, ...]],
    overrides: dict[str, tuple[Override, ...]],
    outputs: dict[str, tuple[str, int]],
) -> Diagnostic | None:
    """A finding where definitions and tables stand inside each other deeper than is followed."""
    followed = dict(formulas)
    for target, replacing in overrides.items():
        holder = f"table {outputs[target][0]}" if target in outputs else target
        replaced = (formula for one in replacing for formula in (one.holds, one.value, one.rank))
        followed[holder] = (*followed.get(holder, ()), *replaced)

    def stands_for(name: str) -> tuple[str, ...]:
        plain = name.removeprefix("base.")
        return (f"table {outputs[plain][0]}" if plain in outputs else plain,)

    found = depths(order, followed, stands_for)
    deepest = next((name for name in order if found[name] > DEEPEST), None)
    if deepest is None:
        return None
    name = deepest.removeprefix("table ")
    at = _place(deepest, policy.definitions, policy.tables)
    message = f"`{name}` stands on too many definitions inside each other"
    return Diagnostic(Code.NESTED_TOO_DEEP, message, at, "say it in fewer steps, or with a fact or a table")


def _with_supplied(policy: Policy) -> Vocabulary:
    """The facts of a case may hold the computed ones that may be supplied, and no others."""
    supplied = {
        definition.name: Fact(definition.name, definition.formula.type, definition.titles, derived=True)
        for definition in policy.definitions
        if definition.supplied
    }
    worked_out = frozenset(definition.name for definition in policy.definitions if not definition.supplied)
    return replace(policy.vocabulary, facts={**policy.vocabulary.facts, **supplied}, worked_out=worked_out)


def _circle(circle: tuple[str, ...], policy: Policy) -> Diagnostic:
    names = [name.removeprefix("table ") for name in (*circle, circle[0])]
    at = _place(circle[0], policy.definitions, policy.tables)
    path = " -> ".join(f"`{name}`" for name in names)
    return Diagnostic(Code.CIRCULAR, f"`{names[0]}` is decided by itself: {path}", at, "break the circle")


def _place(name: str, definitions: tuple[Definition, ...], tables: tuple[Table, ...]) -> Place:
    places = {definition.name: definition.at for definition in definitions} | {
        f"table {table.name}": table.at for table in tables
    }
    return places[name]
