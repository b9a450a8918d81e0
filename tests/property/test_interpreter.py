"""The interpreter against an oracle that knows only the reference of the language, on expressions."""

from collections import Counter
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.facts.from_data import read_case
from creditpolicy.syntax.expressions import tree as t
from creditpolicy.values.money import Money
from creditpolicy.values.unknown import Unknown
from tests.property import oracle
from tests.property.deciding import reproducible
from tests.property.oracle_values import UNKNOWN, Amount, Days, Months
from tests.property.policies import Made, definitions, mend
from tests.property.typed import Place
from tests.property.vocabulary import AS_OF, cases
from tests.property.worlds import world_of

EUR, BOTH = ("EUR",), ("EUR", "USD")
TIMES = 3


@st.composite
def situations(draw: st.DrawFn) -> tuple[Made, list[dict[str, Any]]]:
    currencies = draw(st.sampled_from((EUR, EUR, BOTH)))
    made = Made(currencies, draw(definitions(Place(currencies), 15)), ())
    return made, draw(st.lists(cases(currencies), min_size=TIMES, max_size=TIMES))


def by_interpreter(evaluation: Evaluation, name: str) -> Any:
    value = evaluation.named(name)
    if isinstance(value, Unknown):
        return UNKNOWN
    return (value.amount, value.currency) if isinstance(value, Money) else value


def by_oracle(world: oracle.World, name: str) -> Any:
    value = oracle.evaluate(world.definitions[name], world)
    match value:
        case Amount(number=number, currency=currency):
            return number, currency
        case Days(number=number) | Months(number=number):
            return number
    return value


def words_in(node: Any) -> list[str]:
    """The operators and functions of a tree."""
    found = []
    match node:
        case t.Arithmetic(op=op) | t.Comparison(op=op) | t.Against(op=op):
            found.append(f"{type(node).__name__} {op}")
        case t.Call(name=name) | t.Aggregate(name=name) | t.Property(name=name):
            found.append(f"{type(node).__name__} {name}")
        case _ if hasattr(node, "__dataclass_fields__"):
            found.append(type(node).__name__)
    parts = (
        node if isinstance(node, tuple) else [getattr(node, one) for one in getattr(node, "__dataclass_fields__", ())]
    )
    return found + [word for part in parts for word in words_in(part)]


@cache
def compared() -> Counter[str]:
    """What was reached while the two agreed."""
    seen: Counter[str] = Counter()

    @reproducible
    @given(situations())
    def look(situation: tuple[Made, list[dict[str, Any]]]) -> None:
        made, given_cases = situation
        made, loaded = mend(made, seen)
        assert loaded.program is not None
        for case in given_cases:
            evaluation = Evaluation(loaded.program, read_case(case, loaded.program.vocabulary, AS_OF))
            world = world_of(made, case)
            for name, _, node in made.definitions:
                ours, theirs = by_interpreter(evaluation, name), by_oracle(world, name)
                seen.update(words_in(node))
                seen[f"gives {type(ours).__name__ if ours != UNKNOWN else ours}"] += 1
                if isinstance(ours, bool):
                    seen[f"verdict {ours}"] += 1
                assert ours == theirs, (name, ours, theirs, case, made.text())

    look()
    return seen


def test_the_interpreter_agrees_with_the_oracle_on_expressions():
    assert compared()["verdict True"] > 0


WANTED = {
    **{f"Arithmetic {op}": 10 for op in "+-*/"},
    **{f"Comparison {op}": 10 for op in ("=", "!=", "<", "<=", ">", ">=")},
    **{f"Against {op}": 1 for op in ("=", "!=", "<", "<=", ">", ">=")},
    **dict.fromkeys(("And", "Or", "Not", "In", "Range", "NotTests", "Equal", "IfThenElse", "Negation"), 20),
    **{f"Property {part}": 1 for part in ("year", "month", "day", "weekday")},
    **{
        f"Call {name}": 3
        for name in ("abs", "min", "max", "floor", "ceiling", "decimal", "is missing", "months between")
    },
    **{f"Call {name}": 1 for name in ("round up", "round down", "round half up", "round half down", "string length")},
    **{
        f"Call {name}": 5
        for name in ("contains", "starts with", "ends with", "list contains", "count", "sum", "any", "all")
    },
    **{f"Aggregate {name}": 1 for name in ("count", "sum", "min", "max", "any", "all")},
    **{f"gives {kind}": 10 for kind in ("bool", "Fraction", "tuple", "date", "str", UNKNOWN)},
    **{f"verdict {verdict}": 10 for verdict in (True, False)},
    **{f"Call {name}": 2 for name in ("business days between", "add business days", "next business day")},
    **{f"Call {name}": 2 for name in ("is business day", "next allowed day")},
    **{f"{kind}Literal": 10 for kind in ("Number", "Amount", "Duration", "Text", "Date")},
}


def test_the_generators_reach_every_operator_function_and_verdict():
    seen = compared()

    assert {word: seen[word] for word, least in WANTED.items() if seen[word] < least} == {}
