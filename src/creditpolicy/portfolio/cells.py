"""What goes wrong in one cell."""


class BadCell(Exception):
    """The cell's text is not what was wanted; `wanted` says what that is, as in `a date as D-M-YYYY`."""

    def __init__(self, wanted: str) -> None:
        """Keep what the column asks for."""
        super().__init__(wanted)
        self.wanted = wanted
