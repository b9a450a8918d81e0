"""The rules of the section `charges`, with the tables of the law that they name looked up."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from creditpolicy.checked.policy import ChargeRule, Costs
from creditpolicy.checked.sections.context import Context, is_otherwise
from creditpolicy.diagnostics import Code, Place
from creditpolicy.formulas import Formula
from creditpolicy.law import Law, RateTable, Scale
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import amount, percent
from creditpolicy.syntax.tree.charges import ChargeRuleNode, CostsNode, InterestNode
from creditpolicy.values.describe import plain_number

HUNDRED_PERCENT = Fraction(1)


@dataclass(frozen=True, slots=True)
class Dated:
    """A rate that may be used, the days for which it holds, and the row that says so in words; None: not usable."""

    first_day: date
    last_day: date
    rate: Fraction | None
    id: str
    words: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Interest:
    """Interest as one rule asks for it. `table` is None where the policy gives one rate of its own."""

    name: str
    table: RateTable | None
    rates: tuple[Dated, ...]
    compounds: bool
    when: Formula | None
    at: Place


@dataclass(frozen=True, slots=True)
class AskedRule:
    """One rule; `otherwise`: for everyone else."""

    id: str
    guard: Formula | None
    otherwise: bool
    interest: Interest | None
    costs: Costs | None
    node: ChargeRuleNode

    def for_guards(self) -> ChargeRule:
        """What legal guards look at."""
        rates = None if self.interest is None else self.interest.table
        return ChargeRule(self.id, self.guard, rates, self.costs, self.node.id.at)


def check_rule(node: ChargeRuleNode, law: Law, context: Context, *, accept_unverified: bool) -> AskedRule | None:
    """One rule; None where it is in error (reported)."""
    before = len(context.findings.made)
    last = is_otherwise(node.when, node.otherwise, node, "rule", context.findings)
    guard = context.condition(node.when)
    interest = None if node.interest is None else _interest(node, node.interest, law, context, accept=accept_unverified)
    costs = None if node.costs is None else _costs(node.costs, law, context)
    if len(context.findings.made) > before:
        return None
    return AskedRule(node.id.text, guard, last, interest, costs, node)


def _interest(rule: ChargeRuleNode, node: InterestNode, law: Law, context: Context, *, accept: bool) -> Interest | None:
    findings = context.findings
    when = context.condition(node.only_when)
    if (node.rates is None) == (node.rate is None):
        way_out = "write `rates: nl_commercial_interest` or `rate: 8%`"
        findings.lacks(Code.KEYS_EXCLUDE, "interest says `rates` or `rate`, one of them", node.here, way_out)
        return None
    if node.rate is not None:
        if node.plus is not None:
            findings.add(Code.KEYS_EXCLUDE, "`plus` goes with `rates`", node.key_at("plus"), "add it to the rate")
        rate = _share(node.rate, context)
        if rate is None:
            return None
        words = f"{plain_number(rate * 100)}% a year, by this policy"
        own = Dated(date.min, date.max, rate, "rate", words, None)
        compounds = node.compound is not None and node.compound.text == "yearly"
        return Interest(rule.id.text, None, (own,), compounds, when, node.rate.at)
    if node.compound is not None:
        findings.add(Code.KEYS_EXCLUDE, "`compound` goes with `rate`", node.key_at("compound"), "the table says it")
    plus = Fraction(0) if node.plus is None else _share(node.plus, context)
    scalar = node.rates
    table = None if scalar is None else law.rates.get(scalar.text)
    if scalar is None or table is None:
        if scalar is not None and not findings.lost.may_declare(scalar.text):
            findings.unknown(Code.UNKNOWN_NAME, "table of rates", scalar.text, scalar.at, law.rates)
        return None
    if plus is None:
        return None
    return Interest(table.name, table, _dated(table, plus, accept=accept), table.compounds, when, scalar.at)


def _dated(table: RateTable, plus: Fraction, *, accept: bool) -> tuple[Dated, ...]:
    found = []
    for row in table.rows:
        rate = row.rate + plus if row.rate is not None and row.usable(accept_unverified=accept) else None
        shown = "unknown" if row.rate is None else f"{plain_number(row.rate * 100)}%"
        added = f" plus {plain_number(plus * 100)}%" if plus else ""
        words = f"{table.name} from {row.first_day}: {shown}{added} ({row.certainty.value}: {row.source})"
        last = table.last_day(row) or date.max
        found.append(Dated(row.first_day, last, rate, f"{table.name}.{row.first_day}", words, row.source))
    return tuple(found)


def _costs(node: CostsNode, law: Law, context: Context) -> Costs | None:
    findings = context.findings
    when = context.condition(node.only_when)
    if (node.scale is None) == (node.fixed is None):
        way_out = "write `scale: nl_collection_costs` or `fixed: 40 EUR`"
        findings.lacks(Code.KEYS_EXCLUDE, "costs say `scale` or `fixed`, one of them", node.here, way_out)
        return None
    if node.fixed is not None:
        fixed = findings.take(amount(node.fixed))
        if fixed is None or not _in_currency(fixed.currency, node.fixed, context):
            return None
        if fixed.amount < 0:
            findings.add(Code.BAD_AMOUNT, f"costs of `{node.fixed.text}`, less than nothing", node.fixed.at)
        return Costs(node.after.text, None, fixed, when, node.fixed.at)
    scalar = node.scale
    scale: Scale | None = None if scalar is None else law.scales.get(scalar.text)
    if scalar is None or scale is None:
        if scalar is not None and not findings.lost.may_declare(scalar.text):
            findings.unknown(Code.UNKNOWN_NAME, "scale of costs", scalar.text, scalar.at, law.scales)
        return None
    if not _in_currency(scale.minimum.currency, scalar, context):
        return None
    return Costs(node.after.text, scale, None, when, scalar.at)


def _in_currency(currency: str, scalar: Scalar, context: Context) -> bool:
    currencies = context.scope.vocabulary.currencies
    if currencies and currency not in currencies:
        message = f"`{scalar.text}` is in {currency}, the policy in {' and '.join(currencies)}"
        context.findings.add(Code.UNIT_MISMATCH, message, scalar.at, f"add {currency} to `currencies`, or use another")
    return currency in currencies


def _share(scalar: Scalar, context: Context) -> Fraction | None:
    found = context.findings.take(percent(scalar))
    if found is not None and not 0 <= found.value <= HUNDRED_PERCENT:
        context.findings.add(Code.BAD_NUMBER, f"found `{scalar.text}`, wanted 0% to 100% a year", scalar.at)
        return None
    return None if found is None else found.value
