"""What the text claims about its own figures."""

from extractors.relations.find import ClaimFinder

__all__ = ["ClaimFinder"]
