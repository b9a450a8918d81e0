"""What some rows of a table give: as a list or by row, and what it comes to together.

It is looked up where all of it is fixed, else asked of row by row.
"""

from creditpolicy.backends.python.code import Code, NotCompiled, Writes, literal
from creditpolicy.backends.python.indexed import constant_of
from creditpolicy.formulas import Formula, Table, words_added
from creditpolicy.values.types import MoneyType, Type


def listed_lines(w: Writes, table: Table, output: int, codes: tuple[Code, ...], rows: str) -> list[str]:
    """Lines that put what these `rows` give in a list, `found`; `codes` are what all rows give."""
    given = _given(w, table, output, codes)
    if given is not None:
        return [f"found = [{given}[row] for row in {rows}]"]
    lines = ["found = []"]
    for position, code in enumerate(codes):
        lines += [f"if {position} in {rows}:", f"    found.append({code.text})"]
    return lines


def by_row_lines(w: Writes, table: Table, output: int, codes: tuple[Code, ...], rows: str) -> list[str]:
    """Lines that put it in `found`, which is there, under each row."""
    given = _given(w, table, output, codes)
    if given is not None:
        return [f"found.update([(row, {given}[row]) for row in {rows}])"]
    lines = []
    for position, code in enumerate(codes):
        if not code.is_nothing:
            lines += [f"if {position} in {rows}:", f"    found[{position}] = {code.text}"]
    return lines


def folded(w: Writes, table: Table, of: Type, codes: tuple[Code, ...], found: str = "found") -> str:
    """What the values in a list give together."""
    combine = str(table.combine)
    if isinstance(of, MoneyType) and not w.currency:
        summed = f"amounts_summed({found}, {literal(of.currency or '')})"
        return summed if combine == "sum" else f"amounts_extreme({combine}, {found}) if {found} else None"
    if isinstance(of, MoneyType) and {of.currency, *(code.currency for code in codes)} != {w.currency}:
        raise NotCompiled
    return f"sum({found})" if combine == "sum" else f"{combine}({found}) if {found} else None"


def items_of(output: Formula) -> tuple[str, ...]:
    """The words that a row adds to a list."""
    words = words_added(output)
    if words is None:
        raise NotCompiled
    return words


def _given(w: Writes, table: Table, output: int, codes: tuple[Code, ...]) -> str | None:
    """The name of what each row gives, where all of it is fixed."""
    given = [constant_of(row.outputs[output], code) for row, code in zip(table.rows, codes, strict=True)]
    return None if None in given else w.bound(tuple(one[0] for one in given if one is not None))
