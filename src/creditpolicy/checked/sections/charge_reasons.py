"""Which rows of the law a rule uses, and why it charges nothing: as tables, so that the trace shows each test."""

from datetime import date

from creditpolicy.checked.policy import Costs
from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.charge_amounts import (
    FROM,
    NO_NOTICE,
    NOTICE_IN_TIME,
    PRINCIPAL,
    claim,
    must_spell,
)
from creditpolicy.checked.sections.charge_rules import AskedRule, Dated
from creditpolicy.diagnostics import Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import AllOf, Const, Formula, Negate, Output, Row, Table
from creditpolicy.values.describe import written
from creditpolicy.values.types import ListType, MoneyType, TextType

LIST = ListType(TextType())
_WHY = {
    "not_in_default": Titles("de klant is niet in verzuim", "the customer is not in default"),
    "nothing_open": Titles("er staat niets open", "nothing is open"),
    "no_interest_now": Titles(
        "voor rente is niet voldaan aan `only_when`", "`only_when` of the interest does not hold"
    ),
    "no_costs_now": Titles("voor kosten is niet voldaan aan `only_when`", "`only_when` of the costs does not hold"),
    "no_notice": Titles("er is geen veertiendagenbrief gestuurd", "no fourteen-day letter was sent"),
    "notice_before_default": Titles(
        "de veertiendagenbrief is vóór het verzuim gestuurd", "the fourteen-day letter was sent before the default"
    ),
    "notice_running": Titles(
        "de termijn van de veertiendagenbrief loopt nog, of ontvangst is niet bewezen",
        "the term of the fourteen-day letter still runs, or receipt is not proved",
    ),
    "no_charge": Titles("deze regel rekent niets", "this rule charges nothing"),
}


def rows_used(rule: AskedRule, scope: Scope) -> Table:
    """The rows that interest and costs are counted with, each in words with its certainty and source."""
    rows = []
    if rule.interest is not None:
        running = claim(f"charges.{rule.id}.interest_runs", rule.interest.at)
        rows = [
            _used(one, _meets(one, running, scope, rule.interest.at), rule.interest.at)
            for one in rule.interest.rates
            if one.rate is not None
        ]
    if rule.costs is not None:
        words = _in_words(rule.costs)
        source = rule.costs.scale.source if rule.costs.scale else None
        row_id = rule.costs.scale.name if rule.costs.scale else "fixed"
        charged = claim(f"charges.{rule.id}.costs_due", rule.costs.at)
        titles = Titles(words, words)
        rows.append(Row(row_id, (), charged, (Const((words,), LIST),), rule.costs.at, titles=titles, because=source))
    return _listing(f"charges.{rule.id}.rows", tuple(rows), rule.node.here)


def why_not(rule: AskedRule, scope: Scope) -> Table:
    """What keeps interest or costs from being charged."""
    at = rule.node.here
    found: list[tuple[str, Formula]] = []
    if rule.interest is None and rule.costs is None:
        found.append(("no_charge", AllOf(())))
    else:
        found.append(("not_in_default", must_spell(f"{FROM} > as_of", scope, at)))
        found.append(("nothing_open", must_spell(f"{PRINCIPAL} <= 0", scope, at)))
    if rule.interest is not None and rule.interest.when is not None:
        found.append(("no_interest_now", Negate(rule.interest.when)))
    if rule.costs is not None and rule.costs.when is not None:
        found.append(("no_costs_now", Negate(rule.costs.when)))
    if rule.costs is not None and rule.costs.after == "notice":
        sent = f"{FROM} <= as_of and not({NO_NOTICE})"
        for name, text in (
            ("no_notice", f"{FROM} <= as_of and {NO_NOTICE}"),
            ("notice_before_default", f"{sent} and not({NOTICE_IN_TIME})"),
            ("notice_running", f"{sent} and not(invoice.notice_expired)"),
        ):
            found.append((name, must_spell(text, scope, rule.costs.at)))
    rows = tuple(Row(name, (), guard, (Const((name,), LIST),), at, titles=_WHY[name]) for name, guard in found)
    return _listing(f"charges.{rule.id}.why_not", rows, at)


def _meets(one: Dated, running: Formula, scope: Scope, at: Place) -> Formula:
    """Whether interest runs on a day for which this rate holds."""
    tests = [running]
    if one.last_day < date.max:
        tests.append(must_spell(f"{FROM} <= {one.last_day}", scope, at))
    if one.first_day > date.min:
        tests.append(must_spell(f"as_of >= {one.first_day}", scope, at))
    return AllOf(tuple(tests))


def _used(one: Dated, guard: Formula, at: Place) -> Row:
    return Row(
        one.id, (), guard, (Const((one.words,), LIST),), at, titles=Titles(one.words, one.words), because=one.source
    )


def _in_words(costs: Costs) -> str:
    if costs.scale is not None:
        return f"{costs.scale.name} ({costs.scale.certainty.value}: {costs.scale.source})"
    return f"{'' if costs.fixed is None else written(costs.fixed, MoneyType(None))}, by this policy"


def _listing(name: str, rows: tuple[Row, ...], at: Place) -> Table:
    return Table(name, "invoice", "collect", "list", (), rows, (Output(name, LIST),), None, at)
