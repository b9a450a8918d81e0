"""When a granted exception replaces an output."""

from creditpolicy.checked.policy import Header, Terms
from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.orders import OUTCOME, OUTCOME_NAME, beyond_route
from creditpolicy.checked.sections.routes import Route, about_the_grant
from creditpolicy.checked.spelled import spelled
from creditpolicy.formulas import AllOf, Const, Formula, Negate, Override, Table
from creditpolicy.formulas.rename import renamed
from creditpolicy.values.types import BooleanType, Type

_COMPLETE = (
    "not(is missing(exception.approved_by)) and not(is missing(exception.approved_by_role))"
    " and not(is missing(exception.requested_by_person))"
    " and not(is missing(exception.valid_from)) and not(is missing(exception.valid_until))"
    " and not(is missing(exception.reason_code) and is missing(exception.reason_text))"
)
_SOMEBODY_ELSE = "exception.requested_by_person != exception.approved_by"
_SCOPE = (
    "not(is missing(exception.scope)) and (exception.scope = customer or (exception.scope = order"
    " and not(is missing(exception.order_id)) and exception.order_id = order.id))"
)
_THIS_ORDER = (
    'not(is missing(exception.scope)) and exception.scope = "order"'
    " and not(is missing(exception.order_id)) and exception.order_id = order.id"
)
_FOUR_EYES = (
    "not(four_eyes_granting) or (not(is missing(exception.second_approver))"
    " and exception.second_approver != exception.approved_by"
    " and exception.second_approver != exception.requested_by_person)"
)
_RANK = "if not(is missing(exception.scope)) and exception.scope = order then 2 else 1"


def override_of(
    route: Route, granting: Table, header: Header, terms: tuple[Terms, ...], context: Context
) -> Override | None:
    """The override that a grant of `route` may be; None where what it rests on is in error."""
    if route.changes == "orders":
        return _order_let_through(route, granting, header, context)
    target, value = (
        ("terms.terms", "exception.terms") if route.changes == "terms" else ("limits.amount", "exception.limit")
    )
    kind = context.scope.type_of(target)
    if kind is None:
        return None
    scope = _scope(granting, target, kind, context)
    at = route.node.id.at
    beyond = route.too_far(terms, "exception", f"base.{target}")
    far_enough = [] if beyond is None else [f"not({beyond})"]
    holds = _holds(route, header, [_SCOPE, f"not(is missing({value}))"], far_enough, scope)
    rank = spelled(_RANK, scope, at)
    granted = spelled(value, scope, at)
    if holds is None or rank is None or granted is None:
        return None
    return Override(target, route.id, "exception", holds, granted, rank, "exception.id")


def _order_let_through(route: Route, granting: Table, header: Header, context: Context) -> Override | None:
    """A hold becomes a release, for one order, where no rule stops it but those that name this route."""
    scope = _scope(granting, OUTCOME_NAME, OUTCOME, context)
    beyond = beyond_route(route.id)
    scope = scope.adding({beyond: (BooleanType(), None)}).calling({**scope.aliases, "stopped_otherwise": beyond})
    only_held = ['base.orders.outcome = "hold"', "not(stopped_otherwise)"]
    holds = _holds(route, header, [_THIS_ORDER], only_held, scope)
    rank = spelled("2", scope, route.node.id.at)
    if holds is None or rank is None:
        return None
    return Override(OUTCOME_NAME, route.id, "exception", holds, Const("release", OUTCOME), rank, "exception.id")


def _holds(route: Route, header: Header, about: list[str], bounds: list[str], scope: Scope) -> Formula | None:
    """That a grant is one of this route, complete, of somebody who may give it, valid today, and within its bounds."""
    texts = [
        f'exception.route = "{route.id}"',
        _COMPLETE,
        _SOMEBODY_ELSE,
        "exception.valid_from <= as_of and as_of <= exception.valid_until",
        f"as_of <= exception.valid_from + {route.expires_after}",
        *about,
        _authority(header),
        _FOUR_EYES,
        *bounds,
    ]
    tests = [spelled(text, scope, route.node.id.at) for text in texts]
    known = [test for test in tests if test is not None]
    if len(known) < len(tests):
        return None
    if route.never_when is not None:
        known.append(Negate(renamed(route.never_when, about_the_grant)))
    # What can always be told stands first, so that a grant that is none leaves nothing open.
    return AllOf(tuple(known))


def _scope(granting: Table, target: str, kind: Type, context: Context) -> Scope:
    names: dict[str, tuple[Type, str | None]] = {output.name: (output.type, "exception") for output in granting.outputs}
    names[f"base.{target}"] = (kind, None)
    short = {output.name.rpartition(".")[2]: output.name for output in granting.outputs}
    return context.scope.inside("exception").adding(names).calling(short)


def _authority(header: Header) -> str:
    """The approver has the role that the table asks for, or one above it."""
    above = {one.id: _and_above(one.id, header) for one in header.roles}
    cases = [
        f'(role_granting = "{name}" and exception.approved_by_role in ({", ".join(quoted)}))'
        for name, those in above.items()
        if (quoted := [f'"{one}"' for one in those])
    ]
    return " or ".join(cases)


def _and_above(role: str, header: Header) -> list[str]:
    reports = {one.id: one.reports_to for one in header.roles}
    found = [role]
    while (upper := reports.get(found[-1])) is not None and upper not in found:
        found.append(upper)
    return found
