"""What the text claims about its own figures."""

from extractors.relations.find import find_claims

__all__ = ["find_claims"]
