"""The written form. Input: YAML nodes. Output: `Document`, closed and with places. Knows nothing of meaning."""

from creditpolicy.syntax.tree.document import Document, PolicyNode, SectionsNode

__all__ = ["Document", "PolicyNode", "SectionsNode"]
