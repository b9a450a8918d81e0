"""What is asked of a policy, found in it: the version of a day, a decision point, an invoice; or why there is none."""

from collections.abc import Sequence
from datetime import date

from creditpolicy.decision.words import Asked
from creditpolicy.diagnostics.errors import CreditPolicyError
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.diagnostics.phrases import listed
from creditpolicy.facts.case import Case
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program
from creditpolicy.ir.version import Version

_MOST_SHOWN = 5


class UnknownPointError(CreditPolicyError, ValueError):
    """The policy does not answer this question."""


class NotInForceError(CreditPolicyError, ValueError):
    """No version of the policy holds on this day."""


class TimelineError(CreditPolicyError, ValueError):
    """What is asked has no timeline: there is no such invoice, or no day to look at."""


def must_be_a_day(name: str, day: object) -> None:
    """Refuse what is no plain date.

    Raises:
        TypeError: it is something else, or has a time.

    """
    if type(day) is not date:
        message = f"{name} must be a datetime.date, found {type(day).__name__}"
        raise TypeError(message)


def point_of(program: Program, name: str) -> Point:
    """The decision point with this name.

    Raises:
        UnknownPointError: the policy has none.

    """
    asked = program.points.get(name)
    if asked is None:
        near = nearest(name, program.points)
        hint = Asked.DID_YOU_MEAN(near=repr(near)) if near else Asked.ANSWERS(points=", ".join(program.points))
        raise UnknownPointError(Asked.NO_POINT(id=repr(program.id), point=repr(name), hint=hint))
    return asked


def version_on(versions: Sequence[Version], as_of: date | None) -> Version:
    """The version that is in force on a day (None: the last one).

    Raises:
        NotInForceError: none is.

    """
    for version in reversed(versions):
        first, last = version.first_day, version.last_day
        if as_of is None or ((first is None or first <= as_of) and (last is None or as_of <= last)):
            return version
    held = listed([_span(version) for version in versions])
    raise NotInForceError(Asked.NOT_IN_FORCE(day=as_of, held=held))


def must_have_invoice(case: Case, invoice: str) -> None:
    """Refuse the number of an invoice that the case does not have.

    Raises:
        TimelineError: it has none of this number.

    """
    known = [
        str(given["invoice.invoice_id"]) for given in case.lists.get("invoice", ()) if "invoice.invoice_id" in given
    ]
    if invoice in known:
        return
    near = nearest(invoice, known)
    shown = ", ".join(quoted(one) for one in known[:_MOST_SHOWN]) + (", ..." if len(known) > _MOST_SHOWN else "")
    others = Asked.INVOICES(invoices=shown) if known else Asked.NO_INVOICES()
    hint = Asked.DID_YOU_MEAN(near=quoted(near)) if near else others
    raise TimelineError(Asked.NO_INVOICE(invoice=quoted(invoice), hint=hint))


def _span(version: Version) -> str:
    first, last = version.first_day, version.last_day
    since = Asked.ALWAYS() if first is None else Asked.FROM(first=first)
    return since if last is None else Asked.UNTIL(since=since, last=last)
