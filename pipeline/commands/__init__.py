"""The commands, one module each: `add_arguments` declares them, `run` does the work.

What is heavy (DuckDB, lxml, rich) is imported in `run`, so that `soatso --help` is instant.
"""
