"""Facts laid over facts: of a record the facts by name, of a list the whole list."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Facts: TypeAlias = Mapping[str, Any]


def merged(under: Facts, over: Facts) -> dict[str, Any]:
    """`under` with `over` laid on top: facts of a record by name, lists whole. Laying three is the same either way."""
    result = dict(under)
    for record, given in over.items():
        below = result.get(record)
        is_record = isinstance(below, Mapping) and isinstance(given, Mapping)
        result[record] = {**below, **given} if is_record else given  # type: ignore[dict-item]  # both are mappings
    return result


def extended(under: Facts, added: Facts) -> dict[str, Any]:
    """`under` with the records of `added` behind those that its lists have."""
    result = dict(under)
    for record, given in added.items():
        result[record] = [*records_of(result, record), *given]
    return result


def with_fact(facts: Facts, slot: tuple[str, int | None, str], value: object) -> dict[str, Any]:
    """`facts` with one fact set: of a record, or of one record of a list."""
    record, index, key = slot
    if index is None:
        return merged(facts, {record: {key: value}})
    listed = records_of(facts, record)
    listed += [{} for _ in range(index + 1 - len(listed))]
    listed[index] = {**listed[index], key: value}
    return {**facts, record: listed}


def records_of(facts: Facts, record: str) -> list[Facts]:
    """The records that a list has; none where it is missing, or is no list of records."""
    held = facts.get(record)
    is_list = isinstance(held, list) and all(isinstance(one, Mapping) for one in held)
    return list(held) if is_list and held else []
