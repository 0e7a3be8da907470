"""From a raw source to a structured document: paragraphs, notes, tables, sections."""

from extractors.structure.build import build_document

__all__ = ["build_document"]
