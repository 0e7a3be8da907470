"""Records as text for people and for programs; no figure is computed here."""
