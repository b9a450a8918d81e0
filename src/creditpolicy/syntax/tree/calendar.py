"""The calendar of a policy: that of a country, with days added or dropped."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from creditpolicy.syntax.tree.base import DateText, Many, NameText, Written, kind_of
from creditpolicy.syntax.tree.parts import Title


class CalendarDayNode(Written):
    """A day that is named: a date, or month and day for that day of every year."""

    on: DateText
    title: Title | None = None


CalendarDay = Annotated[
    Annotated[DateText, Tag("text")] | Annotated[CalendarDayNode, Tag("day")],
    Discriminator(lambda node: kind_of(node, {}, "text", "day")),
]


class CalendarNode(Written):
    """A country's calendar; on the days in `also` business is closed too, on those in `not` it is open."""

    country: NameText
    also: Many[CalendarDay] | None = None
    not_: Many[CalendarDay] | None = Field(default=None, alias="not")


Calendar = Annotated[
    Annotated[NameText, Tag("text")] | Annotated[CalendarNode, Tag("calendar")],
    Discriminator(lambda node: kind_of(node, {}, "text", "calendar")),
]
