"""What a point reaches: how often each fact, definition and output is asked for."""

from collections import Counter

from creditpolicy.formulas import Formula, Point, Read, walk
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import formulas_of


def counted(program: Program, point: Point) -> Counter[str]:
    """How often each name is asked for by what the point reaches."""
    counts: Counter[str] = Counter()
    apart = () if point.apart is None else point.apart.answers
    waiting: list[Formula] = [answer.formula for answer in (*point.answers, *point.record_answers, *apart)]
    waiting += [] if point.apart is None else [point.apart.by]
    seen: set[str] = set()
    while waiting:
        for part in walk(waiting.pop()):
            if not isinstance(part, Read):
                continue
            name = part.name.removeprefix("base.")
            counts[name] += 1
            if name in program.definitions and name not in seen:
                seen.add(name)
                waiting.append(program.definitions[name].formula)
            elif name in program.outputs and program.outputs[name][0] not in seen:
                seen.add(program.outputs[name][0])
                waiting.extend(formulas_of(program.tables[program.outputs[name][0]]))
    return counts
