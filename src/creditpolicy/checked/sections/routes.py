"""One exception route: what it may change, how far, and who is asked."""

from dataclasses import dataclass
from fractions import Fraction

from creditpolicy.checked.policy import Terms
from creditpolicy.checked.sections.context import Context, people
from creditpolicy.checked.spelled import spelled
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import AllOf, CellTests, Const, Formula, Output, Read, Row, Table, names_read
from creditpolicy.syntax.scalars import percent
from creditpolicy.syntax.tree.sections import ExceptionRouteNode
from creditpolicy.values.describe import plain_number
from creditpolicy.values.types import BooleanType, DateType, EnumType, TextType

NO_REASON = "is missing(request.reason_code) and is missing(request.reason_text)"


@dataclass(frozen=True, slots=True)
class Route:
    """A route. `furthest` is the best terms that may be granted, `factor` how many times the base limit."""

    id: str
    changes: str
    furthest: Terms | None
    factor: Fraction | None
    never_when: Formula | None
    expires_after: str
    approvers: Table
    node: ExceptionRouteNode

    def too_far(self, terms: tuple[Terms, ...], about: str, base: str) -> str | None:
        """When `about` (a request or a grant) goes too far from `base`, as a condition; None where nothing does."""
        if self.changes == "orders":
            return f'{about}.scope != "order"'
        if self.factor is not None:
            return f"{about}.limit > {plain_number(self.factor)} * {base}"
        beyond = [one.id for one in terms if self.furthest is not None and one.rank > self.furthest.rank]
        words = ", ".join(f'"{one}"' for one in beyond)
        return f"{about}.terms in ({words})" if beyond else None


def check_route(node: ExceptionRouteNode, terms: tuple[Terms, ...], context: Context) -> Route | None:
    """The route; None where it is in error (reported)."""
    findings = context.findings
    before = len(findings.made)
    changes = node.may_change.text
    furthest = factor = None
    if changes == "orders":
        _releases_orders(node, context)
    elif changes == "terms":
        furthest = next((one for one in terms if one.id == node.up_to.text), None)
        if furthest is None:
            findings.unknown(
                Code.UNKNOWN_MEMBER, "payment terms", node.up_to.text, node.up_to.at, (one.id for one in terms)
            )
    else:
        share = findings.take(percent(node.up_to))
        if "limits.amount" not in context.scope.symbols and not findings.lost.may_hold("limits"):
            findings.add(
                Code.MISSING_KEY,
                "a route changes limits, but the policy has none",
                node.may_change.at,
                "add the section `limits`",
            )
        factor = None if share is None else share.value
        if share is not None and share.value < 1:
            findings.add(
                Code.BAD_NUMBER, f"`{node.up_to.text}` is less than the limit itself", node.up_to.at, "write `150%`"
            )
    never = context.condition(node.never_when)
    age = context.lasting(node.expires_after)
    role = Output(f"exceptions.{node.id.text}.role", context.enum("roles"))
    eyes = Output(f"exceptions.{node.id.text}.four_eyes", BooleanType())
    grid = node.approvers
    because = grid.because.text if grid.because else None
    asked = TableAsked(
        f"exceptions.{node.id.text}", None, grid.hit.text, None, {"role": role, "four_eyes": eyes}, because, grid.here
    )
    approvers = check_table(grid.table, asked, grid.if_missing, context.scope, findings)
    for name in _only_of_requests(never, approvers, context):
        findings.add(
            Code.NOT_HERE,
            f"a grant has no `{name.partition('.')[2]}`, and `{node.id.text}` is tested again for every grant",
            node.id.at,
            "name what both have, such as `request.exposure_after`, `request.limit` or `request.terms`",
        )
    if len(findings.made) > before or approvers is None or age is None:
        return None
    return Route(node.id.text, changes, furthest, factor, never, f"{age.count} {age.unit}", approvers, node)


def _releases_orders(node: ExceptionRouteNode, context: Context) -> None:
    if "orders.outcome" not in context.scope.symbols:
        context.findings.add(
            Code.MISSING_KEY,
            "a route changes orders, but the policy has none",
            node.may_change.at,
            "add the section `orders`",
        )
    if node.up_to.text != "release":
        context.findings.unknown(Code.UNKNOWN_WORD, "answer to an order", node.up_to.text, node.up_to.at, ("release",))


def about_the_grant(name: str) -> str:
    """What is asked of a request, asked of a grant: the fact of the same name."""
    return f"exception.{name.removeprefix('request.')}" if name.startswith("request.") else name


def _only_of_requests(never: Formula | None, approvers: Table | None, context: Context) -> list[str]:
    formulas = [] if never is None else [never]
    if approvers is not None:
        formulas += [column.formula for column in approvers.columns]
        formulas += [cell.test for row in approvers.rows for cell in row.cells if isinstance(cell, CellTests)]
    read = dict.fromkeys(name for formula in formulas for name in names_read(formula))
    return [
        name for name in read if about_the_grant(name) != name and about_the_grant(name) not in context.scope.symbols
    ]


def request_rows(
    route: Route, terms: tuple[Terms, ...], answers: EnumType, roles: EnumType, context: Context
) -> tuple[Row, ...]:
    """Refused without a reason, never, or too far; else whom to ask and until when it would hold."""
    scope, at = context.scope, route.node.id.at
    asked = f'request.route = "{route.id}"'
    found = [
        _row(route, "no_reason", spelled(f"{asked} and {NO_REASON}", scope, at), _refused("NO_REASON", answers, roles))
    ]
    if route.never_when is not None:
        this_route = spelled(asked, scope, at)
        never = None if this_route is None else AllOf((this_route, route.never_when))
        found.append(_row(route, "never", never, _refused("NEVER", answers, roles)))
    beyond = route.too_far(terms, "request", "customer.credit_limit")
    if beyond is not None:
        found.append(
            _row(route, "too_far", spelled(f"{asked} and {beyond}", scope, at), _refused("TOO_FAR", answers, roles))
        )
    expires = spelled(f"as_of + {route.expires_after}", scope, at)
    by_name = {output.name.rpartition(".")[2]: Read(output.name, output.type) for output in route.approvers.outputs}
    asks = (
        Const("needs_approval", answers),
        by_name["role"],
        by_name["four_eyes"],
        expires or Const(None, DateType()),
        Const(None, TextType()),
    )
    found.append(_row(route, "ask", spelled(asked, scope, at), asks))
    return tuple(found)


def _row(route: Route, what: str, guard: Formula | None, outputs: tuple[Formula, ...]) -> Row:
    return Row(f"{route.id}.{what}", (), guard, outputs, route.node.id.at, **people(route.node))


def _refused(why: str, answers: EnumType, roles: EnumType) -> tuple[Formula, ...]:
    return (
        Const("refused", answers),
        Const(None, roles),
        Const(None, BooleanType()),
        Const(None, DateType()),
        Const(why, TextType()),
    )
