"""Taking the nodes of a mapping file apart; what does not fit becomes a finding, and reading goes on."""

from collections.abc import Collection

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.portfolio.did_you_mean import did_you_mean
from creditpolicy.portfolio.mapping_words import Mapped, Mend, Shape
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence


class Findings:
    """The findings of one file, in the order in which they were made."""

    def __init__(self) -> None:
        """Start with none."""
        self._all: list[Diagnostic] = []

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        """The findings, by place."""
        return tuple(sorted(self._all, key=lambda finding: finding.at))

    def __len__(self) -> int:
        return len(self._all)

    def add(self, code: Code, message: str, at: Place, help: str | None = None) -> None:
        """Note one finding."""
        self._all.append(Diagnostic(code, message, at, help))


def entries(node: Node, what: str, found: Findings) -> tuple[tuple[Scalar, Node], ...]:
    """The keys and nodes of a mapping."""
    if isinstance(node, Mapping):
        return node.entries
    found.add(Code.WRONG_SHAPE, Mapped.KEYS(what=what, found=_shape(node)), node.at, Mend.WRITE_KEYS(what=what))
    return ()


def known_entries(node: Node, what: str, keys: Collection[str], found: Findings) -> dict[str, tuple[Scalar, Node]]:
    """The entries whose key is one of `keys`; another key is a finding."""
    taken: dict[str, tuple[Scalar, Node]] = {}
    for key, value in entries(node, what, found):
        if key.text in keys:
            taken[key.text] = (key, value)
        else:
            allowed = Mend.ALLOWED(names=", ".join(f"`{item}`" for item in keys))
            found.add(
                Code.UNKNOWN_KEY,
                Mapped.UNKNOWN_KEY(key=key.text, what=what),
                key.at,
                did_you_mean(key.text, tuple(keys)) or allowed,
            )
    return taken


def text(node: Node, what: str, found: Findings) -> Scalar | None:
    """One text."""
    if isinstance(node, Scalar):
        return node
    found.add(Code.WRONG_SHAPE, Mapped.ONE_TEXT(what=what, found=_shape(node)), node.at, Mend.WRITE_TEXT(what=what))
    return None


def texts(node: Node, what: str, found: Findings) -> tuple[Scalar, ...]:
    """A list of texts."""
    if isinstance(node, Sequence):
        return tuple(item for item in (text(item, what, found) for item in node.items) if item is not None)
    message = Mapped.LIST(what=what, found=_shape(node))
    found.add(Code.WRONG_SHAPE, message, node.at, Mend.WRITE_LIST(what=what))
    return ()


def word(node: Node, what: str, words: Collection[str], found: Findings) -> str | None:
    """One of `words`."""
    scalar = text(node, what, found)
    if scalar is None or scalar.text in words:
        return None if scalar is None else scalar.text
    allowed = Mend.ONE_OF(words=", ".join(f"`{item}`" for item in words))
    found.add(
        Code.UNKNOWN_WORD,
        Mapped.UNKNOWN_WORD(word=scalar.text, what=what),
        scalar.at,
        did_you_mean(scalar.text, tuple(words)) or allowed,
    )
    return None


def _shape(node: Node) -> str:
    match node:
        case Scalar(text=content):
            return f"`{content[:40]}`" if content else Shape.NOTHING()
        case Mapping():
            return Shape.KEYS()
        case Sequence():
            return Shape.LIST()
