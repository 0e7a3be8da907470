"""Measures: how fast the program is beside tools everyone can install, and how its cost grows."""
