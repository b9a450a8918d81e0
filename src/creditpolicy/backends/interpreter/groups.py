"""Which records of a point are looked at together: those of one currency and, where the policy says so, of one payer.

Sums over records in several currencies would have no value, so that each currency has an evaluation of its own, in
which every aggregate looks at its records only. Within it, each payer has one again: there, only the aggregates that
are `together` look at that payer's records, as a condition of the policy is about the customer as a whole.
"""

from collections.abc import Mapping
from typing import TypeAlias

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.facts.case import currency_of
from creditpolicy.formulas import Point
from creditpolicy.frozen import dataclass

ByCurrency: TypeAlias = Mapping[str | None, Evaluation]
"""An evaluation for each currency; for None alone where all records have the same."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The evaluations behind one decision.

    `whole` are asked about the case. `apart` are asked about what the point looks at apart, by the value that sets it
    apart; None stands for the records that have none. `of_record` are asked about one record each, by its index.
    """

    whole: ByCurrency
    apart: Mapping[str | None, ByCurrency]
    of_record: Mapping[int, Evaluation]

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """All of them, each once."""
        apart = (one for by_currency in self.apart.values() for one in by_currency.values())
        return tuple(dict.fromkeys((*self.whole.values(), *apart)))


def groups_of(case: Evaluation, point: Point) -> Groups:
    """The groups in which `point` looks at its records; `case` is the evaluation that sees them all."""
    whole = _by_currency(case, point)
    if point.record is None or point.apart is None:
        return Groups(whole, {}, _of_record(whole, point))
    record = point.record
    keys: dict[int, str | None] = {}
    for evaluation in whole.values():
        for index in evaluation.looked_at(record):
            key = evaluation.value(point.apart.by, ((record, index),))
            keys[index] = key if isinstance(key, str) else None
    apart = {
        key: {
            currency: Evaluation(
                one.program, one.case, one.only, {record: tuple(at for at in one.looked_at(record) if keys[at] == key)}
            )
            for currency, one in whole.items()
        }
        for key in dict.fromkeys((None, *keys.values()))
    }
    of_record = {index: one for group in apart.values() for index, one in _of_record(group, point).items()}
    return Groups(whole, apart, of_record)


def _by_currency(case: Evaluation, point: Point) -> ByCurrency:
    currencies: dict[str | None, list[int]] = {}
    for index, given in enumerate(case.case.lists.get(point.record or "", ())):
        currencies.setdefault(currency_of(given), []).append(index)
    if len(currencies) < 2 or not point.by_currency:
        return {None: case}
    return {
        currency: Evaluation(case.program, case.case, {str(point.record): tuple(indexes)})
        for currency, indexes in currencies.items()
    }


def _of_record(group: ByCurrency, point: Point) -> Mapping[int, Evaluation]:
    """For each record of a group the evaluation that looks at it."""
    if point.record is None:
        return {}
    return {index: one for one in group.values() for index in one.looked_at(point.record, together=True)}
