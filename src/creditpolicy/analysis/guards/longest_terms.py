"""The longest payment terms that the law allows.

Logic: each row of the table of terms that may be the answer for such a debtor, with the longest instalment of its
terms: `30 days` are 30, a month at most 31, the end of a month at most 30 more. Terms for public bodies are looked at
only where the policy tells kinds of debtors apart.
"""

import re
from collections.abc import Iterator, Mapping

from creditpolicy.analysis.guards.guard import DEBTOR_TYPE, Guard, Looking
from creditpolicy.checked.policy import Terms
from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.formulas import Const, names_read
from creditpolicy.ir.reads import formulas_of
from creditpolicy.values.value import Value

_COUNTED = re.compile(r"(\d+) (day|month)", re.ASCII)
_LONGEST_MONTH, _REST_OF_A_MONTH = 31, 30


def longest(terms: Terms) -> int:
    """The most days that an instalment can be due after the day from which it counts."""
    return max((_days(line.due) for line in terms.lines), default=0)


def _days(due: str) -> int:
    found = _COUNTED.search(due)
    count = 0 if found is None else int(found.group(1)) * (_LONGEST_MONTH if found.group(2) == "month" else 1)
    return count + due.count(", then ") * _REST_OF_A_MONTH


def _beyond(looking: Looking, known: Mapping[str, Value], most: int, code: Code, who: str) -> Iterator[Diagnostic]:
    table = looking.program.tables.get("terms")
    if table is None:
        return
    by_id = {terms.id: terms for terms in looking.policy.terms}
    for row in looking.at(known).may_decide(table):
        given = row.outputs[0]
        terms = by_id.get(given.value) if isinstance(given, Const) and isinstance(given.value, str) else None
        if terms is not None and longest(terms) > most:
            message = f"`{terms.id}` may give {who} {longest(terms)} days, the law allows {most}"
            yield Diagnostic(code, message, row.at, "give them shorter terms, in a row of their own")


def _public(looking: Looking) -> Iterator[Diagnostic]:
    table = looking.program.tables.get("terms")
    if table is not None and any(DEBTOR_TYPE in names_read(formula) for formula in formulas_of(table)):
        yield from _beyond(looking, {DEBTOR_TYPE: "public_body"}, 30, Code.TERM_OF_PUBLIC_BODY, "a public body")


def _business(looking: Looking) -> Iterator[Diagnostic]:
    yield from _beyond(looking, {DEBTOR_TYPE: "business"}, 60, Code.TERM_BETWEEN_BUSINESSES, "a business")


def _large(looking: Looking) -> Iterator[Diagnostic]:
    if looking.policy.header.creditor_size in {"small", "medium"}:
        known: Mapping[str, Value] = {DEBTOR_TYPE: "business", "customer.company_size": "large"}
        yield from _beyond(looking, known, 30, Code.TERM_OF_LARGE_DEBTOR, "a large company")


_DIRECTIVE = "Directive 2011/7/EU (EUR-Lex LEGISSUM:mi0074)"
GUARDS = (
    Guard(Code.TERM_OF_PUBLIC_BODY, "EU", _DIRECTIVE, deviable=True, check=_public),
    Guard(Code.TERM_BETWEEN_BUSINESSES, "EU", _DIRECTIVE, deviable=True, check=_business),
    Guard(
        Code.TERM_OF_LARGE_DEBTOR,
        "NL",
        "Staatsblad 2022, 146 and 175: thirty days since 2022-07-01",
        deviable=False,
        check=_large,
    ),
)
