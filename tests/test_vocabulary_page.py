"""The page of the standard vocabulary lists what the product ships, no more and no less."""

from collections.abc import Callable
from pathlib import Path

from creditpolicy.facts.vocabulary import Fact
from creditpolicy.formulas import Definition
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text
from creditpolicy.values.describe import plain_number
from creditpolicy.values.types import (
    BooleanType,
    Bounds,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)
from tests.snippets import HEADER, SECTIONS

PAGE = Path(__file__).parents[1] / "docs" / "language" / "vocabulary.md"
WIDE = 10**9
HEAD = """# Vocabulary

All facts that come with the product. What your policy needs besides, it [declares](definitions.md). How facts are given
in a case is told in [Facts](facts.md). A name in a condition is the record, a point, and the name in the first column:
`customer.legal_name`.

*Worked out* are definitions: give the facts that they rest on and they follow. `creditpolicy explain NAME --policy DIR`
prints the formula. *From the ledger* are facts that a run works out from paid invoices. *About a person* are sensitive
facts: a policy that reads one says what for, under [`purposes`](law.md#what-the-law-asks-of-a-policy).
"""
YOURS = {
    "segments": "one of your segments",
    "risk.classes": "one of your risk classes",
    "terms": "one of your payment terms",
    "ladders": "one of your ladders",
    "reminders": "one of your reminder steps",
    "roles": "one of your roles",
    "exceptions": "one of your exception routes",
    "currencies": "one of your currencies",
}
"""The words that a policy itself gives."""


def page(program: Program) -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_record(name, program) for name in program.vocabulary.records)])


def _record(name: str, program: Program) -> str:
    record = program.vocabulary.records[name]
    held = f"A list: `{record.many}`." if record.many else "A case has one, or none."
    facts = [fact for fact in program.vocabulary.facts.values() if fact.record == name]
    own = [fact for fact in facts if fact.name not in program.definitions]
    worked_out = [one for one in program.definitions.values() if _ships(one) and one.name.startswith(f"{name}.")]
    lines = [f"## {name}", "", f"{_capital(record.titles.en)}, in Dutch {record.titles.nl}. {held}", ""]
    if own:
        lines += ["| fact | type | is | in Dutch |", "| --- | --- | --- | --- |", *map(_fact, own), ""]
    if worked_out:
        lines += ["Worked out:", "", "| name | type | is | in Dutch |", "| --- | --- | --- | --- |"]
        lines += [*map(_definition, worked_out), ""]
    return "\n".join(lines)


def _ships(one: Definition) -> bool:
    return one.at.file.startswith("standard/")


def _fact(fact: Fact) -> str:
    origin = "; from the ledger" if fact.derived else ""
    person = "; about a person" if fact.sensitive else ""
    return f"| `{fact.key}` | {_type(fact.type)} | {fact.titles.en}{origin}{person} | {fact.titles.nl} |"


def _definition(one: Definition) -> str:
    return f"| `{one.name.partition('.')[2]}` | {_type(one.formula.type)} | {one.titles.en} | {one.titles.nl} |"


def _type(of: Type) -> str:
    match of:
        case BooleanType():
            return "yes or no"
        case TextType():
            return "text"
        case DateType():
            return "date"
        case EnumType(name=name) if name in YOURS:
            return YOURS[name]
        case EnumType(members=members, ordered=ordered):
            words = ", ".join(f"`{member}`" for member in members)
            return f"{words}, from low to high" if ordered else words
        case ListType(of=inner):
            return f"list of {_type(inner)}"
        case NumberType(percent=True):
            return f"percentage{_span(of.bounds)}"
        case NumberType():
            return f"number{_span(of.bounds)}"
        case MoneyType():
            return "amount"
        case DaysType():
            return f"days{_span(of.bounds)}"
        case MonthsType():
            return f"months{_span(of.bounds)}"


def _span(bounds: Bounds) -> str:
    """The bounds where they say something; wide ones only catch figures in the wrong column."""
    if bounds.low is None or bounds.high is None or max(abs(bounds.low), abs(bounds.high)) >= WIDE:
        return ""
    return f", {plain_number(bounds.low)} to {plain_number(bounds.high)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def test_the_page_is_what_the_product_ships(golden: Callable[[Path, str], None]):
    loaded = load_text("policy.yaml", "\n".join([*HEADER.values(), *SECTIONS.values()]))
    program = loaded.program
    assert program is not None, loaded.diagnostics

    golden(PAGE, page(program))
