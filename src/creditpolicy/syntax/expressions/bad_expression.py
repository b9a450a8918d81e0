"""How the parser refuses a text. Never reaches a user: whoever knows the file makes a `Diagnostic` of it."""


class BadExpression(Exception):
    """What is wrong with the text, and where.

    Attributes:
        message: one line, enough alone; found first, wanted second.
        start: offset into the text.
        end: offset into the text, exclusive; not before `start`.
        help: the way out, where known.

    """

    def __init__(self, message: str, start: int, end: int, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.help = help
