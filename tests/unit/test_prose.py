"""Conditions and the reasons of rows as sentences."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from creditpolicy.backends.prose import reason_text, sentence
from creditpolicy.backends.prose.words import EN, NL
from creditpolicy.checked.functions import known_functions
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Choose, Subject
from creditpolicy.ir.program import Program
from creditpolicy.loading import load, load_text
from creditpolicy.values.types import NumberType

ROOT = Path(__file__).parents[2]
HEADER = """
policy: sentences
language: 1
version: "1"
currencies: [EUR, USD]
amounts:
  large_order: {EUR: 5000, USD: 6000}
facts:
  customer.reference: {type: text, title: {nl: kenmerk, en: reference}}
  invoice.reference: {type: text, title: {nl: kenmerk, en: reference}}
segments:
  - {id: new, when: customer.relationship_months < 6}
  - {id: regular, otherwise: true}
definitions:
"""
LEFTOVER = re.compile(r"[?{}]|\b[A-Z][a-z]+\(|Fraction|None|<|  ")


def said(written: str) -> Titles:
    """The sentence of the definition `customer.claim`, written after `is`."""
    return _definition("customer", written)


def said_of_invoice(written: str) -> Titles:
    """The same for a definition that belongs to an invoice."""
    return _definition("invoice", written)


def _definition(record: str, written: str) -> Titles:
    folded = written if written.startswith("{") else f">-\n      {written}"
    text = f"{HEADER}  {record}.claim:\n    is: {folded}\n"
    loaded = load_text("sentences.yaml", text)
    assert loaded.program is not None, loaded.diagnostics
    return sentence(loaded.program, loaded.program.definitions[f"{record}.claim"].formula)


@pytest.fixture(scope="module")
def program() -> Program:
    (loaded,) = load(ROOT / "policies" / "nl-b2b")
    assert loaded.program is not None, loaded.diagnostics
    return loaded.program


@pytest.mark.parametrize(
    ("written", "english", "dutch"),
    [
        (
            "customer.avg_days_late <= 5 and customer.paid_invoice_count >= 6",
            "average days late is at most 5 days and number of paid invoices is at least 6",
            "gemiddeld aantal dagen te laat is ten hoogste 5 dagen en aantal betaalde facturen is ten minste 6",
        ),
        (
            "customer.relationship_months < 1 or customer.natural_person",
            "length of the relation in months is less than 1 month or customer is a natural person",
            "duur van de relatie in maanden is minder dan 1 maand of klant is een natuurlijk persoon",
        ),
        (
            "customer.external_score in [40..70)",
            "credit bureau score is at least 40 and less than 70",
            "score van het kredietbureau is ten minste 40 en minder dan 70",
        ),
        (
            "customer.debtor_type in (business, public_body)",
            "type of debtor is business or public_body",
            "soort debiteur is business of public_body",
        ),
        (
            "customer.debtor_type in (not(business, consumer))",
            "type of debtor is not business and not consumer",
            "soort debiteur is niet business en niet consumer",
        ),
        (
            "customer.sector_risk > low",
            "sector risk is above low",
            "brancherisico is hoger dan low",
        ),
        (
            "not(customer.ubo_known)",
            "not true: beneficial owner is known",
            "niet waar: uiteindelijk belanghebbende is bekend",
        ),
        (
            "customer.ubo_known = false",
            "not true: beneficial owner is known",
            "niet waar: uiteindelijk belanghebbende is bekend",
        ),
        (
            "customer.ubo_known = customer.ubo_relevance",
            "beneficial owner is known exactly if a check of the beneficial owner is called for",
            (
                "uiteindelijk belanghebbende is bekend precies als onderzoek naar de uiteindelijk "
                "belanghebbende is nodig"
            ),
        ),
        (
            "not(5 <= customer.avg_days_late)",
            "average days late is less than 5 days",
            "gemiddeld aantal dagen te laat is minder dan 5 dagen",
        ),
        (
            "is missing(customer.external_score)",
            "credit bureau score is missing",
            "score van het kredietbureau ontbreekt",
        ),
        (
            "not(is missing(customer.external_score))",
            "credit bureau score is known",
            "score van het kredietbureau is bekend",
        ),
        (
            "is missing(customer.ubo_known)",
            "it is not known whether beneficial owner is known",
            "niet bekend: uiteindelijk belanghebbende is bekend",
        ),
        (
            "customer.customer_since < 2026-01-31 and not(customer.ubo_known)",
            "start of the relation is before 2026-01-31 and not true: beneficial owner is known",
            "datum waarop de relatie begon is voor 2026-01-31 en niet waar: uiteindelijk belanghebbende is bekend",
        ),
        (
            "customer.customer_since + 14 days >= as_of",
            "(start of the relation plus 14 days) is on or after the day of the decision",
            "(datum waarop de relatie begon plus 14 dagen) is op of na de dag van de beslissing",
        ),
        (
            "order.amount > large_order",
            "order amount is more than large order (5000.00 EUR, 6000.00 USD)",
            "orderbedrag is meer dan large order (5000.00 EUR, 6000.00 USD)",
        ),
        (
            "customer.credit_limit > 0 and customer.exposure_total / customer.credit_limit > 80%",
            "credit limit is more than 0.00 and (total exposure divided by credit limit) is more than 80%",
            "kredietlimiet is meer dan 0.00 en (obligo gedeeld door kredietlimiet) is meer dan 80%",
        ),
        (
            "customer.exposure_total > 80% * customer.credit_limit",
            "total exposure is more than (80% of credit limit)",
            "obligo is meer dan (80% van kredietlimiet)",
        ),
        (
            'starts with(customer.sector_code, "41") and not(contains(customer.legal_name, "B.V."))',
            'sector code starts with "41" and legal name does not contain "B.V."',
            'branchecode begint met "41" en statutaire naam bevat "B.V." niet',
        ),
        (
            "if customer.natural_person then customer.ubo_known else customer.avg_days_late > 5",
            (
                "if customer is a natural person, then beneficial owner is known, otherwise average "
                "days late is more than 5 days"
            ),
            (
                "als klant is een natuurlijk persoon, dan uiteindelijk belanghebbende is bekend, "
                "anders gemiddeld aantal dagen te laat is meer dan 5 dagen"
            ),
        ),
        (
            "customer.avg_days_late > (if customer.natural_person then 14 days else 30 days)",
            "average days late is more than (14 days if customer is a natural person, otherwise 30 days)",
            (
                "gemiddeld aantal dagen te laat is meer dan (14 dagen als klant is een natuurlijk "
                "persoon, anders 30 dagen)"
            ),
        ),
        (
            "count(invoice where invoice.days_overdue > 0) > 2",
            "(the number of invoices for which days overdue is more than 0 days) is more than 2",
            "(het aantal facturen waarvoor geldt: dagen over de vervaldatum is meer dan 0 dagen) is meer dan 2",
        ),
        (
            "max(invoice.days_overdue, default 0) > 30",
            "(the highest days overdue of the invoices (without any: 0 days)) is more than 30 days",
            (
                "(de hoogste waarde van dagen over de vervaldatum van de facturen (zonder enige: 0 "
                "dagen)) is meer dan 30 dagen"
            ),
        ),
        (
            "all(dispute.is_open)",
            "for every dispute: dispute is open",
            "steeds per geschil: geschil is open",
        ),
        (
            "floor(customer.avg_days_late) = 3 and months between(customer.customer_since, as_of) >= 2",
            (
                "average days late rounded down to a whole number is 3 days and the whole months from "
                "start of the relation to the day of the decision is at least 2 months"
            ),
            (
                "gemiddeld aantal dagen te laat naar beneden afgerond op een geheel getal is 3 dagen en de hele "
                "maanden van datum waarop de relatie begon tot de dag van de beslissing is ten minste 2 maanden"
            ),
        ),
        (
            "customer.ubo_known and (customer.natural_person or customer.avg_days_late > 5)",
            "beneficial owner is known and (customer is a natural person or average days late is more than 5 days)",
            (
                "uiteindelijk belanghebbende is bekend en (klant is een natuurlijk persoon of "
                "gemiddeld aantal dagen te laat is meer dan 5 dagen)"
            ),
        ),
    ],
)
def test_a_condition_reads_as_a_sentence(written: str, english: str, dutch: str):
    found = said(written)

    assert found == Titles(nl=dutch, en=english)


def test_facts_of_one_title_are_told_apart_by_their_records():
    found = said_of_invoice("customer.reference = invoice.reference")

    assert found == Titles(
        "kenmerk (klant) is kenmerk (factuur)", "reference of the customer is reference of the invoice"
    )


@pytest.mark.parametrize(
    ("instead", "english", "dutch"),
    [
        (
            "no match",
            "beneficial owner is known (and that is known)",
            "uiteindelijk belanghebbende is bekend (en dat is bekend)",
        ),
        (
            "match",
            "beneficial owner is known (or that is not known)",
            "uiteindelijk belanghebbende is bekend (of dat is niet bekend)",
        ),
    ],
)
def test_what_a_leaf_counts_as_where_it_is_unknown_is_said(instead: str, english: str, dutch: str):
    found = said(f"{{if: customer.ubo_known, if_missing: {instead}}}")

    assert found == Titles(dutch, english)


def test_the_policys_own_text_comes_first(program: Program):
    table = program.tables["acceptance"]
    row = next(row for row in table.rows if row.id == "insolvency")

    assert reason_text(program, table, row) == Titles("De klant is insolvent", "The customer is insolvent")


def test_without_a_text_the_title_of_the_row_is_the_reason(program: Program):
    table = program.tables["segments"]
    row = next(row for row in table.rows if row.id == "new")

    assert reason_text(program, table, row) == Titles("Nieuwe klant", "New customer")


def test_a_row_without_text_and_title_is_told_by_its_cells(program: Program):
    table = program.tables["terms"]
    row = next(row for row in table.rows if row.id == "new-b1")

    assert reason_text(program, table, row).en == (
        "customer segment is new, risk class is B and order amount is at most 2500.00 EUR"
    )


def test_the_row_for_all_other_cases_says_so(program: Program):
    table = program.tables["segments"]
    row = replace(table.rows[-1], titles=None)

    assert reason_text(program, table, row) == Titles(
        "geen van de andere regels is van toepassing", "none of the other rules applies"
    )


def test_a_row_that_every_case_passes_says_so(program: Program):
    table = program.tables["segments"]
    row = replace(table.rows[0], titles=None, guard=None)

    assert reason_text(program, replace(table, rows=(row,)), row) == Titles("in elk geval", "in every case")


def test_a_last_row_without_conditions_is_what_the_rows_above_leave(program: Program):
    table = program.tables["segments"]
    row = replace(table.rows[1], titles=None, guard=None)
    table = replace(table, rows=(table.rows[0], row))

    assert reason_text(program, table, row) == Titles(
        "geen van de regels erboven is van toepassing", "none of the rules above it applies"
    )


def test_every_row_and_every_formula_of_the_policy_and_the_vocabulary_reads_without_leftovers(program: Program):
    bare = replace(program, reasons={})
    rows = [
        reason_text(bare, table, replace(row, titles=None)) for table in program.tables.values() for row in table.rows
    ]
    formulas = [sentence(program, one.formula) for one in program.definitions.values()]
    texts = [text for found in (*rows, *formulas) for text in (found.nl, found.en)]

    assert len(texts) > 100
    assert [text for text in texts if not text or LEFTOVER.search(text)] == []


def test_every_function_of_the_language_has_words():
    assert [name for name in known_functions() if name not in EN.functions] == []


def test_every_name_that_a_sentence_needs_is_in_both_languages():
    assert {
        key: set(getattr(EN, key)) for key in ("functions", "aggregates", "refused", "numbers", "dates", "order")
    } == {key: set(getattr(NL, key)) for key in ("functions", "aggregates", "refused", "numbers", "dates", "order")}


def test_a_choice_between_values_is_no_claim(program: Program):
    number = NumberType(0)
    formula = Choose(program.definitions["customer.pays_well"].formula, Subject(number), Subject(number), number)

    assert sentence(program, formula).en.startswith("the value of the column if ")
