"""The checks that creditpolicy makes of its facts, by hand, for the Polars plans, which make none: of whole columns.

Types, bounds, words, how long a text is, how fine a number is, and that nothing lacks. A frame that has something wrong
is refused as a whole: which row it is, and what was wanted there, it does not tell.
"""

from collections.abc import Callable

import polars

from creditpolicy.ir import Program
from creditpolicy.values.types import BooleanType, EnumType, NumberType, TextType, Type

LONGEST_TEXT = 2000


def checking(program: Program) -> Callable[[polars.DataFrame], None]:
    """A call that refuses a frame in which a fact can't be what it says it is."""
    facts = {
        name.removeprefix("deal."): fact.type
        for name, fact in program.vocabulary.facts.items()
        if name.startswith("deal.")
    }
    types = {name: _type(kind) for name, kind in facts.items()}
    tests = [test.alias(f"{name} {n}") for name, kind in facts.items() for n, test in enumerate(_tests(name, kind))]

    def check(frame: polars.DataFrame) -> None:
        wrong = [name for name, kind in types.items() if frame.schema[name] != kind]
        wrong += [name for name, fits in frame.lazy().select(tests).collect().row(0, named=True).items() if not fits]
        if wrong:
            message = f"wrong: {wrong}"
            raise ValueError(message)

    return check


def _type(kind: Type) -> polars.DataType:
    match kind:
        case BooleanType():
            return polars.Boolean()
        case EnumType() | TextType():
            return polars.String()
        case NumberType(scale=scale):
            return polars.Float64() if scale else polars.Int64()
    message = f"no check for {kind}"
    raise SystemExit(message)


def _tests(name: str, kind: Type) -> list[polars.Expr]:
    column = polars.col(name)
    tests = [column.null_count() == 0]
    match kind:
        case EnumType(members=members):
            # Asked of the different words: twice as fast as of each row.
            tests.append(column.unique().is_in(list(members)).all())
        case TextType():
            tests.append(column.str.len_bytes().max() <= LONGEST_TEXT)
        case NumberType(scale=scale, bounds=bounds):
            tests += [] if bounds.low is None else [column.min() >= int(bounds.low)]
            tests += [] if bounds.high is None else [column.max() <= int(bounds.high)]
            tests += [(column.round(scale) == column).all()] if scale else []
    return tests
