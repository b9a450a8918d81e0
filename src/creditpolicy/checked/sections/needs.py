"""One need of an invoice: facts that are there, a condition that holds, or what the customer requires of it."""

from dataclasses import dataclass

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.sections.checks import absent_facts, broken, certainly, reason_code, unclear
from creditpolicy.checked.sections.context import Context, ForPeople, check_ids, not_empty, people
from creditpolicy.checked.sections.invoice_deadline import own_deadline
from creditpolicy.checked.spelled import spelled
from creditpolicy.checked.titles import titles_or_none
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import AllOf, AnyOf, Const, Definition, Formula, Holds, IfMissing, Read, names_read
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.invoicing import InvoicingNode, NeedNode
from creditpolicy.values.types import BooleanType, ListType, TextType

WORDS = ListType(TextType())
MOST_REQUIREMENTS = 100
_REQUIRED, _MISSING = "customer.customer_invoice_requirements", "invoice.missing_fields"
_NOT_ALL = Titles("wat de klant op de factuur eist is er niet allemaal", "not all that the customer requires is there")


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that may lack: when it certainly does, and the details that it is."""

    guard: Formula
    details: Formula


@dataclass(frozen=True, slots=True)
class Need:
    """A need that is in order. `lacking` says when it is not fulfilled, `lacks` which parts of it are not."""

    node: NeedNode
    lacking: Formula
    lacks: tuple[Lack, ...]
    owner: Formula
    ask_by: Formula | None

    @property
    def id(self) -> str:
        """Its name."""
        return self.node.id.text

    @property
    def reason(self) -> str:
        """Its reason code."""
        return reason_code(self.node)

    @property
    def blocks(self) -> bool:
        """Whether an invoice that lacks it stays; else it is warned of."""
        return self.node.if_not is None or self.node.if_not.text == "block"

    @property
    def people(self) -> ForPeople:
        """What people want to know; a title says what is needed, so that as a reason it has to say so."""
        own = titles_or_none(self.node.title)
        said = _NOT_ALL if self.node.customer_may_require is not None else None
        if own is not None:
            said = Titles(f"nodig: {own.nl}", f"needed: {own.en}")
        return {**people(self.node), "titles": said}

    @property
    def definition(self) -> Definition:
        """What the tables that only detail the gate read, so that a trace shows the tests of a need once."""
        said = Titles(f"{self.id} ontbreekt", f"{self.id} is lacking")
        return Definition(self._name, "invoice", self.lacking, said, supplied=False, at=self.node.id.at)

    @property
    def certain(self) -> Formula:
        """That it certainly lacks."""
        return certainly(self.lacking)

    @property
    def unclear(self) -> Formula:
        """That it can't be known whether it lacks."""
        return unclear(self._named, f"`{self.id}`", self.node.id.at)

    @property
    def rows(self) -> tuple[tuple[str, Lack], ...]:
        """Each part with a name for its row."""
        if len(self.lacks) == 1:
            return ((self.id, self.lacks[0]),)
        return tuple((f"{self.id}.{number}", lack) for number, lack in enumerate(self.lacks, 1))

    @property
    def _name(self) -> str:
        return f"invoicing.needs.{self.id}"

    @property
    def _named(self) -> Formula:
        return Holds(Read(self._name, BooleanType()), f"`{self.id}` lacks", self.node.id.at)


def check_need(node: NeedNode, section: InvoicingNode, context: Context) -> Need | None:
    """The need; None where it is in error (reported)."""
    findings = context.findings
    owner = _owner(node.owner, context)
    ask_by = None if node.within is None else own_deadline(node.within, section.within, context)
    said = [one for one in (node.present, node.holds, node.customer_may_require) if one is not None]
    if len(said) != 1:
        findings.add(
            Code.KEYS_EXCLUDE, "a need says `present`, `holds` or `customer_may_require`, one of them", node.id.at
        )
        return None
    parts = _parts(node, context)
    when = context.condition(node.when)
    if parts is None or owner is None or (node.when is not None and when is None):
        return None
    failing = parts[0][0] if len(parts) == 1 else AnyOf(tuple(test for test, _ in parts))
    lacks = tuple(Lack(certainly(test if when is None else AllOf((when, test))), details) for test, details in parts)
    return Need(node, failing if when is None else AllOf((when, failing)), lacks, owner, ask_by)


def _parts(node: NeedNode, context: Context) -> list[tuple[Formula, Formula]] | None:
    """Each thing that may lack, with the details that then are."""
    if node.present is not None:
        tests = absent_facts(node.present, node, context)
        return None if tests is None else [(test, _word(scalar.text)) for scalar, test in tests]
    if node.customer_may_require is not None:
        return _required(node, node.customer_may_require, context)
    failing = broken(node.holds, context)
    if failing is None:
        return None
    reads_fields = _MISSING in names_read(failing)
    return [(failing, Read(_MISSING, WORDS) if reads_fields else Const((), WORDS))]


def _required(node: NeedNode, words: tuple[Scalar, ...], context: Context) -> list[tuple[Formula, Formula]] | None:
    """What this customer requires and the invoice lacks; a requirement that is not listed here can't be fulfilled."""
    at = node.key_at("customer_may_require")
    not_empty(words, "requirement", at, context.findings, "name what customers may require, such as `cost_centre`")
    before = len(context.findings.made)
    check_ids(words, "requirement", context.findings)
    if len(words) > MOST_REQUIREMENTS:
        message = f"found {len(words)} requirements, wanted at most {MOST_REQUIREMENTS}"
        context.findings.add(Code.WRONG_SHAPE, message, at, "say the others in a need of their own, with `holds`")
    if len(context.findings.made) > before:
        return None
    tests = [
        (
            spelled(
                f'list contains({_REQUIRED}, "{one.text}") and list contains({_MISSING}, "{one.text}")',
                context.scope,
                one.at,
            ),
            _word(one.text),
        )
        for one in words
    ]
    known = " + ".join(f'(if list contains({_REQUIRED}, "{one.text}") then 1 else 0)' for one in words)
    foreign = spelled(f"count({_REQUIRED}) > {known}", context.scope, at) if words else None
    found = [*tests, (foreign, Read(_REQUIRED, WORDS))]
    sound = [(test, details) for test, details in found if test is not None]
    return sound if len(sound) == len(found) else None


def _word(text: str) -> Formula:
    return Const((text,), WORDS)


def _owner(scalar: Scalar, context: Context) -> Formula | None:
    """A role, or the person that a fact names (the fact's own name where that is not known)."""
    if scalar.text in context.sources["roles"]:
        return _word(scalar.text)
    if "." in scalar.text and scalar.text in context.scope.symbols:
        formula = check_value(Fragment.whole(scalar), context.scope, context.findings, None)
        if isinstance(formula, Read) and isinstance(formula.type, TextType):
            return IfMissing(formula, Const(scalar.text, TextType()), TextType())
    roles = context.sources["roles"]
    context.findings.unknown(Code.UNKNOWN_NAME, "role", scalar.text, scalar.at, roles)
    return None
