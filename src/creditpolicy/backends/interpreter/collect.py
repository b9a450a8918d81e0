"""Tables that collect: what the rows that hold give together."""

from fractions import Fraction

from creditpolicy.backends.interpreter.arithmetic import ANY_CURRENCY, common_currency
from creditpolicy.backends.interpreter.functions import apply
from creditpolicy.formulas import Table
from creditpolicy.values.money import Money
from creditpolicy.values.types import MoneyType, Type
from creditpolicy.values.unknown import Maybe, Unknown
from creditpolicy.values.value import Value


def folded(
    table: Table, verdicts: tuple[Maybe, ...], outputs: tuple[tuple[Maybe, ...], ...]
) -> tuple[tuple[Maybe, ...], tuple[int, ...]]:
    """Sum, least or greatest over the rows that hold; a row that may hold counts only if it could change the result."""
    certain = [index for index, verdict in enumerate(verdicts) if verdict is True]
    open_rows = [(index, verdict) for index, verdict in enumerate(verdicts) if isinstance(verdict, Unknown)]
    results = tuple(_fold(table, output, certain, open_rows, outputs) for output in range(len(table.outputs)))
    return results, tuple(certain)


def _fold(
    table: Table,
    output: int,
    certain: list[int],
    open_rows: list[tuple[int, Unknown]],
    outputs: tuple[tuple[Maybe, ...], ...],
) -> Maybe:
    given = [outputs[index][output] for index in certain]
    lacks = [value for value in given if isinstance(value, Unknown)]
    known = tuple(value for value in given if not isinstance(value, Unknown))
    result: Maybe = (
        _total(known, table.outputs[output].type)
        if table.combine == "sum"
        else apply(str(table.combine), known, None)
        if known
        else Unknown()
    )
    for index, lack in open_rows:
        value = outputs[index][output]
        if isinstance(value, Unknown):
            lacks += [value, lack]
        elif table.combine == "sum":
            lacks += [] if is_zero(value) else [lack]
        elif isinstance(result, Unknown) or apply(str(table.combine), (result, value), None) != result:
            lacks.append(lack)
    if lacks:
        return Unknown(frozenset().union(*(lack.missing for lack in lacks)))
    return result


def _total(values: tuple[Value, ...], of: Type) -> Maybe:
    if not isinstance(of, MoneyType):
        return sum((value for value in values if isinstance(value, Fraction)), Fraction(0))
    amounts = [value for value in values if isinstance(value, Money)]
    currency = common_currency((Money(Fraction(0), of.currency or ANY_CURRENCY), *amounts))
    return (
        currency
        if isinstance(currency, Unknown)
        else Money(sum((one.amount for one in amounts), Fraction(0)), currency)
    )


def listed(
    table: Table, verdicts: tuple[Maybe, ...], outputs: tuple[tuple[Maybe, ...], ...]
) -> tuple[tuple[Maybe, ...], tuple[int, ...]]:
    """Every value of the rows that hold, each once, in the order of the rows."""
    certain = [index for index, verdict in enumerate(verdicts) if verdict is True]
    results: list[Maybe] = []
    open_rows = [(index, verdict) for index, verdict in enumerate(verdicts) if isinstance(verdict, Unknown)]
    for output in range(len(table.outputs)):
        lacks = [value for index in certain if isinstance(value := outputs[index][output], Unknown)]
        found = _distinct(certain, output, outputs)
        idle = True
        for index, lack in open_rows:
            value = outputs[index][output]
            if isinstance(value, Unknown):
                lacks, idle = [*lacks, lack, value], False
            elif not set(items(value)) <= set(_distinct([row for row in certain if row < index], output, outputs)):
                # What only a later row gives could come earlier, or another open row could come between.
                lacks = [*lacks, lack]
                idle = idle and _distinct(sorted([*certain, index]), output, outputs) == found
        known = idle and not any(isinstance(outputs[index][output], Unknown) for index in certain)
        results.append(found if known else Unknown(frozenset().union(*(lack.missing for lack in lacks))))
    return tuple(results), tuple(certain)


def _distinct(rows: list[int], output: int, outputs: tuple[tuple[Maybe, ...], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for index in rows for item in items(outputs[index][output])))


def items(value: Maybe) -> tuple[str, ...]:
    """The words that a row adds to a list."""
    match value:
        case tuple():
            return value
        case str():
            return (value,)
    return ()


def is_zero(value: Maybe) -> bool:
    """Whether a value adds nothing to a sum."""
    return value == 0 or (isinstance(value, Money) and value.amount == 0)
