"""What is said of a condition means the same as the condition itself, also where facts are missing."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.prose import sentence
from creditpolicy.backends.prose.plain import plain
from creditpolicy.diagnostics import Place
from creditpolicy.facts.case import Case
from creditpolicy.formulas import (
    AllOf,
    AnyOf,
    Choose,
    Compare,
    Const,
    Formula,
    Holds,
    IfMissing,
    IsMissing,
    Negate,
    Read,
)
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text
from creditpolicy.values.types import BooleanType, NumberType
from creditpolicy.values.unknown import Unknown
from creditpolicy.values.value import Value

AT = Place("policy.yaml", 1, 1, 1, 2)
BOOLEAN, NUMBER = BooleanType(), NumberType(0)
CLAIMS = tuple(Read(f"customer.{name}", BOOLEAN) for name in ("ubo_known", "natural_person", "insolvency_flag"))
COUNT = Read("customer.paid_invoice_count", NUMBER)


def compiled() -> Program:
    """A policy that adds nothing to the standard vocabulary."""
    loaded = load_text("policy.yaml", 'policy: p\nlanguage: 1\nversion: "1"\ncurrency: EUR\n')
    assert loaded.program is not None
    return loaded.program


PROGRAM = compiled()
truths = st.builds(lambda value: Const(value=value, type=BOOLEAN), st.booleans())
numbers = st.builds(lambda value: Const(Fraction(value), NUMBER), st.integers(0, 3))
ops = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
claims = st.sampled_from(CLAIMS)
tests = st.one_of(
    claims,
    claims.map(lambda claim: Holds(claim, "", AT)),
    claims.map(lambda claim: IsMissing(claim, "", AT)),
    st.builds(lambda op, bound: Compare(op, COUNT, bound, "", AT), ops, numbers),
    st.builds(lambda op, bound: Compare(op, bound, COUNT, "", AT), ops, numbers),
    st.builds(
        lambda op, left, right: Compare(op, left, right, "", AT), st.sampled_from(["=", "!="]), claims, claims | truths
    ),
)


def larger(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        inner.map(Negate),
        several.map(AllOf),
        several.map(AnyOf),
        st.builds(lambda test, yes, no: Choose(test, yes, no, BOOLEAN), inner, inner, inner),
        st.builds(lambda of, instead: IfMissing(of, instead, BOOLEAN), inner, truths | inner),
    )


conditions = st.recursive(tests, larger, max_leaves=8)
facts = st.fixed_dictionaries(
    {},
    optional={
        **{claim.name: st.booleans() for claim in CLAIMS},
        COUNT.name: st.integers(0, 3).map(Fraction),
    },
)


def answer(formula: Formula, known: dict[str, Value]) -> object:
    """True, false or, where it can't be known, None."""
    value = Evaluation(PROGRAM, Case(date(2026, 6, 1), known, {}, {})).value(formula)
    return None if isinstance(value, Unknown) else value


@given(conditions, facts)
def test_the_form_that_is_said_means_the_same(condition: Formula, known: dict[str, Value]):
    assert answer(plain(condition), known) == answer(condition, known)


@given(conditions, facts)
def test_the_opposite_that_is_said_means_the_opposite(condition: Formula, known: dict[str, Value]):
    held = answer(condition, known)

    assert answer(plain(condition, positive=False), known) == (None if held is None else not held)


@given(conditions)
def test_every_condition_has_a_sentence_in_both_languages(condition: Formula):
    said = sentence(PROGRAM, condition)

    assert said.nl
    assert said.en
    assert said.nl.count("(") == said.nl.count(")")
    assert said.en.count("(") == said.en.count(")")


@given(conditions)
def test_making_it_plain_twice_changes_nothing(condition: Formula):
    once = plain(condition)

    assert plain(once) == once
