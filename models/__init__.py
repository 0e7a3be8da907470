"""Nouns: what can be said about a report. Frozen records, standard library only."""
