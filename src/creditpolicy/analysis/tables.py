"""Overlapping rows, cases without a row, rows that never apply: each shown by a case that was decided."""

from creditpolicy.analysis.replay import Replay
from creditpolicy.analysis.space import Budget, Space, Spaces, TooManyStates
from creditpolicy.checked import Policy
from creditpolicy.diagnostics import Code, Diagnostic, Note
from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.formulas import Row, Table, names_read
from creditpolicy.ir.program import Program
from creditpolicy.values.describe import written
from creditpolicy.values.value import Value

MOST_OVERLAPS = 20
"""Of one table: whoever mends those has seen what is wrong with it."""
MOST_NAMED = 5


def check_tables(
    policy: Policy, program: Program, spaces: Spaces, torn: frozenset[str] = frozenset()
) -> tuple[Diagnostic, ...]:
    """What is wrong with the tables of a policy; of those that are `torn`, only what further rows could not mend."""
    found: list[Diagnostic] = []
    for table in program.tables.values():
        if not table.columns:
            continue
        space = spaces.of(table)
        overlaps = _overlaps(table, space, program) if table.hit == "unique" else ()
        found.extend(overlaps)
        if table.hit == "first":
            found.extend(_shadowed(table, spaces.of(table, with_missing=True)))
        if table.name in policy.total - torn and not overlaps and not any(row.otherwise for row in table.rows):
            found.extend(_gap(table, space, program))
    return tuple(found)


def _overlaps(table: Table, space: Space, program: Program) -> tuple[Diagnostic, ...]:
    """For each row the first earlier one that it overlaps."""
    found: list[Diagnostic] = []
    independent = _columns_are_independent(table, program)
    for later in range(len(space.rows)):
        earlier = space.meeting(later) & ((1 << later) - 1)
        if not earlier:
            continue
        if len(found) == MOST_OVERLAPS:
            break
        first = (earlier & -earlier).bit_length() - 1
        witness = space.witness(first, later)
        rows = space.rows[first], space.rows[later]
        if not independent:
            found.append(_not_proved(table, rows[1], f"rows `{rows[0].id}` and `{rows[1].id}` may both hold"))
            continue
        _must_hold(table, rows, witness, program)
        one_may = "and only one may" if _is_always_unique(table) else "in a table with `hit: unique`"
        found.append(
            Diagnostic(
                Code.OVERLAP,
                f"rows `{rows[0].id}` and `{rows[1].id}` both hold, {one_may}",
                rows[1].at,
                "narrow one of them" if _is_always_unique(table) else "narrow one of them, or use `hit: first`",
                (Note("the other row", rows[0].at), Note(f"for example: {_case(table, witness)}")),
            )
        )
    return tuple(found)


def _is_always_unique(table: Table) -> bool:
    """Whether the author can't say otherwise: points and classes of a score have no `hit`."""
    return table.name.startswith("risk.")


def _gap(table: Table, space: Space, program: Program) -> tuple[Diagnostic, ...]:
    exact = len(space.rows) == len(table.rows)
    try:
        witness = space.unique_gap() if table.hit == "unique" and exact else space.gap(space.all_rows)
    except TooManyStates:
        way_out = "end with a row of `-`" if table.hit == "first" else "make smaller tables of it"
        return (_given_up(table, table.rows[0], "whether every case has a row", way_out),)
    if witness is None:
        return ()
    case = _case(table, witness)
    if not exact or not _columns_are_independent(table, program):
        return (_not_proved(table, table.rows[0], f"there may be no row for {case}"),)
    if any(verdict is not False for verdict in Replay(program, table, witness).verdicts()):
        message = f"the witness {case} of a gap in `{table.name}` has a row"
        raise InvariantError(message)
    return (
        Diagnostic(
            Code.GAP, f"no row of `{table.name}` for {case}", table.rows[-1].at, "add a row for it, or widen one"
        ),
    )


def _shadowed(table: Table, space: Space) -> tuple[Diagnostic, ...]:
    """Rows of a `first` table all of whose cases earlier rows take."""
    found: list[Diagnostic] = []
    budget = Budget()
    for index, row in enumerate(space.rows):
        earlier = (1 << index) - 1
        within = tuple(column.accepted[index] for column in space.columns)
        try:
            if not earlier or space.gap(earlier, within, budget) is not None:
                continue
        except TooManyStates:
            what = f"whether row `{row.id}` and those below it ever apply"
            found.append(_given_up(table, row, what, "make smaller tables of it"))
            break
        if len(found) == MOST_OVERLAPS:
            break
        message = f"row `{row.id}` never applies: {_taking(space, index, within)} every case it has"
        found.append(Diagnostic(Code.ROW_NEVER_APPLIES, message, row.at, "move it up, or leave it out"))
    return tuple(found)


def _taking(space: Space, index: int, within: tuple[int, ...]) -> str:
    """Which earlier rows take all cases of a row: the first that does so alone, else those that take some of them."""
    alone = (1 << index) - 1
    for column, pieces in enumerate(within):
        alone = space.accepting(alone, column, pieces)
    some = alone & -alone or space.meeting(index)
    names = [f"`{other.id}`" for position, other in enumerate(space.rows[:index]) if some >> position & 1]
    if len(names) == 1:
        return f"{names[0]} takes"
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more} take"


def _columns_are_independent(table: Table, program: Program) -> bool:
    """Whether no two columns rest on the same fact, so that every combination of their values can occur."""
    seen: set[str] = set()
    for column in table.columns:
        facts = _facts_behind(names_read(column.formula), program)
        if facts & seen:
            return False
        seen |= facts
    return True


def _facts_behind(names: tuple[str, ...], program: Program) -> set[str]:
    """The names themselves where they are facts or outputs; for definitions what they rest on."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        definition = program.definitions.get(name)
        if definition is None or name in found:
            found.add(name)
            continue
        inner = names_read(definition.formula)
        found.add(name)
        waiting.extend(inner)
    return found


def _must_hold(table: Table, rows: tuple[Row, Row], witness: tuple[Value, ...], program: Program) -> None:
    verdicts = Replay(program, table, witness).verdicts()
    if any(verdicts[table.rows.index(row)] is False for row in rows):
        message = f"the witness {_case(table, witness)} of an overlap in `{table.name}` fails a row"
        raise InvariantError(message)


def _not_proved(table: Table, row: Row, what: str) -> Diagnostic:
    return Diagnostic(
        Code.NOT_PROVED,
        f"{what} in `{table.name}`: its columns or cells depend on each other",
        row.at,
        "end with a row of `-`" if table.hit == "first" else "use columns that are single facts, or `hit: first`",
    )


def _given_up(table: Table, row: Row, what: str, way_out: str) -> Diagnostic:
    message = f"{what} is not proved: `{table.name}` has too many cases to look at"
    return Diagnostic(Code.NOT_PROVED, message, row.at, way_out)


def _case(table: Table, witness: tuple[Value, ...]) -> str:
    """The column values of a witness, as a reader would say them."""
    return ", ".join(
        f"{column.header} = {written(value, column.formula.type)}"
        for column, value in zip(table.columns, witness, strict=True)
    )
