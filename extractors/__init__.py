"""Verbs that find: records in, records out. No files, clock, log or state."""
