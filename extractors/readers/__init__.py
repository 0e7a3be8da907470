"""Readers: bytes to `Source`, one module a format."""
