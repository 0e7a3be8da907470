"""The database: what is kept of each report, written and read in one place."""
