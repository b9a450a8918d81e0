"""The plan that is offered to a customer: the fewest instalments that fit, for all that is overdue."""

from dataclasses import dataclass

from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.defining import Defining
from creditpolicy.checked.sections.instalments import Limits, instalments_for
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Const, Formula, Negate, Output, Row, Table
from creditpolicy.syntax.scalars import flag
from creditpolicy.syntax.tree.arrangements import OfferNode
from creditpolicy.values.types import EnumType

ANSWER = EnumType("arrangements.offer", ("offer", "nothing_owed", "refer"))
_DEBT = "customer.exposure_overdue"


@dataclass(frozen=True, slots=True)
class Offer:
    """For whom there is an offer, and on what day it begins (as a formula)."""

    when: Formula | None
    start: str
    node: OfferNode


def offer_part(node: OfferNode, context: Context) -> Offer | None:
    """The offer as written; None where it is in error (reported)."""
    before = len(context.findings.made)
    when = context.condition(node.when)
    days = context.days(node.start_after)
    on_payday = node.on_payday is not None and context.findings.take(flag(node.on_payday)) is True
    if len(context.findings.made) > before:
        return None
    first = f"as_of + {days} days"
    # A day that a month lacks is one of the first days of the next: by then the money is in.
    this_month = f"({first}) + (customer.payday - ({first}).day) * 1 day"
    next_month = f"({first}) + 1 month + (customer.payday - (({first}) + 1 month).day) * 1 day"
    aligned = (
        f"if is missing(customer.payday) then {first}"
        f" else if customer.payday >= ({first}).day then {this_month} else {next_month}"
    )
    return Offer(when, aligned if on_payday else first, node)


def offer_answers(offer: Offer, limits: Limits, defining: Defining) -> tuple[Table, tuple[Answer, ...]]:
    """The table of offers and what `arrangement` says of them, once for each customer."""
    at = offer.node.here
    rows = [
        Row(
            "nothing_owed",
            (),
            defining.formula(f"{_DEBT} <= 0", None),
            (Const("nothing_owed", ANSWER),),
            at,
            titles=Titles("er is niets vervallen", "nothing is overdue"),
        )
    ]
    if offer.when is not None:
        titles = Titles("deze klant krijgt geen standaardaanbod", "this customer gets no standard offer")
        rows.append(Row("not_offered", (), Negate(offer.when), (Const("refer", ANSWER),), at, titles=titles))
    defining.add("arrangements.offered_count", None, instalments_for(_DEBT, "arrangements.most"))
    largest = limits.largest_count(_DEBT)
    fits = defining.formula(f"arrangements.offered_count <= ({largest})", None)
    titles = Titles("regeling past bij de betaalcapaciteit", "a plan fits the customer's means")
    rows.append(Row("fits", (), fits, (Const("offer", ANSWER),), at, titles=titles))
    titles = Titles("schuld past niet binnen de langste looptijd", "debt does not fit within the longest term")
    rows.append(Row("too_much", (), None, (Const("refer", ANSWER),), at, otherwise=True, titles=titles))
    output = Output("arrangements.offer", ANSWER)
    table = Table("arrangements.offer", None, "first", None, (), tuple(rows), (output,), None, at)
    defining.scope = defining.scope.adding({"arrangements.offer": (ANSWER, None)})
    titles = Titles("aangeboden termijnbedrag", "instalment offered")
    amount = f"round up({_DEBT} / arrangements.offered_count, 2)"
    defining.add("arrangements.offered_amount", None, amount, titles)
    last = f"{_DEBT} - (arrangements.offered_count - 1) * arrangements.offered_amount"

    def only(key: str, text: str) -> Answer:
        return Answer(f"offer.{key}", defining.only("arrangements.offer = offer", text, None))

    return table, (
        Answer("offer.answer", defining.formula("arrangements.offer", None)),
        only("instalments", "arrangements.offered_count"),
        only("amount", "arrangements.offered_amount"),
        only("last_amount", last),
        only("start", offer.start),
    )
