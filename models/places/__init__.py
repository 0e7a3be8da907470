"""The official units of the country, before and since the reform of 2025, and how they are found.

`units.tsv` and `changes.tsv` are built by `data/make_places.py`; data/README.md says from what.
"""

from models.places.gazetteer import (
    CHANGES,
    FOLDER,
    UNITS,
    Gazetteer,
    Place,
    load_places,
    places_digest,
)

__all__ = ["CHANGES", "FOLDER", "UNITS", "Gazetteer", "Place", "load_places", "places_digest"]
