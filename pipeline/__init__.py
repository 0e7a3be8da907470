"""Verbs that act: files, processes, DuckDB, terminal."""
