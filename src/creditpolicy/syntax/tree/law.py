"""Dated rates and scales of costs, as the package's own files and policies write them."""

from typing import Annotated

from pydantic import Field

from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import DateText, Many, OneOf, PercentText, Text, Written
from creditpolicy.syntax.tree.parts import Title

CERTAINTIES = ("official", "secondary", "code_table", "conflict", "unverified")


class RateRowNode(Written):
    """The rate from a day on, how certain it is, and who says so; `or` is a rate that contradicts it."""

    from_: DateText = Field(alias="from")
    rate: Text
    or_: PercentText | None = Field(default=None, alias="or")
    certainty: Annotated[Scalar, OneOf(CERTAINTIES)]
    source: Text


class RateTableNode(Written):
    """Yearly rates by date. Rows of a table that the package has replace its rows of the same day, and add others."""

    title: Title | None = None
    compound: Annotated[Scalar, OneOf(("yearly", "never"))] | None = None
    rows: Many[RateRowNode]


class BandNode(Written):
    """A share of the part of the principal up to an amount, or of all that is left."""

    up_to: Text | None = None
    share: PercentText


class ScaleNode(Written):
    """Costs of collecting as shares of the principal, with a least and a greatest amount."""

    title: Title | None = None
    bands: Many[BandNode] | None = None
    minimum: Text
    maximum: Text
    certainty: Annotated[Scalar, OneOf(CERTAINTIES)]
    source: Text
