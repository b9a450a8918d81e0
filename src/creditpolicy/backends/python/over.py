"""An aggregate over a list of records: a loop in a function of its own."""

from dataclasses import replace

from creditpolicy.backends.python.code import Code, Here, NotCompiled, Tests, Writes, alike, held, valued
from creditpolicy.formulas import Over
from creditpolicy.values.types import MoneyType


def over(w: Writes, formula: Over, here: Here) -> Code:
    """A call of the function; it is kept what it gave, if at most one record stands outside."""
    outside = {record: variable for record, variable in here.records.items() if record != formula.record}
    each = w.frame_of(formula.record)
    inside = Here({**outside, formula.record: each})
    listed = w.list_of(formula.record)
    owner = next(iter(outside), None)
    kept = len(outside) <= 1
    name = w.slot("o", owner) if kept else w.slot("s", None)
    variables = Here(outside).variables
    frame = variables[-1]
    where = Tests("True", "True") if formula.where is None else w.tests(formula.where, inside)
    if formula.kind in {"any", "all"}:
        lines, code = _tested(w, formula, inside, where, each)
    else:
        lines, code = _collected(w, formula, inside, where, each)
    first = [f"if {listed} is None:", "    return None"]
    if kept:
        inner = f"{name}_of"
        w.function(inner, variables, [*first, *lines])
        call = f"{inner}({', '.join(variables)})"
        text = f"({frame}.{name} if {frame}.{name} is not NOT_YET else kept({frame}, {name!r}, {call}))"
        return replace(code, text=text)
    w.function(name, variables, [*first, *lines])
    return replace(code, text=f"{name}({', '.join(variables)})")


def _tested(w: Writes, formula: Over, inside: Here, where: Tests, each: str) -> tuple[list[str], Code]:
    if formula.subject is None:
        raise NotCompiled
    subject = w.tests(formula.subject, inside)
    if formula.kind == "all":
        subject = Tests(f"(not {subject.sure})", f"(not {subject.may})")
    found, none = ("True", "False") if formula.kind == "any" else ("False", "True")
    sure = f"{where.sure} and {subject.sure}"
    may = f"{where.may} and {subject.may}"
    lines = [f"for {each} in {w.list_of(formula.record)}:", f"    if {sure}:", f"        return {found}"]
    if sure == may:
        return [*lines, f"return {none}"], Code("")
    lines = ["is_open = False", *lines, f"    if {may}:", "        is_open = True"]
    return [*lines, f"return None if is_open else {none}"], Code("")


def _collected(w: Writes, formula: Over, inside: Here, where: Tests, each: str) -> tuple[list[str], Code]:
    lines = ["found = []", f"for {each} in {w.list_of(formula.record)}:"]
    if where.may != "True":
        lines += [f"    if not {where.may}:", "        continue"]
    if not where.known:
        lines += [f"    if not {where.sure}:", "        return None"]
    if formula.subject is None:
        return [*lines, "    found.append(True)", "return len(found)"], Code("")
    subject = valued(w.value(formula.subject, inside))
    first, name = held(w, subject)
    if subject.maybe:
        lines += [f"    if {first} is None:", "        return None"]
    else:
        name = subject.text
    lines.append(f"    found.append({name})")
    if formula.kind == "count":
        return [*lines, "return len(found)"], Code("")
    if not w.currency and isinstance(formula.type, MoneyType):
        return _pairs(w, formula, lines, inside)
    currency = subject.currency
    if formula.kind == "sum":
        if isinstance(formula.type, MoneyType):
            currency = w.currency
        return [*lines, "return sum(found)"], replace(subject, maybe=True, plain=False, currency=currency)
    return _extreme(formula.kind, lines, subject, _default(w, formula, inside))


def _default(w: Writes, formula: Over, inside: Here) -> Code:
    """What the least or greatest of no records is."""
    if formula.default is None:
        return Code("NOTHING", maybe=False, nothing=True)
    outer = {record: variable for record, variable in inside.records.items() if record != formula.record}
    return w.value(formula.default, Here(outer))


def _pairs(w: Writes, formula: Over, lines: list[str], inside: Here) -> tuple[list[str], Code]:
    """Amounts that may be in two currencies: then there is no sum, and no greatest."""
    if formula.kind == "sum":
        return [*lines, "return amounts_summed(found)"], Code("")
    default = _default(w, formula, inside)
    lines = [*lines, f"return amounts_extreme({formula.kind}, found) if found else {default.text}"]
    return lines, Code("", nothing=default.nothing)


def _extreme(kind: str, lines: list[str], subject: Code, default: Code) -> tuple[list[str], Code]:
    one, other = alike((replace(subject, text="found"), default))
    factor = 10 ** (one.scale - subject.scale)
    found = f"{kind}(found)" if factor == 1 else f"({kind}(found) * {factor})"
    lines = [*lines, f"return {found} if found else {other.text}"]
    return lines, replace(one, maybe=True, plain=False, nothing=default.nothing, constant=None)
