"""Trees of expressions and cells, as the parser can make them; for laws of the parser and of the type checker."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from creditpolicy.syntax.expressions.tree import (
    Against,
    Aggregate,
    AmountLiteral,
    And,
    Arithmetic,
    BooleanLiteral,
    Call,
    Cell,
    CellTest,
    Comparison,
    DateLiteral,
    DurationLiteral,
    Equal,
    Expression,
    IfThenElse,
    In,
    Name,
    Negation,
    Not,
    NotTests,
    NumberLiteral,
    Or,
    Property,
    Range,
    Span,
    TextLiteral,
)

NOWHERE = Span(0, 0)
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
NAMES = (
    *("C", "A1", "net_14", "as_of", "NO", "default", "where", "android", "order", "notary", "d", "en", "EUR"),
    *("customer.segment", "risk.class", "base.terms.terms", "customer.day", "invoice.days_overdue", "iff.inn"),
)
FUNCTIONS = (
    *("starts with", "ends with", "string length", "list contains", "is missing", "round up", "round half down"),
    *("months between", "business days between", "add business days", "abs", "min", "count", "any", "unheard of"),
)

whole_numbers = st.integers(0, 10**6).map(str)
decimals = st.one_of(whole_numbers, st.from_regex(r"(0|[1-9][0-9]{0,5})\.[0-9]{1,4}", fullmatch=True))
amounts = st.one_of(whole_numbers, st.from_regex(r"(0|[1-9][0-9]{0,5})\.[0-9]{1,2}", fullmatch=True))
literals: SearchStrategy[Expression] = st.one_of(
    st.builds(NumberLiteral, decimals, st.booleans(), st.just(NOWHERE)),
    st.builds(AmountLiteral, amounts, st.sampled_from(("EUR", "USD")), st.just(NOWHERE)),
    st.builds(DurationLiteral, whole_numbers, st.sampled_from(("days", "months", "years")), st.just(NOWHERE)),
    st.builds(TextLiteral, st.text(max_size=8), st.just(NOWHERE)),
    st.builds(DateLiteral, st.dates().map(lambda day: day.isoformat()), st.just(NOWHERE)),
    st.builds(BooleanLiteral, st.booleans(), st.just(NOWHERE)),
)
names: SearchStrategy[Expression] = st.builds(Name, st.sampled_from(NAMES), st.just(NOWHERE))


def _tests(inner: SearchStrategy[Expression]) -> SearchStrategy[CellTest]:
    flat: SearchStrategy[CellTest] = st.one_of(
        st.builds(Equal, inner, st.just(NOWHERE)),
        st.builds(Against, st.sampled_from(COMPARISONS), inner, st.just(NOWHERE)),
        st.builds(Range, inner, inner, st.booleans(), st.booleans(), st.just(NOWHERE)),
    )
    return flat | st.builds(NotTests, st.lists(flat, min_size=1, max_size=2).map(tuple), st.just(NOWHERE))


def _grown(leaves: SearchStrategy[Expression]) -> SearchStrategy[Expression]:
    inner = st.deferred(lambda: leaves)  # its name is short, where a failing test prints it
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    tests = st.lists(_tests(inner), min_size=1, max_size=3).map(tuple)
    aggregates = st.sampled_from(("count", "sum", "min", "max", "any", "all"))
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner, st.just(NOWHERE)),
        st.builds(Comparison, st.sampled_from(COMPARISONS), inner, inner, st.just(NOWHERE)),
        st.builds(And, several, st.just(NOWHERE)),
        st.builds(Or, several, st.just(NOWHERE)),
        st.builds(Not, inner, st.just(NOWHERE)),
        st.builds(Negation, inner, st.just(NOWHERE)),
        st.builds(In, inner, tests, st.just(NOWHERE)),
        st.builds(IfThenElse, inner, inner, inner, st.just(NOWHERE)),
        st.builds(Property, inner, st.sampled_from(("year", "month", "day", "weekday")), st.just(NOWHERE)),
        # No second argument starts with the bare name `default`: there it is the word of an aggregate.
        st.builds(
            Call,
            st.sampled_from(FUNCTIONS),
            st.just(NOWHERE),
            st.one_of(st.just(()), st.tuples(inner), st.tuples(inner, literals)),
            st.just(NOWHERE),
        ),
        st.builds(Aggregate, aggregates, st.just(NOWHERE), inner, inner, st.none() | inner, st.just(NOWHERE)),
        st.builds(Aggregate, aggregates, st.just(NOWHERE), inner, st.none(), inner, st.just(NOWHERE)),
    )


expressions: SearchStrategy[Expression] = st.recursive(literals | names, _grown, max_leaves=12)
"""Any tree that has a text, without places."""

cells: SearchStrategy[Cell] = st.builds(Cell, st.lists(_tests(expressions), max_size=3).map(tuple), st.just(NOWHERE))


def without_spans(node: Any) -> Any:
    """The same tree with every place at `NOWHERE`."""
    if isinstance(node, Span):
        return NOWHERE
    if isinstance(node, tuple):
        return tuple(map(without_spans, node))
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{field.name: without_spans(getattr(node, field.name)) for field in fields(node)})
    return node
