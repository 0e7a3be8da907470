"""What the first and last pages say of the report itself."""

from extractors.header.find import find_header

__all__ = ["find_header"]
