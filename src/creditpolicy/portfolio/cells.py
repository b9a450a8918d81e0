"""What goes wrong in one cell."""


class BadCell(Exception):
    """The cell's text is not what was wanted; the message says what that is, as in `a date as D-M-YYYY`."""

    @property
    def wanted(self) -> str:
        """What the column asks for."""
        return str(self)
