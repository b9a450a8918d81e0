"""Exceptions: who may grant what, how far and for how long; a granted one replaces an output of the policy.

A request is answered by the point `exception`. A grant that the case presents (`exceptions: [...]`) is tested again on
every day: reason, approver and dates are there, the requester is nobody who approved, the role may grant it at the
exposure after it, the deviation stays within bounds of the base outcome. A grant that lacks one of these is none.
"""

from creditpolicy.checked.policy import Header, Part, Terms
from creditpolicy.checked.sections.context import Context, check_ids
from creditpolicy.checked.sections.grants import override_of
from creditpolicy.checked.sections.routes import Route, about_the_grant, check_route, request_rows
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import Answer, Const, Output, Override, Point, Read, Table
from creditpolicy.formulas.rename import renamed_table
from creditpolicy.syntax.tree.sections import ExceptionsNode
from creditpolicy.values.types import BooleanType, DateType, EnumType, TextType

ANSWERS = EnumType("exception", ("refused", "needs_approval"))


def check_exceptions(node: ExceptionsNode, header: Header, terms: tuple[Terms, ...], context: Context) -> Part:
    """The tables of approvers, the answer to a request, and the overrides that grants may be."""
    recorded = context.recorded()
    findings = context.findings
    check_ids((route.id for route in node.routes), "route", findings)
    checked = [check_route(written, terms, recorded) for written in node.routes]
    routes = [route for route in checked if route is not None]
    if not routes or len(routes) < len(node.routes):
        if not node.routes:
            findings.lacks(
                Code.NO_APPROVER, "no exception route", node.key_at("routes"), "name one, or leave the section out"
            )
        return Part()
    request = _request_table(node, routes, terms, recorded)
    tables: list[Table] = [request]
    overrides: list[Override] = []
    for route in routes:
        grant = _grant_table(route)
        tables += [route.approvers, grant]
        override = override_of(route, grant, header, terms, context)
        overrides += [] if override is None else [override]
    point = Point("exception", _answers(request), None, None, (), (("answer", Const("refused", ANSWERS)),))
    total = frozenset(route.approvers.name for route in routes)
    return Part(tables=tuple(tables), overrides=tuple(overrides), points=(point,), total=total)


def _request_table(node: ExceptionsNode, routes: list[Route], terms: tuple[Terms, ...], context: Context) -> Table:
    roles = context.enum("roles")
    outputs = (
        Output("exceptions.answer", ANSWERS),
        Output("exceptions.role", roles),
        Output("exceptions.four_eyes", BooleanType()),
        Output("exceptions.expires_on", DateType()),
        Output("exceptions.refused_because", TextType()),
    )
    rows = tuple(row for route in routes for row in request_rows(route, terms, ANSWERS, roles, context))
    return Table("exceptions", None, "first", None, (), rows, outputs, None, node.here)


def _grant_table(route: Route) -> Table:
    """Who had to approve a grant: the approvers' table, asked about the grant instead of the request."""

    def granting(name: str) -> str:
        return f"{name}_granting" if name.startswith(f"exceptions.{route.id}.") else about_the_grant(name)

    return renamed_table(route.approvers, f"exceptions.{route.id}.granting", "exception", granting)


def _answers(request: Table) -> tuple[Answer, ...]:
    return tuple(Answer(output.name.rpartition(".")[2], Read(output.name, output.type)) for output in request.outputs)
