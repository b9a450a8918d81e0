"""Typed expressions: every name resolved, every unit agreed. The form that checked policies and programs share."""

from typing import Literal, TypeAlias

from creditpolicy.diagnostics import Place
from creditpolicy.frozen import dataclass
from creditpolicy.values.types import BooleanType, Type
from creditpolicy.values.value import Value

BOOLEAN = BooleanType()
MIRRORED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""What a comparison says read from its other side."""


@dataclass(frozen=True, slots=True)
class Const:
    """A value that the policy's author wrote; None is the known nothing of an output."""

    value: Value
    type: Type


@dataclass(frozen=True, slots=True)
class Amounts:
    """A threshold per currency, `((currency, amount), ...)`; which one counts depends on what it is compared with."""

    name: str
    by_currency: tuple[tuple[str, Value], ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a fact, a definition or a table's output, by its full name."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Subject:
    """The value of the table's column, inside the test of a cell."""

    type: Type


@dataclass(frozen=True, slots=True)
class Today:
    """`as_of`: the day for which is decided."""

    type: Type


@dataclass(frozen=True, slots=True)
class Arith:
    """Exact arithmetic. Dates move by days or months; date minus date is days."""

    op: Literal["+", "-", "*", "/"]
    left: "Formula"
    right: "Formula"
    type: Type


@dataclass(frozen=True, slots=True)
class Apply:
    """A built-in function. Its name is the language's (`round half up`, `months between`, `year`)."""

    function: str
    arguments: tuple["Formula", ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Compare:
    """One test. `text` and `at` are the author's words and their place, for the trace."""

    op: Literal["=", "!=", "<", "<=", ">", ">="]
    left: "Formula"
    right: "Formula"
    text: str
    at: Place
    type: BooleanType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Holds:
    """A test that is a boolean fact or definition by itself."""

    of: "Formula"
    text: str
    at: Place
    type: BooleanType = BOOLEAN


@dataclass(frozen=True, slots=True)
class AllOf:
    """Strong Kleene and; no parts hold."""

    parts: tuple["Formula", ...]
    type: BooleanType = BOOLEAN


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Strong Kleene or; no parts fail."""

    parts: tuple["Formula", ...]
    type: BooleanType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Negate:
    """Strong Kleene not."""

    part: "Formula"
    type: BooleanType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Choose:
    """`if condition then yes else no`; known too where the condition is not but both branches agree."""

    condition: "Formula"
    yes: "Formula"
    no: "Formula"
    type: Type


@dataclass(frozen=True, slots=True)
class IsMissing:
    """Whether a value is unknown; itself always known."""

    of: "Formula"
    text: str
    at: Place
    type: BooleanType = BOOLEAN


@dataclass(frozen=True, slots=True)
class IfMissing:
    """`of`, or `instead` where it is unknown: the only way by which unknown turns into known."""

    of: "Formula"
    instead: "Formula"
    type: Type


Aggregate: TypeAlias = Literal["count", "sum", "min", "max", "any", "all"]


@dataclass(frozen=True, slots=True)
class Over:
    """An aggregate over a list of records. `subject` is None for `count`; `where` None takes every record.

    One that is `together` takes only the records that a decision point looks at together, such as those of one payer.
    """

    kind: Aggregate
    record: str
    subject: "Formula | None"
    where: "Formula | None"
    default: "Formula | None"
    type: Type
    together: bool = False


Formula: TypeAlias = (
    Const
    | Amounts
    | Read
    | Subject
    | Today
    | Arith
    | Apply
    | Compare
    | Holds
    | AllOf
    | AnyOf
    | Negate
    | Choose
    | IsMissing
    | IfMissing
    | Over
)
