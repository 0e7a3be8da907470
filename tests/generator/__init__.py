"""Whole reports composed from grammar and lexicon, with the truth about every numeral known."""
