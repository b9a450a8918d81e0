"""An aggregate over a list of records: a loop in a function of its own."""

from collections.abc import Iterator
from dataclasses import replace

from creditpolicy.backends.python.code import Code, Here, NotCompiled, Tests, Writes, alike, held, valued
from creditpolicy.formulas import AllOf, AnyOf, Compare, Formula, IsMissing, Over, Read
from creditpolicy.values.types import EnumType, MoneyType, TextType


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
    loop = f"for {each} in {_looked_at(w, formula, inside)}:"
    if formula.kind in {"any", "all"}:
        lines, code = _tested(w, formula, inside, where, loop)
    else:
        lines, code = _collected(w, formula, inside, where, loop)
    first = [f"if {listed} is None:", "    return None"]
    if kept:
        arguments = ", ".join(variables)
        w.function(f"{name}_of", variables, [*first, *lines])
        w.function(name, variables, [f"{frame}.{name} = found = {name}_of({arguments})", "return found"])
        return replace(code, text=w.kept(formula, name, name, variables, f"{frame}.{name}"))
    w.function(name, variables, [*first, *lines])
    return replace(code, text=f"{name}({', '.join(variables)})")


def _looked_at(w: Writes, formula: Over, inside: Here) -> str:
    """The records to look at: of a long list only those that have the same word as what stands outside, or none.

    All others fail the test that compares the two, and count for nothing.
    """
    tests = [] if formula.where is None else list(_all_of(formula.where))
    if formula.kind == "any" and formula.subject is not None:
        tests += _all_of(formula.subject)
    for test in tests:
        match test:
            case AnyOf(parts=(IsMissing(of=Read() as absent), Compare() as compared)) if absent in {
                compared.left,
                compared.right,
            }:
                pass
            case Compare() as compared:
                pass
            case _:
                continue
        found = _words(w, compared, formula.record, inside)
        if found is not None:
            inner, outer = found
            return f"among({w.grouped(formula.record, inner)}, {outer}, {w.list_of(formula.record)})"
    return w.list_of(formula.record)


def _words(w: Writes, formula: Compare, record: str, inside: Here) -> tuple[str, str] | None:
    """Of a test that two facts are the same word, that of the record and that outside, where they stand."""
    sides = (formula.left, formula.right)
    if formula.op != "=" or not all(isinstance(side, Read) and _is_word(w, side) for side in sides):
        return None
    names = [side.name for side in sides if isinstance(side, Read)]
    of_record = [name.partition(".")[0] == record for name in names]
    if of_record[0] is of_record[1]:
        return None
    inner, outer = names if of_record[0] else reversed(names)
    codes = w.read(inner, inside), w.read(outer, inside)
    return (codes[0].text, codes[1].text) if all(code.plain for code in codes) else None


def _is_word(w: Writes, read: Read) -> bool:
    program = w.program
    is_fact = read.name not in program.definitions and read.name in program.vocabulary.facts
    return is_fact and isinstance(read.type, EnumType | TextType)


def _all_of(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, AllOf):
        for part in formula.parts:
            yield from _all_of(part)
    else:
        yield formula


def _tested(w: Writes, formula: Over, inside: Here, where: Tests, loop: str) -> tuple[list[str], Code]:
    if formula.subject is None:
        raise NotCompiled
    subject = w.tests(formula.subject, inside)
    if formula.kind == "all":
        subject = Tests(f"(not {subject.sure})", f"(not {subject.may})")
    found, none = ("True", "False") if formula.kind == "any" else ("False", "True")
    sure = f"{where.sure} and {subject.sure}"
    may = f"{where.may} and {subject.may}"
    lines = [loop, f"    if {sure}:", f"        return {found}"]
    if sure == may:
        return [*lines, f"return {none}"], Code("")
    lines = ["is_open = False", *lines, f"    if {may}:", "        is_open = True"]
    return [*lines, f"return None if is_open else {none}"], Code("")


def _collected(w: Writes, formula: Over, inside: Here, where: Tests, loop: str) -> tuple[list[str], Code]:
    lines = ["found = []", loop]
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
